"""Posture patterns: findings that go together."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from posture_cv.domain.findings import Certainty, PatternMember, PosturePattern

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from posture_cv.domain.findings import Finding
    from posture_cv.domain.knowledge import Knowledge, Pattern


def recognise(findings: Iterable[Finding], knowledge: Knowledge) -> tuple[PosturePattern, ...]:
    """Name the patterns whose members may be listed as findings, most probable first.

    The rule is the row's: every required member, ``at_least`` members in all, and none that it excludes, counting only findings that are
    ``is_distinguishable``; a borderline one neither makes nor breaks a pattern by being a member. The probability is computed from the
    findings' own as if these were independent of each other. They are not quite, since measures share landmarks and curves balance each
    other; the number orders patterns, no more. A member not assessed counts as absent and is said; an excluded distortion not assessed
    counts as absent too. A distortion found on both sides counts with its surer side.

    Parameters
    ----------
    findings
        All findings of the visit, those that are not distinguishable included.
    knowledge
        Clinical tables.
    """
    probabilities: dict[str, float] = {}
    certainties: dict[str, Certainty] = {}
    for finding in findings:
        probabilities[finding.distortion] = max(finding.probability, probabilities.get(finding.distortion, 0.0))
        if finding.is_distinguishable and certainties.get(finding.distortion) is not Certainty.LIKELY:
            certainties[finding.distortion] = finding.certainty
    named = [_named(row, probabilities, certainties) for row in knowledge.patterns if holds(row, certainties)]
    return tuple(sorted(named, key=lambda pattern: -pattern.probability))


def holds(row: Pattern, found: Collection[str]) -> bool:
    """Whether the distortions found make the pattern."""
    members = [key for key in row.members if key in found]
    return set(row.required) <= set(members) and len(members) >= row.at_least and not any(key in found for key in row.excludes)


def probability_of(row: Pattern, probabilities: dict[str, float]) -> float:
    """Probability of a pattern from 0 to 1, given those of the distortions that were assessed."""
    required = math.prod(probabilities.get(key, 0.0) for key in row.required)
    others = [probabilities.get(key, 0.0) for key in row.members if key not in row.required]
    absent = math.prod(1.0 - probabilities.get(key, 0.0) for key in row.excludes)
    return required * _at_least(row.at_least - len(row.required), others) * absent


def _at_least(needed: int, probabilities: Sequence[float]) -> float:
    """Probability that at least so many of independent events happen."""
    exactly = [1.0]
    for p in probabilities:
        exactly = [before * p + now * (1.0 - p) for before, now in zip([0.0, *exactly], [*exactly, 0.0], strict=True)]
    return min(1.0, math.fsum(exactly[max(needed, 0) :]))


def _named(row: Pattern, probabilities: dict[str, float], certainties: dict[str, Certainty]) -> PosturePattern:
    probability = probability_of(row, probabilities)
    likely = [key for key in row.members if certainties.get(key) is Certainty.LIKELY]
    sure = set(row.required) <= set(likely) and len(likely) >= row.at_least
    return PosturePattern(
        pattern=row.key,
        probability=probability,
        certainty=Certainty.LIKELY if sure else Certainty.POSSIBLE,
        members=tuple(
            PatternMember(distortion=key, required=key in row.required, probability=probabilities.get(key)) for key in row.members
        ),
        references=row.references,
    )
