"""Probabilities against cut-offs, from the normal table."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_cv.domain.estimates import Estimate, Interval, Unit
from posture_cv.domain.findings import Certainty, Severity
from posture_cv.domain.knowledge import Direction, Distortion
from posture_cv.findings.bands import certainty_of, probability_beyond, severity_of
from posture_cv.knowledge import load


def row(key: str, **changes: object) -> Distortion:
    found = next(row for row in load().distortions if row.key == key)
    return dataclasses.replace(found, **changes)


def estimate(value: float, error: float) -> Estimate:
    return Estimate(value=value, standard_error=error, interval=Interval(lower=value - error, upper=value + error), unit=Unit.DEGREE)


@pytest.mark.parametrize("direction", list(Direction))
def test_a_value_on_the_cut_is_as_likely_on_either_side(direction: Direction):
    assert probability_beyond(50.0, estimate(50.0, 3.0), row("forward_head", direction=direction)) == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("direction", "value", "expected"),
    [
        pytest.param(Direction.ABOVE, 51.645, 0.95, id="1.645 errors above"),
        pytest.param(Direction.ABOVE, 48.355, 0.05, id="1.645 errors below"),
        pytest.param(Direction.BELOW, 48.355, 0.95, id="below, where below counts"),
        pytest.param(Direction.BELOW, 49.0, 0.8413, id="1 error below"),
    ],
)
def test_with_a_sharp_cut_the_probability_is_the_normal_tail(direction: Direction, value: float, expected: float):
    sharp = row("forward_head", direction=direction, grey_zone=0.0)
    assert probability_beyond(50.0, estimate(value, 1.0), sharp) == pytest.approx(expected, abs=1e-3)


def test_the_grey_zone_adds_in_quadrature():
    # a grey zone of 1.645 x 4 is a standard deviation of 4; with an error of 3 that makes 5, so 10 below the cut is two of them
    grey = row("forward_head", grey_zone=1.645 * 4.0)
    assert probability_beyond(50.0, estimate(40.0, 3.0), grey) == pytest.approx(0.97725, abs=1e-3)


@pytest.mark.parametrize("value", [4.0, -4.0])
def test_a_tilt_counts_to_either_side(value: float):
    sharp = row("head_tilt", grey_zone=0.0)
    assert probability_beyond(3.0, estimate(value, 1.0), sharp) == pytest.approx(0.8413, abs=1e-3)


def test_a_tilt_of_zero_counts_one_tail():
    sharp = row("head_tilt", grey_zone=0.0)
    assert probability_beyond(1.645, estimate(0.0, 1.0), sharp) == pytest.approx(0.05, abs=1e-3)


def test_a_tilt_that_may_lie_far_to_either_side_is_no_finding_to_one():
    """3 degrees with an error of 14: beyond 2 to one side 53 %, to the other 36 %; together they would read as likely."""
    sharp = row("shoulder_high", grey_zone=0.0)
    probability = probability_beyond(2.0, estimate(3.0, 14.0), sharp)
    assert probability == pytest.approx(0.53, abs=0.005)
    assert certainty_of(probability) is not Certainty.LIKELY


@given(value=st.floats(-90, 90), error=st.floats(0.05, 30), key=st.sampled_from(["forward_head", "head_tilt", "anterior_pelvic_tilt"]))
def test_the_marked_band_is_never_likelier_than_the_mild(value: float, error: float, key: str):
    found = row(key)
    mild = probability_beyond(found.mild_beyond, estimate(value, error), found)
    marked = probability_beyond(found.marked_beyond, estimate(value, error), found)
    assert 0.0 <= marked <= mild <= 1.0


@given(value=st.floats(20, 80), step=st.floats(0.1, 20), error=st.floats(0.05, 30))
def test_a_smaller_angle_is_never_less_of_a_forward_head(value: float, step: float, error: float):
    found = row("forward_head")
    assert probability_beyond(50.0, estimate(value - step, error), found) >= probability_beyond(50.0, estimate(value, error), found)


@pytest.mark.parametrize(
    ("probability", "certainty"),
    [
        (0.80, Certainty.LIKELY),
        (0.79, Certainty.POSSIBLE),
        (0.50, Certainty.POSSIBLE),
        (0.49, Certainty.NOT_DISTINGUISHABLE),
    ],
)
def test_certainty_changes_at_its_thresholds(probability: float, certainty: Certainty):
    assert certainty_of(probability) is certainty


@pytest.mark.parametrize(
    ("mild", "marked", "severity"),
    [(0.9, 0.5, Severity.MARKED), (0.9, 0.49, Severity.MILD), (0.5, 0.1, Severity.MILD), (0.49, 0.1, Severity.TYPICAL)],
)
def test_severity_is_the_severest_band_more_probable_than_not(mild: float, marked: float, severity: Severity):
    assert severity_of(mild, marked) is severity
