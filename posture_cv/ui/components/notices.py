"""Errors, limits and progress, each in the same two sentences everywhere: what, and what to do."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.domain.errors import SeveralPeopleFound
from posture_cv.ui.texts import text
from posture_cv.ui.words import said

if TYPE_CHECKING:
    from posture_cv.domain.errors import PostureError
    from posture_cv.ui.state import OpenVisit


def show_error(error: PostureError) -> None:
    """What went wrong and what to do next; a question to her is no alarm."""
    words = f"**{said(error.what)}**\n\n{said(error.remedy)}"
    if isinstance(error, SeveralPeopleFound):
        st.warning(words, icon=":material/group:")
    else:
        st.error(words, icon=":material/report:")


def show_unforeseen(error: Exception) -> str:
    """Show, and give back, what is said of an error that nobody foresaw."""
    broke = text("app.broke", where=where_it_broke(error))
    st.error(broke, icon=":material/error:")
    return broke


def where_it_broke(error: Exception) -> str:
    """Where in the program an error that nobody foresaw arose, and of which kind it is: nothing of what was at work."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}, {Path(last.filename).name}:{last.lineno}, {last.name}"


def pending(page: OpenVisit) -> None:
    """Say once what happened to photos that were not taken in."""
    with st.container():
        for words in page.notices:
            st.info(words, icon=":material/info:")
    page.notices.clear()


@contextmanager
def progress(words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that appears at the first call with the number done and the number to do, and goes when all is done.

    Its place on the page is taken up from the start and kept, so that nothing below it is built anew, which would close what is open.
    """
    place = st.empty()

    def step(done: int, every: int) -> None:
        place.progress(done / max(every, 1), text=text("intake.step", words=words, number=done + 1, every=every))

    yield step
    place.empty()
