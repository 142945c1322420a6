"""What holds for every page this server shows: the visits it keeps, its pages, and the language they open in.

The server starts with this and with nothing that only a page needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from streamlit import runtime

from posture_cv.ui.reload import ReloadStore
from posture_cv.wiring import words_in
from posture_cv.words import ENGLISH, LANGUAGES

if TYPE_CHECKING:
    from posture_cv.domain.messages import Field

Held = tuple[Any, Any]
"""What is kept for one page, as ``state`` lays it out: the open visit and the preferences."""

DEFAULT_LANGUAGE = ENGLISH
"""What the app opens in, and speaks where no page asks."""

PAGES: set[str] = set()
"""Every page there was, until it is taken out of the set."""


def _is_open(page: str) -> bool:
    return runtime.exists() and runtime.get_instance().is_active_session(page)


def _forget(held: Held) -> None:
    held[0].forget_all()


VISITS: ReloadStore[Held] = ReloadStore(_is_open, _forget)
"""What is kept for each page, by ticket."""


def given_up() -> int:
    """Look for what closed pages left too long ago, and say how many visits were given up since the server started."""
    VISITS.sweep()
    return VISITS.given_up


def close() -> None:
    """Give up everything that is kept."""
    VISITS.clear()


def text(key: str, /, **values: Field) -> str:
    """The app's text of that key in the language it opens in."""
    return words_in(DEFAULT_LANGUAGE).text(f"app.{key}", **values)


def in_every_language(key: str) -> list[str]:
    """The app's text of that key as each language says it."""
    return [words_in(each).text(f"app.{key}") for each in LANGUAGES]
