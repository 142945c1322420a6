"""Estimates and probabilities as figures: decimals follow the error, and nothing claims certainty."""

from __future__ import annotations

import pytest

from posture_cv.domain.estimates import Estimate, Interval, Unit
from posture_cv.domain.muscles import EvidenceGrade, grade_text
from posture_cv.words import Words

ENGLISH = Words("en", {})


def estimate(value: float, standard_error: float, half_width: float, unit: Unit = Unit.DEGREE) -> Estimate:
    return Estimate(
        value=value,
        standard_error=standard_error,
        interval=Interval(lower=value - half_width, upper=value + half_width),
        unit=unit,
    )


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(estimate(47.3, 3.0, 4.9), "47 ± 5°", id="error above one: whole degrees"),
        pytest.param(estimate(47.3, 1.0, 1.6), "47 ± 2°", id="error of exactly one: whole degrees"),
        pytest.param(estimate(47.34, 0.5, 0.82), "47.3 ± 0.8°", id="error below one: one decimal"),
        pytest.param(estimate(-3.4, 1.2, 2.0), "\u22123 ± 2°", id="negative"),
        pytest.param(estimate(-0.3, 1.2, 2.0), "0 ± 2°", id="rounded zero has no sign"),
        pytest.param(estimate(-0.04, 0.5, 0.8), "0.0 ± 0.8°", id="rounded zero with a decimal has no sign"),
        pytest.param(estimate(1.44, 0.36, 0.6, Unit.PERCENT_HEIGHT), "1.4 ± 0.6 % of height", id="per cent of height"),
    ],
)
def test_decimals_follow_the_error(given: Estimate, expected: str) -> None:
    assert ENGLISH.estimate(given) == expected


def test_an_interval_names_both_ends_and_the_unit_once() -> None:
    assert ENGLISH.interval(estimate(47.3, 3.0, 4.9)) == "42 to 52°"
    assert ENGLISH.interval(estimate(0.1, 0.4, 0.66)) == "\u22120.6 to 0.8°"


def test_half_width_is_half_of_a_lopsided_interval() -> None:
    lopsided = Estimate(value=10.0, standard_error=2.0, interval=Interval(lower=8.0, upper=16.0), unit=Unit.DEGREE)
    assert ENGLISH.estimate(lopsided) == "10 ± 4°"


def test_size_drops_the_sign_and_keeps_the_error() -> None:
    assert ENGLISH.size(estimate(-3.4, 1.2, 2.0)) == "3 ± 2°"


@pytest.mark.parametrize(("decimals", "expected"), [(0, "2"), (3, "1.500"), (4, "1.5000"), (None, "1.5")])
def test_a_bare_number_has_the_decimals_asked_for(decimals: int | None, expected: str) -> None:
    assert ENGLISH.number(1.5, decimals) == expected


@pytest.mark.parametrize(
    ("probability", "expected"),
    [(0.0, "under 1 %"), (0.004, "under 1 %"), (0.01, "1 %"), (0.874, "87 %"), (0.99, "99 %"), (0.999, "over 99 %"), (1.0, "over 99 %")],
)
def test_probability_never_claims_certainty(probability: float, expected: str) -> None:
    assert ENGLISH.probability(probability) == expected


def test_grades_are_joined() -> None:
    assert grade_text((EvidenceGrade.B, EvidenceGrade.X)) == "B/X"
