"""Rows of the table of measures: numbers in words, and the scale of each interval bar."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from posture_cv.domain.estimates import Unit
from posture_cv.domain.messages import Message, Span, decimals_for, estimate_of, interval_of, message, plus_minus
from posture_cv.domain.terms import side_term
from posture_cv.domain.views import BodySide, Position
from posture_cv.measures.lengths import in_millimetres

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.estimates import Estimate, FusedMeasurement, Measurement, MeasureName
    from posture_cv.domain.judgements import Judgement
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.norms import Norm
    from posture_cv.domain.views import View
    from posture_cv.report.citations import Citations

_SCALE_MARGIN = 0.12
_RANGE_WORDS = {False: "report.typical", True: "report.convention"}


def measure_groups(assessment: Assessment, knowledge: Knowledge) -> list[dict[str, Any]]:
    """One group per measure taken, in the table's order: fused photos on one line, others on their own."""
    groups = []
    for name in _taken(assessment, knowledge):
        lines = [_fused_line(one, assessment) for one in assessment.fused if one.name is name]
        lines += [_photo_line(m, assessment) for m in assessment.measurements if m.name is name and not _in_fused(m, assessment)]
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
        note = notes.setdefault(knowledge.texts[definition.caveat.id], {"measures": [], "caveat": definition.caveat, "keys": []})
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
            {"titles": [], "where": message(f"view.{missing.view}"), "reason": missing.reason, "remedy": missing.remedy},
        )
        title = knowledge.measure(missing.name).title
        one_side = missing.side is not BodySide.MIDLINE and not missing.view.is_lateral
        row["titles"].append(message("report.one_side", title=title, side=side_term(missing.side)) if one_side else title)
    return list(rows.values())


def norm_of(assessment: Assessment, knowledge: Knowledge, measurement: Measurement) -> Norm | None:
    """Typical range for the position the person held in that photo; None too where it does not apply to the client."""
    if assessment.worksheet.held_back:
        return None
    position = next((p.position for p in assessment.photos if p.index == measurement.photo), Position.STANDING)
    return knowledge.norm(measurement.name, position, assessment.person)


def _where(views: Sequence[View], side: BodySide) -> Message:
    """View or views of a measure and, in frontal ones, the body side it belongs to: ``"front, left"``."""
    seen = message(f"view.{views[0]}" if len(views) == 1 else f"views.{'.'.join(views)}")
    if side is BodySide.MIDLINE or any(view.is_lateral for view in views):
        return seen
    return message("report.where", view=seen, side=side_term(side))


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


def _photo_line(m: Measurement, assessment: Assessment) -> dict[str, Any]:
    said = {"where": _where((m.view,), m.side), "parts": "", "disagree": False, "length": _length(m, assessment)}
    return said | _line(m, assessment.judgement(m))


def _fused_line(fused: FusedMeasurement, assessment: Assessment) -> dict[str, Any]:
    """Several photos on one line, each photo's value in small beside it, and whether any two of them contradict each other."""
    parts = _parts(fused, assessment)
    return {
        "where": _where(fused.views, fused.side),
        "parts": message("text.series", parts=tuple(_part(m) for m in parts)),
        "disagree": any(one.interval.upper < other.interval.lower for one in parts for other in parts),
        "length": _length(fused, assessment),
    } | _line(fused, assessment.judgement(fused))


def _part(m: Measurement) -> Message:
    return message("report.part", view=message(f"view.short.{m.view}"), estimate=_estimate(m))


def _length(m: Measurement | FusedMeasurement, assessment: Assessment) -> Message | str:
    """The same in millimetres, where the stature is known and it is a length."""
    if assessment.known_stature is None or m.unit is not Unit.PERCENT_HEIGHT:
        return ""
    return estimate_of(in_millimetres(m, assessment.known_stature))


def _unit(unit: Unit) -> Message | str:
    return message("report.of_height") if unit is Unit.PERCENT_HEIGHT else ""


def _line(m: Estimate, judgement: Judgement | None) -> dict[str, Any]:
    line: dict[str, Any] = {
        "estimate": _estimate(m),
        "interval": _with_unit(replace(interval_of(m), unit=None), m.unit),
        "value": m.value,
        "lower": m.interval.lower,
        "upper": m.interval.upper,
        "typical": None,
        "typical_words": message("verdict.no_range"),
        "verdict": "",
        "inside": True,
        "convention": False,
    }
    if judgement is not None:
        bounds = judgement.range
        typical = Span(lower=bounds.lower, upper=bounds.upper, decimals=decimals_for(m.standard_error))
        line["typical"] = [bounds.lower, bounds.upper]
        line["typical_words"] = message(_RANGE_WORDS[bounds.is_convention], range=_with_unit(typical, m.unit))
        percentile = judgement.percentile_shown
        if percentile is not None:
            line["typical_words"] = message("report.typical.percentile", typical=line["typical_words"], percentile=percentile)
        line["inside"] = not judgement.is_clearly_beyond
        line["convention"] = bounds.is_convention
        line["verdict"] = judgement.wording
    return line


def _estimate(m: Estimate) -> Message:
    half = (m.interval.upper - m.interval.lower) / 2.0
    return _with_unit(plus_minus(m.value, half, decimals=decimals_for(m.standard_error)), m.unit)


def _with_unit(figure: Message | Span, unit: Unit) -> Message:
    """The unit in short; in full it stands beside the measure's title."""
    return message("unit.percent" if unit is Unit.PERCENT_HEIGHT else f"unit.{unit}", figure=figure)


def _scale(lines: list[dict[str, Any]]) -> tuple[float, float]:
    ends = [end for line in lines for end in (line["lower"], line["upper"], *(line["typical"] or ()))]
    low, high = min(ends), max(ends)
    margin = _SCALE_MARGIN * (high - low) or 1.0
    return low - margin, high + margin
