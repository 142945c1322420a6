"""Scripts that work on the page as a whole and show nothing themselves."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer


@cache
def page_script(name: str) -> ComponentRenderer:
    """The component that runs the script of that name, which lies in this folder."""
    script = (files("posture_cv.ui.components") / f"{name}.js").read_text(encoding="utf-8")
    return st.components.v2.component(f"posture_cv.{name}", html="<span></span>", js=script)
