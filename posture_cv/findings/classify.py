"""The one classifier: where a value stands among people without complaints, and whether it differs.

A measured value is taken as normal about the true one with its standard error, nothing being known of the person beforehand. The typical
range runs from the 5th to the 95th percentile of people without complaints: from the mean and standard deviation a source gives, by the
normal distribution. A value *differs* where the true one lies beyond that range with a probability of at least ``SURE``, is *typical*
where no more than the rest is left for that, and else nobody *can tell*. It is *marked* where the same holds for three standard
deviations from the mean. Where the measurement errs by more than people differ, a value has to lie beyond the 1st or 99th percentile
instead: else, with a standard error of 1.3 standard deviations, one pain-free person in ten would be named on one side or the other.

Where nobody has measured people without complaints, the range is a convention of the field. Beyond it is said so, without a percentile.
"""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

from posture_cv.domain.estimates import Interval
from posture_cv.domain.judgements import EDGE, SURE, Judgement, PostureVerdict, ReferenceRange, Severity
from posture_cv.domain.knowledge import Direction

if TYPE_CHECKING:
    from posture_cv.domain.estimates import Estimate
    from posture_cv.domain.norms import Norm

MARKED_SD = 3.0
"""Standard deviations from the mean beyond which a value is marked: one person in 740 without complaints lies further out on one side."""

COARSE_SD = 2.326
"""Of the 1st and 99th percentile."""


class Tail(NamedTuple):
    """What may be said of a value on one side of its range, or on the likelier side of a range about zero."""

    probability: float
    verdict: PostureVerdict
    borderline: bool
    severity: Severity

    @property
    def is_clearly_typical(self) -> bool:
        """Whether it lies within the range, and no small change leads out of it."""
        return self.verdict is PostureVerdict.TYPICAL and not self.borderline

    @property
    def is_clearly_beyond(self) -> bool:
        """Whether it lies beyond the range, and no small change leads back."""
        return self.verdict.is_beyond and not self.borderline


def judge(estimate: Estimate, norm: Norm) -> Judgement:
    """Say where a value stands against the row of norms chosen for the person."""
    below, above = (tail_of(estimate, norm, direction) for direction in Direction)
    further = max(below, above, key=lambda tail: tail.probability)
    outside = below.probability + above.probability
    verdict = further.verdict if further.verdict.is_beyond else _not_beyond(outside)
    percentile, interval = _percentile(estimate, norm)
    return Judgement(
        range=ReferenceRange(
            norm=norm.key,
            lower=norm.lower,
            upper=norm.upper,
            is_convention=norm.is_convention,
            group=norm.group,
            is_pooled=norm.is_general,
        ),
        below=below.probability,
        above=above.probability,
        verdict=verdict,
        borderline=further.borderline or _near(outside, 1.0 - SURE),
        severity=further.severity,
        percentile=percentile,
        percentile_interval=interval,
    )


def tail_of(estimate: Estimate, norm: Norm, direction: Direction, *, either: bool = False) -> Tail:
    """Judge one side of the range; ``either`` the likelier side of a range about zero: what could lie far to either names none of them."""
    probability = _beyond(estimate, norm, direction, either=either)
    if norm.is_convention or norm.sd is None:
        deciding, name = probability, PostureVerdict.BEYOND_CONVENTION
        severity = Severity.BEYOND_CONVENTION if probability >= SURE else Severity.TYPICAL
    else:
        marked = _beyond(estimate, norm, direction, either=either, at_sd=MARKED_SD)
        coarse = estimate.standard_error > norm.sd
        deciding = _beyond(estimate, norm, direction, either=either, at_sd=COARSE_SD) if coarse else probability
        name = PostureVerdict.DIFFERS
        severity = Severity.TYPICAL if deciding < SURE else Severity.MARKED if marked >= SURE else Severity.MILD
    verdict = name if deciding >= SURE else _not_beyond(probability)
    return Tail(probability, verdict, _near(deciding, SURE) or _near(probability, 1.0 - SURE), severity)


def _not_beyond(probability: float) -> PostureVerdict:
    """What may be said of a value that is not surely beyond, by the probability that it is."""
    return PostureVerdict.TYPICAL if probability <= 1.0 - SURE else PostureVerdict.CANNOT_TELL


def _beyond(estimate: Estimate, norm: Norm, direction: Direction, *, either: bool, at_sd: float | None = None) -> float:
    """Probability that the true value lies beyond the range, or beyond so many standard deviations from the mean."""
    lower, upper = norm.lower, norm.upper
    if at_sd is not None and norm.mean is not None and norm.sd is not None:
        lower, upper = norm.mean - at_sd * norm.sd, norm.mean + at_sd * norm.sd
    error = NormalDist(estimate.value, estimate.standard_error)
    below, above = error.cdf(lower), 1.0 - error.cdf(upper)
    if either:
        return max(below, above)
    return above if direction is Direction.ABOVE else below


def _near(probability: float, edge: float) -> bool:
    """Whether so small a change of the value as ``EDGE`` leads across."""
    sure, standard = 1e-9, NormalDist()
    return abs(standard.inv_cdf(min(max(probability, sure), 1.0 - sure)) - standard.inv_cdf(edge)) < EDGE


def _percentile(estimate: Estimate, norm: Norm) -> tuple[float | None, Interval | None]:
    """Percentile of the value as measured, and those of its interval's ends."""
    if norm.mean is None or norm.sd is None:
        return None, None
    people = NormalDist(norm.mean, norm.sd)
    value, lower, upper = (100.0 * people.cdf(end) for end in (estimate.value, estimate.interval.lower, estimate.interval.upper))
    return value, Interval(lower=lower, upper=upper, level=estimate.interval.level)
