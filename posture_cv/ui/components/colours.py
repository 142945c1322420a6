"""Light or dark: what the visitor chose for this browser."""

from __future__ import annotations

import streamlit as st

from posture_cv.ui.components.page_script import page_script
from posture_cv.ui.state import Colours

_KEY = "colours"
_SCRIPT_KEY = f"{_KEY}-of-browser"


def exchange(chosen: Colours | None) -> Colours:
    """Have the browser take on the colours chosen, None to leave it as it is; says which it has."""
    kept = Colours(st.session_state.get(_SCRIPT_KEY, {}).get("kept", Colours.SYSTEM))
    with st.container(key=f"{_KEY}-script"):
        page_script("colours")(key=_SCRIPT_KEY, data={"chosen": chosen, "kept": kept}, on_kept_change=lambda: None)
    return chosen or kept
