"""Measures under the finger mean what the measures room means, on geometry one can draw."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from posture_cv.anatomy.frame import facing_sign, near_side
from posture_cv.assets.samples import samples
from posture_cv.domain.estimates import Interval, Measurement, MeasureName, Unit
from posture_cv.domain.landmarks import AnatomicalPose, Covariance, Landmark, LandmarkName, Origin
from posture_cv.domain.photo import Roll
from posture_cv.domain.pose import ViewEstimate
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.knowledge import load
from posture_cv.measures import measure
from posture_cv.ui.editor import DragMeasure, body_of, drag_measures, dragged_value
from posture_cv.ui.editor.handles import key_of
from posture_cv.wiring import Assessor

MEASURES = load().measures
STATURE_PX = 1000.0
WIDTH_PX, HEIGHT_PX = 800, 1200
SURE = Covariance(xx=1e-6, xy=0.0, yy=1e-6)
VERY_FAR_PX = 1e9

STANDING_LEFT = {
    LandmarkName.TRAGUS: (380.0, 170.0),
    LandmarkName.OUTER_CANTHUS: (330.0, 160.0),
    LandmarkName.C7: (430.0, 250.0),
    LandmarkName.ACROMION: (405.0, 285.0),
    LandmarkName.ASIS: (370.0, 520.0),
    LandmarkName.PSIS: (450.0, 500.0),
    LandmarkName.TROCHANTER: (408.0, 590.0),
    LandmarkName.KNEE: (402.0, 830.0),
    LandmarkName.MALLEOLUS: (420.0, 1050.0),
}
"""A person who faces the image's left."""

FRONTAL = {
    LandmarkName.TRAGUS: ((440.0, 170.0), (360.0, 176.0)),
    LandmarkName.OUTER_CANTHUS: ((430.0, 160.0), (370.0, 163.0)),
    LandmarkName.ACROMION: ((500.0, 270.0), (300.0, 280.0)),
    LandmarkName.HIP_JOINT: ((450.0, 580.0), (350.0, 588.0)),
    LandmarkName.KNEE: ((440.0, 830.0), (345.0, 835.0)),
    LandmarkName.MALLEOLUS: ((445.0, 1050.0), (350.0, 1052.0)),
}
"""A person seen from the front: their left at the image's right."""


def point(name: LandmarkName, side: BodySide, x_px: float, y_px: float) -> Landmark:
    return Landmark(name=name, side=side, x_px=x_px, y_px=y_px, covariance_px2=SURE, origin=Origin.DETECTED)


def lateral(view: View, jitter: np.ndarray) -> AnatomicalPose:
    sign = -facing_sign(view)
    landmarks = []
    for (name, (x, y)), (dx, dy) in zip(STANDING_LEFT.items(), jitter, strict=False):
        side = BodySide.MIDLINE if name is LandmarkName.C7 else near_side(view)
        landmarks.append(point(name, side, WIDTH_PX / 2 + sign * (x - WIDTH_PX / 2) + dx, y + dy))
    return AnatomicalPose(
        view=view, facing_sign=facing_sign(view), landmarks=tuple(landmarks), stature_px=STATURE_PX, stature_error_px=0.01
    )


def frontal(view: View, jitter: np.ndarray) -> AnatomicalPose:
    sign = 1 if view is View.FRONT else -1
    steps = iter(jitter)
    landmarks = [
        point(name, side, WIDTH_PX / 2 + sign * (x - WIDTH_PX / 2) + dx, y + dy)
        for name, both in FRONTAL.items()
        for side, (x, y), (dx, dy) in zip((BodySide.LEFT, BodySide.RIGHT), both, (next(steps), next(steps)), strict=True)
    ]
    return AnatomicalPose(view=view, facing_sign=0, landmarks=tuple(landmarks), stature_px=STATURE_PX, stature_error_px=0.01)


def drawn(pose: AnatomicalPose) -> dict[str, tuple[float, float]]:
    return {key_of(each.name, each.side): (each.x_px, each.y_px) for each in pose.landmarks}


def no_words(name: MeasureName, side: BodySide) -> str:
    return f"{name} {side}"


def of_drag(pose: AnatomicalPose, name: MeasureName, side: BodySide | None = None) -> DragMeasure:
    return next(
        each for each in drag_measures(MEASURES, pose, Position.STANDING, no_words) if each.name is name and side in (None, each.side)
    )


@pytest.mark.parametrize("roll_deg", [0.0, 4.0, -7.0])
@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT, View.FRONT, View.BACK])
@pytest.mark.parametrize("seed", range(3))
def test_dragged_values_are_the_measures_of_a_camera_far_away(view: View, roll_deg: float, seed: int) -> None:
    # From very far away there is no parallax, so that the body's plane and the photo's are one.
    jitter = np.random.default_rng(seed).uniform(-12.0, 12.0, size=(20, 2))
    pose = lateral(view, jitter) if view.is_lateral else frontal(view, jitter)
    measured = measure(
        pose,
        MEASURES,
        seen=ViewEstimate(view=view, probability=1.0, yaw_deg=0.0, yaw_standard_error_deg=1e-4),
        roll=Roll(roll_deg=roll_deg, standard_error_deg=1e-4, referenced=True),
        position=Position.STANDING,
        photo=0,
        width_px=WIDTH_PX,
        height_px=HEIGHT_PX,
        focal_length_px=VERY_FAR_PX,
    ).measurements
    expected = {(each.name, each.side): each.value for each in measured}
    angles = drag_measures(MEASURES, pose, Position.STANDING, no_words)
    compared = 0
    for angle in angles:
        value = dragged_value(angle, drawn(pose), roll_deg=roll_deg, stature_px=STATURE_PX)
        assert value == pytest.approx(expected[angle.name, angle.side], abs=0.02)
        compared += 1
    assert compared == len(expected) - (MeasureName("craniovertebral_angle_as_photographed") in {name for name, _ in expected})


