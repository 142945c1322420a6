"""All tables together."""

from __future__ import annotations

import functools
import hashlib
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from posture_cv.domain.conditions import Claim, ClinicalCondition, ConditionMuscle, ConditionTest, Differential, Provocation
from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.knowledge import Distortion, FactorDefinition, Knowledge, Muscle, MuscleLink, Pattern, Reference
from posture_cv.domain.measures import MeasureDefinition
from posture_cv.domain.messages import message
from posture_cv.domain.muscle_tests import LengthTest
from posture_cv.domain.norms import Norm
from posture_cv.domain.screen import SafetyQuestion, SafetyRule
from posture_cv.domain.story import Chapter, Lesson
from posture_cv.domain.therapy import (
    Advice,
    Contraindication,
    EndangermentSite,
    Entrapment,
    HomeExercise,
    ReferralZone,
    Technique,
    Treatment,
)
from posture_cv.knowledge.checks import problems
from posture_cv.knowledge.condition_checks import condition_problems
from posture_cv.knowledge.rows import LinkGroup, read_rows, row_texts
from posture_cv.knowledge.screen_checks import screen_problems
from posture_cv.knowledge.story_checks import story_problems
from posture_cv.knowledge.therapy_checks import therapy_problems

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

ROW_TYPES: dict[str, type] = {
    "advice": Advice,
    "chapters": Chapter,
    "claims": Claim,
    "condition_muscles": ConditionMuscle,
    "condition_tests": ConditionTest,
    "conditions": ClinicalCondition,
    "contraindications": Contraindication,
    "differentials": Differential,
    "distortions": Distortion,
    "endangerments": EndangermentSite,
    "entrapments": Entrapment,
    "exercises": HomeExercise,
    "factors": FactorDefinition,
    "lessons": Lesson,
    "links": LinkGroup,
    "measures": MeasureDefinition,
    "muscles": Muscle,
    "norms": Norm,
    "patterns": Pattern,
    "provocations": Provocation,
    "references": Reference,
    "referrals": ReferralZone,
    "rules": SafetyRule,
    "safety": SafetyQuestion,
    "techniques": Technique,
    "tests": LengthTest,
    "treatments": Treatment,
}
"""What a row of each table is; each table is a TOML file, and a field of ``Knowledge``, of that name."""

TABLES = tuple(ROW_TYPES)
"""Names of the tables."""

_MOST_TOLD = 5


@functools.cache
def load() -> Knowledge:
    """Read the packaged tables, once per process.

    Raises
    ------
    KnowledgeError
        If a table is missing, damaged or contradicts another.
    """
    return check(resources.files("posture_cv.knowledge") / "tables")


def check(directory: Traversable) -> Knowledge:
    """Read the tables in a directory and check them against each other.

    Parameters
    ----------
    directory
        Holds one TOML file per name in ``TABLES``.

    Raises
    ------
    KnowledgeError
        If a table is missing or damaged, or rows contradict each other; the message names table, row and field.
    """
    contents = {name: _content(directory, name) for name in TABLES}
    groups = read_rows("links", contents["links"], LinkGroup)
    rows: dict[str, Any] = {name: read_rows(name, contents[name], row_type) for name, row_type in ROW_TYPES.items() if name != "links"}
    knowledge = Knowledge(
        sha256=_digest(contents),
        links=tuple(link for group in groups for link in _links(group)),
        **rows,
        texts=MappingProxyType({key: text for name in TABLES for key, text in row_texts(name, contents[name], ROW_TYPES[name]).items()}),
    )
    found = [
        *(problem for group in groups for problem in _misplaced(group)),
        *problems(knowledge),
        *therapy_problems(knowledge),
        *screen_problems(knowledge),
        *condition_problems(knowledge),
        *story_problems(knowledge),
    ]
    if found:
        told = "; ".join(found[:_MOST_TOLD]) + (f"; and {len(found) - _MOST_TOLD} more" if len(found) > _MOST_TOLD else "")
        raise KnowledgeError(message("tables.contradict", detail=told), message("tables.correct_rows"))
    return knowledge


def _content(directory: Traversable, name: str) -> bytes:
    try:
        content = (directory / f"{name}.toml").read_bytes()
    except OSError as error:
        raise KnowledgeError(message("tables.missing", key=name), message("installed.reinstall")) from error
    return content.replace(b"\r\n", b"\n")


def _digest(contents: dict[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name in sorted(contents):
        digest.update(name.encode() + b"\0" + contents[name] + b"\0")
    return digest.hexdigest()


def _misplaced(group: LinkGroup) -> Iterator[str]:
    """Muscles whose activity is told, and that the row does not name, or names twice."""
    told = (*group.overactive, *group.underactive)
    wrong = [muscle for muscle in dict.fromkeys(told) if muscle not in group.muscles or told.count(muscle) > 1]
    yield from (f"table links, row {group.key}: activity of {muscle} has to be told once, and of a muscle of the row" for muscle in wrong)


def _links(group: LinkGroup) -> tuple[MuscleLink, ...]:
    return tuple(
        MuscleLink(
            key=group.key,
            distortion=group.distortion,
            muscle=muscle,
            state=group.state,
            side=group.side,
            grades=group.grades,
            standing=group.standing,
            references=group.references,
            activity=group.activity_of(muscle),
        )
        for muscle in group.muscles
    )
