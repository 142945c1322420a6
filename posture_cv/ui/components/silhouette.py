"""A figure to stand in: the body's outline in the view and position that a photo is to show."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from posture_cv.domain.views import Position, View
from posture_cv.ui.theme import palette

if TYPE_CHECKING:
    from collections.abc import Sequence

    Polygon = Sequence[tuple[float, float]]

_OVERLAY_OPACITY = 0.35
_MARGIN = 0.06
"""Room around the figure, per height of it."""

_SEATED_WIDTHS = {"head": 15.0, "neck": 8.0, "trunk": 22.0, "arm": 7.5, "thigh": 14.0, "shank": 9.5, "foot": 6.5}
_SEATED_SIDE = {
    # Facing the picture's left, per cent of standing height, y down from the crown.
    "head": ((50.0, 8.0), (50.0, 10.5)),
    "neck": ((51.0, 14.0), (52.0, 21.0)),
    "trunk": ((53.0, 29.0), (54.0, 48.0)),
    "arm": ((52.0, 26.0), (49.0, 41.0), (38.0, 47.0)),
    "thigh": ((53.0, 53.0), (31.0, 53.0)),
    "shank": ((30.0, 55.0), (30.0, 78.0)),
    "foot": ((30.0, 80.5), (20.0, 80.5)),
}
_SEATED_FRONT = {
    "head": ((50.0, 8.0), (50.0, 10.5)),
    "neck": ((50.0, 14.0), (50.0, 21.0)),
    "trunk": ((46.0, 29.0), (47.0, 50.0), (53.0, 50.0), (54.0, 29.0), (46.0, 29.0)),
    "arm": ((35.0, 25.0), (32.5, 40.0), (39.0, 52.0)),
    "arm_right": ((65.0, 25.0), (67.5, 40.0), (61.0, 52.0)),
    "thigh": ((42.0, 54.0), (40.0, 58.0)),
    "thigh_right": ((58.0, 54.0), (60.0, 58.0)),
    "shank": ((40.0, 60.0), (40.0, 78.0)),
    "shank_right": ((60.0, 60.0), (60.0, 78.0)),
    "foot": ((40.0, 80.5), (38.0, 80.5)),
    "foot_right": ((60.0, 80.5), (62.0, 80.5)),
}


def figure(view: View, position: Position, alt: str) -> str:
    """Markup of a picture in the theme's colours; an empty ``alt`` is for one that stands beside its own name."""
    return f'<img class="pcv-silhouette" alt="{escape(alt)}" src="{_uri(view, position, palette().band, 1.0)}">'


def overlay_uri(view: View, position: Position) -> str:
    """The same to lay over a camera image: white and see-through."""
    return _uri(view, position, "#FFFFFF", _OVERLAY_OPACITY)


def _uri(view: View, position: Position, colour: str, opacity: float) -> str:
    left, top, width, height = _frame(view, position)
    return data_uri(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}" '
        f'viewBox="{left:.1f} {top:.1f} {width:.1f} {height:.1f}">'
        f'<g fill="{colour}" stroke="{colour}" opacity="{opacity}" stroke-linecap="round" stroke-linejoin="round">'
        f"{_shapes(view, position)}</g></svg>"
    )


def standing(view: View, height: float) -> str:
    """SVG of the standing figure, uncoloured, so tall: its soles at y = 0, its middle at x = 0."""
    left, top, right, bottom = _bounds(view)
    scale = height / (bottom - top)
    moved = f"scale({scale:.5f}) translate({-(left + right) / 2.0:.2f} {-bottom:.2f})"
    return f'<g transform="{moved}">{_shapes(view, Position.STANDING)}</g>'


def data_uri(svg: str) -> str:
    """A drawing as the source of an ``img``: markup on the page may hold no SVG."""
    return "data:image/svg+xml," + quote(svg)


@cache
def _shapes(view: View, position: Position) -> str:
    if position is Position.SITTING:
        limbs = _SEATED_SIDE if view.is_lateral else _SEATED_FRONT
        return "".join(
            f'<path fill="none" stroke-width="{_SEATED_WIDTHS[name.removesuffix("_right")]}" '
            f'd="M{" L".join(f"{_turned(x, view):.1f} {y:.1f}" for x, y in line)}"/>'
            for name, line in limbs.items()
        )
    return "".join(f'<path stroke="none" d="M{" L".join(f"{x:.1f} {y:.1f}" for x, y in part)}Z"/>' for part in _skin(view))


def _turned(x: float, view: View) -> float:
    return 100.0 - x if view is View.RIGHT else x


def _skin(view: View) -> tuple[Polygon, ...]:
    from posture_cv.bodymap.atlas import drawing

    return drawing(view).skin


@cache
def _frame(view: View, position: Position) -> tuple[float, float, float, float]:
    """Left, top, width and height that hold the figure with a little room."""
    if position is Position.SITTING:
        return 5.0, -5.0, 90.0, 94.0
    left, top, right, bottom = _bounds(view)
    height = bottom - top
    margin, width = _MARGIN * height, max(right - left, 0.42 * height)
    middle = (left + right) / 2.0
    return middle - width / 2.0 - margin, top - margin, width + 2.0 * margin, height + 2.0 * margin


def _bounds(view: View) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of the standing figure."""
    points = [point for part in _skin(view) for point in part]
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs), min(ys), max(xs), max(ys)
