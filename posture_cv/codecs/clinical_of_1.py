"""Findings, muscles and worksheet of version 1, which held sentences: facts are taken from the data, sentences dropped.

What version 1 did not store is taken from its measurements and from the clinical tables of today.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.estimates import Estimate, Measurement
from posture_cv.domain.findings import Certainty, Finding, PosturePattern
from posture_cv.domain.judgements import PostureVerdict
from posture_cv.domain.muscles import EvidenceGrade, MuscleHypothesis, MuscleState
from posture_cv.domain.session import StepKind
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import ENTERED, FactorEntry, WorksheetItem
from posture_cv.measures.fusion import fuse
from posture_cv.muscles import Target
from posture_cv.worksheet.factors import screen_factors
from posture_cv.worksheet.plan import blank_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from pydantic import TypeAdapter

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.messages import Message

Plain = dict[str, Any]


def clinical_part(data: Mapping[str, Any]) -> Plain:
    """Findings, patterns, muscles and worksheet in the form of today; empty where they are of no known form."""
    from posture_cv.knowledge import load

    knowledge = load()
    try:
        measured = _adapter(tuple[Measurement, ...]).validate_python(data["measurements"])
        findings = [_finding(old, measured, knowledge) for old in data["findings"]]
        patterns = [_pattern(old) for old in data.get("patterns", ())]
        muscles = [_muscle(old, knowledge) for old in data["muscles"]]
        hints = {
            entry.factor.value: entry.hints
            for entry in screen_factors(
                knowledge,
                findings=_adapter(tuple[Finding, ...]).validate_python(findings),
                patterns=_adapter(tuple[PosturePattern, ...]).validate_python(patterns),
                muscles=_adapter(tuple[MuscleHypothesis, ...]).validate_python(muscles),
            )
        }
        sheet = _worksheet(data["worksheet"], hints, knowledge)
    except (AttributeError, LookupError, StopIteration, TypeError, ValueError, KnowledgeError):
        # the reader refuses the data as they are, and names the place
        return {}
    return {"findings": findings, "patterns": patterns, "muscles": muscles, "worksheet": sheet}


def _finding(old: Plain, measured: Sequence[Measurement], knowledge: Knowledge) -> Plain:
    row = next(row for row in knowledge.distortions if row.key == old["distortion"])
    support = {(rests["measure"], rests["side"], rests["photo"]) for rests in old["support"]}
    behind = [found for found in measured if (found.name, found.side, found.photo) in support]
    estimate = fuse(behind).bare()
    return _kept(old, "title", "statement", "plain_statement") | {
        "measure": behind[0].name,
        "estimate": _plain(Estimate, estimate),
        "absolute": row.absolute,
        "verdict": PostureVerdict.CANNOT_TELL if old["certainty"] == Certainty.NOT_DISTINGUISHABLE else PostureVerdict.DIFFERS,
    }


def _pattern(old: Plain) -> Plain:
    members = [_kept(member, "title", "plain_title") for member in old["members"]]
    return _kept(old, "title", "plain_title", "statement", "plain_statement", "evidence") | {"members": members}


def _muscle(old: Plain, knowledge: Knowledge) -> Plain:
    about = (old["because"][0], old["muscle"], old["state"])
    return _kept(old, "name", "plain_name", "confirm_by", "evidence") | {
        "test": knowledge.test(old["muscle"], MuscleState(old["state"])).key,
        "link": next(link.key for link in knowledge.links if (link.distortion, link.muscle, link.state) == about),
    }


def _worksheet(old: Plain, hints: Mapping[str, tuple[Message, ...]], knowledge: Knowledge) -> Plain:
    items = [_item(item, knowledge) for item in old["items"]]
    look_for = {row.factor.value: row.look_for for row in knowledge.factors}
    factors = [
        _kept(entry, "title", "plain_title", "question", "plain_question")
        | {"look_for": look_for[entry["factor"]], "hints": hints[entry["factor"]]}
        for entry in old.get("factors", ())
    ]
    skipped = [key for name in old.get("skipped", ()) for key in _step_key(name, knowledge)]
    safety = [_kept(asked, "question", "why", "action", "plain_question") for asked in old["safety"]]
    return old | {"safety": safety, "items": items, "factors": _plain(tuple[FactorEntry, ...], factors), "skipped": skipped}


def _item(old: Plain, knowledge: Knowledge) -> Plain:
    """A fresh line for the same muscle, side and state, with what was written on the old one."""
    target = Target(old["muscle"], BodySide(old["side"]), MuscleState(old["state"]))
    fresh: Plain = _plain(WorksheetItem, blank_item(target, tuple(map(EvidenceGrade, old["grades"])), knowledge))
    return fresh | {name: old[name] for name in ENTERED if name in old}


def _step_key(old: str, knowledge: Knowledge) -> list[str]:
    """Key of a session step, which named test, technique or exercise by its title; none where no row has that title any more."""
    kind, *title, muscle, side = old.split("/")
    rows: dict[str, Iterable[tuple[str, Message]]] = {
        StepKind.TECHNIQUE: ((row.key, row.title) for row in knowledge.techniques),
        StepKind.EXERCISE: ((row.key, row.title) for row in knowledge.exercises),
        StepKind.TEST: ((row.key, row.title) for row in knowledge.tests if row.muscle == muscle),
        StepKind.RETEST: ((row.key, row.title) for row in knowledge.tests if row.muscle == muscle),
    }
    named = "/".join(title)
    return [f"{kind}/{key}/{muscle}/{side}" for key, text in rows.get(kind, ()) if knowledge.texts[text.id] == named]


def _kept(old: Plain, *sentences: str) -> Plain:
    return {name: held for name, held in old.items() if name not in sentences}


def _plain(held_type: Any, held: object) -> Any:
    adapter = _adapter(held_type)
    return adapter.dump_python(adapter.validate_python(held), mode="json")


@cache
def _adapter(held_type: Any) -> TypeAdapter[Any]:
    from pydantic import TypeAdapter

    return TypeAdapter(held_type)
