"""Naive proxies on points one can draw."""

from pathlib import Path

import numpy as np
import pytest

from posture_cv.domain.errors import PhotoUnreadable
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.pose import BlazePose, DetectedPose, PersonBox, ViewEstimate
from posture_cv.domain.views import BodySide, View
from posture_cv.knowledge import load
from posture_cv.validation.proxies import calibration, proxy_rule, proxy_value
from posture_cv.wiring import words_in

SIDE_FACING_RIGHT = {
    "EAR": (510.0, 190.0),
    "EYE_OUTER": (560.0, 190.0),
    "SHOULDER": (500.0, 200.0),
    "HIP": (500.0, 500.0),
    "KNEE": (500.0, 700.0),
    "ANKLE": (500.0, 900.0),
}
"""Upright, ear ten forward of and ten above the shoulder."""


def pose(points: dict[str, tuple[float, float]], view: View) -> DetectedPose:
    xy = np.zeros((33, 2))
    for name, at in points.items():
        xy[BlazePose[name]] = at
    return DetectedPose(
        points_px=xy,
        covariances_px2=np.tile(np.eye(2), (33, 1, 1)),
        visibility=np.ones(33),
        silhouette=np.zeros((1000, 1000), dtype=np.uint8),
        box=PersonBox(left_px=0.0, top_px=0.0, right_px=1000.0, bottom_px=1000.0),
        view=ViewEstimate(view=view, yaw_deg=0.0, yaw_standard_error_deg=3.0, probability=1.0),
        passes=1,
    )


def side_pose(view: View, **moved: tuple[float, float]) -> DetectedPose:
    mirror = (lambda x: 1000.0 - x) if view is View.LEFT else (lambda x: x)
    return pose({f"{view.name}_{part}": (mirror(x), y) for part, (x, y) in (SIDE_FACING_RIGHT | moved).items()}, view)


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (MeasureName("craniovertebral_angle"), 45.0),
        (MeasureName("craniovertebral_angle_as_photographed"), 45.0),
        (MeasureName("forward_head_distance"), 1.0),
        (MeasureName("head_tilt_sagittal"), 0.0),
        (MeasureName("forward_shoulder_angle_from_vertical"), -45.0),
        (MeasureName("acromion_forward_of_c7"), -1.0),
        (MeasureName("thoracic_kyphosis"), 45.0),
        (MeasureName("lumbar_lordosis"), 0.0),
        (MeasureName("pelvic_tilt"), 0.0),
        (MeasureName("trunk_lean"), 0.0),
        (MeasureName("sway_angle"), 0.0),
        (MeasureName("knee_angle"), 180.0),
        (MeasureName("plumb_offset_ear"), 1.0),
        (MeasureName("plumb_offset_acromion"), 0.0),
        (MeasureName("plumb_offset_trochanter"), 0.0),
        (MeasureName("plumb_offset_knee"), 0.0),
    ],
)
def test_upright_person_with_the_ear_ahead(view: View, name: MeasureName, expected: float) -> None:
    assert proxy_value(load().measure(name), side_pose(view), view, BodySide(view.value)) == pytest.approx(expected)


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT])
def test_signs_of_a_person_leaning_forward_with_knees_pushed_back(view: View) -> None:
    leaning = side_pose(view, SHOULDER=(800.0, 200.0), KNEE=(480.0, 700.0))
    side = BodySide(view.value)
    assert proxy_value(load().measure(MeasureName("trunk_lean")), leaning, view, side) == pytest.approx(45.0)
    assert proxy_value(load().measure(MeasureName("knee_angle")), leaning, view, side) > 180.0
    assert proxy_value(load().measure(MeasureName("plumb_offset_knee")), leaning, view, side) == pytest.approx(-2.0)


@pytest.mark.parametrize("view", [View.FRONT, View.BACK])
def test_right_side_lower_is_positive_from_front_and_back(view: View) -> None:
    right_x, left_x = (400.0, 600.0) if view is View.FRONT else (600.0, 400.0)
    tilted = pose(
        {f"{s}_{p}": at for p in ("EAR", "SHOULDER", "HIP") for s, at in (("LEFT", (left_x, 300.0)), ("RIGHT", (right_x, 320.0)))}, view
    )
    expected = np.degrees(np.arctan2(20.0, 200.0))
    for name in (MeasureName("head_tilt_frontal"), MeasureName("shoulder_level"), MeasureName("pelvic_obliquity")):
        assert proxy_value(load().measure(name), tilted, view, BodySide.MIDLINE) == pytest.approx(expected)


@pytest.mark.parametrize("side", [BodySide.LEFT, BodySide.RIGHT])
def test_knee_inward_is_less_than_180(side: BodySide) -> None:
    outward = 1.0 if side is BodySide.LEFT else -1.0
    leg = {"HIP": 100.0, "KNEE": 80.0, "ANKLE": 100.0}
    heights = {"HIP": 500.0, "KNEE": 700.0, "ANKLE": 900.0}
    found = pose({f"{side.name}_{part}": (500.0 + outward * x, heights[part]) for part, x in leg.items()}, View.FRONT)
    expected = 180.0 - 2.0 * np.degrees(np.arctan2(20.0, 200.0))
    assert proxy_value(load().measure(MeasureName("hip_knee_ankle")), found, View.FRONT, side) == pytest.approx(expected)


def test_shift_to_the_persons_right_is_positive() -> None:
    points = {
        "LEFT_SHOULDER": (580.0, 300.0),
        "RIGHT_SHOULDER": (380.0, 300.0),
        "LEFT_ANKLE": (550.0, 900.0),
        "RIGHT_ANKLE": (450.0, 900.0),
    }
    assert proxy_value(
        load().measure(MeasureName("lateral_shift")), pose(points, View.FRONT), View.FRONT, BodySide.MIDLINE
    ) == pytest.approx(2.0)


def test_every_measure_has_a_rule_in_words() -> None:
    words = {str(row.name): words_in("en").say(proxy_rule(row)) for row in load().measures}
    assert words["craniovertebral_angle"] == "rise of the line from shoulder to ear"
    assert words["acromion_forward_of_c7"] == "shoulder in front of ear"
    assert words["forward_shoulder_angle_from_vertical"] == "ear to shoulder against the vertical"
    assert words["thoracic_kyphosis"] == "180 less the angle ear, shoulder, hip"
    assert words["head_tilt_frontal"] == "line between the ears"
    assert words["knee_angle"] == words["hip_knee_ankle"] == "angle hip, knee, ankle"
    assert words["lateral_shift"] == "middle of the shoulders beside the middle of the ankles"


def test_calibration_covers_every_measure() -> None:
    assert set(calibration()) == {row.name for row in load().measures}


def test_damaged_calibration_says_so(tmp_path: Path) -> None:
    broken = tmp_path / "proxies.toml"
    broken.write_text('[[line]]\nname = "craniovertebral_angle"\n', encoding="utf-8")
    with pytest.raises(PhotoUnreadable, match="calibration of the naive proxies is missing or damaged"):
        calibration(broken)
