"""What the therapist's tests make of the hypotheses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from posture_cv.domain.muscles import Confidence
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import Outcome
from posture_cv.muscles import Target, conflicts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.domain.worksheet import WithheldLine, Worksheet, WorksheetItem

    Line = TypeVar("Line", bound=WorksheetItem | WithheldLine)


def apply_outcomes(muscles: Iterable[MuscleHypothesis], worksheet: Worksheet) -> tuple[MuscleHypothesis, ...]:
    """Update the hypotheses by the outcomes written on the sheet.

    The rule, whatever the grade:

    - a negative test drops the idea;
    - a positive test makes it ``LIKELY`` and marks it ``test_positive``; where both sides were compared and one was positive, the idea
      narrows to that side;
    - an outcome written before an answer withheld its test counts as before;
    - an untested idea stays as posture left it, grades C and X at most ``POSSIBLE``.

    Test-positive ideas come first, each group by weight. A conflict lasts only while both states of a muscle remain. Give the hypotheses as
    suggested by posture, so that changing an outcome back changes its effect back.
    """
    updated: dict[Target, MuscleHypothesis] = {}
    for hypothesis in sorted(muscles, key=lambda one: -one.weight):
        after = _after(hypothesis, (*worksheet.items, *worksheet.withheld))
        if after is not None:
            updated.setdefault(target_of(after), after)
    remaining = [replace(one, conflicts=conflicts(target, updated)) for target, one in updated.items()]
    return tuple(sorted(remaining, key=lambda one: (not one.test_positive, -one.weight)))


def target_of(hypothesis: MuscleHypothesis) -> Target:
    """Muscle, side and state of a hypothesis."""
    return Target(hypothesis.muscle, hypothesis.side, hypothesis.state)


def item_of(hypothesis: MuscleHypothesis, items: Iterable[Line]) -> Line | None:
    """The sheet's item that tests a hypothesis: same muscle and state, the same side or both sides compared."""
    matching = [item for item in items if item.muscle == hypothesis.muscle and item.state is hypothesis.state]
    return next((item for item in matching if item.side in (BodySide.MIDLINE, hypothesis.side)), None)


def _after(hypothesis: MuscleHypothesis, items: Iterable[WorksheetItem | WithheldLine]) -> MuscleHypothesis | None:
    item = item_of(hypothesis, items)
    if item is None or item.outcome is Outcome.NOT_TESTED:
        return hypothesis
    if item.outcome is Outcome.NEGATIVE:
        return None
    side = hypothesis.side
    if item.side is BodySide.MIDLINE and item.outcome_side in (BodySide.LEFT, BodySide.RIGHT):
        if side not in (BodySide.MIDLINE, item.outcome_side):
            return None
        side = item.outcome_side
    return replace(hypothesis, side=side, confidence=Confidence.LIKELY, test_positive=True)
