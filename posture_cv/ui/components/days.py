"""Photos of several days: one sentence, and one press to go on with those of one day, of another, or with all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.domain.messages import Day
from posture_cv.ui import intake
from posture_cv.ui.state import widget
from posture_cv.ui.texts import text
from posture_cv.visit import MOST_PHOTOS
from posture_cv.visit.days import days_of

if TYPE_CHECKING:
    import datetime as dt

    from posture_cv.ui.state import OpenVisit


def show(page: OpenVisit) -> None:
    """Which days there are, where the files name more than one; the photos set aside can be taken up again."""
    photos = (*page.visit.photos, *page.set_aside)
    on_page, everywhere = (days_of(each, page.album) for each in (page.visit.photos, photos))
    mixed = len(on_page) > 1
    if not mixed and not page.set_aside:
        return
    st.markdown(f":material/event: {text('days.several' if mixed else 'days.aside')}")
    with st.container(horizontal=True, gap="small"):
        for day, numbers in everywhere.items():
            if (mixed or day not in on_page) and len(numbers) <= MOST_PHOTOS:
                _button(page, text("days.keep", day=Day(on=day), count=len(numbers)), day)
        if page.set_aside and len(photos) <= MOST_PHOTOS:
            _button(page, text("days.all", count=len(photos)), None)


def _button(page: OpenVisit, label: str, day: dt.date | None) -> None:
    if st.button(label, key=widget("day", "all" if day is None else day.isoformat())):
        intake.keep_day(page, day)
        st.rerun()
