"""Measures as interval bars against the typical range, one band for all rows, so that a glance down the page finds what differs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.cards.card import CardKind
from posture_cv.domain.estimates import Measurement
from posture_cv.domain.messages import Span, decimals_for
from posture_cv.domain.regions import Region
from posture_cv.domain.views import BodySide, Position
from posture_cv.ui.components import cards
from posture_cv.ui.texts import text, words
from posture_cv.ui.words import side_words, view_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.knowledge import Knowledge, Norm

_EDGE_LOW, _EDGE_HIGH = -1.25, 2.25
"""Ends of every track, in widths of the typical range, which itself runs from 0 to 1."""
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
    if assessment.worksheet.held_back:
        knowledge = replace(knowledge, norms=())
    for region in Region:
        rows = rows_of(assessment.measurements, region, knowledge, position)
        if rows:
            st.subheader(text(f"region.{region}"), anchor=False)
            bars(rows)
            cards.links([(CardKind.MEASURE, str(row.measurement.name)) for row in rows], knowledge, place=f"measures-{region}")
    with st.expander(text("measures.as_table"), icon=":material/table:"):
        every = [row for region in Region for row in rows_of(assessment.measurements, region, knowledge, position)]
        st.html(_table(every))


def bars(rows: Sequence[Row]) -> None:
    """Draw rows as interval bars; those without a typical range carry their numbers alone."""
    st.html(f'<div class="pcv-bars">{"".join(map(_bar, rows))}</div>')


def rows_of(measurements: Sequence[Measurement], region: Region, knowledge: Knowledge, position: Position) -> list[Row]:
    """Rows of one region in reading order; where a measure was taken more than once, its rows say where."""
    rows = []
    for definition in knowledge.measures_of(region):
        same = [measurement for measurement in measurements if measurement.name is definition.name]
        rows += [row_of(measurement, knowledge, position, among=same) for measurement in same]
    return rows


def row_of(measurement: Measurement, knowledge: Knowledge, position: Position, *, among: Sequence[Measurement]) -> Row:
    """One row: title, reading, typical range, and where the reading lies; ``among`` are the readings it must be told from."""
    norm = knowledge.norm(measurement.name, position)
    spoken = words()
    parts = [spoken.say(knowledge.measure(measurement.name).title)]
    if len({other.side for other in among}) > 1 and measurement.side is not BodySide.MIDLINE:
        parts.append(side_words(measurement.side))
    same_side = [other for other in among if other.side is measurement.side]
    if len({other.view for other in same_side}) > 1:
        parts.append(view_words(measurement.view))
    if sum(other.view is measurement.view for other in same_side) > 1:
        parts.append(text("measures.photo", number=measurement.photo + 1))
    return Row(
        title=spoken.series(parts),
        reading=spoken.value(measurement),
        interval=spoken.interval(measurement),
        typical=_typical(norm, measurement),
        verdict=_verdict(norm, measurement),
        measurement=measurement,
        norm=norm,
    )


def _typical(norm: Norm | None, measurement: Measurement) -> str:
    if norm is None:
        return text("measures.no_range")
    decimals = decimals_for(measurement.standard_error)
    return words().field(Span(lower=norm.lower, upper=norm.upper, decimals=decimals, unit=measurement.unit))


def _verdict(norm: Norm | None, measurement: Measurement) -> str:
    if norm is None:
        return ""
    interval = measurement.interval
    if interval.upper < norm.lower or interval.lower > norm.upper:
        return text("measures.beyond")
    if norm.lower <= measurement.value <= norm.upper:
        return text("measures.within")
    return text("measures.overlaps")


def _bar(row: Row) -> str:
    """One row as markup: what is drawn is said in words beside it, for those who listen."""
    interval, decimals = row.measurement.interval, decimals_for(row.measurement.standard_error)
    bare = words().field(Span(lower=interval.lower, upper=interval.upper, decimals=decimals))
    head = f'<div class="pcv-bar-words"><b>{escape(row.title)}</b><span>{escape(row.reading)} ({escape(bare)})</span></div>'
    if row.norm is None:
        return f'<div class="pcv-bar">{head}<p class="pcv-quiet pcv-bar-none">{escape(row.typical)}</p></div>'
    css_class = "pcv-bar is-beyond" if row.verdict == text("measures.beyond") else "pcv-bar"
    heard = escape(text("measures.heard", typical=row.typical, verdict=row.verdict))
    return f'<div class="{css_class}" title="{heard}">{head}{_track(row.measurement, row.norm)}<span class="pcv-heard">{heard}</span></div>'


def _track(measurement: Measurement, norm: Norm) -> str:
    interval, decimals = measurement.interval, decimals_for(measurement.standard_error)
    lower, upper, low, middle, high = (
        _place(value, norm) for value in (norm.lower, norm.upper, interval.lower, measurement.value, interval.upper)
    )
    ends = ("is-off-low" if low < 0.0 else "", "is-off-high" if high > 1.0 else "")
    low, middle, high = (min(max(place, 0.0), 1.0) for place in (low, middle, high))
    return (
        f'<div class="pcv-track" aria-hidden="true"><i class="pcv-track-band" style="{_span(lower, upper)}"></i>'
        f'<i class="pcv-track-line {" ".join(ends)}" style="{_span(low, high)}"></i>'
        f'<i class="pcv-track-mark" style="left:{middle:.1%}"></i>'
        f'<small style="left:{lower:.1%}">{escape(words().number(norm.lower, decimals))}</small>'
        f'<small style="left:{upper:.1%}">{escape(words().number(norm.upper, decimals))}</small></div>'
    )


def _span(start: float, end: float) -> str:
    return f"left:{start:.1%};width:{end - start:.1%}"


def _place(value: float, norm: Norm) -> float:
    """Place on the track: 0 at its left end, 1 at its right, outside of both where the value runs off."""
    in_ranges = (value - norm.lower) / (norm.upper - norm.lower)
    return (in_ranges - _EDGE_LOW) / (_EDGE_HIGH - _EDGE_LOW)


def _table(rows: Sequence[Row]) -> str:
    heads = "".join(f'<th scope="col">{escape(text(f"measures.{field}"))}</th>' for field in _FIELDS)
    body = "".join(
        f'<tr><th scope="row">{escape(row.title)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in (row.reading, row.interval, row.typical, row.verdict))
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="pcv-scroll" tabindex="0"><table class="pcv-table"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )
