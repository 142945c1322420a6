"""What must hold between questions, rules and contraindications of the safety screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_cv.domain.knowledge import Knowledge


def screen_problems(knowledge: Knowledge) -> Iterator[str]:
    """Yield every contradiction, naming table, row and field; nothing where the tables agree."""
    yield from _questions(knowledge)
    yield from _rules(knowledge)
    yield from _contraindications(knowledge)
    yield from _sources(knowledge)


def _questions(knowledge: Knowledge) -> Iterator[str]:
    asked = {row.key for row in knowledge.safety if not row.retired}
    heard = {key for rule in knowledge.rules for key in rule.members}
    for row in knowledge.safety:
        place = f"table safety, row {row.key}"
        if row.answer is not None or row.asked_together or row.by_age:
            yield f"{place}: an answer belongs to a client, not to the table"
        if row.key not in heard:
            yield f"{place}: no row of table rules follows from it"
        if row.now and not row.retired:
            yield f"{place}: only a retired question is answered by others"
        if row.age_decides and (row.retired or (row.from_age is None and row.to_age is None)):
            yield f"{place}: age_decides says nothing without from_age or to_age"
        yield from (f"{place}: question {key} is not asked in table safety" for key in row.now if key not in asked)


def _rules(knowledge: Knowledge) -> Iterator[str]:
    questions = {row.key for row in knowledge.safety}
    taking = {key for row in knowledge.contraindications for key in row.rules}
    for rule in knowledge.rules:
        place = f"table rules, row {rule.key}"
        yield from (f"{place}: question {key} is not in table safety" for key in sorted(rule.members - questions))
        if not rule.together or not all(rule.together):
            yield f"{place}: together holds an empty group"
        if not 1 <= rule.at_least <= len(rule.members):
            yield f"{place}: at_least {rule.at_least} must lie between 1 and its {len(rule.members)} questions"
        if not rule.tier.stops and rule.key not in taking:
            yield f"{place}: no row of table contraindications follows from it"


def _contraindications(knowledge: Knowledge) -> Iterator[str]:
    rules = {rule.key: rule for rule in knowledge.rules}
    for row in knowledge.contraindications:
        place = f"table contraindications, row {row.key}"
        for key in row.rules:
            if key not in rules:
                yield f"{place}: rule {key} is not in table rules"
            elif rules[key].tier.stops:
                yield f"{place}: rule {key} ends the visit, which takes everything away"


def _sources(knowledge: Knowledge) -> Iterator[str]:
    """A row about safety is as strong as one of its sources, and every one of them says how it was read."""
    sources = {row.key: row for row in knowledge.references}
    for table in ("rules", "contraindications", "endangerments"):
        for row in getattr(knowledge, table):
            place = f"table {table}, row {row.key}"
            cited = [sources[key] for key in row.references if key in sources]
            yield from (f"{place}: reference {one.key} says neither strength nor read" for one in cited if None in (one.strength, one.read))
            if cited and row.strength not in {one.strength for one in cited}:
                yield f"{place}: no source of strength {row.strength} is cited"
