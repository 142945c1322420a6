"""Values no body can have are not given, and angles are the short way round."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from posture_cv.domain.estimates import MeasureName, Unit
from posture_cv.domain.landmarks import AnatomicalPose, JudgedAngle, Origin
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.messages import Quantity, Span, message
from posture_cv.domain.views import BodySide, View

Posed = Callable[..., AnatomicalPose]
Measured = Callable[..., MeasurementSet]
L, R, MID = BodySide.LEFT, BodySide.RIGHT, BodySide.MIDLINE


def leg(trochanter: tuple[float, float], malleolus: tuple[float, float]) -> dict[tuple[str, BodySide], tuple[float, float]]:
    """A right leg, facing the image's right, its knee in the photo's middle."""
    return {("trochanter", R): trochanter, ("knee", R): (450.0, 600.0), ("malleolus", R): malleolus}


def knee(found: MeasurementSet) -> float:
    (measurement,) = found.named(MeasureName("knee_angle"))
    return measurement.value


def test_a_leg_folded_onto_itself_has_no_knee_angle(posed: Posed, measured: Measured) -> None:
    # 10 degrees between thigh and shank: the ankle lies beside the hip.
    found = measured(posed(View.RIGHT, leg((450.0, 300.0), (397.9, 304.6)), origin=Origin.DETECTED))
    assert not found.named(MeasureName("knee_angle"))
    withheld = next(m for m in found.not_measured if m.name == "knee_angle")
    assert withheld.reason.id == "not_measured.impossible"
    value, limits = withheld.reason.fields["value"], withheld.reason.fields["range"]
    assert isinstance(value, Quantity)
    assert value.value == pytest.approx(10.0, abs=0.5)
    assert limits == Span(lower=30.0, upper=220.0, unit=Unit.DEGREE)
    assert withheld.remedy == message("not_measured.check_points")


def test_a_leg_bent_at_a_right_angle_is_measured(posed: Posed, measured: Measured) -> None:
    assert knee(measured(posed(View.RIGHT, leg((450.0, 300.0), (150.0, 600.0))))) == pytest.approx(90.0, abs=0.1)


@pytest.mark.parametrize(("step", "expected"), [(53.0, 160.0), (-53.0, 200.0)])
def test_a_bend_is_told_the_short_way_round_also_upside_down(posed: Posed, measured: Measured, step: float, expected: float) -> None:
    # Thigh and shank lean by 10 degrees each: 20 degrees from straight. A leg turned by half a turn keeps its angle, and the knee that lay
    # before the line from hip to ankle lies behind it in the picture.
    found = measured(posed(View.RIGHT, leg((450.0 + step, 900.0), (450.0 + step, 300.0))))
    assert knee(found) == pytest.approx(expected, abs=0.2)


def test_left_and_right_exchanged_give_no_level(posed: Posed, measured: Measured) -> None:
    # From the front the person's left lies at the image's right; here it lies at its left.
    points = {("acromion", L): (300.0, 300.0), ("acromion", R): (600.0, 310.0)}
    found = measured(posed(View.FRONT, points))
    withheld = next(m for m in found.not_measured if m.name == "shoulder_level")
    assert withheld.reason.id == "not_measured.impossible"
    assert abs(withheld.reason.fields["value"].value) == pytest.approx(180.0 - 1.9, abs=0.1)


def test_a_judged_angle_is_held_to_the_same_limits(posed: Posed, measured: Measured) -> None:
    points = {("c7", MID): (430.0, 250.0), ("psis", R): (400.0, 550.0)}
    pose = posed(View.RIGHT, points, origin=Origin.ESTIMATED)

    def judged(angle_deg: float) -> MeasurementSet:
        angle = JudgedAngle(name=MeasureName("thoracic_kyphosis"), angle_deg=angle_deg, standard_error_deg=2.0)
        return measured(replace(pose, judged=(angle,)))

    assert judged(129.0).named(MeasureName("thoracic_kyphosis"))
    assert "not_measured.impossible" in {m.reason.id for m in judged(131.0).not_measured}
