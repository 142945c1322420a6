"""Keeps what is typed and chosen on the page out of the browser's own memory of forms and tabs, which lies on the disk."""

from __future__ import annotations

import streamlit as st

from posture_cv.ui.components.page_script import page_script

_KEY = "unkept"


def ask() -> None:
    """Tell the browser so, for every field there is and will be."""
    with st.container(key=_KEY):
        page_script("unkept")(key=f"{_KEY}-of-page")
