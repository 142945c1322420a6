"""What the client comes with: one choice, and what leads the page once it was made."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.cards.card import CardKind
from posture_cv.cards.complaint_brief import complaint_brief
from posture_cv.domain.messages import message
from posture_cv.ui.components import cards
from posture_cv.ui.markup import bullets
from posture_cv.ui.state import value_of, widget
from posture_cv.ui.texts import text
from posture_cv.ui.words import said

if TYPE_CHECKING:
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.worksheet import Worksheet
    from posture_cv.ui.state import OpenVisit


def choose(page: OpenVisit, knowledge: Knowledge) -> None:
    """The complaint, or none; its muscles and tests come first from then on."""
    titles = {"": text("complaint.none"), **{row.key: said(row.title) for row in knowledge.conditions}}
    key, stated = widget("complaint", page.revision), page.visit.sheet.complaint

    def keep() -> None:
        page.write(page.visit.sheet.bringing(value_of(key)))

    keys = list(titles)
    st.selectbox(
        text("complaint.label"), keys, index=keys.index(stated), format_func=titles.__getitem__, on_change=keep, key=key, width=320
    )


def lead(worksheet: Worksheet, knowledge: Knowledge) -> None:
    """Caution first, then whom to refer, then the complaint's own tests; nothing where none was stated."""
    brief = complaint_brief(worksheet.complaint, knowledge)
    if brief is None:
        return
    if brief.caution is not None:
        st.warning(said(brief.caution), icon=":material/warning:")
    with st.expander(text("complaint.more", title=brief.title), icon=":material/clinical_notes:"):
        for title, lines in (("refer", brief.refer), ("tests", brief.tests)):
            if lines:
                heading = escape(said(message(f"complaint.{title}")))
                st.html(f"<h4>{heading}</h4>{bullets(map(said, lines))}")
        cards.link((CardKind.CONDITION, worksheet.complaint), brief.title, knowledge, place="complaint")
