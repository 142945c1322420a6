"""Definition figures: which points a measure joins, drawn on the body of the map.

Tilts and leans are drawn larger than they usually are, so that one sees what is measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from posture_cv.bodymap.atlas import drawing
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.measures import MeasureKind, Plane, Sides
from posture_cv.domain.regions import Region
from posture_cv.domain.views import View

if TYPE_CHECKING:
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.ui.theme import Palette

Point = tuple[float, float]
Line = tuple[Point, Point]
Window = tuple[float, float, float, float]

_HEIGHT_PX = 210.0
_LEAN_DEG = 6.0
_SHARE_ARC = 0.13
"""Radius of an arc per height of the window."""

# Units of the body map: 800 is one body height, y runs down from the crown, the person in side view faces positive x.
_SIDE = {
    LandmarkName.TRAGUS: (1.0, 56.0),
    LandmarkName.OUTER_CANTHUS: (36.0, 48.0),
    LandmarkName.C7: (-37.0, 122.0),
    LandmarkName.ACROMION: (-12.0, 152.0),
    LandmarkName.PSIS: (-52.0, 361.0),
    LandmarkName.ASIS: (46.0, 373.0),
    LandmarkName.TROCHANTER: (-6.0, 410.0),
    LandmarkName.HIP_JOINT: (-2.0, 400.0),
    LandmarkName.KNEE: (2.0, 578.0),
    LandmarkName.MALLEOLUS: (-6.0, 762.0),
}
_FRONT = {
    LandmarkName.TRAGUS: ((40.0, 46.0), (-40.0, 60.0)),
    LandmarkName.OUTER_CANTHUS: ((22.0, 44.0), (-22.0, 52.0)),
    LandmarkName.ACROMION: ((90.0, 134.0), (-90.0, 152.0)),
    LandmarkName.PSIS: ((24.0, 356.0), (-24.0, 366.0)),
    LandmarkName.ASIS: ((52.0, 352.0), (-52.0, 372.0)),
    LandmarkName.TROCHANTER: ((76.0, 396.0), (-76.0, 424.0)),
    LandmarkName.HIP_JOINT: ((40.0, 388.0), (-40.0, 404.0)),
    LandmarkName.KNEE: ((31.0, 572.0), (-31.0, 572.0)),
    LandmarkName.MALLEOLUS: ((36.0, 762.0), (-36.0, 762.0)),
}
"""The person's left and right point, seen from the front, left higher than right."""
_NECK = (0.0, 118.0)
_SHIFT = -34.0
_BACK_LINE = ((-43.0, 129.0), (-56.0, 163.0), (-52.0, 240.0), (-43.0, 276.0), (-43.0, 328.0), (-56.0, 362.0))
"""The skin line of the back, downwards from C7."""

_WINDOWS = {
    (Plane.SAGITTAL, Region.HEAD_NECK): (-82.0, -6.0, 98.0, 190.0),
    (Plane.SAGITTAL, Region.SHOULDERS): (-82.0, -6.0, 98.0, 190.0),
    (Plane.SAGITTAL, Region.SPINE): (-130.0, 96.0, 98.0, 400.0),
    (Plane.SAGITTAL, Region.PELVIS): (-110.0, 300.0, 110.0, 460.0),
    (Plane.SAGITTAL, Region.LEGS): (-120.0, 380.0, 120.0, 812.0),
    (Plane.SAGITTAL, Region.WHOLE_BODY): (-96.0, -14.0, 190.0, 812.0),
    (Plane.FRONTAL, Region.HEAD_NECK): (-110.0, -6.0, 110.0, 190.0),
    (Plane.FRONTAL, Region.SHOULDERS): (-150.0, -6.0, 150.0, 300.0),
    (Plane.FRONTAL, Region.SPINE): (-150.0, 96.0, 150.0, 400.0),
    (Plane.FRONTAL, Region.PELVIS): (-120.0, 300.0, 120.0, 480.0),
    (Plane.FRONTAL, Region.LEGS): (-120.0, 380.0, 120.0, 812.0),
    (Plane.FRONTAL, Region.WHOLE_BODY): (-190.0, -14.0, 190.0, 812.0),
}
_EDGE = 30.0
"""How far before the window's edge a line of reference ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What is drawn for a measure.

    Attributes
    ----------
    window
        Left, top, right, bottom of what shows.
    lines
        Lines of the measure, solid; ``references`` are the lines it is read against, dashed; ``points`` its landmarks.
    between
        Vertex and two ends of the angle, marked by an arc; None for a distance or where no vertex lies in the picture.
    lean_deg
        How far the figure leans forward.
    """

    window: Window
    lines: tuple[Line, ...] = ()
    references: tuple[Line, ...] = ()
    points: tuple[Point, ...] = ()
    between: tuple[Point, Point, Point] | None = None
    view: View = View.RIGHT
    lean_deg: float = 0.0


