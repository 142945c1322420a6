"""The worksheet as the photos and what was written on it make it, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import FilledBy
from posture_cv.muscles import Target
from posture_cv.worksheet import apply_outcomes, held_back, order_factors, screened, stopped_by, with_complaint
from posture_cv.worksheet.plan import WORKING_ORDER, blank_item

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.domain.screen import SafetyQuestion, SafetyRule
    from posture_cv.domain.worksheet import FactorEntry, Worksheet, WorksheetItem
    from posture_cv.visit.entries import LineKey, SheetEntries, WrittenFactor, WrittenLine


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoned:
    """A visit's assessment with the sheet as written, and what follows from it.

    Attributes
    ----------
    assessment
        As concluded from the photos, its worksheet filled in and screened; without findings where typical ranges do not apply.
    muscles, dropped
        Hypotheses after the tests, and those that a test dropped. Both empty where the safety screen stops the visit.
    stopping
        Safety rules that stop it.
    """

    assessment: Assessment
    muscles: tuple[MuscleHypothesis, ...]
    dropped: tuple[MuscleHypothesis, ...]
    stopping: tuple[SafetyRule, ...]


def reason(assessment: Assessment, entries: SheetEntries, knowledge: Knowledge) -> Reasoned:
    """Apply what was written to what the photos suggest."""
    assessment = with_complaint(assessment, entries.complaint, knowledge)
    left = held_back(replace(assessment, worksheet=filled(assessment.worksheet, entries, knowledge)), knowledge)
    stopping = stopped_by(left.worksheet)
    muscles = () if stopping else apply_outcomes(left.muscles, left.worksheet, knowledge)
    dropped = () if stopping else tuple(idea for idea in left.muscles if not any(_is_left(idea, after) for after in muscles))
    return Reasoned(assessment=left, muscles=muscles, dropped=dropped, stopping=stopping)


def filled(worksheet: Worksheet, entries: SheetEntries, knowledge: Knowledge) -> Worksheet:
    """The worksheet with everything written on it, the five factors in the chosen order.

    A line that was written on stays on the sheet when the findings no longer ask for it; one that compares both sides then stands for the
    single side too. What the tables no longer know is left out, and what the answers forbid is withheld.
    """
    lines = {line.key: line for line in entries.lines}
    fresh = {key_of(item): item for item in worksheet.items}
    kept = [item for key, line in lines.items() if key not in fresh and (item := _item(line, knowledge)) is not None]
    covered = {(item.muscle, item.state) for item in kept if item.side is BodySide.MIDLINE}
    asked_for = [item for item in fresh.values() if (item.muscle, item.state) not in covered]
    items = [lines[key_of(item)].onto(item) if key_of(item) in lines else item for item in (*asked_for, *kept)]
    sheet = replace(
        worksheet,
        safety=tuple(asked if asked.by_age else _answered(asked, entries) for asked in worksheet.safety),
        items=tuple(sorted(items, key=lambda item: WORKING_ORDER.index(item.position))),
        factors=tuple(_factor(entry, entries.written_beside(entry.factor)) for entry in worksheet.factors),
        cleared=tuple(sorted(entries.cleared)),
        approach=entries.approach,
        minutes=entries.minutes,
        skipped=tuple(sorted(entries.skipped)),
    )
    return order_factors(screened(sheet, knowledge))


def key_of(item: WorksheetItem) -> LineKey:
    """What a line is about."""
    return item.muscle, item.side, item.state


def _answered(asked: SafetyQuestion, entries: SheetEntries) -> SafetyQuestion:
    return replace(asked, answer=entries.answers.get(asked.key), asked_together=asked.key in entries.together)


def _item(line: WrittenLine, knowledge: Knowledge) -> WorksheetItem | None:
    """A line that the findings no longer ask for, as the sheet lays it out; None where the tables no longer have its muscle or test."""
    try:
        return blank_item(Target(line.muscle, line.side, line.state), line.grades, knowledge)
    except KnowledgeError:
        return None


def _factor(fresh: FactorEntry, written: WrittenFactor) -> FactorEntry:
    noted = replace(fresh, note=written.note)
    return noted if written.present is None else replace(noted, present=written.present, filled_by=FilledBy.THERAPIST)


def _is_left(before: MuscleHypothesis, after: MuscleHypothesis) -> bool:
    same = before.muscle == after.muscle and before.state is after.state
    return same and before.side in (BodySide.MIDLINE, after.side)
