"""The parts of a session: their times, what they warn of, and how a muscle is felt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from posture_cv.domain.muscles import MuscleHypothesis
from posture_cv.domain.session import StepKind
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import NmtFactor, Outcome, Worksheet
from posture_cv.knowledge import load
from posture_cv.worksheet import plan, session_plan
from posture_cv.worksheet.plan import palpation
from posture_cv.worksheet.steps import closing, opening, work_for

Fill = Callable[..., Worksheet]
Idea = Callable[..., MuscleHypothesis]

TABLES = load()


def test_two_minutes_to_begin_and_three_to_end() -> None:
    # conventions: agreeing on pressure, and after-care with the next appointment
    assert (opening(TABLES).seconds, closing(TABLES).seconds) == (120, 180)
    assert (opening(TABLES).kind, closing(TABLES).kind) == (StepKind.OPENING, StepKind.CLOSING)


@pytest.mark.parametrize("muscle", ["suboccipitals", "gluteus_medius", "hamstrings"])
def test_a_technique_warns_of_what_the_table_says_of_its_muscle(idea: Idea, muscle: str) -> None:
    one = replace(idea(muscle), test_positive=True)
    sheet = plan((one,), TABLES)
    techniques = [step for step in work_for(one, sheet, (), TABLES).steps if step.kind is StepKind.TECHNIQUE]
    caution = TABLES.muscle(muscle).caution
    assert techniques
    assert {step.cautions for step in techniques} == {() if caution is None else (caution,)}


def test_gliding_is_offered_only_where_a_nerve_plays_a_part(idea: Idea) -> None:
    one = replace(idea("piriformis"), test_positive=True)
    blank = plan((one,), TABLES)

    def techniques(present: bool | None) -> list[str]:
        factors = tuple(replace(f, present=present) if f.factor is NmtFactor.NERVE_COMPRESSION else f for f in blank.factors)
        steps = work_for(one, replace(blank, factors=factors), (), TABLES).steps
        return [step.row for step in steps if step.kind is StepKind.TECHNIQUE]

    assert techniques(present=True)[0] == "nerve_gliding_sciatic"
    assert "nerve_gliding_sciatic" not in techniques(present=False) + techniques(present=None)


def test_a_muscle_is_felt_as_its_first_pressing_technique_says() -> None:
    pressing = ("ischemic_compression", "stripping", "integrated_inhibition")
    for muscle in TABLES.muscles:
        rows = [row for row in TABLES.treatments_for(muscle.key) if row.technique in pressing]
        told = palpation(muscle.key, TABLES)
        assert told[1:] == ((rows[0].note,) if rows else ())
        assert (told[0].id == "palpation.none") is (not rows)


def test_a_side_tested_alone_takes_half_the_time_of_both(idea: Idea) -> None:
    both, left = idea("hamstrings"), idea("hamstrings", side=BodySide.LEFT)
    seconds = [work_for(one, plan((one,), TABLES), (), TABLES).steps[0].seconds for one in (both, left)]
    assert seconds == [90, 45]


def test_the_time_is_used_to_the_last_second_and_no_further(idea: Idea, fill: Fill) -> None:
    ideas = tuple(
        idea(muscle, weight=0.9 - 0.01 * place) for place, muscle in enumerate(("hamstrings", "gastrocnemius", "soleus", "adductors"))
    )
    found = {one.muscle: {"outcome": Outcome.POSITIVE, "tenderness": 4} for one in ideas}
    for minutes in range(30, 61, 5):
        made = session_plan(replace(fill(plan(ideas, TABLES), found=found), minutes=minutes), ideas, TABLES)
        assert made.seconds <= 60 * minutes
        # whoever was left out would not have fitted, even with one technique
        left = 60 * minutes - made.seconds
        for muscle in made.left_out:
            one = replace(next(each for each in ideas if each.muscle == muscle), test_positive=True)
            assert work_for(one, plan((one,), TABLES), (), TABLES).shortened().seconds > left
