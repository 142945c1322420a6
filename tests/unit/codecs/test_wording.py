from __future__ import annotations

import pytest

from posture_cv.codecs import wording
from posture_cv.domain.estimates import Estimate, Interval, Unit
from posture_cv.domain.findings import Certainty
from posture_cv.domain.muscles import Confidence, EvidenceGrade, MuscleState
from posture_cv.domain.views import BodySide, View
from posture_cv.domain.worksheet import BodyPosition


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
        pytest.param(estimate(-3.4, 1.2, 2.0), "-3 ± 2°", id="negative"),
        pytest.param(estimate(-0.3, 1.2, 2.0), "0 ± 2°", id="rounded zero has no sign"),
        pytest.param(estimate(-0.04, 0.5, 0.8), "0.0 ± 0.8°", id="rounded zero with a decimal has no sign"),
        pytest.param(estimate(1.44, 0.36, 0.6, Unit.PERCENT_HEIGHT), "1.4 ± 0.6 % of height", id="per cent of height"),
    ],
)
def test_estimate_decimals_follow_the_error(given: Estimate, expected: str) -> None:
    assert wording.format_estimate(given) == expected


def test_interval_names_both_ends_and_the_unit_once() -> None:
    assert wording.format_interval(estimate(47.3, 3.0, 4.9)) == "42 to 52°"
    assert wording.format_interval(estimate(0.1, 0.4, 0.66)) == "-0.6 to 0.8°"


def test_half_width_is_half_of_a_lopsided_interval() -> None:
    lopsided = Estimate(value=10.0, standard_error=2.0, interval=Interval(lower=8.0, upper=16.0), unit=Unit.DEGREE)
    assert wording.format_estimate(lopsided) == "10 ± 4°"


def test_size_drops_the_sign_and_keeps_the_error() -> None:
    assert wording.format_size(estimate(-3.4, 1.2, 2.0)) == "3 ± 2°"


def test_value_alone() -> None:
    assert wording.format_value(estimate(47.3, 3.0, 4.9)) == "47°"


@pytest.mark.parametrize(
    ("probability", "expected"),
    [(0.0, "under 1 %"), (0.004, "under 1 %"), (0.01, "1 %"), (0.874, "87 %"), (0.99, "99 %"), (0.999, "over 99 %"), (1.0, "over 99 %")],
)
def test_probability_never_claims_certainty(probability: float, expected: str) -> None:
    assert wording.format_probability(probability) == expected


def test_muscle_states_ask_for_the_hands() -> None:
    assert wording.state_words(MuscleState.LIKELY_SHORTENED, Confidence.LIKELY) == "likely shortened: confirm by length test"
    assert wording.state_words(MuscleState.LIKELY_SHORTENED, Confidence.POSSIBLE) == "possibly shortened: confirm by length test"
    assert (
        wording.state_words(MuscleState.LIKELY_LENGTHENED, Confidence.POSSIBLE) == "possibly lengthened: confirm by strength or length test"
    )


def test_sides_and_views() -> None:
    assert [wording.side_words(side) for side in BodySide] == ["left", "right", ""]
    assert wording.muscle_side_words(BodySide.MIDLINE) == "both sides"
    assert wording.view_words(View.RIGHT) == "right side"


def test_grades_are_joined() -> None:
    assert wording.grade_words((EvidenceGrade.B, EvidenceGrade.X)) == "B/X"


def test_every_enum_member_has_words_any_console_can_print() -> None:
    words = [
        *(wording.view_words(view) for view in View),
        *(wording.certainty_words(certainty) for certainty in Certainty),
        *(wording.position_words(position) for position in BodyPosition),
        *(wording.unit_words(unit) for unit in Unit),
        *(wording.state_words(state, confidence) for state in MuscleState for confidence in Confidence),
    ]
    assert all(word.strip() for word in words)
    assert all(word.encode("latin-1") for word in words)
