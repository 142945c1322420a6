"""Measures that more than one photo gives: their average, and how far the photos lie apart."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.domain.messages import Quantity, decimals_for
from posture_cv.domain.views import BodySide
from posture_cv.ui.texts import text, words
from posture_cv.ui.words import said, side_words, view_words

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.estimates import FusedMeasurement
    from posture_cv.domain.knowledge import Knowledge

_HEADS = ("measure", "average", "interval", "spread", "photos")


def show(assessment: Assessment, knowledge: Knowledge) -> None:
    """One row per averaged measure; nothing where every measure was taken once."""
    if not assessment.fused:
        return
    with st.expander(text("repeats.title"), icon=":material/functions:"):
        st.caption(text("repeats.lead"))
        heads = "".join(f'<th scope="col">{escape(text(f"repeats.{head}"))}</th>' for head in _HEADS)
        rows = "".join(_row(fused, knowledge) for fused in assessment.fused)
        table = f'<table class="pcv-table"><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>'
        st.html(f'<div class="pcv-scroll" tabindex="0">{table}</div>')


def _row(fused: FusedMeasurement, knowledge: Knowledge) -> str:
    title = said(knowledge.measure(fused.name).title)
    if fused.side is not BodySide.MIDLINE:
        title = f"{title}, {side_words(fused.side)}"
    spoken = words()
    spread = Quantity(value=fused.spread, decimals=max(1, decimals_for(fused.standard_error)), unit=fused.unit)
    photos = text("repeats.of", count=fused.n, views=spoken.series([view_words(view) for view in fused.views]))
    cells = (spoken.value(fused), spoken.interval(fused), spoken.field(spread), photos)
    return f'<tr><th scope="row">{escape(title)}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in cells) + "</tr>"