def figure_of(row: MeasureDefinition) -> Figure:
    """The figure a measure's row asks for."""
    window = _WINDOWS[row.plane, row.region]
    view = View.RIGHT if row.plane is Plane.SAGITTAL else View.FRONT
    if row.tangents is not None:
        return Figure(window=window, lines=(_tangent(row.tangents.first), _tangent(row.tangents.second)))
    points = _points(row)
    leans = row.plane is Plane.SAGITTAL and row.region is Region.WHOLE_BODY
    if leans:
        points = tuple(_leant(point) for point in points)
    if row.kind is MeasureKind.BEND:
        upper, joint, lower = points
        lines = ((upper, joint), (joint, lower))
        return Figure(window=window, lines=lines, points=points, between=(joint, upper, lower), view=view)
    if row.kind is MeasureKind.SHIFT:
        upper, lower = _middle(*points[:2]), _middle(*points[2:])
        points = (lower, (upper[0] + _SHIFT, upper[1]))
    start, end = points
    if row.kind.is_length:
        return _across(window, start, end, view, lean_deg=_LEAN_DEG if leans else 0.0)
    return Figure(
        window=window,
        lines=((start, end),),
        references=((start, _reference(row, window, start, end)),),
        points=(start, end),
        between=(start, end, _reference(row, window, start, end)),
        view=view,
        lean_deg=_LEAN_DEG if leans else 0.0,
    )


def _points(row: MeasureDefinition) -> tuple[Point, ...]:
    """The measure's points on the figure: left and right of each in a frontal view of both sides, else those of one side."""
    if row.plane is Plane.SAGITTAL:
        return tuple(_SIDE[name] for name in row.points)
    pairs = [_FRONT.get(name, (_NECK,)) for name in row.points]
    return tuple(point for pair in pairs for point in pair) if row.sides is Sides.TOGETHER else tuple(pair[0] for pair in pairs)


def _reference(row: MeasureDefinition, window: Window, start: Point, end: Point) -> Point:
    """The far end of the line through the first point that an angle is read against."""
    _, top, right, bottom = window
    if row.kind is MeasureKind.INCLINATION:
        return start[0], max(end[1] - 20.0, top + 8.0) if row.upward > 0 else bottom - 8.0
    if row.plane is Plane.FRONTAL:
        return end[0], start[1]
    return right - _EDGE, start[1]


def _across(window: Window, start: Point, end: Point, view: View, *, lean_deg: float) -> Figure:
    """The horizontal distance of two points, from an upright line through the first."""
    margin = 14.0
    upright = ((start[0], min(start[1], end[1]) - margin), (start[0], max(start[1], end[1]) + margin))
    return Figure(
        window=window, lines=(((start[0], end[1]), end),), references=(upright,), points=(start, end), view=view, lean_deg=lean_deg
    )


def _leant(point: Point) -> Point:
    foot = _SIDE[LandmarkName.MALLEOLUS]
    return point[0] + (foot[1] - point[1]) * math.tan(math.radians(_LEAN_DEG)), point[1]


