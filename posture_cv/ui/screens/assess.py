"""Assess: photos in on the left, what they show on the right."""

from dataclasses import replace

import streamlit as st

from posture_cv.domain.errors import PostureError
from posture_cv.domain.views import Position
from posture_cv.ui import engine, intake, state
from posture_cv.ui.components import (
    add_photos,
    complaint,
    days,
    downloads,
    guided,
    lengths,
    measure_bars,
    muscles,
    notices,
    person,
    phone,
    photo_pane,
    repeats,
    results,
    visit_file,
    worksheet,
    worksheet_stop,
)
from posture_cv.ui.shell import SCREENS
from posture_cv.ui.texts import text
from posture_cv.visit import MOST_PHOTOS
from posture_cv.visit.sheet import reason


def start(page: state.OpenVisit) -> None:
    """The empty page: one thing to do."""
    st.title(text("assess.title"), anchor=False)
    st.html(f'<p class="pcv-lead">{text("assess.lead")}</p>')
    left, right = st.columns([7, 5], gap="large")
    with left:
        notices.pending(page)
        with st.container(key="first-drop"):
            add_photos.drop_zone(page)
        add_photos.camera(page)
        phone.switch(page)
        st.caption(f":material/lock: {text('assess.private')}")
    with right:
        st.markdown(f"**{text('samples.title')}**")
        with st.container(key="samples"):
            add_photos.try_a_sample(page)
        st.caption(text("samples.words"))
        visit_file.open_one(page)
    guided.choose(page)
    st.html(f'<div class="pcv-tips">{"".join(_tip(name) for name in ("view", "camera", "person"))}</div>')
    st.page_link(str(SCREENS / "learn.py"), label=text("assess.how_to_photograph"), icon=":material/photo_camera:")


def _tip(name: str) -> str:
    return f"<div><h4>{text(f'tip.{name}')}</h4><p>{text(f'tip.{name}_words')}</p></div>"


def toolbar(page: state.OpenVisit) -> None:
    """What concerns all photos of the visit."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        position = st.segmented_control(
            text("assess.position"),
            list(Position),
            default=page.visit.position,
            required=True,
            format_func=lambda position: text(f"position.{position}"),
            key=state.widget("position", page.inbox),
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
        if page.visit.protocol and st.button(text("guided.resume"), icon=":material/directions_walk:", key=state.widget("guided-resume")):
            page.guiding = True
            st.rerun()
        if st.button(text("assess.start_over"), icon=":material/restart_alt:", type="tertiary", key=state.widget("start-over")):
            state.start_over()
            st.rerun()
    phone.bar(page)
    notices.pending(page)
    days.show(page)


def answers(page: state.OpenVisit) -> None:
    """Photo and results side by side."""
    toolbar(page)
    with notices.progress(text("assess.looking")) as step:
        intake.look(page, step)
    conclusion = intake.conclude(page)
    assessment = None if conclusion is None else conclusion.assessment
    knowledge = engine.assessor().instruments.knowledge if assessment is not None else None
    photo, found = st.columns([5, 7] if page.pane is state.Pane.PICTURE else [7, 5], gap="large")
    with photo, st.container(key="photo-pane"):
        photo_pane.show(page, assessment, knowledge)
    with found:
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
        tabs = st.tabs([text(f"tab.{name}", count=len(assessment.not_measured)) for name in names], key=state.widget("tabs"))
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


current = state.visit()
try:
    arrived = phone.take_in(current, meant=guided.asked_view(current))
    if current.guiding:
        guided.show(current, arrived=arrived)
    elif current.visit.photos:
        answers(current)
    else:
        start(current)
except PostureError as error:
    notices.show_error(error)
