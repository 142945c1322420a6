"""Settings: language, colours, faces, steadiness, kept until the page is closed; and what is kept where."""

import streamlit as st

from posture_cv.detection.framing import MOST_PASSES
from posture_cv.domain.pose import DEFAULT_PASSES
from posture_cv.ui import state
from posture_cv.ui.components import colours, kept
from posture_cv.ui.texts import language_names, text

_PASSES = tuple(sorted({1, 3, DEFAULT_PASSES, MOST_PASSES}))

preferred = state.preferences()


def set_language() -> None:
    """From the next run on every page speaks it."""
    preferred.language = state.value_of("language")


def set_passes() -> None:
    """Photos already looked at are looked at again with so many passes."""
    chosen = state.value_of("passes")
    preferred.passes = None if chosen == DEFAULT_PASSES else chosen


def set_blur() -> None:
    """For this visit and every one that follows."""
    preferred.blur_faces = state.visit().blur_face = state.value_of("blur-faces")


def set_colours() -> None:
    """For every page of this browser."""
    preferred.colours = state.value_of(colours_key)


names = language_names()
st.title(text("settings.title"), anchor=False)
shown_colours = colours.exchange(preferred.colours)
colours_key = state.widget("colours", shown_colours)
st.caption(text("settings.kept"))
with st.container(width=640, gap="medium"):
    st.segmented_control(
        text("settings.language"),
        list(names),
        default=preferred.language,
        required=True,
        format_func=names.__getitem__,
        on_change=set_language,
        key="language",
        help=text("settings.language_help"),
    )
    st.segmented_control(
        text("settings.colours"),
        list(state.Colours),
        default=shown_colours,
        required=True,
        format_func=lambda chosen: text(f"colours.{chosen.lower()}"),
        on_change=set_colours,
        key=colours_key,
    )
    st.toggle(text("settings.blur"), value=preferred.blur_faces, on_change=set_blur, key="blur-faces", help=text("settings.blur_help"))
    st.select_slider(
        text("settings.passes"),
        _PASSES,
        value=preferred.passes or DEFAULT_PASSES,
        format_func=lambda passes: text("settings.passes_own", count=passes) if passes == DEFAULT_PASSES else str(passes),
        on_change=set_passes,
        key="passes",
        help=text("settings.passes_help"),
    )
    st.caption(f":material/translate: {text('settings.clinical')}")
kept.show()
st.caption(text("app.about"))
