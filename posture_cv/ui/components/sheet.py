"""The worksheet to work through with her hands: safety screen first, then the tests in the order the client turns over least."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.codecs.wording import grade_words, muscle_side_words, position_words
from posture_cv.domain.muscles import MuscleState
from posture_cv.ui.components.markup import definition_list, paragraph, tags
from posture_cv.ui.state import widget
from posture_cv.ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_cv.domain.worksheet import SafetyQuestion, Worksheet, WorksheetItem
    from posture_cv.ui.state import Visit

_STOP_TIER, _ADVICE_TIER = 1, 2


def show(visit: Visit, worksheet: Worksheet) -> None:
    """The whole sheet; a yes in the first tier of the safety screen takes the tests away."""
    st.subheader(text("sheet.safety"), anchor=False)
    st.caption(text("sheet.safety_lead"))
    for tier, questions in groupby(sorted(worksheet.safety, key=lambda asked: asked.tier), key=lambda asked: asked.tier):
        with st.expander(text(f"sheet.tier_{tier}"), expanded=tier == _STOP_TIER), st.container(key=widget("safety", tier)):
            for asked in questions:
                _ask(visit, asked)
    worst = min((asked.tier for asked in worksheet.safety if asked.key in visit.safety_yes), default=None)
    if worst == _STOP_TIER:
        st.error(text("sheet.stop"), icon=":material/front_hand:")
        return
    if worst is not None:
        st.warning(text("sheet.advice" if worst == _ADVICE_TIER else "sheet.adapt"), icon=":material/medical_information:")
    _tests(worksheet.items)


def answered(worksheet: Worksheet, yes: Iterable[str]) -> Worksheet:
    """The worksheet with these safety questions answered yes; the others stay unanswered."""
    keys = set(yes)
    return replace(worksheet, safety=tuple(replace(asked, answer=True if asked.key in keys else None) for asked in worksheet.safety))


def _ask(visit: Visit, asked: SafetyQuestion) -> None:
    if st.checkbox(asked.question, value=asked.key in visit.safety_yes, key=widget("ask", asked.key)):
        visit.safety_yes.add(asked.key)
        st.markdown(f":orange[:material/warning:] **{asked.why}.** {asked.action}")
    else:
        visit.safety_yes.discard(asked.key)


def _tests(items: Iterable[WorksheetItem]) -> None:
    st.subheader(text("sheet.tests"), anchor=False)
    in_order = tuple(items)
    if not in_order:
        st.markdown(text("sheet.no_tests"))
    for position, group in groupby(in_order, key=lambda item: item.position):
        st.markdown(f"##### {position_words(position)}")
        st.html("".join(_test(item) for item in group))


def _test(item: WorksheetItem) -> str:
    rows = (
        (text("sheet.how"), item.how),
        (text("sheet.normal"), item.normal),
        (text("sheet.reliability"), item.reliability),
        (text("sheet.caution"), item.caution),
    )
    state = text("sheet.shortened") if item.state is MuscleState.LIKELY_SHORTENED else text("sheet.lengthened")
    labels = tags(muscle_side_words(item.side), text("muscles.grade", grade=grade_words(item.grades)))
    return (
        f'<div class="pcv-test"><div class="pcv-row"><h4>{escape(item.test)}</h4>{labels}</div>'
        f"{paragraph(f'{item.name}: {state}', css_class='pcv-quiet')}{definition_list(rows)}</div>"
    )
