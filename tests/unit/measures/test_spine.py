"""Tangents of drawn backs."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import AnatomicalPose, BackProfile, Origin
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.messages import Message, message
from posture_cv.domain.views import BodySide, View

Posed = Callable[..., AnatomicalPose]
Measured = Callable[..., MeasurementSet]
R, L, MID = BodySide.RIGHT, BodySide.LEFT, BodySide.MIDLINE
C7_Y, SACRUM_Y = 250.0, 550.0
LENGTH = SACRUM_Y - C7_Y


def arc(radius: float, apex: float, facing: int = 1, error_px: float = 0.5) -> BackProfile:
    """Back as part of a circle that bulges backwards at height ``apex``."""
    y = np.arange(200.0, 620.0)
    forward = -np.sqrt(radius**2 - (y - apex) ** 2)
    x = 450.0 + facing * (forward + radius)
    return BackProfile(
        x_px=tuple(x.tolist()), y_px=tuple(y.tolist()), error_px=error_px, sacral_level_y_px=SACRUM_Y, sacral_level_error_px=2.0
    )


def inclination(radius: float, apex: float, part: float) -> float:
    """Of the circle's tangent to the vertical at a part of the way from C7 to the sacrum; positive where its upper end lies forward."""
    return math.degrees(math.asin((apex - (C7_Y + part * LENGTH)) / radius))


def taken(found: MeasurementSet, name: MeasureName) -> float:
    (one,) = found.named(name)
    return one.value


@pytest.mark.parametrize("view", [View.RIGHT, View.LEFT])
@pytest.mark.parametrize(("radius", "apex"), [(600.0, 360.0), (400.0, 330.0), (1e6, 360.0)])
def test_kyphosis_of_an_arc(posed: Posed, measured: Measured, view: View, radius: float, apex: float) -> None:
    facing, side = (1, R) if view is View.RIGHT else (-1, L)
    pose = posed(view, {("c7", MID): (450.0, C7_Y)}, back=arc(radius, apex, facing))
    drawn = inclination(radius, apex, (0.026 + 0.21) / 2) - inclination(radius, apex, (0.597 + 0.709) / 2)
    found = measured(pose)
    assert taken(found, MeasureName("thoracic_kyphosis")) == pytest.approx(drawn, abs=0.3)
    assert found.named(MeasureName("thoracic_kyphosis"))[0].side is side


def test_lordosis_of_a_hollow_arc_less_the_buttocks_bias(posed: Posed, measured: Measured) -> None:
    y = np.arange(200.0, 620.0)
    x = 450.0 + np.sqrt(400.0**2 - (y - 480.0) ** 2) - 400.0
    back = BackProfile(x_px=tuple(x), y_px=tuple(y), error_px=0.5, sacral_level_y_px=SACRUM_Y, sacral_level_error_px=2.0)
    drawn = -inclination(400.0, 480.0, (0.907 + 1.0) / 2) + inclination(400.0, 480.0, (0.597 + 0.709) / 2)
    found = measured(posed(View.RIGHT, {("c7", MID): (450.0, C7_Y)}, back=back))
    assert drawn > 10.0
    assert taken(found, MeasureName("lumbar_lordosis")) == pytest.approx(drawn - 12.5, abs=0.3)


def test_roll_does_not_change_kyphosis(posed: Posed, measured: Measured) -> None:
    pose = posed(View.RIGHT, {("c7", MID): (450.0, C7_Y)}, back=arc(500.0, 350.0))
    square, rolled = (taken(measured(pose, roll=(roll, 0.5)), MeasureName("thoracic_kyphosis")) for roll in (0.0, 4.0))
    assert square == rolled


def test_a_rougher_outline_widens_the_interval(posed: Posed, measured: Measured) -> None:
    errors = []
    for error_px in (1.0, 3.0):
        pose = posed(View.RIGHT, {("c7", MID): (450.0, C7_Y)}, back=arc(500.0, 350.0, error_px=error_px))
        errors.append(measured(pose).named(MeasureName("thoracic_kyphosis"))[0].standard_error)
    assert errors[1] > errors[0] > 4.0


@pytest.mark.parametrize(
    ("points", "back", "reason"),
    [
        pytest.param({("c7", MID): (450.0, C7_Y)}, None, message("not_measured.back_hidden"), id="no outline"),
        pytest.param({}, arc(500.0, 350.0), message("not_measured.point_not_found", point=message("point.c7")), id="no C7"),
        pytest.param({("c7", MID): (450.0, 600.0)}, arc(500.0, 350.0), message("not_measured.back_hidden"), id="C7 below the sacrum"),
    ],
)
def test_curves_are_withheld_rather_than_invented(
    posed: Posed, measured: Measured, points: dict, back: BackProfile, reason: Message
) -> None:
    found = measured(posed(View.RIGHT, points, back=back))
    said = {m.name: m.reason for m in found.not_measured}
    assert {said[name] for name in (MeasureName("thoracic_kyphosis"), MeasureName("lumbar_lordosis"))} == {reason}


def test_hair_on_the_upper_back_withholds_kyphosis_only(posed: Posed, measured: Measured) -> None:
    pose = posed(
        View.RIGHT, {("c7", MID): (450.0, C7_Y)}, back=arc(500.0, 350.0), origin=Origin.ESTIMATED, note=message("landmark.nape_doubtful")
    )
    found = measured(pose)
    withheld = {m.name: m.reason for m in found.not_measured}
    assert withheld[MeasureName("thoracic_kyphosis")] == message("not_measured.nape_covered")
    assert found.named(MeasureName("lumbar_lordosis"))
