"""What must hold between patterns, techniques and exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.therapy import Topic
from posture_cv.domain.worksheet import NmtFactor
from posture_cv.knowledge.templates import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from posture_cv.domain.knowledge import Knowledge, Pattern
    from posture_cv.domain.therapy import Technique


def therapy_problems(knowledge: Knowledge) -> Iterator[str]:
    """Yield every contradiction, naming table, row and field; nothing where the tables agree."""
    distortions = {row.key for row in knowledge.distortions}
    for pattern in knowledge.patterns:
        yield from _pattern(pattern, distortions, knowledge)
    yield from _missing("factors", (f for f in NmtFactor if f not in {row.factor for row in knowledge.factors}))
    yield from _missing("advice", (t for t in Topic if t not in {row.topic for row in knowledge.advice}))
    yield from _unknown_muscles(knowledge)
    yield from _unreachable(knowledge)
    for technique in knowledge.techniques:
        yield from _technique(technique)
    yield from _treatments(knowledge)
    yield from _positions(knowledge)


def _missing(table: str, names: Iterable[str]) -> Iterator[str]:
    yield from (f"table {table}, row {name}: missing" for name in names)


def _pattern(row: Pattern, distortions: set[str], knowledge: Knowledge) -> Iterator[str]:
    place = f"table patterns, row {row.key}"
    yield from (f"{place}: distortion {key} is not in table distortions" for key in (*row.members, *row.excludes) if key not in distortions)
    yield from (f"{place}: required {key} is not one of its members" for key in row.required if key not in row.members)
    yield from (f"{place}: {key} is both a member and excluded" for key in row.excludes if key in row.members)
    if not max(2, len(row.required)) <= row.at_least <= len(row.members):
        yield f"{place}: at_least {row.at_least} must lie between 2, or the number required, and the {len(row.members)} members"
    for field, told in (("statement", row.statement), ("plain_statement", row.plain_statement)):
        if placeholders(knowledge.texts[told.id]) != {"certainty"}:
            yield f"{place}: {field} must name certainty and nothing else"


def _unknown_muscles(knowledge: Knowledge) -> Iterator[str]:
    known = {row.key for row in knowledge.muscles}
    named = [
        *(("referrals", row.muscle, (row.muscle,)) for row in knowledge.referrals),
        *(("entrapments", row.key, row.muscles) for row in knowledge.entrapments),
        *(("treatments", row.technique, row.muscles) for row in knowledge.treatments),
        *(("endangerments", row.key, row.muscles) for row in knowledge.endangerments),
        *(("exercises", row.key, (*row.shortened, *row.lengthened)) for row in knowledge.exercises),
        *(("contraindications", row.key, row.muscles) for row in knowledge.contraindications),
    ]
    for table, label, muscles in named:
        yield from (f"table {table}, row {label}: muscle {key} is not in table muscles" for key in muscles if key not in known)
    for row in knowledge.exercises:
        if not row.shortened and not row.lengthened:
            yield f"table exercises, row {row.key}: names no muscle"


def _unreachable(knowledge: Knowledge) -> Iterator[str]:
    """A muscle that neither a finding leads to nor an area it is felt in helps nobody; nor does one that no test can settle."""
    ways_in = (
        (link.muscle for link in knowledge.links),
        (zone.muscle for zone in knowledge.referrals if zone.areas),
        (muscle for site in knowledge.entrapments if site.areas for muscle in site.muscles),
    )
    reached = {muscle for way in ways_in for muscle in way}
    tested = {test.muscle for test in knowledge.tests}
    for row in knowledge.muscles:
        if row.key not in reached:
            yield f"table muscles, row {row.key}: no finding leads to it, and no area"
        if row.key not in tested:
            yield f"table muscles, row {row.key}: no test in table tests"


def _technique(row: Technique) -> Iterator[str]:
    place = f"table techniques, row {row.key}"
    if row.hold_upper_s <= 0.0:
        yield f"{place}: hold_upper_s {row.hold_upper_s} is not positive"
    if row.bouts < 1:
        yield f"{place}: bouts {row.bouts} is less than 1"
    if row.rest_s < 0.0:
        yield f"{place}: rest_s {row.rest_s} is negative"


def _positions(knowledge: Knowledge) -> Iterator[str]:
    """A test or treatment in a position carries the load of its name."""
    for table in ("tests", "treatments"):
        for row in getattr(knowledge, table):
            if row.position.value not in row.loads:
                yield f"table {table}, row {row.key}: loads do not name its position {row.position}"


def _treatments(knowledge: Knowledge) -> Iterator[str]:
    techniques = {row.key: row for row in knowledge.techniques}
    for row in knowledge.treatments:
        place = f"table treatments, row {row.technique} {row.muscles[0] if row.muscles else ''}"
        technique = techniques.get(row.technique)
        if technique is None:
            yield f"{place}: technique {row.technique} is not in table techniques"
        elif row.hold_upper_s is not None and not 0.0 < row.hold_upper_s <= technique.hold_upper_s:
            yield f"{place}: hold_upper_s {row.hold_upper_s} is not between 0 and the technique's {technique.hold_upper_s}"
    used = {row.technique for row in knowledge.treatments}
    yield from (f"table techniques, row {key}: suits no muscle in table treatments" for key in techniques if key not in used)
