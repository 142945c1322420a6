"""Put muscle hypotheses in the order of the least turning over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.messages import message
from posture_cv.domain.therapy import Pressure
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import BodyPosition, Worksheet, WorksheetItem
from posture_cv.worksheet.choice import prioritised
from posture_cv.worksheet.factors import screen_factors
from posture_cv.worksheet.outcomes import target_of
from posture_cv.worksheet.safety import answered_by_age, may_be_felt, only_lightly

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_cv.domain.findings import Finding, PosturePattern
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.messages import Message
    from posture_cv.domain.muscles import EvidenceGrade, MuscleHypothesis
    from posture_cv.domain.therapy import Contraindication
    from posture_cv.muscles import Target

WORKING_ORDER = tuple(BodyPosition)
"""Standing, seated, on the back, on the side, face down: each position is taken up once."""

USUAL_PALPATION = "palpation.usual"
"""Message that says how most muscles are felt."""

PRESSING = ("ischemic_compression", "stripping", "integrated_inhibition")
"""Techniques that press a muscle, by which its points are found too."""


def plan(
    muscles: Iterable[MuscleHypothesis],
    knowledge: Knowledge,
    *,
    findings: Sequence[Finding] = (),
    patterns: Sequence[PosturePattern] = (),
    age: int | None = None,
    complaint: str = "",
) -> Worksheet:
    """Lay out safety screen, five factors and the tests of all hypotheses, ordered by body position and then by weight.

    At most eight of the tests lead (``choice``).

    A muscle suggested on both sides has one item with side ``MIDLINE``: test both sides and compare them. It also covers the same test
    suggested for one side alone. What an ``age`` in completed years answers of the safety screen is answered.

    Raises
    ------
    KnowledgeError
        If the tables hold no such muscle, or no test for it.
    """
    weighed = sorted(muscles, key=lambda hypothesis: -hypothesis.weight)
    compared = {(h.muscle, h.state) for h in weighed if h.side is BodySide.MIDLINE}
    chosen = [h for h in weighed if h.side is BodySide.MIDLINE or (h.muscle, h.state) not in compared]
    blank = [blank_item(target_of(hypothesis), hypothesis.grades, knowledge) for hypothesis in chosen]
    items = prioritised(blank, {target_of(hypothesis): hypothesis.weight for hypothesis in weighed}, knowledge, complaint)
    return Worksheet(
        safety=answered_by_age(knowledge.safety, age),
        rules=knowledge.rules,
        items=tuple(sorted(items, key=lambda item: WORKING_ORDER.index(item.position))),
        factors=screen_factors(knowledge, findings=findings, patterns=patterns, muscles=weighed),
        complaint=complaint,
    )


def blank_item(target: Target, grades: tuple[EvidenceGrade, ...], knowledge: Knowledge) -> WorksheetItem:
    """The sheet's line that tests a muscle on one or both sides for a state, nothing written on it yet.

    Raises
    ------
    KnowledgeError
        If the tables hold no such muscle, or no test for it.
    """
    muscle, side, state = target
    test = knowledge.test(muscle, state)
    zone = knowledge.referral(muscle)
    return WorksheetItem(
        muscle=muscle,
        side=side,
        state=state,
        grades=grades,
        test=test.key,
        position=test.position,
        references=test.references,
        reliability=test.reliability_told,
        caution=knowledge.muscle(muscle).caution,
        palpation=palpation(muscle, knowledge),
        referral=None if zone is None else zone.zone,
        midline=test.midline,
        entrapments=tuple(site.key for site in knowledge.entrapments_at(muscle)),
        endangerments=tuple(site.key for site in knowledge.endangerments_at(muscle)),
    )


def palpation(muscle: str, knowledge: Knowledge, rules: Sequence[Contraindication] = ()) -> tuple[Message, ...]:
    """How to feel for tender spots of a muscle, as far as the rules of the safety screen allow it."""
    pressing = [row for row in knowledge.treatments_for(muscle) if row.technique in PRESSING]
    if not pressing:
        return (message("palpation.none"),)
    if not any(may_be_felt(rules, knowledge.technique(row.technique), row, muscle) for row in pressing):
        return (message("palpation.withheld"),)
    light = pressing[0].pressure is Pressure.LIGHT or only_lightly(rules, muscle)
    return (message("palpation.light" if light else USUAL_PALPATION), pressing[0].note)
