"""Lengths in millimetres, from lengths in per cent of height and a stature somebody has measured.

A measure in per cent of height is its length over the person's own height in the same photo, brought into the body's plane. The stature
turns it into millimetres without a further step of perspective: scale and length lie in the one body.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeVar

from posture_cv.domain.estimates import Z_90, Estimate, FusedMeasurement, Interval, Measurement, Unit
from posture_cv.domain.person import SHORTEST_STATURE_CM, TALLEST_STATURE_CM

if TYPE_CHECKING:
    from collections.abc import Iterable

STATURE_SD_MM = 10.0
"""Standard error of a stature that was stated or measured at some time: people lose 10 to 20 mm over a day, and round to whole
centimetres (judgement)."""

Length = TypeVar("Length", bound=Measurement | FusedMeasurement)


def stature_from(stature_cm: float) -> Estimate:
    """A stated stature as an estimate in millimetres.

    Parameters
    ----------
    stature_cm
        Crown to sole, standing without shoes, from ``SHORTEST_STATURE_CM`` to ``TALLEST_STATURE_CM``.

    Raises
    ------
    ValueError
        If no person is that tall.
    """
    if not SHORTEST_STATURE_CM <= stature_cm <= TALLEST_STATURE_CM:
        raise ValueError(f"expected a stature from {SHORTEST_STATURE_CM:.0f} to {TALLEST_STATURE_CM:.0f} cm, but got {stature_cm}")
    return as_stature(10.0 * stature_cm, STATURE_SD_MM)


def as_stature(value_mm: float, standard_error_mm: float) -> Estimate:
    """A stature in millimetres with a normal error."""
    half = Z_90 * standard_error_mm
    interval = Interval(lower=value_mm - half, upper=value_mm + half)
    return Estimate(value=value_mm, standard_error=standard_error_mm, interval=interval, unit=Unit.MILLIMETRE)


def in_millimetres(length: Length, stature: Estimate) -> Length:
    """A length in per cent of height as millimetres.

    The stature's error is independent of the photo's. It is added in quadrature to the standard error and to each half of the interval; it
    belongs to every photo of the person alike, so what one photo or one view adds is only scaled.

    Raises
    ------
    ValueError
        If the length is no length, or the stature not in millimetres.
    """
    if length.unit is not Unit.PERCENT_HEIGHT or stature.unit is not Unit.MILLIMETRE:
        raise ValueError(f"expected per cent of height and millimetres, but got {length.unit} and {stature.unit}")
    scale = stature.value / 100.0
    value, of_stature = length.value * scale, abs(length.value) / 100.0 * stature.standard_error
    below, above = (abs(end - length.value) * scale for end in (length.interval.lower, length.interval.upper))
    lower, upper = (math.hypot(half, Z_90 * of_stature) for half in (below, above))
    if isinstance(length, Measurement):
        shares: dict[str, Any] = {"own_error": length.own_error * scale, "view_error": length.view_error * scale}
    else:
        shares = {"spread": length.spread * scale}
    return replace(
        length,
        value=value,
        standard_error=math.hypot(length.standard_error * scale, of_stature),
        interval=Interval(lower=value - lower, upper=value + upper, level=length.interval.level),
        unit=Unit.MILLIMETRE,
        **shares,
    )


def lengths_of(measurements: Iterable[Measurement], stature: Estimate | None) -> tuple[Measurement, ...]:
    """Every length among the measurements in millimetres; none where the stature is not known."""
    if stature is None:
        return ()
    return tuple(in_millimetres(measured, stature) for measured in measurements if measured.unit is Unit.PERCENT_HEIGHT)
