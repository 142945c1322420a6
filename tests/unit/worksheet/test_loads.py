"""No answer of the safety screen leaves anything on the plan that the answer forbids."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import combinations

import pytest

from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.loads import Load
from posture_cv.domain.muscles import MuscleHypothesis, MuscleState
from posture_cv.domain.session import SessionPlan, StepKind
from posture_cv.domain.worksheet import Approach, Outcome, Worksheet
from posture_cv.knowledge import load
from posture_cv.worksheet import plan, session_plan

Fill = Callable[..., Worksheet]
Idea = Callable[..., MuscleHypothesis]

TABLES = load()
LEAVING = {rule.key: rule for rule in TABLES.rules if not rule.tier.stops}
"""Rules that leave something to plan."""
ANSWERS = {key: tuple(group[0] for group in rule.together) for key, rule in LEAVING.items()}
"""Answers that make each of them hold."""
TARGETS = [(test.muscle, test.state) for test in TABLES.tests]
FORBIDDEN = {
    # Sinaki and Mikkelsen 1984; clinical review 2.1: no bending, twisting or curling, no press-up, with weak bones
    "osteoporosis": {
        *("trunk_curl", "oblique_curl", "lumbar_flexion_schober", "lumbar_flexion_fascia", "leg_lowering", "trunk_extension_length"),
        *("childs_pose", "foam_roller", "cat_camel", "external_oblique_length", "internal_oblique_length"),
    },
    # clinical review 2.1: no end of range, no load, no pressure on the front of a neck that may be unstable
    "unstable_neck": {
        *("flexion_rotation", "neck_flexion_length", "scm_length", "scalene_length", "levator_length", "upper_trapezius_length"),
        *("neck_side_bend", "levator_stretch", "scm_strength", "scalene_strength", "craniocervical_flexion", "prone_neck_extension"),
    },
    "pregnancy": {"trunk_curl", "oblique_curl", "leg_lowering", "dead_bug", "prone_y_t_w", "prone_y", "piriformis_length"},
    "circulation": {"trunk_curl", "scm_strength", "scm_length", "leg_lowering", "side_plank", "lumbar_extensor_endurance"},
    "hypermobility": {"doorway_stretch", "neck_side_bend", "figure_four", "childs_pose"},
}
"""Keys of tests and exercises that must not be planned, by the rule that holds."""


def barred(tables: Knowledge, answers: tuple[str, ...]) -> set[Load]:
    held = {rule.key for rule in tables.rules if rule.holds(answers)}
    return {load for row in tables.contraindications if held & set(row.rules) for load in row.forbids}


def loads_in(made: SessionPlan, tables: Knowledge) -> Iterator[tuple[str, set[Load]]]:
    """What each part of a plan asks of the body, read off the tables by the step's row."""
    for step in made.steps:
        if step.kind in (StepKind.TEST, StepKind.RETEST):
            yield from ((row.key, set(row.loads)) for row in tables.tests if row.key == step.row)
        if step.kind is StepKind.EXERCISE:
            yield from ((row.key, set(row.loads)) for row in tables.exercises if row.key == step.row)
        if step.kind is StepKind.TECHNIQUE:
            technique = tables.technique(step.row)
            row = next(row for row in tables.treatments_for(step.muscle) if row.technique == technique.key)
            yield row.key, {*technique.loads, *row.loads}
        if step.kind is StepKind.ROUTINE:
            rows = [row for row in tables.treatments if row.key in step.treatments]
            yield from ((row.key, {*row.loads, *tables.technique(row.technique).loads}) for row in rows)
    yield from ((row.key, set(row.loads)) for row in made.home_care)


def plans(idea: Idea, fill: Fill, answers: tuple[str, ...], tables: Knowledge) -> Iterator[SessionPlan]:
    """A plan for each muscle and state alone, once untested, once with a positive test."""
    for muscle, state in TARGETS:
        ideas = (idea(muscle, state),)
        sheet = replace(fill(plan(ideas, tables), yes=answers), cleared=tuple(LEAVING), minutes=60)
        for outcome in (Outcome.NOT_TESTED, Outcome.POSITIVE):
            written = tuple(replace(item, outcome=outcome, tenderness=5) for item in sheet.items)
            yield session_plan(replace(sheet, items=written), ideas, tables)
        yield session_plan(replace(sheet, approach=Approach.EUROPEAN), ideas, tables)


def of_rules(keys: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(answer for key in keys for answer in ANSWERS[key]))


def telling(keys: list[str]) -> list[tuple[str, ...]]:
    """Each rule alone, and pairs of them that differ in what they take away: all that a plan can tell of two answers."""
    taken = {key: frozenset(row.key for row in TABLES.contraindications if key in row.rules) for key in keys}
    seen: dict[frozenset[str], tuple[str, ...]] = {}
    for pair in combinations(keys, 2):
        seen.setdefault(taken[pair[0]] | taken[pair[1]], pair)
    return [*((key,) for key in keys), *seen.values()]


@pytest.mark.parametrize("rules", telling(list(LEAVING)), ids="+".join)
def test_no_plan_holds_a_load_that_an_answer_forbids(idea: Idea, fill: Fill, rules: tuple[str, ...]) -> None:
    answers = of_rules(rules)
    forbidden = barred(TABLES, answers)
    named = {key for rule in rules for key in FORBIDDEN.get(rule, ())}
    for made in plans(idea, fill, answers, TABLES):
        for key, loads in loads_in(made, TABLES):
            assert not loads & forbidden, key
            assert key not in named


def test_the_check_finds_a_test_whose_tag_was_lost(idea: Idea, fill: Fill) -> None:
    bare = tuple(replace(row, loads=tuple(each for each in row.loads if each is not Load.FLEXION)) for row in TABLES.tests)
    untagged = replace(TABLES, tests=bare)
    ideas = (idea("lumbar_erectors", MuscleState.LIKELY_SHORTENED),)
    sheet = replace(fill(plan(ideas, untagged), yes=("osteoporosis",)), cleared=("osteoporosis",), minutes=60)
    found = {key for key, _ in loads_in(session_plan(sheet, ideas, untagged), TABLES)}
    assert "lumbar_flexion_schober" in found & FORBIDDEN["osteoporosis"]


def test_without_an_answer_every_muscle_keeps_its_test(idea: Idea, fill: Fill) -> None:
    assert all(any(step.kind is StepKind.TEST for step in made.steps) or made.steps for made in plans(idea, fill, (), TABLES))
    tested = {key for made in plans(idea, fill, (), TABLES) for key, _ in loads_in(made, TABLES)}
    assert {row.key for row in TABLES.tests} <= tested
