"""The number table: the same points as the picture's, in plain fields for the keyboard and for screen readers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.anatomy import by_hand
from posture_cv.domain.corrections import LengthLine, Point, PointCorrection, PointStatus
from posture_cv.domain.messages import message
from posture_cv.domain.photo import VerticalLine
from posture_cv.ui.editor.edit import Edit
from posture_cv.ui.editor.provenance import signature_words
from posture_cv.ui.markup import literal
from posture_cv.ui.state import value_of, widget
from posture_cv.ui.texts import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import tzinfo

    from posture_cv.ui.editor.handles import Handle

_NOTHING_SAID = "as_is"
_SAID = (_NOTHING_SAID, PointStatus.CONFIRMED.value, PointStatus.UNSURE.value, PointStatus.HIDDEN.value)
_NAME_PX, _NUMBER_PX, _SAID_PX = 176, 112, 136
"""Widths, so that a row stands in one line on a screen; on a phone the style sheet gives the name a line of its own."""

_LINE_NAMES = {"vertical": by_hand.VERTICAL, "known": message("editor.known")}
_LINE_HELP = {"vertical": "table_vertical_help", "known": "table_known_help"}
_LINE_LEFT, _LINE_TOP, _LINE_BOTTOM = 0.1, 0.2, 0.8
"""Where a line first stands, parts of the photo's width and height."""


@dataclass(frozen=True, slots=True)
class _Table:
    """What every row needs."""

    edit: Edit
    key: str
    size_px: tuple[int, int]
    on_change: Callable[[Edit], None]
    stature_px: float | None
    zone: tzinfo | None
    disabled: bool

    def field(self, *parts: str) -> str:
        """A field's key; a change made in the picture gives fresh fields."""
        return widget(self.key, *parts, self.edit.picture, self.edit.drawn)


def landmark_table(
    handles: Sequence[Handle],
    edit: Edit,
    *,
    key: str,
    size_px: tuple[int, int],
    on_change: Callable[[Edit], None],
    stature_px: float | None = None,
    zone: tzinfo | None = None,
    disabled: bool = False,
) -> None:
    """Show every point as two numbers and a choice, a true vertical and a known length as two ends; equal to the picture in all it can do.

    Parameters
    ----------
    handles
        As given to ``landmark_editor``.
    edit
        What was done so far; ``Edit(picture=...)`` where nothing was.
    key
        Of the table, one per photo.
    size_px
        Width and height of the photo.
    on_change
        Called with the edit that follows, before the page runs again; keep it, and hand it to both from then on.
    stature_px
        Height of the person, to say how far a point went in per cent of it.
    zone
        Time zone of the reader; None for this computer's.
    """
    table = _Table(edit, key, size_px, on_change, stature_px, zone, disabled)
    with st.container(key=widget("landmark-table", key), gap="small"):
        with st.container(horizontal=True, gap="small"):
            heads = {"table_point": _NAME_PX, "table_x_head": _NUMBER_PX, "table_y_head": _NUMBER_PX, "table_status_head": _SAID_PX}
            for head, width in heads.items():
                st.caption(_text(head), width=width)
        for handle in handles:
            _point(table, handle)
        _vertical(table)
        _known(table)


def _point(table: _Table, handle: Handle) -> None:
    edit = table.edit
    done = edit.corrections.find(handle.name, handle.side)
    at = _position(handle, done)
    status_key = table.field("said", handle.key)

    def set_position(x: float, y: float) -> None:
        table.on_change(edit.with_point(_moved(handle, done, (x, y))))

    def say() -> None:
        status = value_of(status_key)
        table.on_change(_with_status(handle, edit, None if status == _NOTHING_SAID else PointStatus(status)))

    titles = {status: _text(f"say_{status}") for status in _SAID[1:]} | {
        _NOTHING_SAID: _text("table_as_found" if handle.at_px else "table_set")
    }
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.markdown(f"{handle.label}  \n:small[{_state_words(handle, done, table)}]", width=_NAME_PX)
        _numbers(table, handle.key, handle.label, at, set_position)
        st.selectbox(
            words().text("editor.table_status", point=handle.label),
            _SAID,
            index=_SAID.index(done.status.value) if done is not None and done.status.value in _SAID else 0,
            format_func=titles.__getitem__,
            label_visibility="collapsed",
            disabled=table.disabled or at is None,
            on_change=say,
            width=_SAID_PX,
            key=status_key,
        )


