"""Definition figures: which points a measure joins, drawn on the body of the map.

Tilts and leans are drawn larger than they usually are, so that one sees what is measured.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.bodymap.atlas import drawing
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.views import View

if TYPE_CHECKING:
    from posture_cv.ui.theme import Palette

Point = tuple[float, float]
Line = tuple[Point, Point]

_HEIGHT_PX = 210.0
_LEAN_DEG = 6.0
_SHARE_ARC = 0.13
"""Radius of an arc per height of the window."""

# Units of the body map: 800 is one body height, y runs down from the crown, the person in side view faces positive x.
_TRAGUS, _CANTHUS, _C7, _ACROMION = (1.0, 56.0), (36.0, 48.0), (-37.0, 122.0), (-12.0, 152.0)
_PSIS, _ASIS, _TROCHANTER, _KNEE, _MALLEOLUS = (-52.0, 361.0), (46.0, 373.0), (-6.0, 410.0), (2.0, 578.0), (-6.0, 762.0)
_UPPER_BACK, _MIDDLE_BACK, _LOWER_BACK = (
    ((-43.0, 129.0), (-56.0, 163.0)),
    ((-52.0, 240.0), (-43.0, 276.0)),
    ((-43.0, 328.0), (-56.0, 362.0)),
)
_EARS, _ACROMIA, _HIPS = ((-40.0, 60.0), (40.0, 46.0)), ((-90.0, 152.0), (90.0, 134.0)), ((-40.0, 404.0), (40.0, 388.0))
_LEG = ((40.0, 396.0), (31.0, 572.0), (36.0, 762.0))
_MID_ACROMIA, _MID_MALLEOLI = (-34.0, 143.0), (0.0, 762.0)

_HEAD = (-82.0, -6.0, 98.0, 190.0)
_BACK = (-130.0, 96.0, 98.0, 400.0)
_PELVIS = (-110.0, 300.0, 110.0, 460.0)
_WHOLE = (-96.0, -14.0, 190.0, 812.0)
_LEGS = (-120.0, 380.0, 120.0, 812.0)
_FRONT_HEAD = (-110.0, -6.0, 110.0, 190.0)
_FRONT_TRUNK = (-150.0, -6.0, 150.0, 300.0)
_FRONT_PELVIS = (-120.0, 300.0, 120.0, 480.0)
_FRONT_WHOLE = (-190.0, -14.0, 190.0, 812.0)


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

    window: tuple[float, float, float, float]
    lines: tuple[Line, ...] = ()
    references: tuple[Line, ...] = ()
    points: tuple[Point, ...] = ()
    between: tuple[Point, Point, Point] | None = None
    view: View = View.RIGHT
    lean_deg: float = 0.0


def _against(window: tuple[float, float, float, float], vertex: Point, end: Point, towards: Point, view: View = View.RIGHT) -> Figure:
    """The angle at ``vertex`` between a line of reference and a landmark."""
    return Figure(
        window=window,
        lines=((vertex, end),),
        references=((vertex, towards),),
        points=(vertex, end),
        between=(vertex, end, towards),
        view=view,
    )


def _leaning(start: Point, end: Point) -> Figure:
    """The angle of a line against the vertical, the figure leaning."""
    low, high = _leant(start), _leant(end)
    upright = (low[0], high[1] - 20.0)
    return Figure(
        window=_WHOLE,
        lines=((low, high),),
        references=((low, upright),),
        points=(low, high),
        between=(low, high, upright),
        lean_deg=_LEAN_DEG,
    )


def _across(window: tuple[float, float, float, float], start: Point, end: Point, view: View = View.RIGHT) -> Figure:
    """The horizontal distance of two points."""
    margin = 14.0
    upright = ((start[0], min(start[1], end[1]) - margin), (start[0], max(start[1], end[1]) + margin))
    return Figure(window=window, lines=(((start[0], end[1]), end),), references=(upright,), points=(start, end), view=view)


def _offset(point: Point) -> Figure:
    """The distance of a point from the plumb line through the malleolus, the figure leaning."""
    at, foot = _leant(point), _leant(_MALLEOLUS)
    plumb = (foot, (foot[0], 0.0))
    return Figure(window=_WHOLE, lines=(((foot[0], at[1]), at),), references=(plumb,), points=(foot, at), lean_deg=_LEAN_DEG)


def _leant(point: Point) -> Point:
    return point[0] + (_MALLEOLUS[1] - point[1]) * math.tan(math.radians(_LEAN_DEG)), point[1]


def _level(window: tuple[float, float, float, float], ends: Line) -> Figure:
    """The angle of a line across the body against the horizontal."""
    right, left = ends
    return _against(window, left, right, (right[0], left[1]), View.FRONT)


_FIGURES: dict[MeasureName, Figure] = {
    MeasureName.CRANIOVERTEBRAL_ANGLE: _against(_HEAD, _C7, _TRAGUS, (60.0, _C7[1])),
    MeasureName.CRANIOVERTEBRAL_ANGLE_AS_PHOTOGRAPHED: _against(_HEAD, _C7, _TRAGUS, (60.0, _C7[1])),
    MeasureName.FORWARD_HEAD_DISTANCE: _across(_HEAD, _ACROMION, _TRAGUS),
    MeasureName.HEAD_TILT_SAGITTAL: _against(_HEAD, _TRAGUS, _CANTHUS, (70.0, _TRAGUS[1])),
    MeasureName.FORWARD_SHOULDER_ANGLE_FROM_VERTICAL: _against(_HEAD, _C7, _ACROMION, (_C7[0], 182.0)),
    MeasureName.ACROMION_FORWARD_OF_C7: _across(_HEAD, _C7, _ACROMION),
    MeasureName.THORACIC_KYPHOSIS: Figure(window=_BACK, lines=(_UPPER_BACK, _MIDDLE_BACK)),
    MeasureName.LUMBAR_LORDOSIS: Figure(window=_BACK, lines=(_MIDDLE_BACK, _LOWER_BACK)),
    MeasureName.PELVIC_TILT: _against(_PELVIS, _PSIS, _ASIS, (80.0, _PSIS[1])),
    MeasureName.TRUNK_LEAN: _leaning(_TROCHANTER, _ACROMION),
    MeasureName.SWAY_ANGLE: _leaning(_MALLEOLUS, _TROCHANTER),
    MeasureName.KNEE_ANGLE: Figure(
        window=_LEGS,
        lines=((_TROCHANTER, _KNEE), (_KNEE, _MALLEOLUS)),
        points=(_TROCHANTER, _KNEE, _MALLEOLUS),
        between=(_KNEE, _TROCHANTER, _MALLEOLUS),
    ),
    MeasureName.PLUMB_OFFSET_EAR: _offset(_TRAGUS),
    MeasureName.PLUMB_OFFSET_ACROMION: _offset(_ACROMION),
    MeasureName.PLUMB_OFFSET_TROCHANTER: _offset(_TROCHANTER),
    MeasureName.PLUMB_OFFSET_KNEE: _offset(_KNEE),
    MeasureName.HEAD_TILT_FRONTAL: _level(_FRONT_HEAD, _EARS),
    MeasureName.SHOULDER_LEVEL: _level(_FRONT_TRUNK, _ACROMIA),
    MeasureName.PELVIC_OBLIQUITY: _level(_FRONT_PELVIS, _HIPS),
    MeasureName.HIP_KNEE_ANKLE: Figure(
        window=_LEGS,
        lines=((_LEG[0], _LEG[1]), (_LEG[1], _LEG[2])),
        points=_LEG,
        between=(_LEG[1], _LEG[0], _LEG[2]),
        view=View.FRONT,
    ),
    MeasureName.LATERAL_SHIFT: _across(_FRONT_WHOLE, _MID_MALLEOLI, _MID_ACROMIA, View.FRONT),
}


def figure_svg(measure: MeasureName, colours: Palette) -> str:
    """The definition figure as a stand-alone SVG, ``_HEIGHT_PX`` high."""
    figure = _FIGURES[measure]
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
    lean = f"translate(0 {_MALLEOLUS[1]:g}) skewX(-{figure.lean_deg:g}) translate(0 -{_MALLEOLUS[1]:g})"
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
