"""Hand-marked true points of rendered people: camera and body turn them into the angles they were rendered with."""

import json
import math
from pathlib import Path
from typing import Any

import pytest

from posture_cv.anatomy.marks import apply_marks
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import AnatomicalPose, LandmarkName, Mark
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.photo import Roll
from posture_cv.domain.pose import ViewEstimate
from posture_cv.domain.views import Position, View
from posture_cv.knowledge import load
from posture_cv.measures import measure

FILES = ["right_0.jpg", "right_1.jpg", "left_2.jpg", "left_3.jpg"]


def marked_and_measured(truth: dict[str, Any]) -> MeasurementSet:
    """Camera distance, roll and yaw as rendered; the renderer counts roll, and yaw of a right view, the other way round."""
    near, camera = truth["visible_side"], truth["camera"]
    view = View.RIGHT if near == "R" else View.LEFT
    focal_px = 480.0 / math.tan(math.radians(camera["fov_v"] / 2.0))
    stature_px = focal_px * truth["height_m"] / camera["dist"]
    pose = AnatomicalPose(
        view=view, facing_sign=1 if near == "R" else -1, landmarks=(), stature_px=stature_px, stature_error_px=0.01 * stature_px
    )
    points = {"c7": "C7"} | {name: f"{name}_{near}" for name in ("tragus", "acromion", "asis", "psis")}
    marks = [Mark(name=LandmarkName(n), x_px=truth["landmarks_px"][k][0], y_px=truth["landmarks_px"][k][1]) for n, k in points.items()]
    return measure(
        apply_marks(pose, marks, width_px=720, height_px=960),
        load().measures,
        seen=ViewEstimate(
            view=view, yaw_deg=truth["body_yaw_deg"] * (-1 if near == "R" else 1), yaw_standard_error_deg=0.5, probability=1.0
        ),
        roll=Roll(roll_deg=-camera["roll"], standard_error_deg=0.1, referenced=True),
        position=Position.STANDING,
        photo=0,
        width_px=720,
        height_px=960,
        focal_length_px=focal_px,
    )


@pytest.fixture(scope="module")
def truths(shared: Path) -> dict[str, dict[str, Any]]:
    return {t["file"]: t for t in json.loads((shared / "renders" / "truth.json").read_text())}


@pytest.mark.parametrize("file", FILES)
def test_sagittal_angles_of_the_body_come_out_of_the_photo(truths: dict[str, dict[str, Any]], file: str) -> None:
    truth = truths[file]
    found, side, angles = marked_and_measured(truth), truth["visible_side"], truth["angles_deg"]
    (cva,) = found.named(MeasureName("craniovertebral_angle"))
    (tilt,) = found.named(MeasureName("pelvic_tilt"))
    (shoulder,) = found.named(MeasureName("forward_shoulder_angle_from_vertical"))
    assert cva.value == pytest.approx(angles[f"CVA_{side}"], abs=1.5)
    assert tilt.value == pytest.approx(angles["APT"], abs=2.0)
    assert shoulder.value == pytest.approx(angles[f"FSA_{side}"], abs=6.0)


@pytest.mark.parametrize("file", FILES)
def test_parallax_explains_what_the_photo_shows(truths: dict[str, dict[str, Any]], file: str) -> None:
    """These lenses stood low, so the photo shows the near ear too high; taking parallax out must come nearer to the truth."""
    truth = truths[file]
    found, true = marked_and_measured(truth), truth["angles_deg"][f"CVA_{truth['visible_side']}"]
    (sagittal,) = found.named(MeasureName("craniovertebral_angle"))
    (on_photo,) = found.named(MeasureName("craniovertebral_angle_as_photographed"))
    assert abs(sagittal.value - true) <= abs(on_photo.value - true)
