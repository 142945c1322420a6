"""One number from several photos of one person: repeats of a view, left with right, front with back.

The model. Photo i reads ``y_i = usual + shared_i + own_i + re-posed_i``.

usual
    What is sought: the value of the posture the person usually takes, the mean over many re-posed photos. Of a number seen from both sides,
    it is the mean of both: a turned head moves the left ear forward and the right one back, and their mean is the head's own place.
own
    Drawn anew by every photo (``Measurement.own_error``): detection scatter, how the feet were set. Averages out.
shared
    The rest of the error, in two parts. Camera roll and sideways aim (``view_error``) are taken as the same in repeats of a view and as
    unrelated in different views. In truth a camera that stays where it is errs with opposite signs from the left and from the right, so
    that these errors cancel in the mean; a hand-held one errs anew. Unrelated lies between the two and does not count on the tripod.
    Everything else (the person's build, the estimator's bias, lens height, distance, where a sticker was put) is taken as the same in every
    photo, also from left and right, where lens height pushes both ears the same way. It does not average out. Where two photos carry
    shared errors of different size (a marked point in one, an estimated one in the other) the smaller is common to both and the larger has
    the difference on top, so that the surer photo leads.
re-posed
    How differently the person stood, with an unknown standard deviation. Two or three photos cannot tell it, so it has a half-Student prior
    of scale ``REPOSED_SD``, which the spread of the photos then corrects.

The mean weighs photos by generalised least squares for each possible size of the re-posing; the answer is the mixture over these sizes
(half-Student prior: A. Gelman, "Prior distributions for variance parameters in hierarchical models", Bayesian Analysis 1 (2006) 515-533).

Not fused: sagittal with frontal numbers. They share no measure, and what a front view could give a side view, the half-widths of ears and
shoulders that enter its parallax, is known well enough beforehand: were it exact, no standard error would fall by a twentieth.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.estimates import Z_90, Estimate, FusedMeasurement, Interval, Measurement, Unit
from posture_cv.domain.measures import Sides
from posture_cv.domain.views import BodySide

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from posture_cv.domain.estimates import MeasureName
    from posture_cv.domain.measurements import MeasurementSet
    from posture_cv.domain.measures import MeasureDefinition

REPOSED_SD = {Unit.DEGREE: 1.0, Unit.PERCENT_HEIGHT: 0.25}
"""Scale of the re-posing's standard deviation. Between sessions natural head position repeats to about 2 degrees [S22], standing pelvic
inclination to a median difference of 1.5, an SD of 1.6 [S42], and marker positions to 5.9 mm [S24], 0.35 % of stature, measurement error
included; photos of one visit should mostly lie below (judgement: about two thirds of it)."""

_FREEDOM = 4.0
"""Of the half-Student prior: few enough that photos which differ by far more than expected are believed."""

_SIZES = np.linspace(0.0, 6.0, 61)
"""Sizes of the re-posing that are tried, over the scale of its prior or the photos' own spread, whichever is larger."""


def fuse(measurements: Sequence[Measurement]) -> Estimate:
    """The estimate of one measure from all photos given.

    Parameters
    ----------
    measurements
        At least one, all of one measure, of one side or of both; a single one is returned as it is.

    Returns
    -------
    Estimate
        Of the person's usual posture, with the mixture's standard deviation and central 90 % interval. An interval of the photos that
        leans to one side leans the fused one likewise.
    """
    if len(measurements) == 1:
        return measurements[0]
    values = np.array([m.value for m in measurements])
    known = _known_covariance(measurements)
    sizes = _SIZES * max(REPOSED_SD[measurements[0].unit], spread(measurements))
    prior = (1.0 + (sizes / REPOSED_SD[measurements[0].unit]) ** 2 / _FREEDOM) ** (-0.5 * (_FREEDOM + 1.0))
    means, variances, likelihoods = (np.array(column) for column in zip(*(_at_size(values, known, size) for size in sizes), strict=True))
    likelihoods = np.exp(likelihoods - likelihoods.max())
    weights = prior * likelihoods / (prior @ likelihoods)
    mean = float(weights @ means)
    error = float(np.sqrt(weights @ (variances + (means - mean) ** 2)))
    half = _half_width(means - mean, np.sqrt(variances), weights)
    below, above = _leaning(measurements)
    return Estimate(
        value=mean,
        standard_error=error,
        interval=Interval(lower=mean - below * half, upper=mean + above * half),
        unit=measurements[0].unit,
    )


