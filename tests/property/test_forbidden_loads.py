"""Every answer of the safety screen alone and every pair of them: nothing they forbid is left on a sheet, in a plan or in home care.

What a row asks of the body is what it was reviewed with (``tests.reviewed_loads``), not what the tables say: a tag lost there leaves its
test on the sheet, and is found.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import combinations

import pytest

from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.loads import Load
from posture_cv.domain.muscles import Confidence, EvidenceGrade, MuscleHypothesis
from posture_cv.domain.session import SessionPlan, StepKind
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import Outcome, Worksheet
from posture_cv.knowledge import load
from posture_cv.wiring import words_in
from posture_cv.worksheet import plan, screened, session_plan
from tests.golden.test_sheets_of_people import FORWARD_HEAD, ROUND_AND_HOLLOW, doors, visited
from tests.reviewed_loads import reviewed, without

TABLES = load()
QUESTIONS = [row.key for row in TABLES.safety]
CLEARED = tuple(rule.key for rule in TABLES.rules)
IDEAS = tuple(
    MuscleHypothesis(
        muscle=muscle,
        side=BodySide.MIDLINE,
        state=state,
        grades=(EvidenceGrade.C,),
        confidence=Confidence.POSSIBLE,
        because=("planted",),
        weight=0.5,
        conflicts=False,
        test="planted",
        link="planted",
        references=(),
    )
    for muscle, state in dict.fromkeys((test.muscle, test.state) for test in TABLES.tests)
)


BLANK = [(ideas, plan(ideas, TABLES)) for ideas in (IDEAS[first : first + 3] for first in range(0, len(IDEAS), 3))]
"""Three muscles at a time with their sheet, so that a session has room for all of their work and home care for all their exercises."""


def barred(yes: Iterable[str]) -> frozenset[Load]:
    answered = set(yes)
    held = {rule.key for rule in TABLES.rules if rule.holds(answered)}
    return frozenset(each for row in TABLES.contraindications if held & set(row.rules) for each in row.forbids)


def pairs() -> list[tuple[str, ...]]:
    return [*((key,) for key in QUESTIONS), *combinations(QUESTIONS, 2)]


def telling() -> dict[frozenset[str], tuple[str, ...]]:
    """One pair for each different set of restrictions that any pair brings and that leaves a session."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for yes in pairs():
        held = [rule for rule in TABLES.rules if rule.holds(yes)]
        if not any(rule.tier.stops for rule in held):
            keys = {rule.key for rule in held}
            found.setdefault(frozenset(row.key for row in TABLES.contraindications if keys & set(row.rules)), yes)
    return found


def answered(sheet: Worksheet, yes: Iterable[str]) -> Worksheet:
    said = set(yes)
    return replace(sheet, safety=tuple(replace(one, answer=one.key in said) for one in sheet.safety), cleared=CLEARED, minutes=60)


def asked_of_the_body(made: SessionPlan) -> Iterator[tuple[str, frozenset[Load]]]:
    """What each part of a plan asks, as reviewed."""
    for step in made.steps:
        if step.kind in (StepKind.TEST, StepKind.RETEST):
            yield f"tests/{step.row}", reviewed()[f"tests/{step.row}"]
        elif step.kind is StepKind.EXERCISE:
            yield f"exercises/{step.row}", reviewed()[f"exercises/{step.row}"]
        elif step.kind is StepKind.TECHNIQUE:
            row = next(row for row in TABLES.treatments_for(step.muscle) if row.technique == step.row)
            yield f"treatments/{row.key}", reviewed()[f"treatments/{row.key}"] | reviewed()[f"techniques/{step.row}"]
    yield from ((f"exercises/{row.key}", reviewed()[f"exercises/{row.key}"]) for row in made.home_care)


def wrong_in_plans(yes: tuple[str, ...], tables: Knowledge) -> set[str]:
    """What is planned though an answer forbids it, untested and with a positive test."""
    forbidden, found = barred(yes), set[str]()
    for ideas, blank in BLANK:
        sheet = answered(blank, yes)
        for outcome in (Outcome.NOT_TESTED, Outcome.POSITIVE):
            written = replace(sheet, items=tuple(replace(item, outcome=outcome, tenderness=5) for item in sheet.items))
            found |= {place for place, loads in asked_of_the_body(session_plan(written, ideas, tables)) if loads & forbidden}
    return found


def wrong_on_the_sheet(yes: tuple[str, ...], tables: Knowledge) -> set[str]:
    left = screened(answered(plan(IDEAS, tables), yes), tables).items
    return {item.test for item in left if reviewed()[f"tests/{item.test}"] & barred(yes)}


@pytest.mark.parametrize("yes", telling().values(), ids="+".join)
def test_no_sheet_and_no_plan_holds_what_any_pair_of_answers_forbids(yes: tuple[str, ...]) -> None:
    assert wrong_on_the_sheet(yes, TABLES) == set()
    assert wrong_in_plans(yes, TABLES) == set()


def test_every_pair_that_brings_the_same_restrictions_is_one_of_those_tried() -> None:
    # all that sheet and plan take from the answers are the rows that hold: 121 questions make over 7000 pairs, and some 280 such sets
    assert len(pairs()) > 7000
    assert len(telling()) > 200


@pytest.mark.parametrize(
    ("place", "tag", "yes"),
    [
        ("tests/lumbar_flexion_schober", Load.FLEXION, ("osteoporosis",)),
        ("exercises/neck_side_bend", Load.NECK_END_RANGE, ("rheumatoid", "neck_symptoms")),
        ("tests/prone_y", Load.PRONE, ("neck_injury",)),
        ("tests/scm_length", Load.NECK_END_RANGE, ("neck_injury",)),
    ],
)
def test_such_a_row_would_be_on_sheet_or_plan(place: str, tag: Load, yes: tuple[str, ...]) -> None:
    # other tags of the row that the same answers forbid go with it: else it would still be held back
    tables = TABLES
    for each in reviewed()[place] & (barred(yes) | {tag}):
        tables = without(tables, place, each)
    found = wrong_in_plans(yes, tables) | {f"tests/{key}" for key in wrong_on_the_sheet(yes, tables)}
    assert place in found


SEEDED = random.Random(12).sample(  # noqa: S311 - a sample, no secret
    sorted(telling().values()), 12
)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("yes", SEEDED, ids="+".join)
def test_no_door_tells_how_to_do_what_a_pair_forbids(yes: tuple[str, ...], language: str) -> None:
    forbidden, words = barred(yes), words_in(language)
    told = {
        place: words.say(row.how)
        for table in ("tests", "exercises")
        for row in getattr(TABLES, table)
        if reviewed()[place := f"{table}/{row.key}"] & forbidden
    }
    for door, text in doors(visited(FORWARD_HEAD | ROUND_AND_HOLLOW, *yes, cleared=CLEARED), language):
        flat = " ".join(text.split())
        found = [place for place, how in told.items() if how in flat or json.dumps(how, ensure_ascii=False)[1:-1] in text]
        assert found == [], door
