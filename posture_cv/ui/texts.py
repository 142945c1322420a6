"""Every text the app shows, in the language of the session; the catalogues are those of ``posture_cv.words``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.ui.state import language
from posture_cv.wiring import words_in
from posture_cv.words import ENGLISH, LANGUAGES
from posture_cv.words.catalogue import catalogue

if TYPE_CHECKING:
    from posture_cv.domain.messages import Field
    from posture_cv.words import Words

Unfilled = dict[str, str | dict[str, str]]
"""Texts by key with their fields still open; forms by class of numbers where one counts."""


def words() -> Words:
    """What says messages and figures in the language of the session."""
    return words_in(language())


def text(key: str, /, **values: Field) -> str:
    """The app's text of that key with its ``{fields}`` filled in.

    Parameters
    ----------
    key
        Dotted, ``"assess.title"``; in the catalogues it stands under ``app``.

    Raises
    ------
    KeyError
        If there is no such text; a test looks up every key the app uses.
    """
    return words().text(f"app.{key}", **values)


def language_names() -> dict[str, str]:
    """Languages to choose from, each by its own name."""
    return {each: catalogue(each).own_name() for each in (*LANGUAGES, *_unlisted())}


def editor_texts() -> Unfilled:
    """What the landmark editor's script says, with units and what a hand did, which other rooms say too."""
    spoken = words()
    units = {f"unit_{unit}": form for unit, form in spoken.unfilled("unit.").items()}
    return {**spoken.unfilled("editor."), **spoken.unfilled("hand."), **units, "locale": spoken.locale.replace("_", "-")}


def phone_texts() -> dict[str, Unfilled]:
    """What the page on the phone says, by language: all of them, for the phone may be another person's."""
    return {each: {**words_in(each).unfilled("phone."), "name": catalogue(each).own_name()} for each in (*LANGUAGES, *_unlisted())}


def streamlit_texts() -> dict[str, str]:
    """What Streamlit words itself = what the session's language says there; empty in English."""
    english, here = words_in(ENGLISH).unfilled("streamlit."), words().unfilled("streamlit.")
    return {str(english[key]): str(here[key]) for key in english if english[key] != here[key]}


def reworded() -> dict[str, str]:
    """What the framework says of itself = what the app says in its place, in every language."""
    gone = "\n".join((text("frame.gone_words"), text("frame.gone_photos")))
    return {
        "Connection error": text("frame.gone"),
        "Streamlit server is not responding. Are you connected to the internet?": gone,
        "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:": gone,
        "streamlit run yourscript.py": "posture-cv app",
    }


def _unlisted() -> tuple[str, ...]:
    """The session's language where nobody can choose it."""
    return () if language() in LANGUAGES else (language(),)