def fuse_all(measured: MeasurementSet, definitions: Iterable[MeasureDefinition]) -> tuple[FusedMeasurement, ...]:
    """Every measure that occurs in more than one photo.

    Parameters
    ----------
    definitions
        What the measures are (``Knowledge.measures``).

    Returns
    -------
    tuple of FusedMeasurement
        In the definitions' order: repeats of one side under that side, and, where left and right make one number, both under ``MIDLINE``.
    """
    found: list[FusedMeasurement] = []
    for row in definitions:
        ordered = sorted(measured.named(row.name), key=lambda m: (m.side, m.photo))
        by_side = {side: tuple(group) for side, group in groupby(ordered, key=lambda m: m.side)}
        if len(by_side) > 1 and row.sides is Sides.TOGETHER:
            by_side[BodySide.MIDLINE] = tuple(sorted(ordered, key=lambda m: m.photo))
        found.extend(_fused(row.name, side, group) for side, group in sorted(by_side.items()) if len(group) > 1)
    return tuple(found)


def spread(measurements: Sequence[Measurement]) -> float:
    """Standard deviation of the values between the photos; 0 for a single one."""
    return float(np.std([m.value for m in measurements], ddof=1)) if len(measurements) > 1 else 0.0


def _fused(name: MeasureName, side: BodySide, group: Sequence[Measurement]) -> FusedMeasurement:
    estimate = fuse(group)
    return FusedMeasurement(
        name=name,
        side=side,
        value=estimate.value,
        standard_error=estimate.standard_error,
        interval=estimate.interval,
        unit=estimate.unit,
        photos=tuple(m.photo for m in group),
        views=tuple(dict.fromkeys(m.view for m in group)),
        spread=spread(group),
    )


def _known_covariance(measurements: Sequence[Measurement]) -> NDArray[np.float64]:
    """Covariance of the photos' errors without the re-posing, shape (n, n); positive definite where any photo has an error of its own."""
    total = np.array([m.standard_error**2 for m in measurements])
    own = np.minimum([m.own_error**2 for m in measurements], total)
    of_view = np.minimum([m.view_error**2 for m in measurements], total - own)
    same_view = np.array([[a.view is b.view for b in measurements] for a in measurements])
    of_person = total - own - of_view
    covariance: NDArray[np.float64] = np.diag(own) + np.minimum.outer(of_person, of_person) + same_view * np.minimum.outer(of_view, of_view)
    return covariance


def _at_size(values: NDArray[np.float64], known: NDArray[np.float64], size: float) -> tuple[float, float, float]:
    """Mean, its variance and the log likelihood with the mean integrated out, were the re-posing of that size."""
    # a millionth keeps photos without any error of their own apart
    covariance = known + np.diag(np.full(values.size, size**2 + 1e-6 * known.max()))
    inverse = np.linalg.inv(covariance)
    precision = float(inverse.sum())
    mean = float(inverse.sum(axis=0) @ values) / precision
    rest = values - mean
    log_likelihood = -0.5 * (float(np.linalg.slogdet(covariance)[1]) + np.log(precision) + float(rest @ inverse @ rest))
    return mean, 1.0 / precision, log_likelihood


def _half_width(centres: NDArray[np.float64], sds: NDArray[np.float64], weights: NDArray[np.float64]) -> float:
    """Half-width about zero that holds 90 % of a mixture of normals, by bisection."""
    low, high = 0.0, float(np.abs(centres).max() + 6.0 * sds.max())
    for _ in range(50):
        middle = (low + high) / 2.0
        inside = weights @ (_from_mean((middle - centres) / sds) - _from_mean((-middle - centres) / sds))
        low, high = (middle, high) if inside < 0.90 else (low, middle)
    return high


def _from_mean(z: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of a normal distribution between its mean and so many standard deviations from it, negative below."""
    from math import erf

    return 0.5 * np.array([erf(each / np.sqrt(2.0)) for each in z])


def _leaning(measurements: Sequence[Measurement]) -> tuple[float, float]:
    """How far the photos' own intervals reach down and up, over the half-width their standard errors stand for, on average."""
    reach = Z_90 * np.array([m.standard_error for m in measurements])
    below = np.array([m.value - m.interval.lower for m in measurements]) / reach
    above = np.array([m.interval.upper - m.value for m in measurements]) / reach
    return float(below.mean()), float(above.mean())
