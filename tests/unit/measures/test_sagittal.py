"""Sagittal measures on bodies whose angles were drawn."""

import math
from collections.abc import Callable
from dataclasses import replace

import pytest

from posture_cv.domain.estimates import Measurement, MeasureName, Unit
from posture_cv.domain.landmarks import AnatomicalPose, NapeShift
from posture_cv.domain.measurements import MeasurementSet, NotMeasured
from posture_cv.domain.messages import message
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.knowledge import load

Posed = Callable[..., AnatomicalPose]
Measured = Callable[..., MeasurementSet]
R, L, MID = BodySide.RIGHT, BodySide.LEFT, BodySide.MIDLINE

STATURE = 1000.0
DISTANCE = 2.0  # statures, as a focal length of 2000 px gives
OFFSET = {"tragus": 0.043, "outer_canthus": 0.028, "c7": 0.0, "acromion": 0.110, "asis": 0.069, "psis": 0.021, "trochanter": 0.095}
OFFSET |= {"knee": 0.080, "malleolus": 0.070}


def polar(origin: tuple[float, float], length: float, elevation_deg: float) -> tuple[float, float]:
    """Point (forward, up) at a distance and an angle above the forward horizontal."""
    angle = math.radians(elevation_deg)
    return origin[0] + length * math.cos(angle), origin[1] + length * math.sin(angle)


C7 = (-30.0, 250.0)
TRAGUS = polar(C7, 90.0, 50.0)
ACROMION = polar(C7, 60.0, -50.0)
TROCHANTER = (10.0, -80.0)
KNEE = polar(TROCHANTER, 240.0, -90.0)
BODY = {
    "c7": C7,
    "tragus": TRAGUS,
    "outer_canthus": polar(TRAGUS, 42.0, 15.0),
    "acromion": ACROMION,
    "asis": polar((-50.0, -40.0), 95.0, -10.0),
    "psis": (-50.0, -40.0),
    "trochanter": TROCHANTER,
    "knee": KNEE,
    "malleolus": polar(KNEE, 230.0, -95.0),
}
"""Forward and up of the body's middle, in thousandths of stature: CVA 50, head tilt 15, shoulder 40 from vertical, pelvis 10, knee 175."""


def photographed(near: BodySide, *, yaw_deg: float = 0.0, lens_above: float = 0.0, body: dict[str, tuple[float, float]] = BODY) -> dict:
    """The body's near side through a pinhole, 900 x 1200 px, whose axis runs level through the photo's centre.

    Forward, up and near are turned by the yaw about the vertical; positive shows more of the chest.
    """
    sin, cos = math.sin(math.radians(yaw_deg)), math.cos(math.radians(yaw_deg))
    facing = 1 if near is R else -1
    points = {}
    for name, (forward, up) in body.items():
        near_by = OFFSET[name] * STATURE
        across = forward * cos - near_by * sin
        depth = DISTANCE * STATURE - forward * sin - near_by * cos
        scale = DISTANCE * STATURE / depth
        points[name, MID if name == "c7" else near] = (450.0 + facing * across * scale, 600.0 - (up - lens_above) * scale)
    return points


def one(found: MeasurementSet, name: MeasureName) -> Measurement:
    (measurement,) = found.named(name)
    return measurement


DRAWN = {
    MeasureName("craniovertebral_angle"): 50.0,
    MeasureName("head_tilt_sagittal"): 15.0,
    MeasureName("forward_shoulder_angle_from_vertical"): 40.0,
    MeasureName("pelvic_tilt"): 10.0,
    MeasureName("knee_angle"): 175.0,
    MeasureName("trunk_lean"): math.degrees(math.atan2(ACROMION[0] - 10.0, ACROMION[1] + 80.0)),
    MeasureName("sway_angle"): math.degrees(math.atan2(10.0 - BODY["malleolus"][0], -80.0 - BODY["malleolus"][1])),
    MeasureName("forward_head_distance"): (TRAGUS[0] - ACROMION[0]) / 10.0,
    MeasureName("acromion_forward_of_c7"): 6.0 * math.sin(math.radians(40.0)),
    MeasureName("plumb_offset_ear"): (TRAGUS[0] - BODY["malleolus"][0]) / 10.0,
    MeasureName("plumb_offset_acromion"): (ACROMION[0] - BODY["malleolus"][0]) / 10.0,
    MeasureName("plumb_offset_trochanter"): (10.0 - BODY["malleolus"][0]) / 10.0,
    MeasureName("plumb_offset_knee"): (10.0 - BODY["malleolus"][0]) / 10.0,
}


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("near", [R, L])
@pytest.mark.parametrize("lens_above", [-200.0, 0.0, 200.0], ids=["low lens", "lens at the hip", "high lens"])
def test_drawn_value_comes_back_through_the_lens(
    posed: Posed, measured: Measured, name: MeasureName, near: BodySide, lens_above: float
) -> None:
    view = View.RIGHT if near is R else View.LEFT
    found = one(measured(posed(view, photographed(near, lens_above=lens_above), sd_px=0.5)), name)
    assert found.value == pytest.approx(DRAWN[name], abs=0.02)
    assert found.side is near


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("yaw_deg", [-12.0, 12.0])
def test_drawn_value_comes_back_from_a_turned_body(posed: Posed, measured: Measured, name: MeasureName, yaw_deg: float) -> None:
    found = one(measured(posed(View.RIGHT, photographed(R, yaw_deg=yaw_deg), sd_px=0.5), yaw=(yaw_deg, 0.1)), name)
    assert found.value == pytest.approx(DRAWN[name], abs=0.02)


