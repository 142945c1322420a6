"""Assess: photos in on the left, what they show on the right."""

import streamlit as st

from posture_cv.domain.errors import PostureError
from posture_cv.domain.views import Position
from posture_cv.ui import engine, intake, state
from posture_cv.ui.components import (
    add_photos,
    downloads,
    guided,
    lengths,
    measure_bars,
    muscles,
    notices,
    phone,
    photo_pane,
    repeats,
    results,
    worksheet,
)
from posture_cv.ui.shell import SCREENS
from posture_cv.ui.texts import text
from posture_cv.ui.worksheet_entries import reason


def start(visit: state.Visit) -> None:
    """The empty page: one thing to do."""
    st.title(text("assess.title"), anchor=False)
    st.html(f'<p class="pcv-lead">{text("assess.lead")}</p>')
    left, right = st.columns([7, 5], gap="large")
    with left:
        notices.pending(visit)
        with st.container(key="first-drop"):
            add_photos.drop_zone(visit)
        add_photos.camera(visit)
        phone.switch(visit)
        st.caption(f":material/lock: {text('assess.private')}")
    with right:
        st.markdown(f"**{text('samples.title')}**")
        with st.container(key="samples"):
            add_photos.try_a_sample(visit)
        st.caption(text("samples.words"))
    guided.choose(visit)
    st.html(f'<div class="pcv-tips">{"".join(_tip(name) for name in ("view", "camera", "person"))}</div>')
    st.page_link(str(SCREENS / "learn.py"), label=text("assess.how_to_photograph"), icon=":material/photo_camera:")


def _tip(name: str) -> str:
    return f"<div><h4>{text(f'tip.{name}')}</h4><p>{text(f'tip.{name}_words')}</p></div>"


def toolbar(visit: state.Visit) -> None:
    """What concerns all photos of the visit."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        visit.position = st.segmented_control(
            text("assess.position"),
            list(Position),
            default=visit.position,
            required=True,
            format_func=lambda position: text(f"position.{position}"),
            key=state.widget("position", visit.inbox),
        )
        st.space("stretch")
        if len(visit.entries) < state.MAX_PHOTOS:
            with st.popover(text("assess.add"), icon=":material/add_a_photo:"):
                add_photos.drop_zone(visit)
                add_photos.camera(visit)
                if phone.is_awaited(visit):
                    phone.switch(visit, watched=True)
        if visit.protocol and st.button(text("guided.resume"), icon=":material/directions_walk:", key=state.widget("guided-resume")):
            visit.guiding = True
            st.rerun()
        if st.button(text("assess.start_over"), icon=":material/restart_alt:", type="tertiary", key=state.widget("start-over")):
            state.start_over()
            st.rerun()
    phone.bar(visit)
    notices.pending(visit)


def answers(visit: state.Visit) -> None:
    """Photo and results side by side."""
    toolbar(visit)
    with notices.progress(text("assess.looking")) as step:
        intake.look(visit, step)
    assessment, mark_error = intake.conclude(visit)
    knowledge = engine.assessor().instruments.knowledge if assessment is not None else None
    photo, found = st.columns([5, 7] if visit.pane is state.Pane.PICTURE else [7, 5], gap="large")
    with photo, st.container(key="photo-pane"):
        photo_pane.show(visit, assessment, knowledge)
    with found:
        with st.container():
            if mark_error is not None:
                notices.show_error(mark_error)
        if assessment is None or knowledge is None:
            st.subheader(text("assess.nothing_yet"), anchor=False)
            st.markdown(text("assess.nothing_yet_words"))
            return
        names = ("findings", "measures", "muscles", "sheet", "missing", "report")
        # All six at once: a tab that were drawn only when opened would lose the keyboard while the page follows.
        tabs = st.tabs([text(f"tab.{name}", count=len(assessment.not_measured)) for name in names], key=state.widget("tabs"))
        reasoned = reason(assessment, visit.sheet)
        with tabs[0]:
            results.findings(reasoned, knowledge)
        with tabs[1]:
            measure_bars.show(assessment, knowledge)
            lengths.show(visit, assessment, knowledge)
            repeats.show(assessment, knowledge)
        with tabs[2]:
            muscles.show(visit, reasoned, knowledge)
        with tabs[3]:
            worksheet.show(visit, reasoned, knowledge)
        with tabs[4]:
            results.not_measured(assessment, knowledge)
        with tabs[5]:
            downloads.show(visit, reasoned)


current = state.visit()
try:
    arrived = phone.take_in(current, meant=guided.asked_view(current))
    if current.guiding:
        guided.show(current, arrived=arrived)
    elif current.entries:
        answers(current)
    else:
        start(current)
except PostureError as error:
    notices.show_error(error)
