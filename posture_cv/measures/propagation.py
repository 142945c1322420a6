"""From the errors of what was read in a photo to the error of what is computed from it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

Z_90 = 1.6448536269514722
"""Half-width of a central 90 % interval of the normal distribution, in standard deviations."""

BENDS_FROM = 0.08
"""Departure from a straight line, per half-width of the interval, from which quantiles of a sample replace the delta method."""

DRAWS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """A value with its standard error and the ends of its central 90 % interval.

    ``own_error`` and ``view_error`` are the parts of the standard error that come from ``Uncertain.own`` and ``Uncertain.of_view``.
    """

    value: float
    standard_error: float
    lower: float
    upper: float
    own_error: float = 0.0
    view_error: float = 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Uncertain:
    """Independent or jointly normal quantities.

    Attributes
    ----------
    mean : ndarray of shape (n,)
    covariance : ndarray of shape (n, n)
    draws : ndarray of shape (DRAWS, n)
        A sample of them, made once and used by every measure that bends.
    own, of_view : ndarray of shape (n, n)
        The parts of ``covariance`` that every photo draws anew, and that only repeats of the same view share; the rest is shared by all
        photos of the person. None for no such part.
    """

    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]
    draws: NDArray[np.float64]
    own: NDArray[np.float64] | None = None
    of_view: NDArray[np.float64] | None = None

    @classmethod
    def sample(
        cls,
        mean: NDArray[np.float64],
        covariance: NDArray[np.float64],
        rng: np.random.Generator,
        *,
        own: NDArray[np.float64] | None = None,
        of_view: NDArray[np.float64] | None = None,
    ) -> Uncertain:
        """Draw the sample. The square root is taken by eigenvalues, since a covariance may be singular."""
        values, vectors = np.linalg.eigh(covariance)
        root = vectors * np.sqrt(np.clip(values, 0.0, None))
        return cls(mean, covariance, mean + rng.standard_normal((DRAWS, mean.size)) @ root.T, own, of_view)


def propagate(
    function: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    quantities: Uncertain,
    *,
    extra_sd: float = 0.0,
    period: float | None = None,
) -> Spread:
    """Value, error and interval of a function of uncertain quantities.

    The delta method with a Jacobian by central differences; where the function bends within the interval, quantiles of a sample instead.

    Parameters
    ----------
    function
        Takes an ndarray of shape (m, n), gives one of shape (m,).
    extra_sd
        Error of the definition itself, independent of everything read in the photo.
    period
        360 for an angle in degrees, so that a sample does not tear at the jump; None for a plain number.
    """
    sd = np.sqrt(np.diag(quantities.covariance))
    step = np.where(sd > 0.0, 0.5 * sd, 1e-6)
    shifts = np.diag(step)
    around = function(np.vstack([quantities.mean, quantities.mean + shifts, quantities.mean - shifts]))
    value = float(around[0])
    departures = _unwrap(around - value, period)
    gradient = (departures[1 : sd.size + 1] - departures[sd.size + 1 :]) / (2.0 * step)
    towards = quantities.covariance @ gradient
    error = math.sqrt(max(float(gradient @ towards), 0.0))
    own, of_view = (_error_from(gradient, part) for part in (quantities.own, quantities.of_view))
    if error > 0.0:
        ends = _unwrap(function(quantities.mean + np.array([[Z_90], [-Z_90]]) * towards / error) - value, period)
        bend = float(np.abs(ends - np.array([Z_90, -Z_90]) * error).max()) / (Z_90 * error)
        if bend > BENDS_FROM:
            bent = _by_sample(function, quantities, value, extra_sd, period)
            scale = bent.standard_error / float(np.hypot(error, extra_sd))
            return replace(bent, own_error=own * scale, view_error=of_view * scale)
    error = float(np.hypot(error, extra_sd))
    return Spread(
        value=value, standard_error=error, lower=value - Z_90 * error, upper=value + Z_90 * error, own_error=own, view_error=of_view
    )


def scaled(spread: Spread, factor: float, *, added: float = 0.0) -> Spread:
    """The same value with every error and both arms of the interval multiplied, then joined by an independent standard error."""
    reach = Z_90 * added
    return Spread(
        value=spread.value,
        standard_error=math.hypot(factor * spread.standard_error, added),
        lower=spread.value - math.hypot(factor * (spread.value - spread.lower), reach),
        upper=spread.value + math.hypot(factor * (spread.upper - spread.value), reach),
        own_error=factor * spread.own_error,
        view_error=factor * spread.view_error,
    )


def _error_from(gradient: NDArray[np.float64], covariance: NDArray[np.float64] | None) -> float:
    return 0.0 if covariance is None else math.sqrt(max(float(gradient @ covariance @ gradient), 0.0))


def _by_sample(
    function: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    quantities: Uncertain,
    value: float,
    extra_sd: float,
    period: float | None,
) -> Spread:
    """Quantiles of the sample about the value; the definition's own error widens both arms."""
    departure = _unwrap(function(quantities.draws) - value, period)
    below, above = np.quantile(departure, [0.05, 0.95])
    extra = Z_90 * extra_sd
    return Spread(
        value=value,
        standard_error=float(np.hypot(departure.std(), extra_sd)),
        lower=value - float(np.hypot(min(below, 0.0), extra)),
        upper=value + float(np.hypot(max(above, 0.0), extra)),
    )


def _unwrap(departure: NDArray[np.float64], period: float | None) -> NDArray[np.float64]:
    """Departures brought to within half a period."""
    return departure if period is None else departure - period * np.round(departure / period)
