"""The body map on the page: point at a muscle, or choose its name, and its card follows."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from posture_cv.bodymap import ALL_VIEWS, render_svg
from posture_cv.bodymap.atlas import drawing
from posture_cv.bodymap.marks import MapMark, entries, markings
from posture_cv.domain.views import View
from posture_cv.ui.state import language, value_of, widget
from posture_cv.ui.texts import text
from posture_cv.ui.words import said
from posture_cv.wiring import words_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.components.v2.types import ComponentRenderer

    from posture_cv.bodymap.palette import Theme
    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.ui.state import OpenVisit

_PRINTED = (View.FRONT, View.BACK)
_HOME = "posture_cv.ui.components"


class _Drawn(NamedTuple):
    """What decides a drawing beside the muscles marked."""

    selected: str | None
    views: tuple[View, ...]
    theme: Theme
    prefix: str
    title: str
    language: str


def show(
    muscles: tuple[MuscleHypothesis, ...],
    *,
    selected: str | None,
    view: View,
    key: str,
    title: str,
    on_choice: Callable[[str], None],
) -> None:
    """The map with ``muscles`` marked and the zones of ``selected`` drawn; a click, Enter or Space on a muscle calls ``on_choice``."""
    theme: Theme = "dark" if st.context.theme.type == "dark" else "light"
    svg = _svg(muscles, _Drawn(selected, (view,), theme, key, title, language()))

    def chosen() -> None:
        picked = (value_of(key) or {}).get("selected")
        if picked:
            on_choice(str(picked["muscle"]))

    digest = hashlib.sha256(svg.encode()).hexdigest()[:16]
    _component()(key=key, data={"svg": svg, "svg_key": digest}, on_selected_change=chosen)


def legend(muscles: tuple[MuscleHypothesis, ...]) -> None:
    """The numbers on the map and what they stand for, in words beside the colours."""
    rows = "".join(
        f'<li><span class="pcv-mark pcv-mark-{entry.marking.mark}" aria-hidden="true"></span><b>{entry.number}</b> '
        f'{escape(said(entry.title))}: <span class="pcv-quiet">{escape(said(entry.marking.state))}</span></li>'
        for entry in entries(markings(muscles))
    )
    marks = "".join(
        f'<span><span class="pcv-mark pcv-mark-{mark}" aria-hidden="true"></span>{escape(text(f"bodymap.{mark}"))}</span>'
        for mark in MapMark
    )
    st.html(f'<div class="pcv-map-key">{marks}</div>' + (f'<ol class="pcv-map-list">{rows}</ol>' if rows else ""))


def view_control(page: OpenVisit, muscle: str, *, place: str) -> View:
    """Choose the view; a newly chosen muscle turns the body so that it shows."""
    key = widget("map-view", place, muscle)

    def keep() -> None:
        page.map_view = value_of(key)

    chosen: View = st.segmented_control(
        text("bodymap.view"),
        ALL_VIEWS,
        default=view_of(muscle, preferred=page.map_view),
        required=True,
        format_func=lambda view: text(f"bodymap.{view}"),
        label_visibility="collapsed",
        on_change=keep,
        key=key,
    )
    return chosen


def view_of(muscle: str, *, preferred: View) -> View:
    """A view that shows the muscle, the preferred one if it does."""
    return next((view for view in (preferred, *ALL_VIEWS) if any(shape.muscle == muscle for shape in drawing(view).muscles)), preferred)


def for_report(muscles: tuple[MuscleHypothesis, ...], *, title: str, language: str) -> str:
    """Front and back for the printed report, which gives the legend itself."""
    return _svg(muscles, _Drawn(None, _PRINTED, "light", "report", title, language))


@lru_cache(maxsize=16)
def _svg(muscles: tuple[MuscleHypothesis, ...], shown: _Drawn) -> str:
    return render_svg(
        muscles,
        views=shown.views,
        selected=shown.selected,
        theme=shown.theme,
        title=shown.title,
        legend_shown=False,
        id_prefix=shown.prefix,
        words=words_in(shown.language),
    )


@cache
def _component() -> ComponentRenderer:
    home = files(_HOME)
    return st.components.v2.component(
        "posture_cv.bodymap",
        html='<div id="map"></div>\n',
        css=(home / "bodymap.css").read_text(encoding="utf-8"),
        js=(home / "bodymap.js").read_text(encoding="utf-8"),
    )
