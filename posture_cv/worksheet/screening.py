"""What the answers of the safety screen leave on the sheet, and what they keep off it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.worksheet import ENTERED, FilledBy, NmtFactor, WithheldFor, WithheldLine, WorksheetItem
from posture_cv.muscles import Target
from posture_cv.worksheet.outcomes import item_of
from posture_cv.worksheet.plan import WORKING_ORDER, blank_item, palpation
from posture_cv.worksheet.safety import contraindications, forbidden, holding, needs_clearance, stopped_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.loads import Load
    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.domain.therapy import Contraindication
    from posture_cv.domain.worksheet import FactorEntry, Worksheet

_Reason = tuple[WithheldFor, tuple[str, ...], "tuple[Load, ...]"]
"""Why a line is withheld, the rules behind it, and what its test asks for that is forbidden."""

_WRITTEN = ("muscle", "side", "state", "grades", "test", "priority", *ENTERED)
"""What a line keeps when it leaves the sheet."""


def screened(worksheet: Worksheet, knowledge: Knowledge) -> Worksheet:
    """The sheet as its answers leave it: lines that ask for something forbidden are withheld, lines that no longer do come back.

    Nothing written on a line is lost. The same sheet comes of it however often it is applied. Where the screen stops the visit, waits
    for a doctor, or finds that typical ranges do not apply, every line is withheld. Muscles that may not be pressed lose their palpation.
    """
    rows = contraindications(worksheet, knowledge)
    whole = _reason_for_all(worksheet, rows)
    items: list[WorksheetItem] = []
    withheld: list[WithheldLine] = []
    lines: tuple[WorksheetItem | WithheldLine, ...] = (*worksheet.items, *worksheet.withheld)
    for line in lines:
        reason = whole or _reason_for_test(line.test, worksheet, rows, knowledge)
        if reason is not None:
            withheld.append(_withheld(line, *reason))
            continue
        item = _restored(line, knowledge)
        if item is not None:
            items.append(_felt(item, rows, knowledge))
        elif isinstance(line, WithheldLine):
            withheld.append(line)
    return replace(
        worksheet,
        items=tuple(sorted(items, key=lambda item: WORKING_ORDER.index(item.position))),
        withheld=tuple(sorted(withheld, key=lambda line: (line.muscle, line.side, line.state))),
        held_back=_outside(worksheet, rows),
    )


def held_back(assessment: Assessment, knowledge: Knowledge) -> Assessment:
    """The assessment with its sheet screened: without muscles where the screen ends the visit, without findings where ranges do not apply.

    Measures stay: a number is true of anybody.
    """
    sheet = screened(assessment.worksheet, knowledge)
    if stopped_by(sheet):
        return replace(assessment, worksheet=sheet, muscles=())
    if not sheet.held_back:
        return replace(assessment, worksheet=sheet, muscles=tuple(_with_test(one, sheet) for one in assessment.muscles))
    unfilled = replace(sheet, factors=tuple(map(_unfilled, sheet.factors)))
    return replace(assessment, worksheet=unfilled, findings=(), patterns=(), muscles=(), judgements=())


def _with_test(hypothesis: MuscleHypothesis, worksheet: Worksheet) -> MuscleHypothesis:
    """The hypothesis, marked where the test that would confirm it is withheld."""
    return replace(hypothesis, test_withheld=item_of(hypothesis, worksheet.withheld) is not None)


def _unfilled(entry: FactorEntry) -> FactorEntry:
    """A factor without what the photos seemed to say; what a hand wrote stays."""
    by_photos = entry.filled_by is FilledBy.SOFTWARE and entry.factor is NmtFactor.POSTURAL_DISTORTION
    return replace(
        entry,
        hints=(),
        present=None if by_photos else entry.present,
        filled_by=FilledBy.THERAPIST if by_photos else entry.filled_by,
    )


def _outside(worksheet: Worksheet, rows: Sequence[Contraindication]) -> tuple[str, ...]:
    """Keys of the rules that hold under which typical ranges do not apply."""
    outside = {key for row in rows if row.outside_norms for key in row.rules}
    return tuple(rule.key for rule in holding(worksheet) if rule.key in outside)


def _reason_for_all(worksheet: Worksheet, rows: Sequence[Contraindication]) -> _Reason | None:
    reasons = (
        (WithheldFor.STOP, tuple(rule.key for rule in stopped_by(worksheet))),
        (WithheldFor.DOCTOR, tuple(rule.key for rule in needs_clearance(worksheet))),
        (WithheldFor.NORMS, _outside(worksheet, rows)),
    )
    return next(((reason, because, ()) for reason, because in reasons if because), None)


def _reason_for_test(key: str, worksheet: Worksheet, rows: Sequence[Contraindication], knowledge: Knowledge) -> _Reason | None:
    """Why a test may not be done; what a test of other tables would ask of the body nobody knows, so that it is forbidden with anything."""
    barred, test = forbidden(rows), knowledge.test_of(key)
    loads = () if test is None else tuple(load for load in test.loads if load in barred)
    if not barred or (test is not None and not loads):
        return None
    behind = {key for row in rows if test is None or not set(loads).isdisjoint(row.forbids) for key in row.rules}
    return WithheldFor.LOAD, tuple(rule.key for rule in holding(worksheet) if rule.key in behind), loads


def _withheld(line: WorksheetItem | WithheldLine, reason: WithheldFor, because: tuple[str, ...], loads: tuple[Load, ...]) -> WithheldLine:
    return WithheldLine(**{name: getattr(line, name) for name in _WRITTEN}, reason=reason, because=because, loads=loads)


def _restored(line: WorksheetItem | WithheldLine, knowledge: Knowledge) -> WorksheetItem | None:
    """The line as the tables lay it out, with what was written on it; None where they no longer have its muscle or test."""
    if isinstance(line, WorksheetItem):
        return line
    try:
        blank = blank_item(Target(line.muscle, line.side, line.state), line.grades, knowledge)
    except KnowledgeError:
        return None
    return replace(blank, **{name: getattr(line, name) for name in ("priority", *ENTERED)})


def _felt(item: WorksheetItem, rows: Sequence[Contraindication], knowledge: Knowledge) -> WorksheetItem:
    """The line with its palpation as far as the answers allow it."""
    return replace(item, palpation=palpation(item.muscle, knowledge, rows)) if item.palpation else item
