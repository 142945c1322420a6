"""Statistics of agreement between what was measured and what is true. All functions are pure; arrays in, plain floats out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

NORMAL_95 = 1.96
"""Half-width, in standard deviations, of the range that holds 95 % of a normal distribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Range in which 95 % of single errors are expected to lie, in the measure's unit."""

    lower: float
    upper: float


@dataclass(frozen=True, slots=True, kw_only=True)
class FittedLine:
    """Straight line ``slope * x + intercept``."""

    slope: float
    intercept: float

    def __call__(self, x: float) -> float:
        """Height of the line at ``x``."""
        return self.slope * x + self.intercept


def bias(errors: Numbers) -> float:
    """Mean of the errors, measured minus true; ``errors`` of shape (n,), n >= 1."""
    return float(np.mean(errors))


def mean_absolute_error(errors: Numbers) -> float:
    """Mean size of the errors; ``errors`` of shape (n,), n >= 1."""
    return float(np.mean(np.abs(errors)))


def root_mean_square(errors: Numbers) -> float:
    """Root of the mean squared error; ``errors`` of shape (n,), n >= 1."""
    return float(np.sqrt(np.mean(np.square(errors))))


def r_squared(truth: Numbers, measured: Numbers) -> float | None:
    """Share of the truth's variance that the measured values explain as they stand, without refitting.

    Parameters
    ----------
    truth, measured : ndarray of shape (n,)

    Returns
    -------
    1 for perfect agreement, 0 for no better than the mean of the truth, negative for worse; None where the truth does not vary.
    """
    total = float(np.sum(np.square(truth - truth.mean()))) if truth.size else 0.0
    return None if total <= 0.0 else 1.0 - float(np.sum(np.square(measured - truth))) / total


def limits_of_agreement(errors: Numbers) -> Limits | None:
    """95 % limits of agreement: mean error plus and minus 1.96 standard deviations; None for fewer than two errors.

    References
    ----------
    Bland JM, Altman DG (1986). Statistical methods for assessing agreement between two methods of clinical measurement. Lancet 1:307-310.
    """
    if errors.size < 2:
        return None
    reach = NORMAL_95 * float(np.std(errors, ddof=1))
    return Limits(lower=bias(errors) - reach, upper=bias(errors) + reach)


def icc_2_1(ratings: Numbers) -> float | None:
    """Intraclass correlation ICC(2,1): two-way random effects, absolute agreement, single rating.

    Parameters
    ----------
    ratings : ndarray of shape (n, k)
        n targets rated by k raters each; here the raters are the truth and the software.

    Returns
    -------
    At most 1; None for fewer than two targets or raters, or where nothing varies.

    References
    ----------
    Shrout PE, Fleiss JL (1979). Intraclass correlations: uses in assessing rater reliability. Psychol Bull 86:420-428.
    """
    n, k = ratings.shape
    if n < 2 or k < 2:
        return None
    grand = ratings.mean()
    between_targets = k * float(np.sum(np.square(ratings.mean(axis=1) - grand))) / (n - 1)
    between_raters = n * float(np.sum(np.square(ratings.mean(axis=0) - grand))) / (k - 1)
    left_over = ratings - ratings.mean(axis=1, keepdims=True) - ratings.mean(axis=0) + grand
    residual = float(np.sum(np.square(left_over))) / ((n - 1) * (k - 1))
    denominator = between_targets + (k - 1) * residual + k * (between_raters - residual) / n
    return None if denominator <= 0.0 else (between_targets - residual) / denominator


def coverage(truth: Numbers, lower: Numbers, upper: Numbers) -> float:
    """Share of closed intervals that hold the truth, 0 to 1; arrays of shape (n,), n >= 1."""
    return float(np.mean((lower <= truth) & (truth <= upper)))


def standard_error_of_measurement(change_errors: Numbers) -> float | None:
    """Error of a single measurement, from the errors of changes between two: their standard deviation over the root of two.

    A difference of two measurements with independent errors has twice their variance. What is constant in one person, their own shape
    above all, cancels and is not in it. None for fewer than two changes.
    """
    return None if change_errors.size < 2 else float(np.std(change_errors, ddof=1)) / float(np.sqrt(2.0))


def minimal_detectable_change(standard_error: float) -> float:
    """Smallest difference between two measurements that is no mere error at 95 % confidence: 1.96 x root of 2 x standard error."""
    return NORMAL_95 * float(np.sqrt(2.0)) * standard_error


def fit_line(x: Numbers, y: Numbers) -> FittedLine:
    """Least-squares line of ``y`` over ``x``, arrays of shape (n,), n >= 2; level at the mean where ``x`` does not vary."""
    spread = float(np.sum(np.square(x - x.mean())))
    slope = 0.0 if spread <= 0.0 else float(np.sum((x - x.mean()) * (y - y.mean()))) / spread
    return FittedLine(slope=slope, intercept=float(y.mean()) - slope * float(x.mean()))


def slope(truth: Numbers, measured: Numbers) -> float | None:
    """How much of a difference between people is read: the slope of the measured values over the true ones, 1 where all of it is.

    Arrays of shape (n,), n >= 1; None where the truth does not vary.
    """
    return None if float(np.ptp(truth)) <= 0.0 else fit_line(truth, measured).slope


def extreme_fifths(truth: Numbers) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which of n people lie in the lowest and in the highest fifth of the truth, ends included; each of shape (n,), n >= 1."""
    lowest, highest = np.quantile(truth, (0.2, 0.8))
    return truth <= lowest, truth >= highest


def correlation(x: Numbers, y: Numbers) -> float | None:
    """Pearson's r of two arrays of shape (n,); None for fewer than three pairs or where either does not vary."""
    if x.size < 3 or float(np.ptp(x)) <= 0.0 or float(np.ptp(y)) <= 0.0:
        return None
    return float(np.corrcoef(x, y)[0, 1])
