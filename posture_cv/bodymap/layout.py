"""Where panels and numbered badges go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from posture_cv.bodymap.atlas import VIEW_BOXES, MuscleShape, drawing
from posture_cv.bodymap.curves import Point, along, centroid, contains
from posture_cv.bodymap.lettering import LetterBox
from posture_cv.bodymap.marks import LegendEntry
from posture_cv.domain.views import View

BADGE_RADIUS = 14.0
INSET_ZOOM = 2.4
NECK_WINDOWS: dict[View, LetterBox] = {
    View.FRONT: LetterBox(-66.0, 66.0, 66.0, 172.0),
    View.BACK: LetterBox(-66.0, 66.0, 66.0, 172.0),
    View.LEFT: LetterBox(-62.0, 66.0, 66.0, 172.0),
    View.RIGHT: LetterBox(-66.0, 66.0, 62.0, 172.0),
}
"""What the enlarged neck shows, units of the drawing."""

_GUTTER = 2 * BADGE_RADIUS + 20.0
_BADGE_PITCH = 2 * BADGE_RADIUS + 3.0
_HEADING = 44.0
_GAP = 14.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Badge:
    """A number in the margin and the point its leader line ends at, page units."""

    entry: LegendEntry
    at: Point
    target: Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One drawing placed on the page.

    Attributes
    ----------
    frame
        The panel's ground, page units.
    window
        What of the drawing shows, drawing units.
    shift, zoom
        Page point = shift + zoom * drawing point.
    """

    view: View
    inset: bool
    frame: LetterBox
    window: LetterBox
    shift: Point
    zoom: float
    badges: tuple[Badge, ...]

    def place(self, at: Point) -> Point:
        """A point of the drawing on the page."""
        return self.shift[0] + self.zoom * at[0], self.shift[1] + self.zoom * at[1]


def anchor(shape: MuscleShape) -> Point:
    """A point inside the shape to point at: its centre where that lies inside, else a middle of its fibres."""
    outline = shape.outline
    middle = centroid(outline)
    across = [along(rail, 0.5) for rail in shape.rails]
    between = [((x0 + x1) / 2.0, (y0 + y1) / 2.0) for (x0, y0), (x1, y1) in pairwise(across)]
    return next((at for at in (middle, *across[1:-1], *between) if contains(outline, at)), middle)


def reaches_neck(entry: LegendEntry, views: Sequence[View]) -> bool:
    """Whether the entry's muscle is pointed at within the enlarged neck of one of the views."""
    return any(NECK_WINDOWS[view].holds(at) for view in views for at in _spots(entry, view))


def panels(views: Sequence[View], *, insets: bool, columns: int, numbered: Sequence[LegendEntry]) -> tuple[tuple[Panel, ...], LetterBox]:
    """Place the views in rows, each with its enlarged neck below.

    Returns
    -------
    panels, box
        The panels and the box that surrounds them all.
    """
    placed: list[Panel] = []
    right, y = 0.0, 0.0
    for start in range(0, len(views), columns):
        x, bottom = 0.0, y
        for view in views[start : start + columns]:
            for panel in _column(view, x, y, insets=insets, numbered=numbered):
                placed.append(panel)
                bottom = max(bottom, panel.frame.bottom)
            x = placed[-1].frame.right + _GAP
        right, y = max(right, x - _GAP), bottom + _GAP
    return tuple(placed), LetterBox(0.0, 0.0, right, y - _GAP)


def _column(view: View, left: float, top: float, *, insets: bool, numbered: Sequence[LegendEntry]) -> list[Panel]:
    window = LetterBox(*VIEW_BOXES[view])
    neck = NECK_WINDOWS[view]
    width = max(window.width, neck.width * INSET_ZOOM if insets else 0.0) + 2 * _GUTTER
    frame = LetterBox(left, top, left + width, top + _HEADING + window.height + 8.0)
    main = _panel(view, frame, window, 1.0, inset=False, numbered=numbered, skip=neck if insets else None)
    if not insets:
        return [main]
    below = LetterBox(left, frame.bottom + _GAP, frame.right, frame.bottom + _GAP + _HEADING + neck.height * INSET_ZOOM + _GAP)
    return [main, _panel(view, below, neck, INSET_ZOOM, inset=True, numbered=numbered, skip=None)]


