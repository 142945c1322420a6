"""Rows of the table of measures: numbers in words, and the scale of each interval bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_cv.codecs.wording import decimals_for, format_estimate, format_interval, format_number, side_words, unit_words, view_words
from posture_cv.domain.estimates import MeasureName, Unit
from posture_cv.domain.views import Position

if TYPE_CHECKING:
    from posture_cv.codecs.assessment import Assessment
    from posture_cv.domain.estimates import Measurement
    from posture_cv.domain.knowledge import Knowledge, Norm
    from posture_cv.domain.views import BodySide, View
    from posture_cv.report.citations import Citations

_SCALE_MARGIN = 0.12
_ORDER = {name: i for i, name in enumerate(MeasureName)}


def measure_groups(assessment: Assessment, knowledge: Knowledge, citations: Citations) -> list[dict[str, Any]]:
    """One group per measure taken, in the order of `MeasureName`, its photos and sides as lines on a common scale."""
    groups = []
    for name in sorted({m.name for m in assessment.measurements}, key=_ORDER.__getitem__):
        measurements = [m for m in assessment.measurements if m.name is name]
        definition = knowledge.measure(name)
        norms = [norm_of(assessment, knowledge, m) for m in measurements]
        shown = next((norm for norm in norms if norm is not None), None)
        low, high = _scale(measurements, [norm for norm in norms if norm is not None])
        groups.append(
            {
                "title": definition.title,
                "unit": unit_words(Unit.PERCENT_HEIGHT).strip() if definition.unit is Unit.PERCENT_HEIGHT else "",
                "higher_means": definition.higher_means,
                "caveat": definition.caveat,
                "citations": citations.cite((*definition.references, *(shown.references if shown else ()))),
                "low": low,
                "high": high,
                "lines": [_line(m, norm) for m, norm in zip(measurements, norms, strict=True)],
            }
        )
    return groups


def not_measured_rows(assessment: Assessment, knowledge: Knowledge) -> list[dict[str, Any]]:
    """What was not measured, why, and what would help; measures that share photo, reason and remedy share a row."""
    rows: dict[tuple[int, str, str], dict[str, Any]] = {}
    for missing in sorted(assessment.not_measured, key=lambda n: (n.photo, _ORDER[n.name])):
        row = rows.setdefault(
            (missing.photo, missing.reason, missing.remedy),
            {"titles": [], "where": view_words(missing.view), "reason": missing.reason, "remedy": missing.remedy},
        )
        title = knowledge.measure(missing.name).title
        side = side_words(missing.side)
        row["titles"].append(f"{title} ({side})" if side and not missing.view.is_lateral else title)
    return list(rows.values())


def norm_of(assessment: Assessment, knowledge: Knowledge, measurement: Measurement) -> Norm | None:
    """Typical range for the position the person held in that photo."""
    position = next((p.position for p in assessment.photos if p.index == measurement.photo), Position.STANDING)
    return knowledge.norm(measurement.name, position)


def where_words(view: View, side: BodySide) -> str:
    """View of a measure and, in a frontal one, the body side it belongs to: ``"front, left leg"`` is ``"front, left"``."""
    words = side_words(side)
    return view_words(view) if view.is_lateral or not words else f"{view_words(view)}, {words}"


def _line(m: Measurement, norm: Norm | None) -> dict[str, Any]:
    line: dict[str, Any] = {
        "where": where_words(m.view, m.side),
        "estimate": _short(format_estimate(m)),
        "interval": _short(format_interval(m)),
        "value": m.value,
        "lower": m.interval.lower,
        "upper": m.interval.upper,
        "typical": None,
        "typical_words": "no agreed range",
        "verdict": "",
        "inside": True,
    }
    if norm is not None:
        decimals = decimals_for(m.standard_error)
        ends = (format_number(norm.lower, decimals), format_number(norm.upper, decimals))
        line["typical"] = [norm.lower, norm.upper]
        line["typical_words"] = _short(f"typical {ends[0]} to {ends[1]}{unit_words(m.unit)}")
        line["inside"] = norm.lower <= m.value <= norm.upper
        line["verdict"] = _verdict(m, norm)
    return line


def _short(text: str) -> str:
    """The unit in full stands beside the measure's title."""
    return text.replace(unit_words(Unit.PERCENT_HEIGHT), " %")


def _verdict(m: Measurement, norm: Norm) -> str:
    """Where the interval lies against the typical range, in words beside the picture."""
    if m.interval.upper < norm.lower:
        return "below the range"
    if m.interval.lower > norm.upper:
        return "above the range"
    if norm.lower <= m.interval.lower and m.interval.upper <= norm.upper:
        return "within the range"
    return "may be within"


def _scale(measurements: list[Measurement], norms: list[Norm]) -> tuple[float, float]:
    ends = [e for m in measurements for e in (m.interval.lower, m.interval.upper)] + [e for n in norms for e in (n.lower, n.upper)]
    low, high = min(ends), max(ends)
    margin = _SCALE_MARGIN * (high - low) or 1.0
    return low - margin, high + margin
