"""What positive and negative tests make of the hypotheses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from posture_cv.domain.muscle_tests import Validity
from posture_cv.domain.muscles import Confidence, EvidenceGrade, MuscleHypothesis, MuscleState
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import Outcome, Worksheet
from posture_cv.knowledge import load
from posture_cv.wiring import words_in
from posture_cv.worksheet import apply_outcomes, plan

Idea = Callable[..., MuscleHypothesis]
Fill = Callable[..., Worksheet]
SHORT, LONG = MuscleState.LIKELY_SHORTENED, MuscleState.LIKELY_LENGTHENED
LEFT, RIGHT, BOTH = BodySide.LEFT, BodySide.RIGHT, BodySide.MIDLINE
POSITIVE, NEGATIVE = {"outcome": Outcome.POSITIVE}, {"outcome": Outcome.NEGATIVE}


def test_an_untouched_sheet_changes_nothing(idea: Idea):
    ideas = (idea("scalenes", weight=0.9), idea("iliopsoas", weight=0.3))
    after = apply_outcomes(ideas, plan(ideas, load()), load())
    assert after == tuple(replace(one, rank=rank) for rank, one in enumerate(ideas, 1))


def test_a_negative_test_drops_the_idea(idea: Idea, fill: Fill):
    ideas = (idea("scalenes"), idea("iliopsoas"))
    after = apply_outcomes(ideas, fill(plan(ideas, load()), found={"scalenes": NEGATIVE}), load())
    assert [one.muscle for one in after] == ["iliopsoas"]


@pytest.mark.parametrize("grade", EvidenceGrade)
def test_a_positive_test_makes_any_grade_likely_and_says_test_positive(idea: Idea, fill: Fill, grade: EvidenceGrade):
    ideas = (idea("scalenes", grades=(grade,)),)
    (after,) = apply_outcomes(ideas, fill(plan(ideas, load()), found={"scalenes": POSITIVE}), load())
    assert (after.confidence, after.test_positive) == (Confidence.LIKELY, True)
    assert words_in("en").say(after.wording) == "likely shortened: test positive"


@pytest.mark.parametrize("grade", [EvidenceGrade.C, EvidenceGrade.X])
def test_untested_grades_c_and_x_stay_possible(idea: Idea, fill: Fill, grade: EvidenceGrade):
    ideas = (idea("scalenes", grades=(grade,)), idea("iliopsoas"))
    after = apply_outcomes(ideas, fill(plan(ideas, load()), found={"iliopsoas": POSITIVE}), load())
    assert {one.muscle: one.confidence for one in after} == {"iliopsoas": Confidence.LIKELY, "scalenes": Confidence.POSSIBLE}


def test_positive_ideas_come_first(idea: Idea, fill: Fill):
    ideas = (idea("scalenes", weight=0.9), idea("iliopsoas", weight=0.1))
    after = apply_outcomes(ideas, fill(plan(ideas, load()), found={"iliopsoas": POSITIVE}), load())
    assert [one.muscle for one in after] == ["iliopsoas", "scalenes"]


def test_a_comparison_positive_on_one_side_narrows_to_it(idea: Idea, fill: Fill):
    ideas = (idea("scalenes"),)
    (after,) = apply_outcomes(ideas, fill(plan(ideas, load()), found={"scalenes": POSITIVE | {"outcome_side": RIGHT}}), load())
    assert after.side is RIGHT


def test_a_comparison_positive_on_one_side_drops_the_other(idea: Idea, fill: Fill):
    ideas = (idea("scalenes", weight=0.9), idea("scalenes", weight=0.8, side=LEFT), idea("scalenes", weight=0.7, side=RIGHT))
    after = apply_outcomes(ideas, fill(plan(ideas, load()), found={"scalenes": POSITIVE | {"outcome_side": RIGHT}}), load())
    assert [(one.side, one.weight) for one in after] == [(RIGHT, 0.9)]


def test_sides_tested_apart_stay_apart(idea: Idea, fill: Fill):
    ideas = (idea("quadriceps", side=LEFT, weight=0.6), idea("quadriceps", side=RIGHT, weight=0.5))
    sheet = plan(ideas, load())
    assert [item.side for item in sheet.items] == [LEFT, RIGHT]
    one_negative = [Outcome.NEGATIVE if item.side is LEFT else Outcome.POSITIVE for item in sheet.items]
    filled = replace(sheet, items=tuple(replace(item, outcome=found) for item, found in zip(sheet.items, one_negative, strict=True)))
    assert [(one.side, one.test_positive) for one in apply_outcomes(ideas, filled, load())] == [(RIGHT, True)]


def test_a_conflict_ends_when_one_side_of_it_is_dropped(idea: Idea, fill: Fill):
    ideas = (idea("infraspinatus_teres_minor", SHORT, 0.6), idea("infraspinatus_teres_minor", LONG, 0.5))
    sheet = plan(ideas, load())
    assert {one.conflicts for one in apply_outcomes(ideas, sheet, load())} == {True}
    items = tuple(replace(item, outcome=Outcome.NEGATIVE) if item.state is LONG else item for item in sheet.items)
    (left,) = apply_outcomes(ideas, replace(sheet, items=items), load())
    assert (left.state, left.conflicts) == (SHORT, False)


def test_an_outcome_changed_back_changes_its_effect_back(idea: Idea, fill: Fill):
    ideas = (idea("scalenes"),)
    sheet = plan(ideas, load())
    untouched = apply_outcomes(ideas, sheet, load())
    assert [one.muscle for one in untouched] == ["scalenes"]
    assert apply_outcomes(ideas, fill(sheet, found={"scalenes": NEGATIVE}), load()) == ()
    assert apply_outcomes(ideas, fill(sheet, found={"scalenes": {"outcome": Outcome.NOT_TESTED}}), load()) == untouched


@pytest.mark.parametrize("outcome", [POSITIVE, NEGATIVE])
def test_an_outcome_of_a_test_with_poor_validity_changes_nothing(idea: Idea, fill: Fill, outcome: dict[str, Outcome]):
    ideas = (idea("pectoralis_minor"),)
    assert load().test("pectoralis_minor", SHORT).validity is Validity.POOR
    (after,) = apply_outcomes(ideas, fill(plan(ideas, load()), found={"pectoralis_minor": outcome}), load())
    assert (after.weight, after.confidence, after.test_positive) == (0.5, Confidence.POSSIBLE, False)


def test_a_likelihood_ratio_multiplies_the_odds(idea: Idea, fill: Fill):
    ideas = (idea("suboccipitals", weight=0.5),)
    (after,) = apply_outcomes(ideas, fill(plan(ideas, load()), found={"suboccipitals": POSITIVE}), load())
    # sensitivity .91 and specificity .90: odds of 1 become 9.1
    assert after.weight == pytest.approx(9.1 / 10.1)
    assert (after.confidence, after.test_positive) == (Confidence.LIKELY, True)


@pytest.mark.parametrize(
    ("outcome", "weight"),
    [
        # .60 / .50 = 1.2 and .40 / .50 = 0.8 settle nothing
        pytest.param(POSITIVE, 1.2 / 2.2, id="positive"),
        pytest.param(NEGATIVE, 0.8 / 1.8, id="negative"),
    ],
)
def test_a_weak_likelihood_ratio_moves_the_weight_alone(idea: Idea, fill: Fill, outcome: dict[str, Outcome], weight: float):
    tables = load()
    weak = replace(
        tables,
        tests=tuple(replace(row, sensitivity=0.6, specificity=0.5) if row.key == "flexion_rotation" else row for row in tables.tests),
    )
    ideas = (idea("suboccipitals", weight=0.5),)
    (after,) = apply_outcomes(ideas, fill(plan(ideas, weak), found={"suboccipitals": outcome}), weak)
    assert after.weight == pytest.approx(weight)
    assert (after.confidence, after.test_positive) == (Confidence.POSSIBLE, False)