def _middle(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0


def _tangent(heights: tuple[float, float]) -> Line:
    """The back's skin line between two heights, from C7 (0) to the PSIS level (1)."""
    top, bottom = _SIDE[LandmarkName.C7][1], _SIDE[LandmarkName.PSIS][1]
    upper, lower = (_on_back(top + part * (bottom - top)) for part in heights)
    return upper, lower


def _on_back(y: float) -> Point:
    (x0, y0), (x1, y1) = next(((a, b) for a, b in pairwise(_BACK_LINE) if y <= b[1]), (_BACK_LINE[-2], _BACK_LINE[-1]))
    return x0 + (x1 - x0) * (min(max(y, y0), y1) - y0) / (y1 - y0), y


def figure_svg(row: MeasureDefinition, colours: Palette) -> str:
    """The definition figure as a stand-alone SVG, ``_HEIGHT_PX`` high."""
    figure = figure_of(row)
    left, top, right, bottom = figure.window
    width, height = right - left, bottom - top
    pen = height / 90.0
    drawn = [_body(figure, colours, pen)]
    drawn += [_stroke(line, colours.quiet, pen, dashes=f"{3 * pen:g} {2 * pen:g}") for line in figure.references]
    drawn += [_stroke(_longer(line) if not figure.points else line, colours.beyond, 1.6 * pen) for line in figure.lines]
    if figure.between is not None:
        drawn.append(_arc(figure.between, _SHARE_ARC * height, colours.within, 1.6 * pen))
    drawn += [_dot(point, colours, pen) for point in figure.points]
    size = f'width="{_HEIGHT_PX * width / height:.0f}" height="{_HEIGHT_PX:.0f}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{left:g} {top:g} {width:g} {height:g}" {size}>{"".join(drawn)}</svg>'


def _body(figure: Figure, colours: Palette, pen: float) -> str:
    outlines = "".join(f'<polygon points="{" ".join(f"{x:.1f},{y:.1f}" for x, y in outline)}"/>' for outline in drawing(figure.view).skin)
    style = f'fill="{colours.band}" opacity="0.6" stroke="{colours.quiet}" stroke-width="{0.6 * pen:.2f}"'
    foot_y = _SIDE[LandmarkName.MALLEOLUS][1]
    lean = f"translate(0 {foot_y:g}) skewX(-{figure.lean_deg:g}) translate(0 -{foot_y:g})"
    return f'<g {style} transform="{lean}">{outlines}</g>'


def _dot(point: Point, colours: Palette, pen: float) -> str:
    edge = f'stroke="{colours.card}" stroke-width="{0.7 * pen:.2f}"'
    return f'<circle cx="{point[0]:.1f}" cy="{point[1]:.1f}" r="{2.2 * pen:.2f}" fill="{colours.beyond}" {edge}/>'


def _stroke(line: Line, colour: str, width: float, *, dashes: str = "") -> str:
    (x1, y1), (x2, y2) = line
    style = f'stroke="{colour}" stroke-width="{width:.2f}" stroke-linecap="round"' + (f' stroke-dasharray="{dashes}"' if dashes else "")
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" {style}/>'


def _longer(line: Line) -> Line:
    """A tangent, drawn out beyond both ends."""
    (x1, y1), (x2, y2) = line
    return (x1 - 0.8 * (x2 - x1), y1 - 0.8 * (y2 - y1)), (x2 + 0.8 * (x2 - x1), y2 + 0.8 * (y2 - y1))


def _arc(between: tuple[Point, Point, Point], radius: float, colour: str, width: float) -> str:
    (x, y), *ends = between
    first, second = (math.atan2(end[1] - y, end[0] - x) for end in ends)
    turn = math.remainder(second - first, math.tau)
    start, stop = ((x + radius * math.cos(angle), y + radius * math.sin(angle)) for angle in (first, first + turn))
    path = f"M {start[0]:.1f} {start[1]:.1f} A {radius:.1f} {radius:.1f} 0 0 {int(turn > 0.0)} {stop[0]:.1f} {stop[1]:.1f}"
    return f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{width:.2f}"/>'
