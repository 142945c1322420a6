"""Measures as interval bars against the typical range, one band for all rows, so that a glance down the page finds what differs."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from posture_cv.codecs.cards import CardKind
from posture_cv.codecs.wording import decimals_for, format_interval, format_number, format_value, side_words, unit_words, view_words
from posture_cv.domain.estimates import Measurement
from posture_cv.domain.views import Position
from posture_cv.ui.components import cards
from posture_cv.ui.regions import MEASURES, Region
from posture_cv.ui.texts import text
from posture_cv.ui.theme import Palette, palette
from posture_cv.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.codecs.assessment import Assessment
    from posture_cv.domain.knowledge import Knowledge, Norm

_EDGE_LOW, _EDGE_HIGH = -1.25, 2.25
"""Ends of every track, in widths of the typical range, which itself runs from 0 to 1."""

_ROW_PX = 64
_BAR_DOWN_PX = 6
_ARROW = 0.03
"""How far inside the track an arrowhead sits, in widths of the typical range."""
_FIELDS = ("title", "reading", "interval", "typical", "verdict")


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement, ready to be drawn and read."""

    title: str
    reading: str
    interval: str
    typical: str
    verdict: str
    measurement: Measurement
    norm: Norm | None


def show(assessment: Assessment, knowledge: Knowledge) -> None:
    """Every measurement by region, and the same as a table."""
    st.caption(text("measures.how_to_read"))
    position = assessment.photos[0].position
    for region in Region:
        rows = rows_of(assessment.measurements, region, knowledge, position)
        if rows:
            st.subheader(text(f"region.{region}"), anchor=False)
            bars(rows)
            cards.links([(CardKind.MEASURE, row.measurement.name.value) for row in rows], knowledge, place=f"measures-{region}")
    with st.expander(text("measures.as_table"), icon=":material/table:"):
        every = [row for region in Region for row in rows_of(assessment.measurements, region, knowledge, position)]
        st.html(_table(every))


def bars(rows: Sequence[Row]) -> None:
    """Draw rows as interval bars; those without a typical range carry their numbers alone."""
    st.vega_lite_chart(_specification(rows, palette()), width="stretch", theme=None, alt=_in_words(rows))


def rows_of(measurements: Sequence[Measurement], region: Region, knowledge: Knowledge, position: Position) -> list[Row]:
    """Rows of one region in reading order; where a measure was taken more than once, its rows say where."""
    rows = []
    for name in MEASURES[region]:
        same = [measurement for measurement in measurements if measurement.name is name]
        rows += [row_of(measurement, knowledge, position, among=same) for measurement in same]
    return rows


def row_of(measurement: Measurement, knowledge: Knowledge, position: Position, *, among: Sequence[Measurement]) -> Row:
    """One row: title, reading, typical range, and where the reading lies; ``among`` are the readings it must be told from."""
    norm = knowledge.norm(measurement.name, position)
    parts = [knowledge.measure(measurement.name).title]
    if len({other.side for other in among}) > 1:
        parts.append(side_words(measurement.side))
    if sum(other.side is measurement.side for other in among) > 1:
        parts.append(view_words(measurement.view))
    return Row(
        title=", ".join(said(part) for part in parts if part),
        reading=said(format_value(measurement)),
        interval=said(format_interval(measurement)),
        typical=_typical(norm, measurement),
        verdict=_verdict(norm, measurement),
        measurement=measurement,
        norm=norm,
    )


def _typical(norm: Norm | None, measurement: Measurement) -> str:
    if norm is None:
        return text("measures.no_range")
    decimals = decimals_for(measurement.standard_error)
    ends = (format_number(end, decimals) for end in (norm.lower, norm.upper))
    return said(" to ".join(ends) + unit_words(measurement.unit))


def _verdict(norm: Norm | None, measurement: Measurement) -> str:
    if norm is None:
        return ""
    interval = measurement.interval
    if interval.upper < norm.lower or interval.lower > norm.upper:
        return text("measures.beyond")
    if norm.lower <= measurement.value <= norm.upper:
        return text("measures.within")
    return text("measures.overlaps")


