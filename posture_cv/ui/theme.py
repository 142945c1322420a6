"""Colours of the app's own drawings, light and dark, and its style sheet.

Blue and ochre stay apart for every kind of colour vision; a sign beside each colour says the same.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

_STYLE_SHEET = Path(__file__).with_name("style.css")


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as CSS hexadecimal strings."""

    ink: str
    quiet: str
    line: str
    card: str
    band: str
    within: str
    beyond: str


LIGHT = Palette(ink="#20282B", quiet="#5A6568", line="#DCD8CD", card="#FFFFFF", band="#CFE3E6", within="#17657D", beyond="#A8550F")
DARK = Palette(ink="#E4E8E7", quiet="#A3AFB1", line="#344045", card="#1A2123", band="#28474F", within="#7CC3D8", beyond="#EBA25C")


def palette() -> Palette:
    """The colours for the theme the visitor sees."""
    return DARK if st.context.theme.type == "dark" else LIGHT


def apply() -> None:
    """Put the style sheet and the palette on the page."""
    st.html(_STYLE_SHEET)
    variables = ";".join(f"--pcv-{name}:{colour}" for name, colour in asdict(palette()).items())
    st.html(f"<style>:root{{{variables}}}</style>")
