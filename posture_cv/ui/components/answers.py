"""A visit with photos: what concerns all of them above, photo and results side by side."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.domain.views import Position
from posture_cv.ui import engine, intake
from posture_cv.ui.components import (
    add_photos,
    complaint,
    days,
    downloads,
    lengths,
    measure_bars,
    muscles,
    notices,
    person,
    phone,
    photo_pane,
    repeats,
    results,
    worksheet,
    worksheet_stop,
)
from posture_cv.ui.state import Pane, start_over, widget
from posture_cv.ui.texts import text
from posture_cv.visit import MOST_PHOTOS
from posture_cv.visit.sheet import reason

if TYPE_CHECKING:
    from posture_cv.ui.state import OpenVisit


def show(page: OpenVisit) -> None:
    """Photo and results side by side."""
    _toolbar(page)
    with notices.progress(text("assess.looking")) as step:
        intake.observe(page, step)
    conclusion = intake.conclude(page)
    assessment = None if conclusion is None else conclusion.assessment
    knowledge = engine.assessor().instruments.knowledge if assessment is not None else None
    photo, answer = st.columns([5, 7] if page.pane is Pane.PICTURE else [7, 5], gap="large")
    with photo, st.container(key="photo-pane"):
        photo_pane.show(page, assessment, knowledge)
    with answer:
        with st.container():
            if conclusion is not None and conclusion.problem is not None:
                notices.show_error(conclusion.problem)
        if assessment is None or knowledge is None:
            st.subheader(text("assess.nothing_yet"), anchor=False)
            st.markdown(text("assess.nothing_yet_words"))
            return
        reasoned = reason(assessment, page.visit.sheet, knowledge)
        with st.container():
            worksheet_stop.show(reasoned.assessment.worksheet)
            complaint.choose(page, knowledge)
            if not reasoned.stopping:
                complaint.lead(reasoned.assessment.worksheet, knowledge)
        names = ("findings", "measures", "muscles", "sheet", "missing", "report")
        # All six at once: a tab that were drawn only when opened would lose the keyboard while the page follows.
        tabs = st.tabs([text(f"tab.{name}", count=len(assessment.not_measured)) for name in names], key=widget("tabs"))
        with tabs[0]:
            results.findings(reasoned, knowledge)
        with tabs[1]:
            measure_bars.show(reasoned.assessment, knowledge)
            lengths.show(page, assessment, knowledge)
            repeats.show(assessment, knowledge)
        with tabs[2]:
            muscles.show(page, reasoned, knowledge)
        with tabs[3]:
            worksheet.show(page, reasoned, knowledge)
        with tabs[4]:
            results.not_measured(assessment, knowledge)
        with tabs[5]:
            downloads.show(page, reasoned)


def _toolbar(page: OpenVisit) -> None:
    """What concerns all photos of the visit."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        position = st.segmented_control(
            text("assess.position"),
            list(Position),
            default=page.visit.position,
            required=True,
            format_func=lambda position: text(f"position.{position}"),
            key=widget("position", page.inbox),
        )
        page.visit = replace(page.visit, position=position)
        person.ask(page)
        st.space("stretch")
        if len(page.visit.photos) < MOST_PHOTOS:
            with st.popover(text("assess.add"), icon=":material/add_a_photo:"):
                add_photos.drop_zone(page)
                add_photos.camera(page)
                if phone.is_awaited(page):
                    phone.switch(page, watched=True)
        if page.visit.protocol and st.button(text("guided.resume"), icon=":material/directions_walk:", key=widget("guided-resume")):
            page.guiding = True
            st.rerun()
        if st.button(text("assess.start_over"), icon=":material/restart_alt:", type="tertiary", key=widget("start-over")):
            start_over()
            st.rerun()
    phone.bar(page)
    notices.pending(page)
    days.show(page)
