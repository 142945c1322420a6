"""What a measure means and what it does not, and how to photograph for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.codecs.wording import format_number, unit_words
from posture_cv.domain.views import Position
from posture_cv.ui.components.markup import definition_list, more, paragraph
from posture_cv.ui.components.results import citations
from posture_cv.ui.texts import text

if TYPE_CHECKING:
    from posture_cv.domain.estimates import MeasureName
    from posture_cv.domain.knowledge import Knowledge

_STEPS = ("camera", "distance", "height", "clothing", "stance", "gaze", "arms", "breath", "views", "repeat")


def measure(name: MeasureName, knowledge: Knowledge) -> None:
    """One measure: definition, typical range per position, reliability, caveat, sources."""
    row = knowledge.measure(name)
    with st.expander(f"**{row.title}** · {row.plain_title}"):
        ranges = [
            (
                text("learn.typical", position=text(f"position.{position}").lower()),
                f"{_range(norm.lower, norm.upper)}{unit_words(row.unit)}. {norm.basis}",
            )
            for position in Position
            if (norm := knowledge.norm(name, position)) is not None
        ]
        rows = [
            (text("learn.definition"), row.definition),
            (text("learn.points"), ", ".join(text(f"landmark.{landmark}") for landmark in row.landmarks)),
            (text("learn.higher"), row.higher_means),
            *(ranges or [(text("measures.typical"), text("measures.no_range"))]),
            (text("learn.reliability"), row.reliability),
            (text("learn.caveat"), row.caveat),
        ]
        st.html(
            f'<div class="pcv-card">{definition_list(rows)}{more(text("findings.sources"), citations(row.references, knowledge))}</div>'
        )


def protocol() -> None:
    """How to photograph, in the order it is done."""
    st.html(paragraph(text("protocol.lead"), css_class="pcv-lead"))
    rows = [(text(f"protocol.{step}"), text(f"protocol.{step}_words")) for step in _STEPS]
    st.html(f'<div class="pcv-card">{definition_list(rows)}</div>')


def _range(lower: float, upper: float) -> str:
    return f"{format_number(lower, 0)} to {format_number(upper, 0)}"