def _vertical(table: _Table) -> None:
    """The true vertical: whether there is one, and its two ends."""
    edit, line = table.edit, table.edit.corrections.vertical

    def drawn(top: Point, bottom: Point) -> Edit:
        return edit.with_vertical(VerticalLine(top_px=top, bottom_px=bottom, at=_now()))

    ends = {} if line is None else {"vertical_top_px": line.top_px, "vertical_bottom_px": line.bottom_px}
    _line(table, "vertical", ends, drawn, lambda: edit.with_vertical(None))


def _known(table: _Table) -> None:
    """The known length: whether there is one, and its two ends; how long it is stands below picture and table alike."""
    edit, line = table.edit, table.edit.corrections.known

    def drawn(start: Point, end: Point) -> Edit:
        fresh = LengthLine(start_px=start, end_px=end, at=_now())
        return edit.with_known(fresh if line is None else replace(line, start_px=start, end_px=end, at=_now()))

    ends = {} if line is None else {"known_start_px": line.start_px, "known_end_px": line.end_px}
    _line(table, "known", ends, drawn, lambda: edit.with_known(None))


def _line(table: _Table, name: str, ends: Mapping[str, Point], drawn: Callable[[Point, Point], Edit], removed: Callable[[], Edit]) -> None:
    """A switch for a line, and its two ends where it is drawn."""
    width_px, height_px = table.size_px
    key = table.field(name)

    def draw_or_remove() -> None:
        x = _LINE_LEFT * width_px
        table.on_change(drawn((x, _LINE_TOP * height_px), (x, _LINE_BOTTOM * height_px)) if value_of(key) else removed())

    st.toggle(
        words().say(_LINE_NAMES[name]),
        value=bool(ends),
        help=_text(_LINE_HELP[name]),
        disabled=table.disabled,
        on_change=draw_or_remove,
        key=key,
    )
    for end, at in ends.items():
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            st.markdown(_text(end), width=_NAME_PX)

            def set_end(x: float, y: float, end: str = end) -> None:
                table.on_change(drawn(*({**ends, end: (x, y)}.values())))

            _numbers(table, end, _text(end), at, set_end)


def _numbers(table: _Table, name: str, label: str, at: Point | None, on_change: Callable[[float, float], None]) -> None:
    """Two fields for one position."""
    keys = [table.field(axis, name) for axis in ("x", "y")]

    def changed() -> None:
        x, y = (value_of(key) for key in keys)
        if x is not None and y is not None:
            on_change(float(x), float(y))

    for axis, most in enumerate(table.size_px):
        st.number_input(
            words().text("editor.table_x" if axis == 0 else "editor.table_y", point=label),
            min_value=0.0,
            max_value=float(most),
            value=None if at is None else min(max(at[axis], 0.0), float(most)),
            step=1.0,
            format="%.1f",
            placeholder=_text("table_not_placed"),
            label_visibility="collapsed",
            disabled=table.disabled,
            on_change=changed,
            width=_NUMBER_PX,
            key=keys[axis],
        )


def _state_words(handle: Handle, done: PointCorrection | None, table: _Table) -> str:
    if done is None:
        status = _text("status_automatic" if handle.at_px else "status_absent")
        return f"{status}, {_text('status_check')}" if handle.check else status
    spoken = words()
    what = spoken.say(by_hand.done(done.status, done.automatic_px, done.final_px, stature_px=table.stature_px))
    return f"{what}. {literal(signature_words(done, spoken, zone=table.zone))}"


def _text(key: str) -> str:
    return words().text(f"editor.{key}")


def _position(handle: Handle, done: PointCorrection | None) -> Point | None:
    return done.final_px if done is not None and done.final_px is not None else handle.at_px


def _moved(handle: Handle, done: PointCorrection | None, at: Point) -> PointCorrection:
    placed = PointStatus.PLACED if handle.at_px is None else PointStatus.MOVED
    status = PointStatus.UNSURE if done is not None and done.status is PointStatus.UNSURE else placed
    return _record(handle, at, status)


def _with_status(handle: Handle, edit: Edit, status: PointStatus | None) -> Edit:
    done = edit.corrections.find(handle.name, handle.side)
    at = _position(handle, done)
    if status is not None:
        return edit.with_point(_record(handle, at, status))
    if handle.at_px is None and done is not None:
        return edit.with_point(replace(done, status=PointStatus.PLACED, at=_now(), by=""))
    return edit.without_point(handle.name, handle.side)


def _record(handle: Handle, at: Point | None, status: PointStatus) -> PointCorrection:
    return PointCorrection(name=handle.name, side=handle.side, automatic_px=handle.at_px, final_px=at, status=status, at=_now())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
