"""Validation at full size: truth of a drawn person, remembered detections, tables that read back."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from posture_cv.detection.photo_detector import PhotoDetector
from posture_cv.domain.errors import NoPersonFound
from posture_cv.domain.estimates import MeasureName, Unit
from posture_cv.domain.photo import Photo
from posture_cv.domain.pose import DetectedPose
from posture_cv.domain.views import BodySide, View
from posture_cv.knowledge import load
from posture_cv.repeatability import load_table
from posture_cv.validation.agreement import FittedLine
from posture_cv.validation.evidence import RealAgreement, real_evidence
from posture_cv.validation.proxies import calibration
from posture_cv.validation.readings import Reading
from posture_cv.validation.run import Validation
from posture_cv.validation.summary import summarise
from posture_cv.wiring import Assessor
from training.validate.cache import CachingDetector
from training.validate.pictures import picture_of
from training.validate.tables import LEAST_PAIRS, write_mdc, write_proxies, write_real

MEASURES = load().measures
CVA = MeasureName("craniovertebral_angle")


def record(view: str, position: str = "standing") -> dict[str, Any]:
    """A person two metres tall; y points backwards, so 0.02 is one per cent of height behind."""
    body = {f"{name}_{side}": [x if side == "left" else -x, y, 0.0] for side in ("left", "right") for name, x, y in (
        ("tragus", 0.08, -0.04), ("acromion", 0.20, 0.0), ("trochanter", 0.18, -0.06), ("knee", 0.15, -0.02), ("malleolus", 0.10, 0.02),
    )}  # fmt: skip
    body["c7"] = [0.0, 0.06, 0.0]
    body["malleolus_left"][0], body["malleolus_right"][0] = 0.06, -0.14
    angles = dict.fromkeys(
        ("craniovertebral_angle", "head_tilt_sagittal", "thoracic_kyphosis", "lumbar_lordosis", "pelvic_tilt", "trunk_lean", "sway_angle"),
        1.0,
    )
    angles |= dict.fromkeys(("head_tilt_frontal", "shoulder_level", "pelvic_obliquity"), 2.0)
    for side, value in (("left", 171.0), ("right", 172.0)):
        angles |= dict.fromkeys((f"knee_angle_{side}", f"hip_knee_ankle_{side}", f"forward_shoulder_angle_from_vertical_{side}"), value)
    return {
        "image": "a.jpg", "view": view, "position": position, "subject": 3, "posture_number": 1, "body_yaw_deg": 2.0, "stature_m": 2.0,
        "appearance": {"clothing": "loose", "nape": "hidden"}, "angles_deg": angles,
        "angles_as_photographed_deg": {"craniovertebral_angle": 55.0}, "landmarks_body_m": body,
    }  # fmt: skip


def test_truth_of_a_side_view_is_the_near_sides() -> None:
    picture = picture_of(record("right"), Path("x"))
    assert picture.true_value(MeasureName("knee_angle"), BodySide.RIGHT) == 172.0
    assert picture.true_value(MeasureName("craniovertebral_angle_as_photographed"), BodySide.RIGHT) == 55.0
    assert picture.true_value(MeasureName("acromion_forward_of_c7"), BodySide.RIGHT) == pytest.approx(3.0)
    assert picture.true_value(MeasureName("forward_head_distance"), BodySide.RIGHT) == pytest.approx(2.0)
    assert picture.true_value(MeasureName("plumb_offset_ear"), BodySide.RIGHT) == pytest.approx(3.0)
    assert picture.true_value(MeasureName("plumb_offset_trochanter"), BodySide.RIGHT) == pytest.approx(4.0)


def test_truth_of_a_front_view_holds_both_legs_and_the_shift() -> None:
    picture = picture_of(record("front"), Path("x"))
    assert picture.true_value(MeasureName("hip_knee_ankle"), BodySide.LEFT) == 171.0
    # The ankles' middle lies 0.04 m to the person's right of the acromia's: the trunk is shifted 2 per cent to the left of its base.
    assert picture.true_value(MeasureName("lateral_shift"), BodySide.MIDLINE) == pytest.approx(-2.0)


@pytest.mark.parametrize("view", ["left", "front"])
def test_sitting_leaves_out_what_is_defined_for_standing(view: str) -> None:
    standing = {name for name, _ in picture_of(record(view), Path("x")).expected()}
    sitting = {name for name, _ in picture_of(record(view, "sitting"), Path("x")).expected()}
    gone = (
        {MeasureName("hip_knee_ankle"), MeasureName("lateral_shift")}
        if view == "front"
        else {MeasureName("sway_angle"), MeasureName("knee_angle")}
    )
    assert gone <= standing - sitting
    assert all(name in gone or name.startswith("plumb_offset") for name in standing - sitting)


class Counting:
    """The real detector, with a count of how often it was asked."""

    def __init__(self, detector: PhotoDetector) -> None:
        self.detector, self.asked, self.passes = detector, 0, detector.passes

    def detect(self, photo: Photo, *, person: int | None = None, declared: View | None = None) -> DetectedPose:
        self.asked += 1
        return self.detector.detect(photo, person=person, declared=declared)


def test_detections_are_remembered_whole(assessor: Assessor, tmp_path: Path) -> None:
    from posture_cv.validation import load_pictures

    picture = load_pictures()[0]
    photo, real = assessor.read(picture.path), Counting(assessor.instruments.detector)  # type: ignore[arg-type]
    first = CachingDetector(real, tmp_path, model_sha256="a").detect(photo, declared=picture.view)
    again = CachingDetector(real, tmp_path, model_sha256="a").detect(photo, declared=picture.view)
    assert real.asked == 1
    assert np.array_equal(first.points_px, again.points_px)
    assert np.array_equal(first.silhouette, again.silhouette)
    assert first.view == again.view
    CachingDetector(real, tmp_path, model_sha256="b").detect(photo, declared=picture.view)
    assert real.asked == 2


def test_an_empty_picture_stays_empty_when_remembered(assessor: Assessor, tmp_path: Path) -> None:
    blank = Photo(pixels=np.full((240, 180, 3), 120, dtype=np.uint8))
    real = Counting(assessor.instruments.detector)  # type: ignore[arg-type]
    for _ in range(2):
        with pytest.raises(NoPersonFound, match="Nobody was found"):
            CachingDetector(real, tmp_path, model_sha256="a").detect(blank)
    assert real.asked == 1


@pytest.fixture
def validation(reading: Callable[..., Reading]) -> Validation:
    readings = [
        reading(n, p, truth=50.0 + n, error=2.0 * (-1) ** n * p, naive=2.0 * (50.0 + n) + 1.0) for n in range(LEAST_PAIRS) for p in (0, 1)
    ]
    readings += [replace(r, measure=load().measure(MeasureName("pelvic_tilt"))) for r in readings[: 2 * LEAST_PAIRS - 2]]
    return Validation(
        made_at="2026-01-02T10:00:00+00:00",
        software="posture_cv 0.0.0",
        estimator="drawn-1",
        pose_model_sha256="ab",
        knowledge_sha256="cd",
        passes=6,
        seconds=1.0,
        measures=MEASURES,
        readings=tuple(readings),
        agreement=summarise(readings, {}, MEASURES),
    )


def test_minimal_detectable_changes_read_back(validation: Validation, tmp_path: Path) -> None:
    file = tmp_path / "mdc.toml"
    assert write_mdc(file, validation, command="a command") == 1
    table = load_table(file)
    assert set(table.changes) == {CVA}
    change = table.changes[CVA]
    # Changes are off by 2 up or down: SD root of (20 / 19 x 4); MDC 1.96 times that.
    assert change.mdc95 == pytest.approx(1.96 * (4.0 * 20 / 19) ** 0.5, abs=0.01)
    assert (change.pairs, change.unit, change.estimator) == (LEAST_PAIRS, Unit.DEGREE, "drawn-1")
    assert table.subjects == LEAST_PAIRS


def test_lines_of_the_proxies_read_back(validation: Validation, tmp_path: Path) -> None:
    file = tmp_path / "proxies.toml"
    assert write_proxies(file, validation.readings, subjects=20, command="a command") == 2
    line = calibration(file)[CVA]
    assert isinstance(line, FittedLine)
    assert line(101.0) == pytest.approx(50.0, abs=1e-3)


def test_figures_on_real_photos_read_back(tmp_path: Path) -> None:
    file = tmp_path / "real.toml"
    line = RealAgreement(nape="hidden", method="posture_cv", photos=4, measured=0, mae=None, bias=None, r=None, raters_inside=None)
    write_real(file, (line,), estimator="drawn-1", made_at="2026-01-01")
    found = real_evidence(file)
    assert found is not None
    assert found.lines == (line,)
    assert real_evidence(tmp_path / "none.toml") is None


def test_real_photos_can_be_judged(assessor: Assessor, shared: Path) -> None:
    from training.validate.real import read_real, summarise_real

    readings = read_real(shared / "real_truth", assessor.instruments)
    rows = json.loads((shared / "real_truth" / "photos.json").read_text(encoding="utf-8"))
    assert [r.truth for r in readings] == pytest.approx([row["cva_mean_of_raters_deg"] for row in rows], abs=0.06)
    assert sum(r.value is not None for r in readings) >= len(rows) / 2
    lines = summarise_real(readings)
    assert {line.nape for line in lines} == {"clear", "hidden", "all"}
    raters = next(line for line in lines if line.nape == "all" and line.method.startswith("rater"))
    assert raters.r is not None
    assert raters.r > 0.9
