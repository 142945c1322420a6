"""What the therapist's tests make of the hypotheses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

from posture_cv.domain.muscle_tests import Validity
from posture_cv.domain.muscles import Confidence
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import Outcome
from posture_cv.muscles import Target, conflicts, ranked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.domain.worksheet import WithheldLine, Worksheet, WorksheetItem

    Line = TypeVar("Line", bound=WorksheetItem | WithheldLine)


CONFIRMS_FROM, DROPS_UP_TO = 2.0, 0.5
"""Likelihood ratios from which an outcome settles an idea; between them it only moves its weight. A convention: what lies between changes a
probability by less than about 15 per cent."""


def apply_outcomes(muscles: Iterable[MuscleHypothesis], worksheet: Worksheet, knowledge: Knowledge) -> tuple[MuscleHypothesis, ...]:
    """Update the hypotheses by the outcomes written on the sheet.

    The rule, whatever the grade:

    - an outcome of a test whose validity is poor changes nothing;
    - where a source tells the test's likelihood ratio, the odds of the idea are multiplied by it, and the outcome settles the idea only
      where the ratio does (``CONFIRMS_FROM``, ``DROPS_UP_TO``);
    - any other negative test drops the idea;
    - any other positive test makes it ``LIKELY``;
    - an idea that a positive test settled is marked ``test_positive``; where both sides were compared and one was positive, it narrows to
      that side;
    - an outcome written before an answer withheld its test counts as before;
    - an untested idea stays as it was suggested, grades C and X at most ``POSSIBLE``.

    Test-positive ideas come first, each group by weight. A conflict lasts only while both states of a muscle remain. Give the hypotheses as
    first suggested, so that changing an outcome back changes its effect back.
    """
    updated: dict[Target, MuscleHypothesis] = {}
    for hypothesis in sorted(muscles, key=lambda one: -one.weight):
        after = _after(hypothesis, (*worksheet.items, *worksheet.withheld), knowledge)
        if after is not None:
            updated.setdefault(target_of(after), after)
    return ranked(replace(one, conflicts=conflicts(target, updated)) for target, one in updated.items())


def target_of(hypothesis: MuscleHypothesis) -> Target:
    """Muscle, side and state of a hypothesis."""
    return Target(hypothesis.muscle, hypothesis.side, hypothesis.state)


def item_of(hypothesis: MuscleHypothesis, items: Iterable[Line]) -> Line | None:
    """The sheet's item that tests a hypothesis: same muscle and state, the same side or both sides compared."""
    matching = [item for item in items if item.muscle == hypothesis.muscle and item.state is hypothesis.state]
    return next((item for item in matching if item.side in (BodySide.MIDLINE, hypothesis.side)), None)


def _after(hypothesis: MuscleHypothesis, items: Iterable[WorksheetItem | WithheldLine], knowledge: Knowledge) -> MuscleHypothesis | None:
    item = item_of(hypothesis, items)
    if item is None or item.outcome is Outcome.NOT_TESTED:
        return hypothesis
    test, positive = knowledge.test_of(item.test), item.outcome is Outcome.POSITIVE
    if test is not None and test.validity is Validity.POOR:
        return hypothesis
    ratio = None if test is None else test.likelihood_ratio(positive=positive)
    weighed = hypothesis if ratio is None else replace(hypothesis, weight=_times(hypothesis.weight, ratio))
    if ratio is not None and DROPS_UP_TO < ratio < CONFIRMS_FROM:
        return weighed
    if not positive:
        return None
    side = hypothesis.side
    if item.side is BodySide.MIDLINE and item.outcome_side in (BodySide.LEFT, BodySide.RIGHT):
        if side not in (BodySide.MIDLINE, item.outcome_side):
            return None
        side = item.outcome_side
    return replace(weighed, side=side, confidence=Confidence.LIKELY, test_positive=True)


def _times(weight: float, ratio: float) -> float:
    """A weight whose odds are so many times as great."""
    return weight * ratio / (1.0 - weight + weight * ratio)
