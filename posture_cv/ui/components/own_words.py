"""What Streamlit's own controls say (upload buttons, limits, names for screen readers), in the language of the session."""

from __future__ import annotations

import json

import streamlit as st

from posture_cv.ui.components.page_script import page_script
from posture_cv.ui.state import language
from posture_cv.ui.texts import reworded, streamlit_texts

_KEY = "own-words"


def say() -> None:
    """Have the browser put Streamlit's own words into the session's language or the app's own, and tell it which one the page is in."""
    phrases = {**streamlit_texts(), **reworded()}
    with st.container(key=_KEY):
        page_script("own_words")(key=f"{_KEY}-of-page", data={"language": language(), "phrases": json.dumps(phrases)})
