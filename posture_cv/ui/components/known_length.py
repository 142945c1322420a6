"""How long the thing is that was marked in the photo, and how far behind the client."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.domain.known_length import FARTHEST_BEHIND_CM, LONGEST_LENGTH_CM, SHORTEST_LENGTH_CM
from posture_cv.domain.messages import Quantity
from posture_cv.ui.state import value_of, widget
from posture_cv.ui.texts import text
from posture_cv.visit.concluding import stature_marked_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_cv.domain.observation import Observation
    from posture_cv.ui.editor import Edit
    from posture_cv.visit import VisitPhoto


def ask(photo: VisitPhoto, edit: Edit, observation: Observation, on_change: Callable[[Edit], None]) -> None:
    """Two fields and what follows from them, once its ends are marked; nothing before.

    Parameters
    ----------
    edit
        The corrections of the photo.
    on_change
        Called with the edit that follows, before the page runs again.
    """
    line = edit.corrections.known
    if line is None:
        return
    # a change made in the picture gives fresh fields
    length, behind = (widget(name, photo.number, photo.digest[:8], edit.drawn) for name in ("known-length", "known-behind"))

    def keep() -> None:
        typed = replace(line, length_cm=value_of(length), behind_cm=value_of(behind) or 0.0)
        on_change(edit.with_known(replace(typed, at=datetime.now(UTC).isoformat(timespec="seconds"))))

    with st.container(key=widget("known-length"), gap="small"):
        with st.container(horizontal=True, gap="medium"):
            st.number_input(
                text("known.length"),
                min_value=SHORTEST_LENGTH_CM,
                max_value=LONGEST_LENGTH_CM,
                value=line.length_cm,
                step=1.0,
                format="%g",
                placeholder=text("known.not_typed"),
                help=text("known.length_help"),
                on_change=keep,
                width=240,
                key=length,
            )
            st.number_input(
                text("known.behind"),
                min_value=-FARTHEST_BEHIND_CM,
                max_value=FARTHEST_BEHIND_CM,
                value=line.behind_cm,
                step=5.0,
                format="%g",
                help=text("known.behind_help"),
                on_change=keep,
                width=240,
                key=behind,
            )
        st.caption(_says(photo, observation))


def _says(photo: VisitPhoto, observation: Observation) -> str:
    if photo.corrections.known is None or photo.corrections.known.length_cm is None:
        return text("known.type_it")
    marked = stature_marked_in(photo, observation)
    if marked is None:
        return text("known.gives_nothing")
    height, half = (Quantity(value=value / 10.0) for value in (marked.value, marked.interval.upper - marked.value))
    return text("known.says", height=height, half=half)
