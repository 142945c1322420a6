"""The forward shoulder angle of one photo is held back beyond 12 degrees to a side; several photos together may still give it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posture_cv.domain.estimates import FusedMeasurement, Interval, Measurement, MeasureName, Unit
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.views import BodySide, View
from posture_cv.knowledge import load
from posture_cv.measures.useful import useful, with_useful_together, without_useless

ROWS = load().measures
FSA, CVA = MeasureName("forward_shoulder_angle_from_vertical"), MeasureName("craniovertebral_angle")


def measured(name: MeasureName, below: float, above: float) -> Measurement:
    return Measurement(
        name=name,
        view=View.LEFT,
        side=BodySide.LEFT,
        value=30.0,
        standard_error=max(below, above) / 1.645,
        interval=Interval(lower=30.0 - below, upper=30.0 + above),
        unit=Unit.DEGREE,
    )


def fused(name: MeasureName, reach: float) -> FusedMeasurement:
    return FusedMeasurement(
        name=name,
        side=BodySide.MIDLINE,
        photos=(0, 1),
        views=(View.LEFT, View.RIGHT),
        spread=1.0,
        value=30.0,
        standard_error=reach / 1.645,
        interval=Interval(lower=30.0 - reach, upper=30.0 + reach),
        unit=Unit.DEGREE,
    )


@pytest.mark.parametrize(
    ("name", "below", "above", "kept"),
    [
        pytest.param(FSA, 12.0, 12.0, True, id="just-wide-enough"),
        pytest.param(FSA, 12.5, 12.5, False, id="wider"),
        pytest.param(FSA, 12.5, 3.0, False, id="wider-below-alone"),
        pytest.param(FSA, 3.0, 12.5, False, id="wider-above-alone"),
        pytest.param(CVA, 30.0, 30.0, True, id="a-measure-without-a-limit"),
    ],
)
def test_one_photo_gives_it_up_to_its_widest(name: MeasureName, below: float, above: float, kept: bool) -> None:
    shown = without_useless(MeasurementSet(measurements=(measured(name, below, above),)), ROWS)
    assert bool(shown.measurements) is kept
    assert [each.name for each in shown.not_measured] == ([] if kept else [name])


def test_what_is_held_back_says_how_far_it_reaches() -> None:
    (given,) = without_useless(MeasurementSet(measurements=(measured(FSA, 14.0, 3.0),)), ROWS).not_measured
    assert dict(given.reason.fields)["reach"].value == 14.0
    assert (given.view, given.side, given.photo) == (View.LEFT, BodySide.LEFT, 0)


@pytest.mark.parametrize(("reach", "kept"), [(11.5, True), (12.5, False)])
def test_several_photos_together_keep_the_same_limit(reach: float, kept: bool) -> None:
    assert bool(useful([fused(FSA, reach)], ROWS)) is kept


def test_findings_may_rest_on_what_is_useful_together() -> None:
    each = MeasurementSet(measurements=(measured(FSA, 20.0, 20.0),))
    assert with_useful_together(each, useful([fused(FSA, 9.0)], ROWS), ROWS).measurements == each.measurements
    assert with_useful_together(each, useful([fused(FSA, 13.0)], ROWS), ROWS).measurements == ()


def test_only_narrow_estimates_of_several_photos_are_kept() -> None:
    narrow, wide, unlimited = fused(FSA, 11.0), fused(FSA, 13.0), fused(CVA, 30.0)
    assert useful((narrow, wide, unlimited), ROWS) == (narrow, unlimited)


def test_a_measurement_too_wide_alone_counts_with_an_estimate_of_several_photos() -> None:
    wide, unlimited = measured(FSA, 14.0, 14.0), measured(CVA, 30.0, 30.0)
    narrow = replace(measured(FSA, 5.0, 5.0), photo=1)
    given = MeasurementSet(measurements=(wide, narrow, unlimited))
    assert with_useful_together(given, (), ROWS).measurements == (narrow, unlimited)
    assert with_useful_together(given, (fused(FSA, 11.0),), ROWS).measurements == (wide, narrow, unlimited)
