"""Posture patterns: findings that go together."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from posture_cv.domain.findings import POSSIBLE_FROM, PatternMember, PosturePattern
from posture_cv.findings.bands import certainty_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_cv.domain.findings import Finding
    from posture_cv.domain.knowledge import Knowledge, Pattern


def recognise(findings: Iterable[Finding], knowledge: Knowledge) -> tuple[PosturePattern, ...]:
    """Name the patterns that the findings make at least possible, most probable first.

    The probability of a pattern is that every required member is there, and ``at_least`` members in all, and none that it excludes:
    computed from the findings' own probabilities as if these were independent of each other. They are not quite, since measures share
    landmarks and curves balance each other; the number orders patterns and decides whether to name them, no more. A member not assessed
    counts as absent and is said; an excluded distortion not assessed counts as absent too. A distortion found on both sides counts with
    its surer side.

    Parameters
    ----------
    findings
        All findings of the visit, those that are not distinguishable included.
    knowledge
        Clinical tables.

    Returns
    -------
    tuple of PosturePattern
        Only those with a probability of at least ``POSSIBLE_FROM``.
    """
    probabilities: dict[str, float] = {}
    for finding in findings:
        probabilities[finding.distortion] = max(finding.probability, probabilities.get(finding.distortion, 0.0))
    named = [_named(row, probabilities) for row in knowledge.patterns if probability_of(row, probabilities) >= POSSIBLE_FROM]
    return tuple(sorted(named, key=lambda pattern: -pattern.probability))


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


def _named(row: Pattern, probabilities: dict[str, float]) -> PosturePattern:
    probability = probability_of(row, probabilities)
    return PosturePattern(
        pattern=row.key,
        probability=probability,
        certainty=certainty_of(probability),
        members=tuple(
            PatternMember(distortion=key, required=key in row.required, probability=probabilities.get(key)) for key in row.members
        ),
        references=row.references,
    )
