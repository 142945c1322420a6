"""What must hold between the rows of the clinical tables."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING

from posture_cv.domain.knowledge import Direction, Distortion, SideRule
from posture_cv.domain.landmarks import UNPAIRED
from posture_cv.domain.measures import MeasureKind, Plane, Sides
from posture_cv.domain.muscle_tests import Validity
from posture_cv.knowledge.columns import KEYS
from posture_cv.knowledge.templates import placeholders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_cv.domain.knowledge import Knowledge, MuscleLink

STATEMENT_FIELDS = frozenset({"value", "interval", "side", "severity", "certainty"})
"""What a distortion's templates may ask for."""

TABLES_OF_ROWS = (
    "references",
    "measures",
    "norms",
    "distortions",
    "muscles",
    "links",
    "tests",
    "safety",
    "rules",
    "patterns",
    "factors",
    "referrals",
    "entrapments",
    "techniques",
    "treatments",
    "endangerments",
    "exercises",
    "contraindications",
    "advice",
    "conditions",
    "differentials",
    "condition_muscles",
    "condition_tests",
    "provocations",
    "claims",
    "chapters",
    "lessons",
)
"""The fields of ``Knowledge`` that hold rows, the references first."""

_MAY_BE_EMPTY = frozenset(
    {
        ("references", "identifier"),
        ("measures", "stand_ins"),
        ("distortions", "also"),
        ("distortions", "confirmed_by"),
        ("patterns", "excludes"),
        ("exercises", "shortened"),
        ("exercises", "lengthened"),
        ("safety", "now"),
        ("contraindications", "muscles"),
        ("contraindications", "forbids"),
        ("techniques", "loads"),
        ("conditions", "areas"),
        ("conditions", "nerves"),
        ("lessons", "grades"),
        ("conditions", "techniques"),
        ("conditions", "exercises"),
    }
)
_LABELS = ("name", "distortion", "muscle", "measure", "factor", "technique", "position")
_FRONTAL_SIDES = (SideRule.HIGH, SideRule.LOW)


def problems(knowledge: Knowledge) -> Iterator[str]:
    """Yield every contradiction, naming table, row and field; nothing where the tables agree."""
    yield from _duplicates(knowledge)
    yield from _blanks(knowledge)
    yield from _missing_references(knowledge)
    yield from _measures(knowledge)
    yield from _norms(knowledge)
    for distortion in knowledge.distortions:
        yield from _distortion(distortion, knowledge)
    yield from _links(knowledge)
    yield from _tests(knowledge)


def _duplicates(knowledge: Knowledge) -> Iterator[str]:
    identities = {table: [_identity(row) for row in getattr(knowledge, table)] for table in TABLES_OF_ROWS}
    identities |= {
        "links": [f"{_link_label(row)} {row.side}" for row in knowledge.links],
        "referrals": [row.muscle for row in knowledge.referrals],
        "treatments": [f"{row.technique} for {muscle}" for row in knowledge.treatments for muscle in row.muscles],
        "condition_muscles": [f"{row.condition} {row.muscle}" for row in knowledge.condition_muscles],
        "condition_tests": [f"{row.condition} {row.test}" for row in knowledge.condition_tests],
    }
    for table, keys in identities.items():
        yield from (f"table {table}, row {key}: given {count} times" for key, count in Counter(keys).items() if count > 1)


def _identity(row: object) -> str:
    """What tells a row from the others of most tables."""
    return str(next(getattr(row, name) for name in KEYS if hasattr(row, name)))


def _blanks(knowledge: Knowledge) -> Iterator[str]:
    for table in TABLES_OF_ROWS:
        for row in getattr(knowledge, table):
            for field in dataclasses.fields(row):
                value = getattr(row, field.name)
                texts = value if isinstance(value, tuple) else (value,)
                blank = any(isinstance(text, str) and not text.strip() for text in texts)
                if (blank or value == ()) and (table, field.name) not in _MAY_BE_EMPTY:
                    yield f"table {table}, row {_label(row)}: {field.name} is empty"
    for place, text in knowledge.texts.items():
        if not text.strip():
            table, row, column, *_ = place.split("/")
            yield f"table {table}, row {row}: {column} is empty"


def _missing_references(knowledge: Knowledge) -> Iterator[str]:
    known = {reference.key for reference in knowledge.references}
    for table in TABLES_OF_ROWS[1:]:
        for row in getattr(knowledge, table):
            unknown = [key for key in row.references if key not in known]
            yield from (f"table {table}, row {_label(row)}: reference {key} is not in table references" for key in unknown)