def test_ear_as_far_above_as_before_c7_makes_45_degrees() -> None:
    pose = lateral(View.LEFT, np.zeros((9, 2)))
    at = {"c7-midline": (430.0, 250.0), "tragus-left": (350.0, 170.0)}
    angle = of_drag(pose, MeasureName("craniovertebral_angle"))
    assert dragged_value(angle, at, roll_deg=0.0, stature_px=None) == pytest.approx(45.0)


def test_a_camera_turned_three_degrees_moves_the_angle_three_degrees() -> None:
    pose = lateral(View.LEFT, np.zeros((9, 2)))
    angle = of_drag(pose, MeasureName("craniovertebral_angle"))
    straight = dragged_value(angle, drawn(pose), roll_deg=0.0, stature_px=None)
    leaning = dragged_value(angle, drawn(pose), roll_deg=3.0, stature_px=None)
    assert straight is not None
    assert leaning is not None
    # The scene leans to the image's right at its top; set upright, the head of one who faces left comes forward and down.
    assert straight - leaning == pytest.approx(3.0)


def test_a_missing_point_or_stature_gives_no_value() -> None:
    pose = lateral(View.LEFT, np.zeros((9, 2)))
    at = {key: place for key, place in drawn(pose).items() if key != "tragus-left"}
    assert dragged_value(of_drag(pose, MeasureName("craniovertebral_angle")), at, roll_deg=0.0, stature_px=STATURE_PX) is None
    assert dragged_value(of_drag(pose, MeasureName("plumb_offset_knee")), at, roll_deg=0.0, stature_px=None) is None


def test_a_sitting_person_has_no_knee_angle() -> None:
    names = {each.name for each in drag_measures(MEASURES, lateral(View.LEFT, np.zeros((9, 2))), Position.SITTING, no_words)}
    assert MeasureName("craniovertebral_angle") in names
    assert not names & {MeasureName("knee_angle"), MeasureName("sway_angle"), MeasureName("plumb_offset_ear")}


def test_an_oblique_view_has_none() -> None:
    assert drag_measures(MEASURES, AnatomicalPose(view=View.OBLIQUE, facing_sign=0, landmarks=()), Position.STANDING, no_words) == ()


def test_measured_value_comes_with_half_its_interval_and_its_decimals() -> None:
    pose = lateral(View.LEFT, np.zeros((9, 2)))
    taken = Measurement(
        name=MeasureName("pelvic_tilt"),
        view=View.LEFT,
        side=BodySide.LEFT,
        value=12.0,
        standard_error=2.0,
        interval=Interval(lower=9.0, upper=16.0),
        unit=Unit.DEGREE,
    )
    angle = next(
        each
        for each in drag_measures(MEASURES, pose, Position.STANDING, no_words, measurements=[taken])
        if each.name is MeasureName("pelvic_tilt")
    )
    assert (angle.value, angle.half_width, angle.decimals) == (12.0, 3.5, 0)
    assert math.isclose(dragged_value(angle, drawn(pose), roll_deg=0.0, stature_px=None) or 0.0, math.degrees(math.atan2(20.0, 80.0)))


@pytest.mark.parametrize("name", ["left_2.jpg", "right_0.jpg", "front_0.jpg", "back_0.jpg"])
def test_in_the_bodys_plane_dragged_values_are_the_measured_ones(assessor: Assessor, name: str) -> None:
    path = next(sample.path for sample in samples() if sample.path.name == name)
    seen = assessor.observe(assessor.read(path))
    measured = {(each.name, each.side): each.value for each in assessor.conclude([seen]).measurements}
    body = body_of(seen)
    assert body is not None
    roll_deg = seen.quality.roll.roll_deg
    compared = 0
    for angle in drag_measures(MEASURES, seen.anatomy, seen.position, no_words):
        value = dragged_value(angle, drawn(seen.anatomy), roll_deg=roll_deg, stature_px=seen.anatomy.stature_px, body=body)
        if (angle.name, angle.side) in measured:
            # the measures' value is a median over their errors, where those bend it
            assert value == pytest.approx(measured[angle.name, angle.side], abs=1.0)
            compared += 1
    assert compared >= 5


def test_a_drag_in_the_bodys_plane_changes_the_value_as_the_full_measurement_does(assessor: Assessor) -> None:
    path = next(sample.path for sample in samples() if sample.path.name == "left_2.jpg")
    seen = assessor.observe(assessor.read(path))
    body = body_of(seen)
    tragus = seen.anatomy.find(LandmarkName.TRAGUS, BodySide.LEFT)
    assert tragus is not None
    angle = next(
        each for each in drag_measures(MEASURES, seen.anatomy, seen.position, no_words) if each.name is MeasureName("craniovertebral_angle")
    )

    def value(pose: AnatomicalPose) -> float:
        found = dragged_value(angle, drawn(pose), roll_deg=seen.quality.roll.roll_deg, stature_px=None, body=body)
        assert found is not None
        return found

    def measured(pose: AnatomicalPose) -> float:
        taken = assessor.conclude([replace(seen, anatomy=pose)]).measurements
        return next(each.value for each in taken if each.name is MeasureName("craniovertebral_angle"))

    others = tuple(each for each in seen.anatomy.landmarks if each != tragus)
    moved = replace(seen.anatomy, landmarks=(*others, replace(tragus, x_px=tragus.x_px + 8.0, y_px=tragus.y_px - 6.0)))
    assert value(moved) - value(seen.anatomy) == pytest.approx(measured(moved) - measured(seen.anatomy), rel=0.05)
