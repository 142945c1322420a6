"""What Streamlit's own controls say (upload buttons, limits, names for screen readers), in the language of the session."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.ui.state import DEFAULT_LANGUAGE, language
from posture_cv.ui.texts import catalogue

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_KEY = "own-words"


def say() -> None:
    """Have the browser put Streamlit's own words into the session's language, and tell it which one the page is in."""
    spoken = language()
    phrases = {} if spoken == DEFAULT_LANGUAGE else catalogue(f"streamlit_{spoken}")
    with st.container(key=_KEY):
        _component()(key=f"{_KEY}-of-page", data={"language": spoken, "phrases": json.dumps(phrases)})


@cache
def _component() -> ComponentRenderer:
    script = (files("posture_cv.ui.components") / "own_words.js").read_text(encoding="utf-8")
    return st.components.v2.component("posture_cv.own_words", html="<span></span>", js=script)
