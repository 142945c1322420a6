"""How probable it is that the true value lies beyond a cut-off."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

from posture_cv.domain.estimates import Z_90
from posture_cv.domain.findings import LIKELY_FROM, POSSIBLE_FROM, Certainty, Severity
from posture_cv.domain.knowledge import Direction

if TYPE_CHECKING:
    from posture_cv.domain.estimates import Estimate
    from posture_cv.domain.knowledge import Distortion


def probability_beyond(cut: float, estimate: Estimate, row: Distortion) -> float:
    """Give the probability, 0 to 1, that the true value lies beyond the cut on the row's side.

    The value is taken as normal with its standard error. The cut is uncertain too: its grey zone is the half-width of a 90 % interval,
    so the grey zone over 1.645 is its standard deviation. An absolute row is named by a side, and counts the likelier tail: what could lie
    far to either side says nothing about which.

    Parameters
    ----------
    cut
        In the estimate's unit; positive where the row is absolute.
    """
    spread = NormalDist(sigma=math.hypot(estimate.standard_error, row.grey_zone / Z_90))
    if row.absolute:
        return spread.cdf(abs(estimate.value) - cut)
    return spread.cdf(estimate.value - cut if row.direction is Direction.ABOVE else cut - estimate.value)


def certainty_of(probability: float) -> Certainty:
    """Put a finding's probability in a word."""
    if probability >= LIKELY_FROM:
        return Certainty.LIKELY
    return Certainty.POSSIBLE if probability >= POSSIBLE_FROM else Certainty.NOT_DISTINGUISHABLE


def severity_of(mild: float, marked: float) -> Severity:
    """Name the severest band that the true value reaches more probably than not.

    Parameters
    ----------
    mild, marked
        Probabilities of lying beyond the two cuts.
    """
    if marked >= POSSIBLE_FROM:
        return Severity.MARKED
    return Severity.MILD if mild >= POSSIBLE_FROM else Severity.TYPICAL
