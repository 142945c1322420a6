"""Lengths in millimetres, once the client's height is known, or a length in the photo."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.domain.estimates import FusedMeasurement, Unit
from posture_cv.domain.person import SHORTEST_STATURE_CM, TALLEST_STATURE_CM
from posture_cv.measures import scale
from posture_cv.measures.lengths import STATURE_SD_MM, in_millimetres
from posture_cv.ui.state import value_of, widget
from posture_cv.ui.texts import text, words
from posture_cv.ui.words import said, side_words, view_words

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.estimates import Estimate, Measurement
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.ui.state import OpenVisit

_HEADS = ("measure", "where", "length", "interval", "share")


def show(page: OpenVisit, assessment: Assessment, knowledge: Knowledge) -> None:
    """The field for the height, and every length there is in this visit; nothing where there is none."""
    if not any(length.unit is Unit.PERCENT_HEIGHT for length in assessment.measurements):
        return
    st.subheader(text("lengths.title"), anchor=False)
    _ask(page)
    stature = assessment.known_stature
    if stature is None:
        st.caption(text("lengths.without", pane=text("pane.points"), tool=words().text("editor.known")))
        return
    averaged: list[Measurement | FusedMeasurement] = [length for length in assessment.fused if length.unit is Unit.PERCENT_HEIGHT]
    single: list[Measurement | FusedMeasurement] = [length for length in assessment.measurements if length.unit is Unit.PERCENT_HEIGHT]
    rows = "".join(_row(length, stature, knowledge) for length in averaged + single)
    heads = "".join(f'<th scope="col">{escape(text(f"lengths.{head}"))}</th>' for head in _HEADS)
    st.html(
        f'<div class="pcv-scroll" tabindex="0"><table class="pcv-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
    )
    if assessment.stature is None:
        basis = scale.source(assessment)
        st.caption(f"{'' if basis is None else words().say(basis)} {text('lengths.by_marking')}")
        return
    st.caption(text("lengths.error", centimetres=STATURE_SD_MM / 10.0))
    compared = scale.comparison(assessment)
    if compared is None:
        return
    if scale.heights_disagree(assessment):
        st.warning(words().say(compared), icon=":material/straighten:")
    else:
        st.caption(words().say(compared))


def _ask(page: OpenVisit) -> None:
    key = widget("stature", page.inbox, page.visit.stature_cm is not None)

    def keep() -> None:
        page.visit = replace(page.visit, stature_cm=value_of(key))

    def forget() -> None:
        page.visit = replace(page.visit, stature_cm=None)

    st.number_input(
        text("lengths.stature"),
        min_value=SHORTEST_STATURE_CM,
        max_value=TALLEST_STATURE_CM,
        value=page.visit.stature_cm,
        step=1.0,
        format="%g",
        placeholder=text("lengths.unknown"),
        help=text("lengths.stature_help"),
        width=260,
        on_change=keep,
        key=key,
    )
    if page.visit.stature_cm is not None:
        st.button(
            text("lengths.forget"), on_click=forget, icon=":material/undo:", type="tertiary", key=widget("stature-forget", page.inbox)
        )


def _row(measured: Measurement | FusedMeasurement, stature: Estimate, knowledge: Knowledge) -> str:
    spoken = words()
    length, title = in_millimetres(measured, stature), escape(said(knowledge.measure(measured.name).title))
    cells = (_where(length), spoken.value(length), spoken.interval(length), spoken.value(measured))
    return f'<tr><th scope="row">{title}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"


def _where(length: Measurement | FusedMeasurement) -> str:
    if isinstance(length, FusedMeasurement):
        return text("repeats.of", count=length.n, views=", ".join(view_words(view) for view in length.views))
    words = view_words(length.view)
    return words if length.view.is_lateral else f"{words}, {side_words(length.side)}"
