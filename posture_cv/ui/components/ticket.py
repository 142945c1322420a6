"""The ticket of this browser tab, by which it finds its visit again after a reload."""

from __future__ import annotations

import streamlit as st

from posture_cv.ui.components.page_script import page_script

_KEY = "ticket"


def exchange(ticket: str, asked: str | None) -> str | None:
    """Give the tab its ticket to keep, and hear which one it kept before it was reloaded, None for none.

    ``asked`` is the ticket it was heard to ask for last: answered, it takes the new one.
    """
    with st.container(key=_KEY):
        answer = page_script("ticket")(key=f"{_KEY}-of-tab", data={"ticket": ticket, "asked": asked}, on_asked_change=lambda: None)
    stored = answer.get("asked")
    return str(stored) if stored else None
