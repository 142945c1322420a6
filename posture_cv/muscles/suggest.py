"""Weigh everything that speaks for a muscle against each other, by the rule of ``ranking``."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from posture_cv.domain.findings import Certainty
from posture_cv.domain.knowledge import SideRule
from posture_cv.domain.muscles import Confidence, EvidenceGrade, MuscleHypothesis, MuscleState, NamedByComplaint, NamingTable
from posture_cv.domain.views import BodySide
from posture_cv.muscles.ranking import grade_of, of_complaint, of_finding, ranked, together

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_cv.domain.conditions import ConditionMuscle, ConditionTest
    from posture_cv.domain.findings import Finding
    from posture_cv.domain.knowledge import Knowledge, MuscleLink
    from posture_cv.domain.muscles import Activity

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


class _Naming(NamedTuple):
    """That a complaint names a muscle, or one of its tests."""

    named: NamedByComplaint
    grade: EvidenceGrade
    references: tuple[str, ...]
    weight: float


def suggest(findings: Iterable[Finding], knowledge: Knowledge, *, complaint: str = "") -> tuple[MuscleHypothesis, ...]:
    """List the muscles that the distinguishable findings and the complaint point to, most worth testing first (``ranking``).

    A muscle called short by one row and long by another, on sides that overlap, is marked on both. A muscle that the complaint names adds
    to what posture suggests of it; where posture suggests nothing, it is worth examining in the state that the complaint's own test is
    for, else the first it has a test for.

    Parameters
    ----------
    complaint
        Key of a row in table conditions; empty for none.

    Raises
    ------
    KnowledgeError
        If the tables hold no such muscle, or no test for it.
    """
    reasons = _reasons([finding for finding in findings if finding.is_distinguishable], knowledge)
    named = _named(complaint, knowledge, reasons)
    targets = dict.fromkeys((*reasons, *named))
    return ranked(
        _hypothesis(target, reasons.get(target, ()), named.get(target), conflicts(target, targets), knowledge) for target in targets
    )


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
                reasons[target].append(_Reason(finding, link, of_finding(finding.probability, link.grades)))
    return {target: sorted(behind, key=lambda reason: -reason.weight) for target, behind in reasons.items()}


def _side(of_finding: BodySide, rule: SideRule, of_link: SideRule) -> BodySide:
    if of_link is SideRule.BOTH:
        return BodySide.MIDLINE
    return of_finding if of_link is rule else _OPPOSITE[of_finding]


def _named(complaint: str, knowledge: Knowledge, posture: Iterable[Target]) -> dict[Target, _Naming]:
    """What the complaint names, by target: its muscles, then those that only its tests are about. Posture says which side and state."""
    suggested = list(posture)
    tested = [(row, test) for row in knowledge.condition_tests if row.condition == complaint and (test := knowledge.test_of(row.test))]
    own = {test.muscle: test.state for _, test in reversed(tested)}
    muscles = [row for row in knowledge.condition_muscles if row.condition == complaint]
    naming = [
        *((row.muscle, _naming(NamingTable.MUSCLES, row, place, len(muscles))) for place, row in enumerate(muscles)),
        *((test.muscle, _naming(NamingTable.TESTS, row, place, len(tested))) for place, (row, test) in enumerate(tested)),
    ]
    found: dict[Target, _Naming] = {}
    for muscle, one in naming:
        targets = [target for target in suggested if target.muscle == muscle]
        for target in targets or [Target(muscle, BodySide.MIDLINE, own.get(muscle) or _first_tested(muscle, knowledge))]:
            found.setdefault(target, one)
    return found


def _naming(table: NamingTable, row: ConditionMuscle | ConditionTest, place: int, rows: int) -> _Naming:
    named = NamedByComplaint(condition=row.condition, table=table, row=row.key)
    return _Naming(named, grade_of(row.strength), row.references, of_complaint(place, rows, row.strength))


def _first_tested(muscle: str, knowledge: Knowledge) -> MuscleState:
    """The first state that the tables have a test for."""
    return next(state for state in MuscleState if any(test.muscle == muscle and test.state is state for test in knowledge.tests))


def _activity(behind: Sequence[_Reason]) -> Activity | None:
    """What all reasons that say something of the activity agree on."""
    told = {reason.link.activity for reason in behind if reason.link.activity is not None}
    return told.pop() if len(told) == 1 else None


def conflicts(target: Target, targets: Iterable[Target]) -> bool:
    """Whether another target calls the same muscle by the opposite state, on sides that overlap."""
    return any(
        other.muscle == target.muscle
        and other.state is not target.state
        and (other.side is target.side or BodySide.MIDLINE in (other.side, target.side))
        for other in targets
    )


def _hypothesis(
    target: Target, behind: Sequence[_Reason], naming: _Naming | None, conflicting: bool, knowledge: Knowledge
) -> MuscleHypothesis:
    weights = [reason.weight for reason in behind]
    references = [key for reason in behind for key in reason.link.references]
    if naming is not None:
        weights.append(naming.weight)
        references += naming.references
    strongest = behind[0] if behind else None
    grades = () if naming is None else (naming.grade,)
    return MuscleHypothesis(
        muscle=knowledge.muscle(target.muscle).key,
        side=target.side,
        state=target.state,
        grades=grades if strongest is None else strongest.link.grades,
        confidence=Confidence.POSSIBLE if strongest is None else confidence_of(strongest.finding.certainty, strongest.link.grades),
        because=tuple(dict.fromkeys(reason.finding.distortion for reason in behind)),
        weight=together(weights),
        conflicts=conflicting,
        test=knowledge.test(target.muscle, target.state).key,
        link="" if strongest is None else strongest.link.key,
        activity=_activity(behind),
        named=None if naming is None else naming.named,
        references=tuple(dict.fromkeys(references)),
    )
