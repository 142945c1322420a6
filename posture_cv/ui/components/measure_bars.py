"""Measures as interval bars against the typical range, one band for all rows, so that a glance down the page finds what differs."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.cards.card import CardKind
from posture_cv.domain.estimates import Measurement
from posture_cv.domain.messages import Span, decimals_for, message
from posture_cv.domain.regions import Region
from posture_cv.domain.views import BodySide
from posture_cv.ui.components import cards
from posture_cv.ui.texts import text, words
from posture_cv.ui.words import said, side_words, view_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.judgements import Judgement, ReferenceRange
    from posture_cv.domain.knowledge import Knowledge

_EDGE_LOW, _EDGE_HIGH = -1.25, 2.25
"""Ends of every track, in widths of the typical range, which itself runs from 0 to 1."""
_FIELDS = ("title", "reading", "interval", "typical", "percentile", "verdict")


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement, ready to be drawn and read."""

    title: str
    reading: str
    interval: str
    typical: str
    percentile: str
    verdict: str
    measurement: Measurement
    judgement: Judgement | None


def show(assessment: Assessment, knowledge: Knowledge) -> None:
    """Every measurement by region, and the same as a table."""
    st.caption(text("measures.how_to_read"))
    for region in Region:
        rows = rows_of(assessment, region, knowledge)
        if rows:
            st.subheader(text(f"region.{region}"), anchor=False)
            bars(rows)
            cards.links([(CardKind.MEASURE, str(row.measurement.name)) for row in rows], knowledge, place=f"measures-{region}")
    with st.expander(text("measures.as_table"), icon=":material/table:"):
        every = [row for region in Region for row in rows_of(assessment, region, knowledge)]
        st.html(_table(every))


def bars(rows: Sequence[Row]) -> None:
    """Draw rows as interval bars; those without a typical range carry their numbers alone."""
    st.html(f'<div class="pcv-bars">{"".join(map(_bar, rows))}</div>')


def rows_of(assessment: Assessment, region: Region, knowledge: Knowledge) -> list[Row]:
    """Rows of one region in reading order; where a measure was taken more than once, its rows say where."""
    rows = []
    for definition in knowledge.measures_of(region):
        same = [measurement for measurement in assessment.measurements if measurement.name is definition.name]
        rows += [row_of(measurement, assessment.judgement(measurement), knowledge, among=same) for measurement in same]
    return rows


def row_of(measurement: Measurement, judgement: Judgement | None, knowledge: Knowledge, *, among: Sequence[Measurement]) -> Row:
    """One row: title, reading, typical range, and what is to be said of the reading; ``among`` are the readings it must be told from."""
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
        typical=_typical(judgement, measurement),
        percentile="" if judgement is None else said(judgement.standing),
        verdict=said(message("verdict.not_judged") if judgement is None else judgement.wording),
        measurement=measurement,
        judgement=judgement,
    )


def _typical(judgement: Judgement | None, measurement: Measurement) -> str:
    if judgement is None:
        return said(message("verdict.no_range"))
    decimals = decimals_for(measurement.standard_error)
    return words().field(Span(lower=judgement.range.lower, upper=judgement.range.upper, decimals=decimals, unit=measurement.unit))


def _bar(row: Row) -> str:
    """One row as markup: what is drawn is said in words beside it, for those who listen."""
    interval, decimals = row.measurement.interval, decimals_for(row.measurement.standard_error)
    bare = words().field(Span(lower=interval.lower, upper=interval.upper, decimals=decimals))
    head = f'<div class="pcv-bar-words"><b>{escape(row.title)}</b><span>{escape(row.reading)} ({escape(bare)})</span></div>'
    if row.judgement is None:
        return f'<div class="pcv-bar">{head}<p class="pcv-quiet pcv-bar-none">{escape(row.typical)}</p></div>'
    classes = ["pcv-bar"]
    classes += ["is-beyond"] if row.judgement.is_clearly_beyond else []
    classes += ["is-convention"] if row.judgement.range.is_convention else []
    key = "measures.heard_convention" if row.judgement.range.is_convention else "measures.heard"
    heard = escape(text(key, typical=row.typical, verdict=row.verdict, percentile=row.percentile))
    track = _track(row.measurement, row.judgement.range)
    judged = f'<p class="pcv-quiet pcv-bar-none"><b>{escape(row.verdict)}</b>, {escape(row.percentile)}</p>'
    return f'<div class="{" ".join(classes)}" title="{heard}">{head}{track}{judged}<span class="pcv-heard">{heard}</span></div>'


def _track(measurement: Measurement, norm: ReferenceRange) -> str:
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


def _place(value: float, norm: ReferenceRange) -> float:
    """Place on the track: 0 at its left end, 1 at its right, outside of both where the value runs off."""
    in_ranges = (value - norm.lower) / (norm.upper - norm.lower)
    return (in_ranges - _EDGE_LOW) / (_EDGE_HIGH - _EDGE_LOW)


def _table(rows: Sequence[Row]) -> str:
    heads = "".join(f'<th scope="col">{escape(text(f"measures.{field}"))}</th>' for field in _FIELDS)
    body = "".join(
        f'<tr><th scope="row">{escape(row.title)}</th>'
        + "".join(f"<td>{escape(cell)}</td>" for cell in (row.reading, row.interval, row.typical, row.percentile, row.verdict))
        + "</tr>"
        for row in rows
    )
    return (
        f'<div class="pcv-scroll" tabindex="0"><table class="pcv-table"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'
    )
