"""Frontal measures on drawn bodies: positive is towards the person's right."""

import math
from collections.abc import Callable

import pytest

from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import AnatomicalPose, Origin
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.views import BodySide, Position, View

Posed = Callable[..., AnatomicalPose]
Measured = Callable[..., MeasurementSet]
R, L, MID = BodySide.RIGHT, BodySide.LEFT, BodySide.MIDLINE

HALF_WIDTH = {"tragus": 43.0, "outer_canthus": 28.0, "acromion": 110.0, "hip_joint": 56.0, "knee": 56.0, "malleolus": 56.0}
UP = {"tragus": 400.0, "outer_canthus": 412.0, "acromion": 300.0, "hip_joint": 0.0, "knee": -240.0, "malleolus": -470.0}


def standing(view: View, *, rightward: dict[str, float] | None = None, right_lower: dict[str, float] | None = None) -> dict:
    """Points of a symmetric body; ``rightward`` shifts both sides of a landmark, ``right_lower`` inclines its line by so many degrees."""
    points = {}
    for name, half in HALF_WIDTH.items():
        tilt = math.radians((right_lower or {}).get(name, 0.0))
        for side, sign in ((R, 1.0), (L, -1.0)):
            out = sign * half * math.cos(tilt) + (rightward or {}).get(name, 0.0)
            up = UP[name] - sign * half * math.sin(tilt)
            points[name, side] = (450.0 + out * (1 if view is View.BACK else -1), 600.0 - up)
    return points


def value(found: MeasurementSet, name: MeasureName, side: BodySide = MID) -> float:
    return next(m.value for m in found.named(name) if m.side is side)


FRONTAL_VIEWS = pytest.mark.parametrize("view", [View.FRONT, View.BACK])


@FRONTAL_VIEWS
@pytest.mark.parametrize(
    "line",
    [
        (MeasureName("head_tilt_frontal"), "tragus"),
        (MeasureName("shoulder_level"), "acromion"),
        (MeasureName("pelvic_obliquity"), "hip_joint"),
    ],
)
@pytest.mark.parametrize("tilt", [-4.0, 0.0, 4.0])
def test_right_side_lower_is_positive(posed: Posed, measured: Measured, view: View, line: tuple[MeasureName, str], tilt: float) -> None:
    name, landmark = line
    assert value(measured(posed(view, standing(view, right_lower={landmark: tilt}))), name) == pytest.approx(tilt, abs=0.01)


@FRONTAL_VIEWS
def test_shift_to_the_right_is_positive(posed: Posed, measured: Measured, view: View) -> None:
    found = measured(posed(view, standing(view, rightward={"acromion": 20.0})))
    assert value(found, MeasureName("lateral_shift")) == pytest.approx(2.0, abs=0.01)


@FRONTAL_VIEWS
def test_knees_inward_read_less_and_outward_more_than_180(posed: Posed, measured: Measured, view: View) -> None:
    points = standing(view)
    image_right = 1.0 if view is View.BACK else -1.0
    for side in (R, L):
        x, y = points["knee", side]
        points["knee", side] = (x - image_right * 10.0, y)  # both towards the person's left: right knee in, left knee out
    found = measured(posed(view, points, origin=Origin.DETECTED))
    bend = math.degrees(math.atan2(10.0, 240.0) + math.atan2(10.0, 230.0))
    assert value(found, MeasureName("hip_knee_ankle"), R) == pytest.approx(180.0 - bend, abs=0.01)
    assert value(found, MeasureName("hip_knee_ankle"), L) == pytest.approx(180.0 + bend, abs=0.01)


@pytest.mark.parametrize(("view", "bone"), [(View.FRONT, "asis"), (View.BACK, "psis")])
def test_marked_pelvic_bones_replace_the_hip_joints(posed: Posed, measured: Measured, view: View, bone: str) -> None:
    points = standing(view)
    right_x = 450.0 + (60.0 if view is View.BACK else -60.0)
    points[bone, R], points[bone, L] = (right_x, 600.0 + 120.0 * math.tan(math.radians(3.0))), (900.0 - right_x, 600.0)
    assert value(measured(posed(view, points)), MeasureName("pelvic_obliquity")) == pytest.approx(3.0, abs=0.05)


def test_one_marked_bone_is_not_a_line(posed: Posed, measured: Measured) -> None:
    points = standing(View.FRONT) | {("asis", R): (390.0, 700.0)}
    assert value(measured(posed(View.FRONT, points)), MeasureName("pelvic_obliquity")) == pytest.approx(0.0, abs=0.01)


def test_eyes_stand_in_for_hidden_ears(posed: Posed, measured: Measured) -> None:
    points = standing(View.FRONT, right_lower={"outer_canthus": 5.0})
    del points["tragus", L]
    assert value(measured(posed(View.FRONT, points)), MeasureName("head_tilt_frontal")) == pytest.approx(5.0, abs=0.01)


@FRONTAL_VIEWS
def test_turned_body_is_levelled_where_points_are_marked(posed: Posed, measured: Measured, view: View) -> None:
    """Turned 10 degrees to the own left, the shoulder away from the lens is drawn nearer to its axis."""
    sin, cos = math.sin(math.radians(10.0)), math.cos(math.radians(10.0))
    points = standing(view)
    left_farther = 1.0 if view is View.FRONT else -1.0
    for side, sign in ((L, 1.0), (R, -1.0)):
        scale = 2000.0 / (2000.0 + sign * left_farther * 110.0 * sin)
        x = (points["acromion", side][0] - 450.0) * cos
        points["acromion", side] = (450.0 + x * scale, 600.0 - 300.0 * scale)
    marked, detected = (
        value(measured(posed(view, points, origin=origin), yaw=(10.0, 0.1)), MeasureName("shoulder_level"))
        for origin in (Origin.MARKED, Origin.DETECTED)
    )
    assert marked == pytest.approx(0.0, abs=0.05)
    assert abs(detected) > 1.0


@FRONTAL_VIEWS
def test_only_frontal_measures_are_listed(posed: Posed, measured: Measured, view: View) -> None:
    found = measured(posed(view, {}))
    assert found.measurements == ()
    assert sorted((m.name, m.side.value) for m in found.not_measured) == [
        ("head_tilt_frontal", "midline"),
        ("hip_knee_ankle", "left"),
        ("hip_knee_ankle", "right"),
        ("lateral_shift", "midline"),
        ("pelvic_obliquity", "midline"),
        ("shoulder_level", "midline"),
    ]


def test_sitting_withholds_legs(posed: Posed, measured: Measured) -> None:
    found = measured(posed(View.FRONT, standing(View.FRONT)), position=Position.SITTING)
    assert {m.name for m in found.not_measured} == {MeasureName("hip_knee_ankle"), MeasureName("lateral_shift")}


def test_oblique_view_gives_nothing(posed: Posed, measured: Measured) -> None:
    found = measured(posed(View.OBLIQUE, standing(View.FRONT)))
    assert (found.measurements, found.not_measured) == ((), ())
