"""The ticket of this browser tab, by which it finds its visit again after a reload."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_KEY = "ticket"


def exchange(ticket: str, asked: str | None) -> str | None:
    """Give the tab its ticket to keep, and hear which one it kept before it was reloaded, None for none.

    ``asked`` is the ticket it was heard to ask for last: answered, it takes the new one.
    """
    with st.container(key=_KEY):
        told = _component()(key=f"{_KEY}-of-tab", data={"ticket": ticket, "asked": asked}, on_asked_change=lambda: None)
    stored = told.get("asked")
    return str(stored) if stored else None


@cache
def _component() -> ComponentRenderer:
    script = (files("posture_cv.ui.components") / "ticket.js").read_text(encoding="utf-8")
    return st.components.v2.component("posture_cv.ticket", html="<span></span>", js=script)
