"""The worksheet to work through with her hands, one part after the other: safety, five factors, tests, session."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.ui.components import factors, safety_screen, session_plan, worksheet_stop, worksheet_tests
from posture_cv.ui.state import value_of, widget
from posture_cv.ui.texts import text
from posture_cv.worksheet import holding, needs_clearance, unanswered

if TYPE_CHECKING:
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.worksheet import Worksheet
    from posture_cv.ui.state import OpenVisit
    from posture_cv.visit.sheet import Reasoned

_PARTS = ("safety", "factors", "tests", "session")


def show(page: OpenVisit, reasoned: Reasoned, knowledge: Knowledge) -> None:
    """The part she is at; where the visit is stopped, nothing but the safety screen."""
    sheet = reasoned.assessment.worksheet
    part = _choose_part(page)
    if not reasoned.stopping:
        _standing(sheet)
    if part == "safety":
        safety_screen.show(sheet, page)
    elif reasoned.stopping:
        worksheet_stop.in_place()
    elif part == "factors":
        factors.show(sheet, page)
    elif part == "tests":
        worksheet_tests.show(page, reasoned, knowledge)
    else:
        session_plan.show(reasoned, page, knowledge)


def _choose_part(page: OpenVisit) -> str:
    key = widget("part")

    def keep() -> None:
        page.part = value_of(key)

    st.segmented_control(
        text("worksheet.part"),
        _PARTS,
        default=page.part,
        required=True,
        format_func=lambda part: text(f"worksheet.{part}"),
        label_visibility="collapsed",
        on_change=keep,
        key=key,
    )
    return page.part


def _standing(sheet: Worksheet) -> None:
    """Where the safety screen stands, on every part."""
    waiting = needs_clearance(sheet)
    adapting = bool(holding(sheet))
    with st.container():
        if waiting:
            st.warning(text("safety.advice"), icon=":material/medical_information:")
        elif still_open := unanswered(sheet):
            st.info(text("safety.open", count=len(still_open)), icon=":material/checklist:")
        elif adapting:
            st.warning(text("safety.adapt"), icon=":material/tune:")
        else:
            st.success(text("safety.clear"), icon=":material/check_circle:")
