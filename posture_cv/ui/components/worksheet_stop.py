"""What takes the place of muscles, tests and plan where the safety screen stops the visit."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.ui.markup import definition_list
from posture_cv.ui.state import widget
from posture_cv.ui.texts import text
from posture_cv.ui.words import said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.worksheet import SafetyQuestion


def show(stopping: Sequence[SafetyQuestion], *, place: str) -> None:
    """What was answered with yes, why it stops the visit, and what to do now; ``place`` is the tab it stands in."""
    with st.container(key=widget("stop-page", place)):
        st.error(text("stop.title"), icon=":material/front_hand:")
        st.html("".join(map(_question, stopping)))
        st.markdown(text("stop.words"))


def _question(asked: SafetyQuestion) -> str:
    rows = ((text("stop.do"), said(asked.action)), (text("stop.why"), f"{said(asked.why)}."))
    return f'<div class="pcv-test"><h4>{escape(said(asked.question))}</h4>{definition_list(rows)}</div>'
