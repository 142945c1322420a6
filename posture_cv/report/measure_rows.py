"""Rows of the table of measures: numbers in words, and the scale of each interval bar."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from posture_cv.codecs.wording import decimals_for, format_estimate, format_interval, format_number, side_words, unit_words, view_words
from posture_cv.domain.estimates import Unit
from posture_cv.domain.views import BodySide, Position
from posture_cv.measures.lengths import in_millimetres

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.estimates import Estimate, FusedMeasurement, Measurement, MeasureName
    from posture_cv.domain.knowledge import Knowledge, Norm
    from posture_cv.domain.messages import Message
    from posture_cv.domain.views import View
    from posture_cv.report.citations import Citations

_SCALE_MARGIN = 0.12


def measure_groups(assessment: Assessment, knowledge: Knowledge) -> list[dict[str, Any]]:
    """One group per measure taken, in the table's order: fused photos on one line, others on their own."""
    groups = []
    for name in _taken(assessment, knowledge):
        lines = [_fused_line(one, assessment, knowledge) for one in assessment.fused if one.name is name]
        lines += [_photo_line(m, assessment, knowledge) for m in assessment.measurements if m.name is name and not _in_fused(m, assessment)]
        definition = knowledge.measure(name)
        low, high = _scale(lines)
        groups.append({"title": definition.title, "unit": _unit(definition.unit), "low": low, "high": high, "lines": lines})
    return groups


def measure_notes(assessment: Assessment, knowledge: Knowledge, citations: Citations) -> list[dict[str, Any]]:
    """What each measure is and what to know before using it; measures with the same caveat share a note."""
    notes: dict[str, dict[str, Any]] = {}
    for name in _taken(assessment, knowledge):
        definition = knowledge.measure(name)
        norms = [norm_of(assessment, knowledge, m) for m in assessment.measurements if m.name is name]
        keys = [*definition.references, *(key for norm in norms if norm is not None for key in norm.references)]
        note = notes.setdefault(definition.caveat, {"measures": [], "caveat": definition.caveat, "keys": []})
        note["measures"].append({"title": definition.title, "definition": definition.definition, "higher": definition.higher_means})
        note["keys"].extend(keys)
    return [
        {"measures": note["measures"], "caveat": note["caveat"], "citations": citations.cite(dict.fromkeys(note["keys"]))}
        for note in notes.values()
    ]


def not_measured_rows(assessment: Assessment, knowledge: Knowledge) -> list[dict[str, Any]]:
    """What was not measured, why, and what would help; measures that share photo, reason and remedy share a row."""
    rows: dict[tuple[int, Message, Message], dict[str, Any]] = {}
    order = {row.name: place for place, row in enumerate(knowledge.measures)}
    for missing in sorted(assessment.not_measured, key=lambda n: (n.photo, order[n.name])):
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


def _taken(assessment: Assessment, knowledge: Knowledge) -> list[MeasureName]:
    taken = {m.name for m in assessment.measurements}
    return [row.name for row in knowledge.measures if row.name in taken]


def _parts(fused: FusedMeasurement, assessment: Assessment) -> list[Measurement]:
    """The measurements a fused one rests on."""
    return [
        m for m in assessment.measurements if m.name is fused.name and m.photo in fused.photos and fused.side in (BodySide.MIDLINE, m.side)
    ]


def _in_fused(m: Measurement, assessment: Assessment) -> bool:
    return any(m in _parts(one, assessment) for one in assessment.fused)


def _photo_line(m: Measurement, assessment: Assessment, knowledge: Knowledge) -> dict[str, Any]:
    said = {"where": where_words(m.view, m.side), "parts": "", "disagree": False, "length": _length(m, assessment)}
    return said | _line(m, norm_of(assessment, knowledge, m))


def _fused_line(fused: FusedMeasurement, assessment: Assessment, knowledge: Knowledge) -> dict[str, Any]:
    """Several photos on one line, each photo's value in small beside it, and whether any two of them contradict each other."""
    parts = _parts(fused, assessment)
    leg = "" if fused.side is BodySide.MIDLINE or any(view.is_lateral for view in fused.views) else f", {side_words(fused.side)}"
    norm = norm_of(assessment, knowledge, parts[0])
    return {
        "where": " and ".join(view_words(view) for view in fused.views).replace(" side and ", " and ") + leg,
        "parts": ", ".join(f"{view_words(m.view).removesuffix(' side')} {_short(format_estimate(m))}" for m in parts),
        "disagree": any(one.interval.upper < other.interval.lower for one in parts for other in parts),
        "length": _length(fused, assessment),
    } | _line(fused, norm)


def _length(m: Measurement | FusedMeasurement, assessment: Assessment) -> str:
    """The same in millimetres, where the stature is known and it is a length."""
    if assessment.known_stature is None or m.unit is not Unit.PERCENT_HEIGHT:
        return ""
    return format_estimate(in_millimetres(m, assessment.known_stature))


def _unit(unit: Unit) -> str:
    return unit_words(unit).strip() if unit is Unit.PERCENT_HEIGHT else ""


def _line(m: Estimate, norm: Norm | None) -> dict[str, Any]:
    line: dict[str, Any] = {
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


def _verdict(m: Estimate, norm: Norm) -> str:
    """Where the interval lies against the typical range, in words beside the picture."""
    if m.interval.upper < norm.lower:
        return "below the range"
    if m.interval.lower > norm.upper:
        return "above the range"
    if norm.lower <= m.interval.lower and m.interval.upper <= norm.upper:
        return "within the range"
    return "may be within"


def _scale(lines: list[dict[str, Any]]) -> tuple[float, float]:
    ends = [end for line in lines for end in (line["lower"], line["upper"], *(line["typical"] or ()))]
    low, high = min(ends), max(ends)
    margin = _SCALE_MARGIN * (high - low) or 1.0
    return low - margin, high + margin
