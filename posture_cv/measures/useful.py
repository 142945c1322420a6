"""Measures too unsure in one photo to be of use, which several photos together may still give."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.domain.measurements import NotMeasured
from posture_cv.domain.messages import Quantity, message

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_cv.domain.estimates import Estimate, FusedMeasurement, Measurement
    from posture_cv.domain.measurements import MeasurementSet
    from posture_cv.domain.measures import MeasureDefinition


def useful(fused: Iterable[FusedMeasurement], definitions: Iterable[MeasureDefinition]) -> tuple[FusedMeasurement, ...]:
    """Estimates from several photos whose interval is narrow enough."""
    widest = _widest(definitions)
    return tuple(one for one in fused if not _is_too_wide(one, widest.get(one.name)))


def without_useless(measured: MeasurementSet, definitions: Iterable[MeasureDefinition]) -> MeasurementSet:
    """The measurements with those that a single photo cannot give moved to what was not measured, with the remedy."""
    widest = _widest(definitions)
    useless = tuple(m for m in measured.measurements if _is_too_wide(m, widest.get(m.name)))
    kept = tuple(m for m in measured.measurements if m not in useless)
    return replace(measured, measurements=kept, not_measured=(*measured.not_measured, *(_withheld(m) for m in useless)))


def with_useful_together(
    measured: MeasurementSet, fused: Iterable[FusedMeasurement], definitions: Iterable[MeasureDefinition]
) -> MeasurementSet:
    """What findings may rest on: measurements useful alone, and those whose estimate from several photos is useful."""
    widest, together = _widest(definitions), {one.name for one in fused}
    kept = tuple(m for m in measured.measurements if m.name in together or not _is_too_wide(m, widest.get(m.name)))
    return replace(measured, measurements=kept)


def _widest(definitions: Iterable[MeasureDefinition]) -> dict[str, float]:
    return {row.name: row.widest_alone for row in definitions if row.widest_alone is not None}


def _is_too_wide(estimate: Estimate, widest: float | None) -> bool:
    return widest is not None and _reach(estimate) > widest


def _reach(estimate: Estimate) -> float:
    return max(estimate.value - estimate.interval.lower, estimate.interval.upper - estimate.value)


def _withheld(measured: Measurement) -> NotMeasured:
    return NotMeasured(
        name=measured.name,
        view=measured.view,
        side=measured.side,
        photo=measured.photo,
        reason=message("not_measured.alone", reach=Quantity(value=_reach(measured), unit=measured.unit)),
        remedy=message("not_measured.both_sides"),
    )