def _measures(knowledge: Knowledge) -> Iterator[str]:
    defined = {row.name for row in knowledge.measures}
    named = [("norms", norm.measure) for norm in knowledge.norms] + [("distortions", row.measure) for row in knowledge.distortions]
    yield from (f"table {table}: measure {name} is not in table measures" for table, name in named if name not in defined)
    for row in knowledge.measures:
        place = f"table measures, row {row.name}"
        if not row.least < row.most:
            yield f"{place}: least {row.least} is not below most {row.most}"
        if {row.upward, row.turn} - {1, -1}:
            yield f"{place}: upward and turn are signs, 1 or -1"
        if (row.kind is MeasureKind.CURVE) != (row.tangents is not None):
            yield f"{place}: tangents go with curves and only with them"
        joined = row.plane is Plane.FRONTAL and row.sides is Sides.TOGETHER
        for points in (row.points, *(stand_in.points for stand_in in row.stand_ins)):
            places = sum(2 if joined and name not in UNPAIRED else 1 for name in points)
            if places != row.kind.places:
                yield f"{place}: a measure of kind {row.kind} is read off {row.kind.places} places, but its points make {places}"
        if any(Plane.of(view) is not row.plane for stand_in in row.stand_ins for view in stand_in.views):
            yield f"{place}: a stand-in is for a view that does not show its plane"


def _norms(knowledge: Knowledge) -> Iterator[str]:
    for norm in knowledge.norms:
        place = f"table norms, row {norm.key}"
        people = (norm.mean, norm.sd, norm.group)
        if norm.is_convention and any(held is not None for held in (*people, norm.size)):
            yield f"{place}: a convention has bounds in between, and no mean, sd, size or group"
        elif not norm.is_convention and None in people:
            yield f"{place}: mean, sd and group go together where there is no convention"
        elif not norm.lower < norm.upper:
            yield f"{place}: lower {norm.lower} is not below upper {norm.upper}"
    general = Counter((norm.measure, norm.position) for norm in knowledge.norms if norm.is_general)
    for name, position in {(norm.measure, norm.position): None for norm in knowledge.norms}:
        if general[name, position] != 1:
            yield f"table norms, {name} {position}: {general[name, position]} rows are for people in general, not one"


def _distortion(row: Distortion, knowledge: Knowledge) -> Iterator[str]:
    place = f"table distortions, row {row.key}"
    normed = {(norm.measure, norm.position) for norm in knowledge.norms}
    for name in row.measures:
        for position in row.positions:
            if (name, position) not in normed:
                yield f"{place}: measure {name} has no {position} row in table norms"
    ranges = [norm for norm in knowledge.norms if norm.measure is row.measure and norm.position in row.positions]
    if row.absolute and (row.direction is not Direction.ABOVE or any(norm.lower != -norm.upper for norm in ranges)):
        yield f"{place}: absolute needs direction above and a typical range about zero"
    if (row.side in _FRONTAL_SIDES) != row.absolute:
        yield f"{place}: side {row.side} goes with absolute rows and only with them"
    for field, told in (("statement", row.statement), ("plain_statement", row.plain_statement)):
        asked = placeholders(knowledge.texts[told.id])
        if asked is None:
            yield f"{place}: {field} is not a template"
        elif not {"value", "interval"} <= asked <= STATEMENT_FIELDS:
            yield f"{place}: {field} must name value and interval, and nothing but {', '.join(sorted(STATEMENT_FIELDS))}"
        elif ("side" in asked) != (row.side is not SideRule.BOTH):
            yield f"{place}: {field} must name the side where the row has one, and only there"


def _links(knowledge: Knowledge) -> Iterator[str]:
    distortions = {row.key: row for row in knowledge.distortions}
    muscles = {row.key for row in knowledge.muscles}
    tested = {(row.muscle, row.state) for row in knowledge.tests}
    for link in knowledge.links:
        place = f"table links, row {_link_label(link)}"
        if link.muscle not in muscles:
            yield f"{place}: muscle {link.muscle} is not in table muscles"
        if (link.muscle, link.state) not in tested:
            yield f"{place}: no test for {link.muscle} {link.state} in table tests"
        distortion = distortions.get(link.distortion)
        if distortion is None:
            yield f"{place}: distortion {link.distortion} is not in table distortions"
        elif not _side_known(distortion.side, link.side):
            yield f"{place}: side {link.side} cannot be told from a distortion whose side is {distortion.side}"


def _side_known(of_distortion: SideRule, of_link: SideRule) -> bool:
    return of_link is SideRule.BOTH or of_link is of_distortion or (of_link in _FRONTAL_SIDES and of_distortion in _FRONTAL_SIDES)


def _tests(knowledge: Knowledge) -> Iterator[str]:
    muscles = {row.key for row in knowledge.muscles}
    for test in knowledge.tests:
        if test.muscle not in muscles:
            yield f"table tests, row {test.key}: muscle {test.muscle} is not in table muscles"
        if (test.validity is Validity.UNKNOWN) != (test.validity_note is None):
            yield f"table tests, row {test.key}: validity_note goes with a validity that a study looked at, and only with it"
        accuracy = (test.sensitivity, test.specificity)
        if (None in accuracy) != (accuracy == (None, None)) or not all(held is None or 0.0 < held < 1.0 for held in accuracy):
            yield f"table tests, row {test.key}: sensitivity and specificity go together and lie between 0 and 1"


def _link_label(link: MuscleLink) -> str:
    return f"{link.distortion} to {link.muscle} {link.state}"


def _label(row: object) -> str:
    key = getattr(row, "key", None)
    parts = (key,) if key else (getattr(row, name, None) for name in _LABELS)
    return " ".join(str(part) for part in parts if part is not None)
