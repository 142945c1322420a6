"""Measures as interval bars against the typical range, one band for all rows, so that a glance down the page finds what differs."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from posture_cv.codecs.wording import decimals_for, format_interval, format_number, format_value, side_words, unit_words, view_words
from posture_cv.domain.estimates import Measurement
from posture_cv.domain.views import Position
from posture_cv.ui.regions import MEASURES, Region
from posture_cv.ui.texts import text
from posture_cv.ui.theme import Palette, palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    import altair as alt

    from posture_cv.codecs.assessment import Assessment
    from posture_cv.domain.knowledge import Knowledge, Norm

_EDGE_LOW, _EDGE_HIGH = -1.25, 2.25
"""Ends of every track, in widths of the typical range, which itself runs from 0 to 1."""

_ROW_PX = 64


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
    with st.expander(text("measures.as_table"), icon=":material/table:"):
        every = [row for region in Region for row in rows_of(assessment.measurements, region, knowledge, position)]
        st.html(_table(every))


def bars(rows: Sequence[Row]) -> None:
    """Draw rows as interval bars; those without a typical range carry their numbers alone."""
    st.altair_chart(_chart(rows, palette()), width="stretch", theme=None, alt=_in_words(rows))


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
        title=", ".join(part for part in parts if part),
        reading=format_value(measurement),
        interval=format_interval(measurement),
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
    return " to ".join(ends) + unit_words(measurement.unit)


def _verdict(norm: Norm | None, measurement: Measurement) -> str:
    if norm is None:
        return ""
    interval = measurement.interval
    if interval.upper < norm.lower or interval.lower > norm.upper:
        return text("measures.beyond")
    if norm.lower <= measurement.value <= norm.upper:
        return text("measures.within")
    return text("measures.overlaps")


def _chart(rows: Sequence[Row], colours: Palette) -> alt.LayerChart:
    import altair as alt

    base = alt.Chart(alt.InlineData(values=[_drawn(index, row) for index, row in enumerate(rows)])).encode(
        y=alt.Y("row:O", axis=None, scale=alt.Scale(padding=0)),
        tooltip=[
            alt.Tooltip(f"{field}:N", title=text(f"measures.{field}")) for field in ("title", "reading", "interval", "typical", "verdict")
        ],
    )
    x = alt.X("low:Q", axis=None, scale=alt.Scale(domain=[_EDGE_LOW, _EDGE_HIGH], nice=False, zero=False, clamp=True))
    ranged = base.transform_filter("datum.has_range")
    colour = alt.condition("datum.is_beyond", alt.value(colours.beyond), alt.value(colours.within))
    words: dict[str, Any] = {"baseline": "middle", "font": "Source Sans, sans-serif"}
    track = ranged.transform_calculate(start=str(_EDGE_LOW), end=str(_EDGE_HIGH))
    layers = [
        base.mark_text(align="left", dy=-18, fontSize=14.5, fontWeight=600, color=colours.ink, limit=430, **words).encode(
            x=alt.value(0), text="title:N"
        ),
        track.mark_rule(yOffset=6, strokeWidth=2, strokeCap="round", color=colours.line)
        .encode(x=x.copy(), x2="end:Q")
        .encode(x=alt.X("start:Q", axis=None)),
        ranged.transform_calculate(zero="0", one="1")
        .mark_rule(yOffset=6, strokeWidth=14, color=colours.band)
        .encode(x=alt.X("zero:Q", axis=None), x2="one:Q"),
        ranged.mark_rule(yOffset=6, strokeWidth=4, strokeCap="round").encode(x=x, x2="high:Q", color=colour),
        *(
            ranged.transform_filter(f"datum.runs_off_{end}")
            .transform_calculate(edge=str(edge))
            .mark_point(yOffset=6, size=90, filled=True, opacity=1, shape=shape)
            .encode(x=alt.X("edge:Q", axis=None), color=colour)
            for end, edge, shape in (("low", _EDGE_LOW, "triangle-left"), ("high", _EDGE_HIGH, "triangle-right"))
        ),
        ranged.mark_point(yOffset=6, size=120, filled=True, opacity=1, stroke=colours.card, strokeWidth=1.5).encode(
            x=alt.X("middle:Q", axis=None),
            color=colour,
            shape=alt.condition("datum.is_beyond", alt.value("diamond"), alt.value("circle")),
        ),
        ranged.transform_calculate(zero="0")
        .mark_text(align="center", dy=23, fontSize=11.5, color=colours.quiet, **words)
        .encode(x=alt.X("zero:Q", axis=None), text="norm_low:N"),
        ranged.transform_calculate(one="1")
        .mark_text(align="center", dy=23, fontSize=11.5, color=colours.quiet, **words)
        .encode(x=alt.X("one:Q", axis=None), text="norm_high:N"),
        base.transform_filter("!datum.has_range")
        .mark_text(align="left", dy=6, fontSize=12.5, color=colours.quiet, **words)
        .encode(x=alt.value(0), text="typical:N"),
        base.mark_text(align="right", dy=-18, fontSize=14.5, color=colours.ink, **words).encode(x=alt.value("width"), text="both:N"),
    ]
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .properties(height=_ROW_PX * len(rows), padding={"left": 2, "right": 2, "top": 0, "bottom": 0}, background="transparent")
        .configure_view(stroke=None)
    )
    return chart


def _drawn(index: int, row: Row) -> dict[str, object]:
    drawn: dict[str, object] = {
        "row": index,
        "title": row.title,
        "reading": row.reading,
        "interval": row.interval,
        "both": f"{row.reading}   ({row.interval.removesuffix(unit_words(row.measurement.unit))})",
        "typical": row.typical,
        "verdict": row.verdict or row.typical,
        "has_range": row.norm is not None,
        "is_beyond": row.verdict == text("measures.beyond"),
    }
    if row.norm is not None:
        low, width = row.norm.lower, row.norm.upper - row.norm.lower
        estimate = row.measurement
        places = {"low": estimate.interval.lower, "middle": estimate.value, "high": estimate.interval.upper}
        drawn |= {place: (value - low) / width for place, value in places.items()}
        drawn |= {"runs_off_low": (places["low"] - low) / width < _EDGE_LOW, "runs_off_high": (places["high"] - low) / width > _EDGE_HIGH}
        decimals = decimals_for(estimate.standard_error)
        drawn |= {"norm_low": format_number(row.norm.lower, decimals), "norm_high": format_number(row.norm.upper, decimals)}
    return drawn


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
