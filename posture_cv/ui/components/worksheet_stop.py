"""What leads the page where the safety screen ends the visit: what to do, whom to call, why."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.domain.messages import message
from posture_cv.ui.markup import definition_list
from posture_cv.ui.state import widget
from posture_cv.ui.texts import text
from posture_cv.ui.words import said, told
from posture_cv.worksheet import stopped_by

if TYPE_CHECKING:
    from posture_cv.domain.screen import SafetyRule
    from posture_cv.domain.worksheet import Worksheet


def show(sheet: Worksheet) -> None:
    """What to do now, above everything else; nothing where no rule ends the visit."""
    stopping = stopped_by(sheet)
    if not stopping:
        return
    with st.container(key=widget("stop-page")):
        st.error(text("stop.title"), icon=":material/front_hand:")
        st.html("".join(_rule(rule, sheet) for rule in stopping))
        st.markdown(text("stop.words"))


def in_place() -> None:
    """What stands where muscles, tests and plan would be."""
    st.markdown(text("stop.above"))


def _rule(rule: SafetyRule, sheet: Worksheet) -> str:
    rows = (
        (text("stop.call"), said(message(f"stop.call.{rule.tier}"))),
        (text("stop.why"), f"{said(rule.why)}."),
        (text("stop.answered"), told(*(asked.question for asked in sheet.answered_in(rule)))),
    )
    tier = said(message(f"tier.{rule.tier}"))
    return f'<div class="pcv-test"><p class="pcv-quiet">{escape(tier)}</p><h3>{escape(said(rule.action))}</h3>{definition_list(rows)}</div>'