def test_as_photographed_keeps_the_parallax(posed: Posed, measured: Measured) -> None:
    points = photographed(R, lens_above=-150.0)
    found = measured(posed(View.RIGHT, points, sd_px=0.5))
    (x0, y0), (x1, y1) = points["c7", MID], points["tragus", R]
    on_photo = math.degrees(math.atan2(y0 - y1, x1 - x0))
    assert one(found, MeasureName("craniovertebral_angle_as_photographed")).value == pytest.approx(on_photo)
    assert on_photo > 53.0, "a low lens shows the near ear too high"
    assert one(found, MeasureName("craniovertebral_angle")).value == pytest.approx(50.0, abs=0.02)


@pytest.mark.parametrize("near", [R, L])
@pytest.mark.parametrize("roll_deg", [0.0, 6.0])
def test_c7_seen_on_the_near_shoulder_is_taken_to_the_midline(posed: Posed, measured: Measured, near: BodySide, roll_deg: float) -> None:
    """The outline hides C7 by 12 px backwards and 9 px upwards: the photo is read where it is seen, the body where it is."""
    facing = 1 if near is R else -1
    points = photographed(near, lens_above=-150.0)
    seen = points | {("c7", MID): (points["c7", MID][0] - 12.0 * facing, points["c7", MID][1] - 9.0)}
    if roll_deg:
        seen, points = turned(seen, roll_deg), turned(points, roll_deg)
    (sx, sy), (x, y) = seen["c7", MID], points["c7", MID]
    pose = posed(View.RIGHT if near is R else View.LEFT, seen, sd_px=0.5)
    pose = replace(pose, nape=NapeShift(x_px=x - sx, y_px=y - sy, x_error_px=0.1, y_error_px=0.1))
    found = measured(pose, roll=(roll_deg, 0.01))
    for name in (
        MeasureName("craniovertebral_angle"),
        MeasureName("forward_shoulder_angle_from_vertical"),
        MeasureName("acromion_forward_of_c7"),
    ):
        assert one(found, name).value == pytest.approx(DRAWN[name], abs=0.02)
    plain = measured(replace(pose, nape=None), roll=(roll_deg, 0.01))
    cva, on_photo = MeasureName("craniovertebral_angle"), MeasureName("craniovertebral_angle_as_photographed")
    assert one(found, on_photo).value == pytest.approx(one(plain, on_photo).value)
    assert abs(one(plain, cva).value - 50.0) > 2.0
    assert one(plain, cva).standard_error < one(found, cva).standard_error


def turned(points: dict, roll_deg: float) -> dict:
    """The photo turned about its centre, as a camera rolled by so much takes it."""
    cos, sin = math.cos(math.radians(roll_deg)), math.sin(math.radians(roll_deg))
    return {
        key: (450.0 + cos * (x - 450.0) - sin * (y - 600.0), 600.0 + sin * (x - 450.0) + cos * (y - 600.0))
        for key, (x, y) in points.items()
    }


def test_unknown_distance_widens_the_sagittal_angle_only(posed: Posed, measured: Measured) -> None:
    pose = posed(View.RIGHT, photographed(R, lens_above=-150.0), sd_px=1.0)
    known, unknown = measured(pose), measured(pose, focal_length_px=None)
    cva, as_photographed = MeasureName("craniovertebral_angle"), MeasureName("craniovertebral_angle_as_photographed")
    assert one(unknown, cva).standard_error > one(known, cva).standard_error
    assert one(unknown, as_photographed).standard_error == pytest.approx(one(known, as_photographed).standard_error)


def test_yaw_sensitivity_is_that_of_the_pinhole_budget(posed: Posed, measured: Measured) -> None:
    """By pinhole geometry half a degree of CVA for each degree of yaw."""
    pose = posed(View.RIGHT, photographed(R), sd_px=0.1)
    square, unsure = (one(measured(pose, yaw=(0.0, se)), MeasureName("craniovertebral_angle")).standard_error for se in (0.01, 5.0))
    assert math.sqrt(unsure**2 - square**2) == pytest.approx(0.45 * 5.0, rel=0.25)