def _panel(
    view: View, frame: LetterBox, window: LetterBox, zoom: float, *, inset: bool, numbered: Sequence[LegendEntry], skip: LetterBox | None
) -> Panel:
    middle = (frame.left + frame.right) / 2.0
    shift = (middle - zoom * (window.left + window.right) / 2.0, frame.top + _HEADING - zoom * window.top)
    bare = Panel(view=view, inset=inset, frame=frame, window=window, shift=shift, zoom=zoom, badges=())
    targets = [
        (entry, [bare.place(at) for at in spots if window.holds(at) and not (skip and skip.holds(at))])
        for entry, spots in ((entry, _spots(entry, view)) for entry in numbered)
    ]
    badges = _badges([(entry, spots) for entry, spots in targets if spots], frame, middle)
    return Panel(view=view, inset=inset, frame=frame, window=window, shift=shift, zoom=zoom, badges=badges)


def _spots(entry: LegendEntry, view: View) -> list[Point]:
    """One point per body side on which the entry's muscle shows in this view."""
    shapes = {shape.side: shape for shape in reversed(drawing(view).muscles) if shape.muscle == entry.muscle and shape.side in entry.sides}
    return [anchor(shape) for shape in shapes.values()]


def _badges(targets: list[tuple[LegendEntry, list[Point]]], frame: LetterBox, middle: float) -> tuple[Badge, ...]:
    """Put each number into the margin nearer to its muscle; where both sides are marked, into the emptier one."""
    left: list[tuple[LegendEntry, Point]] = []
    right: list[tuple[LegendEntry, Point]] = []
    fixed = [one for one in targets if len(one[1]) == 1 and frame.width > 0 and abs(one[1][0][0] - middle) > 12.0]
    free = [one for one in targets if one not in fixed]
    for entry, spots in fixed:
        (left if spots[0][0] < middle else right).append((entry, spots[0]))
    for entry, spots in free:
        column = left if len(left) <= len(right) else right
        outer = min if column is left else max
        column.append((entry, outer(spots)))
    margin = BADGE_RADIUS + 8.0
    return (*_stacked(left, frame.left + margin, frame), *_stacked(right, frame.right - margin, frame))


def _stacked(column: list[tuple[LegendEntry, Point]], x: float, frame: LetterBox) -> list[Badge]:
    """Spread badges along a margin near the height of what they point at, none over another."""
    ordered = sorted(column, key=lambda one: one[1][1])
    lowest, highest = frame.bottom - BADGE_RADIUS - 4.0, frame.top + _HEADING + BADGE_RADIUS
    heights: list[float] = []
    for _, (_, y) in ordered:
        heights.append(max(y, heights[-1] + _BADGE_PITCH if heights else highest))
    for i in reversed(range(len(heights))):
        heights[i] = min(heights[i], heights[i + 1] - _BADGE_PITCH if i + 1 < len(heights) else lowest)
    return [
        Badge(entry=entry, at=(x, y), target=target) for (entry, target), y in zip(_uncrossed(ordered, x, heights), heights, strict=True)
    ]


def _uncrossed(column: list[tuple[LegendEntry, Point]], x: float, heights: list[float]) -> list[tuple[LegendEntry, Point]]:
    """Swap places until no two leader lines cross; each swap shortens the lines' sum, so it ends."""
    order = list(column)
    swapped = True
    while swapped:
        swapped = False
        for i, j in combinations(range(len(order)), 2):
            if _cross((x, heights[i]), order[i][1], (x, heights[j]), order[j][1]):
                order[i], order[j] = order[j], order[i]
                swapped = True
    return order


def _cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """True where the segments a-b and c-d cross."""
    return _turn(a, b, c) * _turn(a, b, d) < 0.0 and _turn(c, d, a) * _turn(c, d, b) < 0.0


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])
