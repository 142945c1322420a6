"""What must hold between complaints, what they may be, and the muscles, tests and techniques they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_cv.domain.knowledge import Knowledge

_TABLES = ("conditions", "differentials", "condition_muscles", "condition_tests", "provocations", "claims")


def condition_problems(knowledge: Knowledge) -> Iterator[str]:
    """Yield every contradiction, naming table, row and field; nothing where the tables agree."""
    yield from _named(knowledge)
    yield from _conditions_named(knowledge)
    yield from _complete(knowledge)
    yield from _provocations(knowledge)
    yield from _sources(knowledge)


def _named(knowledge: Knowledge) -> Iterator[str]:
    """What a complaint names has to be there; a red flag has to be asked today."""
    asked = {row.key for row in knowledge.safety if not row.retired}
    nerves = {row.key for row in knowledge.entrapments}
    techniques = {row.key for row in knowledge.techniques}
    exercises = {row.key for row in knowledge.exercises}
    muscles = {row.key for row in knowledge.muscles}
    tests = {row.key for row in knowledge.tests} | {row.key for row in knowledge.provocations}
    for row in knowledge.conditions:
        place = f"table conditions, row {row.key}"
        yield from (f"{place}: question {key} is not asked in table safety" for key in row.red_flags if key not in asked)
        yield from (f"{place}: nerve {key} is not in table entrapments" for key in row.nerves if key not in nerves)
        yield from (f"{place}: technique {key} is not in table techniques" for key in row.techniques if key not in techniques)
        yield from (f"{place}: exercise {key} is not in table exercises" for key in row.exercises if key not in exercises)
    for one in knowledge.condition_muscles:
        if one.muscle not in muscles:
            yield f"table condition_muscles, row {one.key}: muscle {one.muscle} is not in table muscles"
    for each in knowledge.condition_tests:
        if each.test not in tests:
            yield f"table condition_tests, row {each.key}: test {each.test} is in neither table tests nor table provocations"


def _conditions_named(knowledge: Knowledge) -> Iterator[str]:
    known = {row.key for row in knowledge.conditions}
    naming = [
        *(("differentials", row.key, row.conditions) for row in knowledge.differentials),
        *(("claims", row.key, row.conditions) for row in knowledge.claims),
        *(("condition_muscles", row.key, (row.condition,)) for row in knowledge.condition_muscles),
        *(("condition_tests", row.key, (row.condition,)) for row in knowledge.condition_tests),
    ]
    for table, label, conditions in naming:
        yield from (f"table {table}, row {label}: condition {key} is not in table conditions" for key in conditions if key not in known)


def _complete(knowledge: Knowledge) -> Iterator[str]:
    """A complaint has something to rule out, to examine, to test and to say about the evidence."""
    held = {
        "differentials": {key for row in knowledge.differentials for key in row.conditions},
        "condition_muscles": {row.condition for row in knowledge.condition_muscles},
        "condition_tests": {row.condition for row in knowledge.condition_tests},
        "claims": {key for row in knowledge.claims for key in row.conditions},
    }
    for row in knowledge.conditions:
        place = f"table conditions, row {row.key}"
        yield from (f"{place}: no row of table {table} is for it" for table, keys in held.items() if row.key not in keys)
        if not any(one.tier.stops for one in knowledge.differentials if row.key in one.conditions):
            yield f"{place}: no differential asks for a doctor today"


def _provocations(knowledge: Knowledge) -> Iterator[str]:
    muscle_tests = {row.key for row in knowledge.tests}
    used = {row.test for row in knowledge.condition_tests}
    for row in knowledge.provocations:
        place = f"table provocations, row {row.key}"
        if row.key in muscle_tests:
            yield f"{place}: table tests has a row of that key"
        if row.key not in used:
            yield f"{place}: no row of table condition_tests asks for it"
        if (row.sensitivity is None) != (row.specificity is None):
            yield f"{place}: sensitivity and specificity go together"
        if any(figure is not None and not 0.0 <= figure <= 1.0 for figure in (row.sensitivity, row.specificity)):
            yield f"{place}: sensitivity and specificity lie between 0 and 1"
        if row.position.value not in row.loads:
            yield f"{place}: loads do not name its position {row.position}"


def _sources(knowledge: Knowledge) -> Iterator[str]:
    """A row is as strong as one of its sources, and every one of them says what kind it is."""
    sources = {row.key: row for row in knowledge.references}
    for table in _TABLES:
        for row in getattr(knowledge, table):
            place = f"table {table}, row {row.key}"
            cited = [sources[key] for key in row.references if key in sources]
            yield from (f"{place}: reference {one.key} says neither strength nor read" for one in cited if None in (one.strength, one.read))
            if cited and row.strength not in {one.strength for one in cited}:
                yield f"{place}: no source of strength {row.strength} is cited"
