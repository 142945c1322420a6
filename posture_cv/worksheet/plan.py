"""Put muscle hypotheses in the order of the least turning over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.therapy import Pressure
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import BodyPosition, Worksheet, WorksheetItem
from posture_cv.worksheet.factors import screen_factors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_cv.domain.findings import Finding, PosturePattern
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.muscles import MuscleHypothesis

WORKING_ORDER = tuple(BodyPosition)
"""Standing, seated, on the back, on the side, face down: each position is taken up once."""

_PRESSING = ("ischemic_compression", "stripping", "integrated_inhibition")


def plan(
    muscles: Iterable[MuscleHypothesis],
    knowledge: Knowledge,
    *,
    findings: Sequence[Finding] = (),
    patterns: Sequence[PosturePattern] = (),
) -> Worksheet:
    """Lay out safety screen, five factors and the tests of all hypotheses, ordered by body position and then by weight.

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
        factors=screen_factors(knowledge, findings=findings, patterns=patterns, muscles=weighed),
    )


def _item(hypothesis: MuscleHypothesis, knowledge: Knowledge) -> WorksheetItem:
    test = knowledge.test(hypothesis.muscle, hypothesis.state)
    zone = knowledge.referral(hypothesis.muscle)
    nerves = [f"{site.nerve}: {site.feels_like}" for site in knowledge.entrapments_at(hypothesis.muscle)]
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
        plain_name=hypothesis.plain_name,
        palpation=_palpation(hypothesis, knowledge),
        referral="" if zone is None else zone.zone,
        entrapment=" ".join(nerves),
        endangerments=tuple(f"{site.title}: {site.warning}" for site in knowledge.endangerments_at(hypothesis.muscle)),
    )


def _palpation(hypothesis: MuscleHypothesis, knowledge: Knowledge) -> str:
    pressing = [row for row in knowledge.treatments_for(hypothesis.muscle) if row.technique in _PRESSING]
    if not pressing:
        return "Not pressed: test only."
    light = " lightly" if pressing[0].pressure is Pressure.LIGHT else ""
    return f"Feel{light} along the fibres for a taut band and tender spots. {pressing[0].note}"
