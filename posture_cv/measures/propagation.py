"""From the errors of what was read in a photo to the error of what is computed from it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.estimates import Z_90

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray


BENDS_FROM = 0.08
"""Departure from a straight line, per half-width of the interval, from which quantiles of a sample replace the delta method."""

DRAWS = 2000
SEED = 20260101
"""Of the sample that bent functions are judged by: one for all, so that the same photo always gives the same numbers."""


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


@dataclass(frozen=True, eq=False)
class Uncertain:
    """Independent or jointly normal quantities.

    Attributes
    ----------
    mean : ndarray of shape (n,)
    covariance : ndarray of shape (n, n)
    own, of_view : ndarray of shape (n, n)
        The parts of ``covariance`` that every photo draws anew, and that only repeats of the same view share; the rest is shared by all
        photos of the person. None for no such part.
    """

    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]
    own: NDArray[np.float64] | None = None
    of_view: NDArray[np.float64] | None = None

    @cached_property
    def step(self) -> NDArray[np.float64]:
        """How far each is moved to see what depends on it: half its standard deviation, shape (n,)."""
        sd = np.sqrt(np.diag(self.covariance))
        return np.where(sd > 0.0, 0.5 * sd, 1e-6)

    @cached_property
    def around(self) -> NDArray[np.float64]:
        """The mean, then the mean with each quantity a step up, then a step down, shape (2 n + 1, n)."""
        shifts = np.diag(self.step)
        return np.vstack([self.mean, self.mean + shifts, self.mean - shifts])

    @cached_property
    def _root(self) -> NDArray[np.float64]:
        """Square root of the covariance, by eigenvalues since it may be singular."""
        values, vectors = np.linalg.eigh(self.covariance)
        root: NDArray[np.float64] = vectors * np.sqrt(np.clip(values, 0.0, None))
        return root

    def sample(self, columns: NDArray[np.intp]) -> NDArray[np.float64]:
        """Draw some of them, always the same draws; the others stay at their mean.

        Returns
        -------
        ndarray of shape (DRAWS, n)
        """
        root = self._root[columns]
        mixed = root.any(axis=0)
        drawn = np.tile(self.mean, (DRAWS, 1))
        # einsum and not a matrix product, which wakes a thread for every core and takes longer to do so than to multiply
        drawn[:, columns] += np.einsum("dk,ck->dc", _standard_normal(self.mean.size)[:, mixed], root[:, mixed])
        return drawn


@lru_cache(maxsize=8)
def _standard_normal(width: int) -> NDArray[np.float64]:
    return np.random.default_rng(SEED).standard_normal((DRAWS, width))


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
    around, n = function(quantities.around), quantities.mean.size
    value = float(around[0])
    departures = _unwrap(around - value, period)
    up, down = departures[1 : n + 1], departures[n + 1 :]
    gradient = (up - down) / (2.0 * quantities.step)
    towards = quantities.covariance @ gradient
    error = math.sqrt(max(float(gradient @ towards), 0.0))
    own, of_view = (_error_from(gradient, part) for part in (quantities.own, quantities.of_view))
    if error > 0.0:
        ends = _unwrap(function(quantities.mean + np.array([[Z_90], [-Z_90]]) * towards / error) - value, period)
        bend = float(np.abs(ends - np.array([Z_90, -Z_90]) * error).max()) / (Z_90 * error)
        if bend > BENDS_FROM:
            drawn = quantities.sample(np.flatnonzero((up != 0.0) | (down != 0.0)))
            bent = _of_sample(_unwrap(function(drawn) - value, period), value, extra_sd)
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


def _of_sample(departure: NDArray[np.float64], value: float, extra_sd: float) -> Spread:
    """Quantiles of the sample about the value; the definition's own error widens both arms."""
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
