"""The number table: the same points as the picture's, in plain fields for the keyboard and for screen readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.ui.editor.edit import Edit, Point, PointEdit, Status
from posture_cv.ui.editor.texts import complete
from posture_cv.ui.state import value_of, widget

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from posture_cv.ui.editor.handles import Handle

_NOTHING_SAID = "as_is"
_SAID = (_NOTHING_SAID, Status.CONFIRMED.value, Status.UNSURE.value, Status.HIDDEN.value)
_WIDTH_PX = 168
"""Of each of the four fields, so that a row stands in one line on a screen and in two by two on a phone."""


def landmark_table(
    handles: Sequence[Handle],
    edit: Edit,
    *,
    key: str,
    size_px: tuple[int, int],
    on_change: Callable[[Edit], None],
    texts: Mapping[str, str] | None = None,
    disabled: bool = False,
) -> None:
    """Show every point as two numbers and a choice; equal to the picture in all it can do to a point.

    Parameters
    ----------
    handles
        As given to ``landmark_editor``.
    edit
        What was done so far; ``Edit(picture=picture_id(...))`` where nothing was.
    key
        Of the table, one per photo.
    size_px
        Width and height of the photo.
    on_change
        Called with the edit that follows, before the page runs again; keep it, and hand it to both from then on.
    """
    words = complete(texts)
    with st.container(key=widget(key, "rows")):
        with st.container(horizontal=True, gap="small"):
            for head in ("table_point", "table_x_head", "table_y_head", "table_status_head"):
                st.caption(words[head], width=_WIDTH_PX)
        for handle in handles:
            _row(handle, edit, key=key, size_px=size_px, on_change=on_change, words=words, disabled=disabled)


def _row(
    handle: Handle,
    edit: Edit,
    *,
    key: str,
    size_px: tuple[int, int],
    on_change: Callable[[Edit], None],
    words: Mapping[str, str],
    disabled: bool,
) -> None:
    keys = [widget(key, field, handle.key, edit.picture, edit.drawn) for field in ("x", "y", "said")]
    done = edit.find(handle.name, handle.side)
    at = _position(handle, done)

    def set_position() -> None:
        x, y = value_of(keys[0]), value_of(keys[1])
        if x is not None and y is not None:
            on_change(edit.with_point(_moved(handle, done, (float(x), float(y)))))

    def say() -> None:
        on_change(_said(handle, edit, None if value_of(keys[2]) == _NOTHING_SAID else Status(value_of(keys[2]))))

    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"{handle.label}  \n:small[{_state_words(handle, done, words)}]", width=_WIDTH_PX)
        for axis, most in enumerate(size_px):
            st.number_input(
                words["table_x" if axis == 0 else "table_y"].format(point=handle.label),
                min_value=0.0,
                max_value=float(most),
                value=None if at is None else min(max(at[axis], 0.0), float(most)),
                step=1.0,
                format="%.1f",
                placeholder=words["table_not_placed"],
                label_visibility="collapsed",
                disabled=disabled,
                on_change=set_position,
                width=_WIDTH_PX,
                key=keys[axis],
            )
        st.selectbox(
            words["table_status"].format(point=handle.label),
            _SAID,
            index=_SAID.index(done.status.value) if done is not None and done.status.value in _SAID else 0,
            format_func=lambda said: (
                words["table_as_found" if handle.at_px else "table_set"] if said == _NOTHING_SAID else words[f"say_{said}"]
            ),
            label_visibility="collapsed",
            disabled=disabled or at is None,
            on_change=say,
            width=_WIDTH_PX,
            key=keys[2],
        )


def _state_words(handle: Handle, done: PointEdit | None, words: Mapping[str, str]) -> str:
    if done is None:
        status = words["status_automatic" if handle.at_px else "status_absent"]
        return f"{status}, {words['status_check']}" if handle.check else status
    moved = words["moved_by"].format(distance=f"{done.distance_px:.0f}") if done.distance_px >= 0.5 else ""
    said = "" if done.status is Status.MOVED and moved else words[f"status_{done.status}"]
    return ", ".join(part for part in (said, moved) if part)


def _position(handle: Handle, done: PointEdit | None) -> Point | None:
    return done.final_px if done is not None and done.final_px is not None else handle.at_px


def _moved(handle: Handle, done: PointEdit | None, at: Point) -> PointEdit:
    placed = Status.PLACED if handle.at_px is None else Status.MOVED
    status = Status.UNSURE if done is not None and done.status is Status.UNSURE else placed
    return _record(handle, at, status)


def _said(handle: Handle, edit: Edit, said: Status | None) -> Edit:
    done = edit.find(handle.name, handle.side)
    at = _position(handle, done)
    if said is not None:
        return edit.with_point(_record(handle, at, said))
    if handle.at_px is None and done is not None:
        return edit.with_point(replace(done, status=Status.PLACED, at=_now(), by=""))
    return edit.without_point(handle.name, handle.side)


def _record(handle: Handle, at: Point | None, status: Status) -> PointEdit:
    return PointEdit(name=handle.name, side=handle.side, automatic_px=handle.at_px, final_px=at, status=status, at=_now())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