def _specification(rows: Sequence[Row], colours: Palette) -> dict[str, Any]:
    """The drawing as Vega-Lite; written as plain data because checking it anew at every rerun would cost half a second."""
    ink, quiet = {"color": colours.ink, "fontSize": 14.5}, {"color": colours.quiet, "fontSize": 11.5}
    coloured = {"condition": {"test": "datum.is_beyond", "value": colours.beyond}, "value": colours.within}
    shaped = {"condition": {"test": "datum.is_beyond", "value": "diamond"}, "value": "circle"}
    arrow = {"type": "point", "yOffset": _BAR_DOWN_PX, "size": 90, "filled": True, "opacity": 1}
    left, right = {"align": "left"}, {"align": "right"}
    layers = [
        _layer(_words(dy=-18, fontWeight=600, **left, **ink), x={"value": 0}, text={"field": "title"}),
        _layer(_words(dy=-18, **right, **ink), x={"value": "width"}, text={"field": "both"}),
        _layer(_words(dy=6, **left, **quiet), x={"value": 0}, text={"field": "typical"}, only="!datum.has_range"),
        _layer(_rule(2, color=colours.line), x=_at("track_from"), x2={"field": "track_to"}),
        _layer(_rule(14, color=colours.band, strokeCap="butt"), x=_at("zero"), x2={"field": "one"}),
        _layer(_rule(4), x=_at("low"), x2={"field": "high"}, color=coloured),
        _layer(arrow | {"shape": "triangle-left"}, x=_at("arrow_low"), color=coloured, only="datum.runs_off_low"),
        _layer(arrow | {"shape": "triangle-right"}, x=_at("arrow_high"), color=coloured, only="datum.runs_off_high"),
        _layer(arrow | {"size": 130, "stroke": colours.card, "strokeWidth": 1.5}, x=_at("middle"), color=coloured, shape=shaped),
        _layer(_words(dy=23, align="center", **quiet), x=_at("zero"), text={"field": "norm_low"}),
        _layer(_words(dy=23, align="center", **quiet), x=_at("one"), text={"field": "norm_high"}),
    ]
    return {
        "data": {"values": [_drawn(index, row) for index, row in enumerate(rows)]},
        "height": _ROW_PX * len(rows),
        "padding": {"left": 2, "right": 2, "top": 0, "bottom": 0},
        "background": "transparent",
        "config": {"view": {"stroke": None}},
        "encoding": {
            "y": {"field": "row", "type": "ordinal", "axis": None, "scale": {"padding": 0}},
            "tooltip": [{"field": field, "type": "nominal", "title": text(f"measures.{field}")} for field in _FIELDS],
        },
        "layer": layers,
    }


def _layer(mark: dict[str, Any], *, only: str = "", **encoding: dict[str, Any]) -> dict[str, Any]:
    """One kind of mark for every row that has a place for it."""
    drawn: dict[str, Any] = {"mark": {**mark, "aria": False}, "encoding": encoding}  # the alternative text says it all
    needs = only or (f"isValid(datum.{encoding['x']['field']})" if "field" in encoding["x"] else "")
    if needs:
        drawn["transform"] = [{"filter": needs}]
    if "text" in encoding:
        encoding["text"]["type"] = "nominal"
    return drawn


def _at(field: str) -> dict[str, Any]:
    scale = {"domain": [_EDGE_LOW, _EDGE_HIGH], "nice": False, "zero": False, "clamp": True}
    return {"field": field, "type": "quantitative", "axis": None, "scale": scale}


def _words(**style: object) -> dict[str, Any]:
    return {"type": "text", "baseline": "middle", "font": "Source Sans, sans-serif", **style}


def _rule(width_px: float, **style: object) -> dict[str, Any]:
    return {"type": "rule", "yOffset": _BAR_DOWN_PX, "strokeWidth": width_px, "strokeCap": "round", **style}


def _drawn(index: int, row: Row) -> dict[str, object]:
    drawn: dict[str, object] = {
        "row": index,
        "title": row.title,
        "reading": row.reading,
        "interval": row.interval,
        "both": f"{row.reading}   ({row.interval.removesuffix(said(unit_words(row.measurement.unit)))})",
        "typical": row.typical,
        "verdict": row.verdict or row.typical,
        "has_range": row.norm is not None,
        "is_beyond": row.verdict == text("measures.beyond"),
    }
    if row.norm is not None:
        estimate, decimals = row.measurement, decimals_for(row.measurement.standard_error)
        low, middle, high = (_in_ranges(value, row.norm) for value in (estimate.interval.lower, estimate.value, estimate.interval.upper))
        drawn |= {"low": low, "middle": middle, "high": high, "runs_off_low": low < _EDGE_LOW, "runs_off_high": high > _EDGE_HIGH}
        drawn |= {"track_from": _EDGE_LOW, "track_to": _EDGE_HIGH, "zero": 0.0, "one": 1.0}
        drawn |= {"arrow_low": _EDGE_LOW + _ARROW, "arrow_high": _EDGE_HIGH - _ARROW}
        drawn |= {"norm_low": said(format_number(row.norm.lower, decimals)), "norm_high": said(format_number(row.norm.upper, decimals))}
    return drawn


def _in_ranges(value: float, norm: Norm) -> float:
    """Place on the track: 0 at the typical range's lower end, 1 at its upper."""
    return (value - norm.lower) / (norm.upper - norm.lower)


def _in_words(rows: Sequence[Row]) -> str:
    return " ".join(
        text("measures.alt_row", title=row.title, reading=row.reading, interval=row.interval, typical=row.typical, verdict=row.verdict)
        for row in rows
    )


def _table(rows: Sequence[Row]) -> str:
    heads = "".join(
        f'<th scope="col">{escape(text(f"measures.{field}"))}</th>' for field in ("title", "reading", "interval", "typical", "verdict")
    )
    body = "".join(
        f'<tr><th scope="row">{escape(row.title)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in (row.reading, row.interval, row.typical, row.verdict))
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="pcv-scroll" tabindex="0"><table class="pcv-table"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )
