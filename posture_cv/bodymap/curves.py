"""Smooth outlines through hand-placed knots.

A knot is written ``x,y``; a trailing ``!`` makes it a corner. Between knots runs a cubic Bezier whose handles point along the line
from the knot before to the knot after, a third of the chord long, so that uneven spacing makes no loops.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import hypot

Point = tuple[float, float]
Cubic = tuple[Point, Point, Point, Point]


@dataclass(frozen=True, slots=True)
class Knot:
    """One hand-placed point of an outline."""

    at: Point
    corner: bool = False


def read_knots(text: str) -> tuple[Knot, ...]:
    """Read ``"12,40 18,52! 9,60"``.

    Raises
    ------
    ValueError
        If an entry is not two numbers.
    """
    return tuple(_read_knot(entry) for entry in text.split())


def _read_knot(entry: str) -> Knot:
    x, y = entry.removesuffix("!").split(",")
    return Knot((float(x), float(y)), entry.endswith("!"))


def mirrored(knots: tuple[Knot, ...]) -> tuple[Knot, ...]:
    """Reflect the knots at the line x = 0."""
    return tuple(Knot((0.0 - knot.at[0], knot.at[1]), knot.corner) for knot in knots)


def completed(half: tuple[Knot, ...]) -> tuple[Knot, ...]:
    """Close a half outline that starts and ends on the line x = 0 by its mirror image."""
    back = [knot for knot in reversed(mirrored(half)) if knot.at[0] != 0.0]
    return half + tuple(back)


def cubics(knots: tuple[Knot, ...], *, closed: bool) -> tuple[Cubic, ...]:
    """The Bezier pieces through the knots, in order.

    Parameters
    ----------
    knots
        At least two, or three for a closed outline.
    """
    count = len(knots)
    pieces = count if closed else count - 1
    return tuple(_piece(knots, i, (i + 1) % count, closed=closed) for i in range(pieces))


def _piece(knots: tuple[Knot, ...], start: int, end: int, *, closed: bool) -> Cubic:
    a, d = knots[start].at, knots[end].at
    reach = hypot(d[0] - a[0], d[1] - a[1]) / 3.0
    ax, ay = _heading(knots, start, closed=closed)
    dx, dy = _heading(knots, end, closed=closed)
    b = (a[0] + ax * reach, a[1] + ay * reach) if (ax, ay) != (0.0, 0.0) else _towards(a, d)
    c = (d[0] - dx * reach, d[1] - dy * reach) if (dx, dy) != (0.0, 0.0) else _towards(d, a)
    return a, b, c, d


def _towards(start: Point, end: Point) -> Point:
    return start[0] + (end[0] - start[0]) / 3.0, start[1] + (end[1] - start[1]) / 3.0


def _heading(knots: tuple[Knot, ...], i: int, *, closed: bool) -> Point:
    """Unit vector the curve follows at knot ``i``; zero at a corner or an open end."""
    count = len(knots)
    if knots[i].corner or (not closed and i in (0, count - 1)):
        return 0.0, 0.0
    before, after = knots[i - 1].at, knots[(i + 1) % count].at
    length = hypot(after[0] - before[0], after[1] - before[1])
    return ((after[0] - before[0]) / length, (after[1] - before[1]) / length) if length else (0.0, 0.0)


def path_data(knots: tuple[Knot, ...], *, closed: bool) -> str:
    """The outline as SVG path data, one decimal."""
    pieces = cubics(knots, closed=closed)
    start = pieces[0][0]
    text = f"M{_pair(start)}" + "".join(f"C{_pair(b)} {_pair(c)} {_pair(d)}" for _, b, c, d in pieces)
    return text + "Z" if closed else text


def _pair(point: Point) -> str:
    return f"{point[0]:.1f},{point[1]:.1f}".replace("-0.0", "0.0").replace(".0", "")


def polygon(knots: tuple[Knot, ...], *, steps: int = 8) -> tuple[Point, ...]:
    """Points along the closed outline, ``steps`` per piece, for measuring."""
    return tuple(_on(piece, i / steps) for piece in cubics(knots, closed=True) for i in range(steps))


def _on(piece: Cubic, t: float) -> Point:
    a, b, c, d = piece
    u = 1.0 - t
    p, q, r, s = u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t
    return p * a[0] + q * b[0] + r * c[0] + s * d[0], p * a[1] + q * b[1] + r * c[1] + s * d[1]


def centroid(points: tuple[Point, ...]) -> Point:
    """Centre of gravity of a polygon's area."""
    area = cx = cy = 0.0
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        cross = x0 * y1 - x1 * y0
        area += cross
        cx += (x0 + x1) * cross
        cy += (y0 + y1) * cross
    return cx / (3.0 * area), cy / (3.0 * area)


def contains(points: tuple[Point, ...], at: Point) -> bool:
    """True where the polygon surrounds the point (even-odd rule)."""
    x, y = at
    inside = False
    for (x0, y0), (x1, y1) in zip(points, points[1:] + points[:1], strict=True):
        if (y0 > y) != (y1 > y) and x < x0 + (y - y0) / (y1 - y0) * (x1 - x0):
            inside = not inside
    return inside


def along(line: tuple[Point, ...], t: float) -> Point:
    """Point at the fraction ``t`` of a polyline's length."""
    lengths = [hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(line)]
    left = t * sum(lengths)
    for (a, b), length in zip(pairwise(line), lengths, strict=True):
        if left <= length and length:
            return a[0] + (b[0] - a[0]) * left / length, a[1] + (b[1] - a[1]) * left / length
        left -= length
    return line[-1]


def strands(rails: tuple[tuple[Point, ...], ...], spacing: float) -> tuple[tuple[Knot, ...], ...]:
    """Fibres that run from the first rail over those between to the last, evenly spread.

    Parameters
    ----------
    rails
        Polylines across the muscle, from origin to insertion.
    spacing
        Wanted distance between fibres, map units, as a mean over the rails.
    """
    widths = [sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(rail)) for rail in rails]
    count = max(int(sum(widths) / len(widths) / spacing), 2)
    return tuple(tuple(Knot(along(rail, (i + 0.5) / count)) for rail in rails) for i in range(count))
