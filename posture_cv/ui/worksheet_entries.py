"""What the therapist wrote on the worksheet, kept apart from the assessment.

A corrected point lays the sheet out anew and loses none of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from posture_cv.domain.views import BodySide, View
from posture_cv.domain.worksheet import Approach, FactorEntry, FilledBy, NmtFactor, Outcome, Worksheet, WorksheetItem
from posture_cv.worksheet import apply_outcomes, order_factors, stopped_by
from posture_cv.worksheet.plan import WORKING_ORDER

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.muscles import MuscleHypothesis, MuscleState
    from posture_cv.domain.worksheet import SafetyQuestion

ItemKey = tuple[str, BodySide, "MuscleState"]
"""Muscle, side and state: what a line of the sheet is about."""


@dataclass(slots=True)
class Entries:
    """Everything entered by hand.

    Attributes
    ----------
    answers
        Safety questions answered, by key; ``cleared`` are those where a doctor has agreed.
    items, factors
        Lines and factors as written, whether or not the present findings still ask for them.
    skipped
        Keys of session steps taken out.
    part
        Part of the worksheet on the page.
    muscle
        Muscle shown on the map; None for the first suggested. ``view`` is the map's view as last chosen.
    revision
        Counts what was changed elsewhere than in the field itself, so that fields start afresh with the value kept here.
    """

    answers: dict[str, bool] = field(default_factory=dict)
    cleared: set[str] = field(default_factory=set)
    items: dict[ItemKey, WorksheetItem] = field(default_factory=dict)
    factors: dict[NmtFactor, FactorEntry] = field(default_factory=dict)
    approach: Approach = Approach.AMERICAN
    minutes: int = 45
    skipped: set[str] = field(default_factory=set)
    part: str = "safety"
    muscle: str | None = None
    view: View = View.FRONT
    revision: int = 0

    def answer(self, question: str, said: bool | None) -> None:
        """Answer a safety question, or take the answer back; a doctor's word goes with the yes it was about."""
        if said is None:
            self.answers.pop(question, None)
        else:
            self.answers[question] = said
        if not said:
            self.cleared.discard(question)

    def point_at(self, muscle: str) -> None:
        """Show a muscle that was pointed at on the map."""
        self.muscle = muscle
        self.revision += 1

    def write(self, item: WorksheetItem) -> None:
        """Keep a line as written; a line left empty again is forgotten."""
        if is_written(item):
            self.items[key_of(item)] = item
        else:
            self.items.pop(key_of(item), None)

    def take_back(self, item: WorksheetItem) -> None:
        """Call a line's test not tested again; what else was written there stays."""
        self.write(replace(item, outcome=Outcome.NOT_TESTED, outcome_side=None))
        self.revision += 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Reasoned:
    """The visit's assessment with the sheet as written, and what follows from it.

    Attributes
    ----------
    assessment
        As concluded from the photos, its worksheet filled in.
    muscles, dropped
        Hypotheses after the tests, and those that a test dropped. Both empty where the safety screen stops the visit.
    stopping
        Safety questions that stop it.
    """

    assessment: Assessment
    muscles: tuple[MuscleHypothesis, ...]
    dropped: tuple[MuscleHypothesis, ...]
    stopping: tuple[SafetyQuestion, ...]


def reason(assessment: Assessment, entries: Entries) -> Reasoned:
    """Apply what was written to what the photos suggest."""
    sheet = filled(assessment.worksheet, entries)
    stopping = stopped_by(sheet)
    muscles = () if stopping else apply_outcomes(assessment.muscles, sheet)
    dropped = () if stopping else tuple(one for one in assessment.muscles if not any(_is_left(one, after) for after in muscles))
    return Reasoned(assessment=replace(assessment, worksheet=sheet), muscles=muscles, dropped=dropped, stopping=stopping)


def filled(worksheet: Worksheet, entries: Entries) -> Worksheet:
    """The worksheet with everything written on it, the five factors in the chosen order.

    A line that was written on stays on the sheet when the findings no longer ask for it; one that compares both sides then stands for the
    single side too.
    """
    fresh = {key_of(item): item for item in worksheet.items}
    kept = [item for key, item in entries.items.items() if key not in fresh]
    covered = {(item.muscle, item.state) for item in kept if item.side is BodySide.MIDLINE}
    items = [_written(item, entries) for item in fresh.values() if (item.muscle, item.state) not in covered]
    sheet = replace(
        worksheet,
        safety=tuple(replace(asked, answer=entries.answers.get(asked.key)) for asked in worksheet.safety),
        items=tuple(sorted((*items, *kept), key=lambda item: WORKING_ORDER.index(item.position))),
        factors=tuple(_factor(entry, entries.factors.get(entry.factor)) for entry in worksheet.factors),
        cleared=tuple(sorted(entries.cleared)),
        approach=entries.approach,
        minutes=entries.minutes,
        skipped=tuple(sorted(entries.skipped)),
    )
    return order_factors(sheet)


def key_of(item: WorksheetItem) -> ItemKey:
    """What a line is about."""
    return item.muscle, item.side, item.state


def is_written(item: WorksheetItem) -> bool:
    """True where anything was entered on the line."""
    return bool(item.outcome is not Outcome.NOT_TESTED or item.tenderness is not None or item.referral_felt is not None or item.note)


def _written(item: WorksheetItem, entries: Entries) -> WorksheetItem:
    kept = entries.items.get(key_of(item))
    if kept is None:
        return item
    return replace(
        item,
        outcome=kept.outcome,
        outcome_side=kept.outcome_side,
        tenderness=kept.tenderness,
        referral_felt=kept.referral_felt,
        note=kept.note,
    )


def _factor(fresh: FactorEntry, kept: FactorEntry | None) -> FactorEntry:
    if kept is None:
        return fresh
    if kept.present is None:
        return replace(fresh, note=kept.note)
    return replace(fresh, present=kept.present, filled_by=FilledBy.THERAPIST, note=kept.note)


def _is_left(before: MuscleHypothesis, after: MuscleHypothesis) -> bool:
    same = before.muscle == after.muscle and before.state is after.state
    return same and before.side in (BodySide.MIDLINE, after.side)
