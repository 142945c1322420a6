"""Millimetres from per cent of height and a stature: the geometry, and whose error goes where."""

from __future__ import annotations

import math

import numpy as np
import pytest

from posture_cv.domain.estimates import FusedMeasurement, Interval, Measurement, MeasureName, Unit
from posture_cv.domain.views import BodySide, View
from posture_cv.measures.lengths import STATURE_SD_MM, in_millimetres, lengths_of, stature_from

Z = 1.6448536269514722


def measured(value: float, error: float, *, unit: Unit = Unit.PERCENT_HEIGHT, lower: float | None = None) -> Measurement:
    return Measurement(
        value=value,
        standard_error=error,
        interval=Interval(lower=value - Z * error if lower is None else lower, upper=value + Z * error),
        unit=unit,
        name=MeasureName("forward_head_distance"),
        view=View.LEFT,
        side=BodySide.LEFT,
        own_error=0.6 * error,
        view_error=0.3 * error,
    )


def test_five_per_cent_of_170_cm_are_85_mm() -> None:
    length = in_millimetres(measured(5.0, 1.0), stature_from(170.0))
    assert length.unit is Unit.MILLIMETRE
    assert length.value == pytest.approx(85.0)
    # 1 % of 1700 mm is 17 mm; 10 mm of stature are 0.5 mm at 5 %
    assert length.standard_error == pytest.approx(math.hypot(17.0, 0.5))
    assert length.interval.upper - length.value == pytest.approx(Z * math.hypot(17.0, 0.5))
    assert (length.own_error, length.view_error) == pytest.approx((0.6 * 17.0, 0.3 * 17.0))
    assert (length.name, length.view, length.photo) == (MeasureName("forward_head_distance"), View.LEFT, 0)


def test_a_length_to_the_other_side_keeps_its_sign_and_its_width() -> None:
    there, back = (in_millimetres(measured(value, 1.0), stature_from(170.0)) for value in (5.0, -5.0))
    assert back.value == -there.value
    assert back.standard_error == there.standard_error
    assert (back.interval.lower, back.interval.upper) == pytest.approx((-there.interval.upper, -there.interval.lower))


def test_a_lopsided_interval_stays_lopsided() -> None:
    length = in_millimetres(measured(5.0, 1.0, lower=1.0), stature_from(180.0))
    assert length.value - length.interval.lower == pytest.approx(math.hypot(4.0 * 18.0, Z * 0.5))
    assert length.interval.upper - length.value == pytest.approx(Z * math.hypot(18.0, 0.5))


def test_the_interval_holds_the_truth_nine_times_in_ten() -> None:
    rng = np.random.default_rng(7)
    true_share, true_stature, error = 40.0, 1720.0, 0.3
    held = 0
    for _ in range(4000):
        seen = measured(true_share + error * rng.standard_normal(), error)
        stated = stature_from((true_stature + STATURE_SD_MM * rng.standard_normal()) / 10.0)
        interval = in_millimetres(seen, stated).interval
        held += interval.lower <= true_share / 100.0 * true_stature <= interval.upper
    assert held / 4000 == pytest.approx(0.90, abs=0.015)


def test_an_average_of_photos_keeps_its_photos_and_scales_its_spread() -> None:
    fused = FusedMeasurement(
        value=5.0,
        standard_error=1.0,
        interval=Interval(lower=3.0, upper=7.0),
        unit=Unit.PERCENT_HEIGHT,
        name=MeasureName("lateral_shift"),
        side=BodySide.MIDLINE,
        photos=(0, 2),
        views=(View.FRONT,),
        spread=0.5,
    )
    length = in_millimetres(fused, stature_from(160.0))
    assert (length.value, length.spread, length.photos) == (80.0, pytest.approx(8.0), (0, 2))


def test_angles_are_no_lengths() -> None:
    angle = measured(50.0, 2.0, unit=Unit.DEGREE)
    with pytest.raises(ValueError, match="per cent of height"):
        in_millimetres(angle, stature_from(170.0))
    assert lengths_of([angle, measured(5.0, 1.0)], stature_from(170.0)) == (in_millimetres(measured(5.0, 1.0), stature_from(170.0)),)
    assert lengths_of([measured(5.0, 1.0)], None) == ()


@pytest.mark.parametrize("stature_cm", [1.72, 17.2, 1720.0, -170.0, math.nan])
def test_a_stature_in_another_unit_is_refused(stature_cm: float) -> None:
    with pytest.raises(ValueError, match="from 60 to 250 cm"):
        stature_from(stature_cm)
