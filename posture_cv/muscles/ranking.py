"""How strongly findings, areas and complaints speak for a muscle: one rule, here and nowhere else.

Each reason weighs from 0 to 1:

- a finding by its probability, times the mean factor of its link's grades: what was measured, as far as the literature lets it speak;
- a complaint by the factor of its row's strength, and less for each muscle that is examined before it: nothing measures those distances,
  so that the weights fall in equal steps;
- an area by the share of the asked areas that the muscle lies in, is felt in, or has a nerve in, one reason each, by the factor of a model.

Reasons behind one muscle add up as ``1 - product(1 - weight)``: none can take from another, and several weak ones stay below a strong one.
Equal weights keep the order of findings and tables. A weight orders the list and is no probability.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.domain.muscles import EvidenceGrade
from posture_cv.domain.standing import Strength

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_cv.domain.muscles import MuscleHypothesis

GRADE_FACTORS = {EvidenceGrade.A: 1.0, EvidenceGrade.B: 0.75, EvidenceGrade.C: 0.5, EvidenceGrade.X: 0.25}
"""How far a grade reduces a reason. A convention."""

_MODEL_ONLY = frozenset({Strength.TEXTBOOK, Strength.CONVENTION})


def grade_of(strength: Strength) -> EvidenceGrade:
    """The grade that a row's strength comes to: expert model only, or mixed data; none of the complaints' rows rests on more."""
    return EvidenceGrade.C if strength in _MODEL_ONLY else EvidenceGrade.B


def of_finding(probability: float, grades: Sequence[EvidenceGrade]) -> float:
    """Weight of a finding behind a link of those grades."""
    return probability * math.fsum(GRADE_FACTORS[grade] for grade in grades) / len(grades)


def of_complaint(place: int, rows: int, strength: Strength) -> float:
    """Weight of the complaint's row at a place, counted from 0, of so many."""
    return GRADE_FACTORS[grade_of(strength)] * (rows - place) / rows


def of_areas(share: float) -> float:
    """Weight of being felt in that share of the asked areas, in one of the ways there are."""
    return GRADE_FACTORS[EvidenceGrade.C] * share


def together(weights: Iterable[float]) -> float:
    """Weight of several reasons for one muscle."""
    return 1.0 - math.prod(1.0 - weight for weight in weights)


def ranked(hypotheses: Iterable[MuscleHypothesis]) -> tuple[MuscleHypothesis, ...]:
    """The hypotheses in the order they are to be tested in, with their ranks from 1: test-positive ones first, then by weight."""
    ordered = sorted(hypotheses, key=lambda one: (not one.test_positive, -one.weight))
    return tuple(replace(one, rank=rank) for rank, one in enumerate(ordered, 1))
