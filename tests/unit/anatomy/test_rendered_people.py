"""The real detector on rendered people whose landmarks are known."""

import json
import math
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from posture_cv.anatomy.contour import ContourEstimator
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide, View

if TYPE_CHECKING:
    from posture_cv.domain.observation import Observation
    from posture_cv.wiring import Assessor

TRUE_NAME = {
    LandmarkName.TRAGUS: "tragus",
    LandmarkName.OUTER_CANTHUS: "canthus",
    LandmarkName.C7: "C7",
    LandmarkName.ACROMION: "acromion",
    LandmarkName.TROCHANTER: "trochanter",
    LandmarkName.KNEE: "knee_lat",
    LandmarkName.MALLEOLUS: "malleolus",
}
FILES = ["right_0.jpg", "right_1.jpg", "left_2.jpg", "left_3.jpg"]


@pytest.fixture(scope="module")
def seen(shared: Path, assessor: "Assessor") -> "dict[str, tuple[Observation, dict[str, Any]]]":
    """Each lateral render, looked at by the contour estimator, with its truth."""
    truths = {t["file"]: t for t in json.loads((shared / "renders" / "truth.json").read_text())}
    return {f: (_by_contour(assessor.observe(assessor.read(shared / "renders" / f))), truths[f]) for f in FILES}


def _by_contour(seen: "Observation") -> "Observation":
    return replace(seen, anatomy=ContourEstimator().estimate(seen.pose, seen.view, seen.position, seen.quality))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("name", TRUE_NAME)
def test_landmark_lies_where_its_error_says(seen: "dict[str, tuple[Observation, dict[str, Any]]]", file: str, name: LandmarkName) -> None:
    observation, truth = seen[file]
    side = BodySide.RIGHT if observation.view is View.RIGHT else BodySide.LEFT
    point = observation.anatomy.find(name, BodySide.MIDLINE if name is LandmarkName.C7 else side)
    assert point is not None
    x, y = truth["landmarks_px"][TRUE_NAME[name] + ("" if name is LandmarkName.C7 else f"_{side[0].upper()}")]
    assert abs(point.x_px - x) <= 2.6 * math.sqrt(point.covariance_px2.xx)
    assert abs(point.y_px - y) <= 2.6 * math.sqrt(point.covariance_px2.yy)


@pytest.mark.parametrize("file", FILES)
def test_stature_agrees_with_the_camera(seen: "dict[str, tuple[Observation, dict[str, Any]]]", file: str) -> None:
    """Known focal length, distance and height give the pixels that the person must be tall."""
    observation, truth = seen[file]
    camera, pose = truth["camera"], observation.anatomy
    focal_px = observation.photo.height_px / 2.0 / math.tan(math.radians(camera["fov_v"] / 2.0))
    assert pose.stature_px is not None
    assert pose.stature_error_px is not None
    assert abs(pose.stature_px - focal_px * truth["height_m"] / camera["dist"]) <= 2.0 * pose.stature_error_px


@pytest.mark.parametrize("file", FILES)
def test_back_ends_at_the_psis_level(seen: "dict[str, tuple[Observation, dict[str, Any]]]", file: str) -> None:
    observation, truth = seen[file]
    back = observation.anatomy.back
    assert back is not None
    true_level = (truth["landmarks_px"]["psis_L"][1] + truth["landmarks_px"]["psis_R"][1]) / 2.0
    assert abs(back.sacral_level_y_px - true_level) <= 2.0 * back.sacral_level_error_px
