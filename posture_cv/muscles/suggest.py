"""Weigh the muscle links of all findings against each other."""

from __future__ import annotations

import math
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from posture_cv.domain.findings import Certainty
from posture_cv.domain.knowledge import SideRule
from posture_cv.domain.muscles import Confidence, EvidenceGrade, MuscleHypothesis, MuscleState
from posture_cv.domain.views import BodySide

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_cv.domain.findings import Finding
    from posture_cv.domain.knowledge import Knowledge, MuscleLink

GRADE_FACTORS = {EvidenceGrade.A: 1.0, EvidenceGrade.B: 0.75, EvidenceGrade.C: 0.5, EvidenceGrade.X: 0.25}
"""How far a grade reduces a finding's probability. A convention: it orders the list and is no probability itself."""

_CAPPED = frozenset({EvidenceGrade.C, EvidenceGrade.X})
_OPPOSITE = {BodySide.LEFT: BodySide.RIGHT, BodySide.RIGHT: BodySide.LEFT, BodySide.MIDLINE: BodySide.MIDLINE}


class Target(NamedTuple):
    """A muscle, a side and a state: what hypotheses and tests are about."""

    muscle: str
    side: BodySide
    state: MuscleState


class _Reason(NamedTuple):
    finding: Finding
    link: MuscleLink
    weight: float


def suggest(findings: Iterable[Finding], knowledge: Knowledge) -> tuple[MuscleHypothesis, ...]:
    """List the muscles that the distinguishable findings point to, most worth testing first.

    A link weighs its finding's probability times the mean factor of its grades. Several findings behind one muscle add up as
    ``1 - product(1 - weight)``; equal weights keep the order of findings and table. A muscle called short by one row and long by
    another, on sides that overlap, is marked on both.

    Raises
    ------
    KnowledgeError
        If the tables hold no such muscle, or no test for it.
    """
    reasons = _reasons([finding for finding in findings if finding.is_distinguishable], knowledge)
    hypotheses = [_hypothesis(target, behind, conflicts(target, reasons), knowledge) for target, behind in reasons.items()]
    return tuple(sorted(hypotheses, key=lambda hypothesis: -hypothesis.weight))


def confidence_of(certainty: Certainty, grades: Sequence[EvidenceGrade]) -> Confidence:
    """Say how strongly a hypothesis may be worded: grades C and X never reach ``LIKELY``, nor does a merely possible finding."""
    capped = certainty is not Certainty.LIKELY or not _CAPPED.isdisjoint(grades)
    return Confidence.POSSIBLE if capped else Confidence.LIKELY


def _reasons(findings: Sequence[Finding], knowledge: Knowledge) -> dict[Target, list[_Reason]]:
    rules = {row.key: row.side for row in knowledge.distortions}
    reasons: defaultdict[Target, list[_Reason]] = defaultdict(list)
    for finding in findings:
        for link in knowledge.links:
            if link.distortion == finding.distortion:
                target = Target(link.muscle, _side(finding.side, rules[link.distortion], link.side), link.state)
                reasons[target].append(_Reason(finding, link, finding.probability * _factor(link.grades)))
    return {target: sorted(behind, key=lambda reason: -reason.weight) for target, behind in reasons.items()}


def _factor(grades: Sequence[EvidenceGrade]) -> float:
    return math.fsum(GRADE_FACTORS[grade] for grade in grades) / len(grades)


def _side(of_finding: BodySide, rule: SideRule, of_link: SideRule) -> BodySide:
    if of_link is SideRule.BOTH:
        return BodySide.MIDLINE
    return of_finding if of_link is rule else _OPPOSITE[of_finding]


def conflicts(target: Target, targets: Iterable[Target]) -> bool:
    """Whether another target calls the same muscle by the opposite state, on sides that overlap."""
    return any(
        other.muscle == target.muscle
        and other.state is not target.state
        and (other.side is target.side or BodySide.MIDLINE in (other.side, target.side))
        for other in targets
    )


def _hypothesis(target: Target, behind: Sequence[_Reason], conflicting: bool, knowledge: Knowledge) -> MuscleHypothesis:
    strongest = behind[0]
    return MuscleHypothesis(
        muscle=knowledge.muscle(target.muscle).key,
        side=target.side,
        state=target.state,
        grades=strongest.link.grades,
        confidence=confidence_of(strongest.finding.certainty, strongest.link.grades),
        because=tuple(dict.fromkeys(reason.finding.distortion for reason in behind)),
        weight=1.0 - math.prod(1.0 - reason.weight for reason in behind),
        conflicts=conflicting,
        test=knowledge.test(target.muscle, target.state).key,
        link=strongest.link.key,
        references=tuple(dict.fromkeys(key for reason in behind for key in reason.link.references)),
    )
