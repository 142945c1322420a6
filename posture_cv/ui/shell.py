"""The frame around every page: name, navigation, theme."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from posture_cv.ui import engine, server, state, theme
from posture_cv.ui.components import own_words, ticket, unkept
from posture_cv.ui.texts import text

SCREENS = Path(__file__).with_name("screens")
_LOGO = Path(__file__).with_name("logo.svg")
_ICON = Path(__file__).with_name("icon.svg")


def run() -> None:
    """Show the page the visitor asked for."""
    st.set_page_config(
        page_title=text("app.name"),
        page_icon=str(_ICON),
        layout="wide",
        initial_sidebar_state="auto",
    )
    theme.apply()
    if server.is_open_to_all():
        st.error(text("app.unguarded"), icon=":material/gpp_bad:")
        return
    own_words.say()
    unkept.ask()
    pages = [
        st.Page(SCREENS / "assess.py", title=text("assess.page"), icon=":material/accessibility_new:", url_path="assess", default=True),
        st.Page(SCREENS / "learn.py", title=text("learn.page"), icon=":material/menu_book:", url_path="learn"),
        st.Page(SCREENS / "settings.py", title=text("settings.page"), icon=":material/tune:", url_path="settings"),
    ]
    # Before the ticket: its answer names the page the browser believes to be on, and only the navigation tells it.
    shown = st.navigation(pages, position="top")
    st.logo(str(_LOGO), size="large")
    if state.hand_over():
        state.visit().notices.append(text("reload.elsewhere"))
    if state.come_back(ticket.exchange(state.ticket(), state.asked())):
        st.rerun()
    with state.at_work():
        shown.run()
    engine.warm_up()
