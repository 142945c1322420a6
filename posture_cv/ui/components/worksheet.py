"""The worksheet to work through with her hands, one part after the other: safety, five factors, tests, session."""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.ui.components import factors, session_plan, worksheet_stop, worksheet_tests
from posture_cv.ui.markup import paragraph
from posture_cv.ui.state import value_of, widget
from posture_cv.ui.texts import text
from posture_cv.ui.words import said
from posture_cv.worksheet import needs_clearance, unanswered

if TYPE_CHECKING:
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.worksheet import SafetyQuestion, Worksheet
    from posture_cv.ui.state import OpenVisit
    from posture_cv.visit.sheet import Reasoned

_STOP_TIER, _ADVICE_TIER = 1, 2
_PARTS = ("safety", "factors", "tests", "session")


def show(page: OpenVisit, reasoned: Reasoned, knowledge: Knowledge) -> None:
    """The part she is at; a yes in the first tier puts the stop page in the place of all but the safety screen."""
    sheet = reasoned.assessment.worksheet
    part = _choose_part(page)
    if reasoned.stopping:
        worksheet_stop.show(reasoned.stopping, place="sheet")
    else:
        _standing(sheet)
    if part == "safety":
        _safety(sheet, page)
    elif reasoned.stopping:
        return
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
    adapting = any(asked.answer for asked in sheet.safety if asked.tier > _ADVICE_TIER)
    with st.container():
        if waiting:
            st.warning(text("safety.advice"), icon=":material/medical_information:")
        elif still_open := unanswered(sheet):
            st.info(text("safety.open", count=len(still_open)), icon=":material/checklist:")
        elif adapting or sheet.cleared:
            st.warning(text("safety.adapt"), icon=":material/tune:")
        else:
            st.success(text("safety.clear"), icon=":material/check_circle:")


def _safety(sheet: Worksheet, page: OpenVisit) -> None:
    st.subheader(text("safety.title"), anchor=False)
    st.caption(text("safety.lead"))
    for tier, group in groupby(sorted(sheet.safety, key=lambda asked: asked.tier), key=lambda asked: asked.tier):
        questions = list(group)
        with st.expander(text(f"safety.tier_{tier}"), expanded=tier == _STOP_TIER), st.container(key=widget("safety", tier)):
            for asked in questions:
                _ask(asked, page)
            _no_to_the_rest(tier, questions, page)


def _ask(asked: SafetyQuestion, page: OpenVisit) -> None:
    key = widget("ask", asked.key, page.revision)

    def keep() -> None:
        page.write(page.visit.sheet.answered(asked.key, value_of(key)))

    st.segmented_control(
        said(asked.question),
        [True, False],
        default=asked.answer,
        format_func=lambda yes: text("worksheet.yes" if yes else "worksheet.no"),
        on_change=keep,
        key=key,
    )
    if asked.answer:
        st.html(f'<div class="pcv-note"><b>{escape(said(asked.why))}.</b>{paragraph(said(asked.action))}</div>')
        if asked.tier == _ADVICE_TIER:
            _clear(asked, page)


def _clear(asked: SafetyQuestion, page: OpenVisit) -> None:
    key = widget("cleared", asked.key, page.revision)

    def keep() -> None:
        page.write(page.visit.sheet.clearing(asked.key, agreed=value_of(key)))

    st.checkbox(text("safety.cleared"), value=asked.key in page.visit.sheet.cleared, on_change=keep, key=key)


def _no_to_the_rest(tier: int, questions: list[SafetyQuestion], page: OpenVisit) -> None:
    open_ones = [asked.key for asked in questions if asked.answer is None]
    if not open_ones:
        return

    def deny() -> None:
        sheet = page.visit.sheet
        for question in open_ones:
            sheet = sheet.answered(question, yes=False)
        page.write(sheet, elsewhere=True)

    st.button(text("safety.no_to_the_rest"), icon=":material/done_all:", on_click=deny, key=widget("deny", tier))
