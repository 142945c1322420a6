"""Photos of several days: one sentence, and one press to go on with those of one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.domain.messages import Day
from posture_cv.ui import intake
from posture_cv.ui.state import widget
from posture_cv.ui.texts import text
from posture_cv.visit.days import days_of

if TYPE_CHECKING:
    from posture_cv.ui.state import OpenVisit


def show(page: OpenVisit) -> None:
    """Which days there are, where the files name more than one."""
    days = days_of(page.visit, page.album)
    if len(days) < 2:
        return
    st.markdown(f":material/event: {text('days.several')}")
    with st.container(horizontal=True, gap="small"):
        for day, numbers in days.items():
            if st.button(text("days.keep", day=Day(on=day), count=len(numbers)), key=widget("day", day.isoformat())):
                intake.keep_day(page, day)
                st.rerun()
