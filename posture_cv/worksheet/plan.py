"""Put muscle hypotheses in the order of the least turning over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import BodyPosition, Worksheet, WorksheetItem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.muscles import MuscleHypothesis

WORKING_ORDER = tuple(BodyPosition)
"""Standing, seated, on the back, on the side, face down: each position is taken up once."""


def plan(muscles: Iterable[MuscleHypothesis], knowledge: Knowledge) -> Worksheet:
    """Lay out the tests of all hypotheses, ordered by body position and then by weight.

    A muscle suggested on both sides has one item with side ``MIDLINE``: test both sides and compare them. It also covers the same test
    suggested for one side alone.

    Raises
    ------
    KnowledgeError
        If the tables hold no such muscle, or no test for it.
    """
    weighed = sorted(muscles, key=lambda hypothesis: -hypothesis.weight)
    compared = {(h.muscle, h.state) for h in weighed if h.side is BodySide.MIDLINE}
    chosen = [h for h in weighed if h.side is BodySide.MIDLINE or (h.muscle, h.state) not in compared]
    items = [_item(hypothesis, knowledge) for hypothesis in chosen]
    return Worksheet(
        safety=tuple(sorted(knowledge.safety, key=lambda question: question.tier)),
        items=tuple(sorted(items, key=lambda item: WORKING_ORDER.index(item.position))),
    )


def _item(hypothesis: MuscleHypothesis, knowledge: Knowledge) -> WorksheetItem:
    test = knowledge.test(hypothesis.muscle, hypothesis.state)
    return WorksheetItem(
        muscle=hypothesis.muscle,
        name=hypothesis.name,
        side=hypothesis.side,
        state=hypothesis.state,
        grades=hypothesis.grades,
        test=test.title,
        how=test.how,
        normal=test.normal,
        position=test.position,
        reliability=test.reliability,
        caution=knowledge.muscle(hypothesis.muscle).caution,
        references=test.references,
    )