def test_knee_bent_backwards_reads_more_than_180(posed: Posed, measured: Measured) -> None:
    bent = BODY | {"malleolus": polar(KNEE, 230.0, -80.0)}
    found = one(measured(posed(View.RIGHT, photographed(R, body=bent))), MeasureName("knee_angle"))
    assert found.value == pytest.approx(190.0, abs=0.05)


@pytest.mark.parametrize("gone", [(name, MID if name == "c7" else R) for name in BODY])
def test_each_missing_landmark_withholds_its_measures_and_no_other(posed: Posed, measured: Measured, gone: tuple[str, BodySide]) -> None:
    points = photographed(R)
    whole = {m.name for m in measured(posed(View.RIGHT, points)).measurements}
    without = measured(posed(View.RIGHT, {k: v for k, v in points.items() if k != gone}))
    needs = {
        "c7": "craniovertebral_angle craniovertebral_angle_as_photographed forward_shoulder_angle_from_vertical acromion_forward_of_c7",
        "tragus": "craniovertebral_angle craniovertebral_angle_as_photographed forward_head_distance head_tilt_sagittal plumb_offset_ear",
        "outer_canthus": "head_tilt_sagittal",
        "acromion": "forward_head_distance forward_shoulder_angle_from_vertical acromion_forward_of_c7 trunk_lean plumb_offset_acromion",
        "asis": "pelvic_tilt",
        "psis": "pelvic_tilt",
        "trochanter": "trunk_lean sway_angle knee_angle plumb_offset_trochanter",
        "knee": "knee_angle plumb_offset_knee",
        "malleolus": "sway_angle knee_angle plumb_offset_ear plumb_offset_acromion plumb_offset_trochanter plumb_offset_knee",
    }
    lost = {MeasureName(n) for n in needs[gone[0]].split()}
    assert {m.name for m in without.measurements} == whole - lost
    said = {m.name: m for m in without.not_measured}
    assert lost <= set(said)
    missing = message(f"point.{gone[0]}")
    assert {said[name].reason for name in lost} == {message("not_measured.point_not_found", point=missing)}
    assert {said[name].remedy for name in lost} == {message("not_measured.mark_point", point=missing)}


def test_short_lever_is_withheld(posed: Posed, measured: Measured) -> None:
    found = measured(posed(View.RIGHT, photographed(R), sd_px=25.0))
    said = next(m for m in found.not_measured if m.name is MeasureName("forward_shoulder_angle_from_vertical"))
    assert said.reason.id == "not_measured.too_wide"
    assert said.reason.fields["reach"].value > 30.0
    assert said.remedy == message("not_measured.mark_shoulder")


def test_interval_of_a_short_lever_is_lopsided(posed: Posed, measured: Measured) -> None:
    found = one(
        measured(posed(View.RIGHT, photographed(R), sd_px=2.0), yaw=(0.0, 4.0)), MeasureName("forward_shoulder_angle_from_vertical")
    )
    below, above = found.value - found.interval.lower, found.interval.upper - found.value
    assert abs(above - below) > 0.5


def test_sitting_withholds_what_is_defined_standing(posed: Posed, measured: Measured) -> None:
    found = measured(posed(View.RIGHT, photographed(R)), position=Position.SITTING)
    said = {m.name for m in found.not_measured}
    assert {MeasureName("sway_angle"), MeasureName("knee_angle"), MeasureName("plumb_offset_ear")} <= said
    assert found.named(MeasureName("craniovertebral_angle"))
    assert found.named(MeasureName("trunk_lean"))


def test_unknown_stature_withholds_percentages_and_keeps_angles(posed: Posed, measured: Measured) -> None:
    found = measured(posed(View.RIGHT, photographed(R), stature_px=None))
    assert {m.unit for m in found.measurements} == {Unit.DEGREE}
    assert message("not_measured.height_unknown") in [m.reason for m in found.not_measured]


def test_the_same_photo_gives_the_same_numbers(posed: Posed, measured: Measured) -> None:
    pose = posed(View.RIGHT, photographed(R), sd_px=3.0)
    assert measured(pose) == measured(pose)


def test_results_carry_photo_and_view(posed: Posed, measured: Measured) -> None:
    found = measured(posed(View.LEFT, photographed(L)), photo=2)
    results: list[Measurement | NotMeasured] = [*found.measurements, *found.not_measured]
    assert {(r.photo, r.view, r.side) for r in results} == {(2, View.LEFT, L)}
    assert {r.name for r in results} == {row.name for row in load().measures if row.name not in FRONTAL}


FRONTAL = {
    MeasureName("head_tilt_frontal"),
    MeasureName("shoulder_level"),
    MeasureName("pelvic_obliquity"),
    MeasureName("hip_knee_ankle"),
    MeasureName("lateral_shift"),
}
