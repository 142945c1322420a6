"""What is kept, where, and for how long: a table for whoever answers for the photos."""

from __future__ import annotations

from html import escape

import streamlit as st

from posture_cv.ui.phone.listener import IDLE_FOR_S
from posture_cv.ui.reload import KEPT_FOR_S
from posture_cv.ui.texts import text

ROWS = ("visit", "settings", "phone", "saved", "sealed", "vault", "tab", "elsewhere")
_COLUMNS = ("what", "where", "how_long")


def show() -> None:
    """The table."""
    minutes = {"minutes": round(KEPT_FOR_S / 60), "idle_minutes": round(IDLE_FOR_S / 60)}
    heads = "".join(f'<th scope="col">{escape(text(f"kept.{column}"))}</th>' for column in _COLUMNS)
    body = ""
    for row in ROWS:
        what, where, how_long = (escape(text(f"kept.{row}_{column}", **minutes)) for column in _COLUMNS)
        body += f'<tr><th scope="row">{what}</th><td>{where}</td><td>{how_long}</td></tr>'
    st.subheader(text("kept.title"), anchor=False)
    table = f'<table class="pcv-table pcv-prose"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'
    st.html(f'<div class="pcv-scroll" tabindex="0">{table}</div>')
