"""One number from several photos of one person."""

from __future__ import annotations

import math
from statistics import NormalDist
from typing import TYPE_CHECKING

from posture_cv.domain.estimates import INTERVAL_LEVEL, Estimate, Interval

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.estimates import Measurement

HALF_WIDTH_PER_ERROR = NormalDist().inv_cdf(0.5 + INTERVAL_LEVEL / 2.0)
"""Half-width of a 90 % interval in standard errors, 1.645."""


def pool(measurements: Sequence[Measurement]) -> Estimate:
    """Pool one measure over the photos it was taken in: the precision-weighted mean.

    Errors of two photos of one person are mostly shared (shape, clothes, the model's own bias), so averaging is not taken to shrink
    them: the smallest standard error is kept, or the scatter between the photos where that is larger.

    Parameters
    ----------
    measurements
        At least one, all of the same measure; a single one is returned as it is, interval included.
    """
    if len(measurements) == 1:
        return measurements[0]
    weights = [m.standard_error**-2 for m in measurements]
    total = math.fsum(weights)
    mean = math.fsum(w * m.value for w, m in zip(weights, measurements, strict=True)) / total
    squares = math.fsum(w * (m.value - mean) ** 2 for w, m in zip(weights, measurements, strict=True))
    scatter = math.sqrt(squares / ((len(measurements) - 1) * total))
    error = max(scatter, min(m.standard_error for m in measurements))
    half_width = HALF_WIDTH_PER_ERROR * error
    return Estimate(
        value=mean,
        standard_error=error,
        interval=Interval(lower=mean - half_width, upper=mean + half_width),
        unit=measurements[0].unit,
    )
