"""Assess: photos in on the left, what they show on the right."""

import streamlit as st

from posture_cv.domain.errors import PostureError
from posture_cv.ui import state
from posture_cv.ui.components import add_photos, guided, notices, phone, visit_file
from posture_cv.ui.shell import SCREENS
from posture_cv.ui.texts import text


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


current = state.visit()
try:
    arrived = phone.take_in(current, meant=guided.asked_view(current))
    if current.guiding:
        guided.show(current, arrived=arrived)
    elif current.visit.photos:
        from posture_cv.ui.components import answers  # an empty page needs none of it

        answers.show(current)
    else:
        start(current)
except PostureError as error:
    notices.show_error(error)
