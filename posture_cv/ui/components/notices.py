"""Errors, limits and progress, each in the same two sentences everywhere: what, and what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.ui.texts import text

if TYPE_CHECKING:
    from posture_cv.domain.errors import PostureError
    from posture_cv.ui.state import Visit


def show_error(error: PostureError) -> None:
    """What went wrong and what to do next."""
    st.error(f"**{error.what}**\n\n{error.remedy}", icon=":material/report:")


def pending(visit: Visit) -> None:
    """Say once what happened to photos that were not taken in."""
    for words in visit.notices:
        st.info(words, icon=":material/info:")
    visit.notices.clear()


@contextmanager
def progress(words: str) -> Iterator[Callable[[int, int], None]]:
    """A bar that is advanced by calling with the number done and the number to do, and goes when all is done."""
    bar = st.progress(0.0, text=words)

    def step(done: int, every: int) -> None:
        bar.progress(done / max(every, 1), text=text("intake.step", words=words, number=done + 1, every=every))

    yield step
    bar.empty()
