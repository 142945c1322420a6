"""Measures simple enough to be redrawn while a point is being dragged, as data for the browser.

The browser evaluates the same arithmetic (``frontend/geometry.js``); the full measurement, parallax and errors included, follows after the
drop. A live value is the measured one plus what the drawn geometry has changed by since.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from posture_cv.anatomy.frame import near_side
from posture_cv.codecs.wording import decimals_for
from posture_cv.domain.corrections import Point
from posture_cv.domain.estimates import MeasureName, Unit
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.ui.editor.edit import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from posture_cv.domain.estimates import Measurement
    from posture_cv.domain.landmarks import AnatomicalPose
    from posture_cv.ui.editor.body import Body

Place = tuple[LandmarkName, BodySide]


class LiveKind(StrEnum):
    """How points become a value. "Outward" is forward in a lateral view and to the person's right in a frontal one."""

    ELEVATION = "elevation"
    """Step from the first point to the second against the horizontal."""
    INCLINATION = "inclination"
    """The same step against the vertical."""
    BEND = "bend"
    """Upper, middle, lower point: 180 degrees plus ``turn`` times (lower segment's inclination - upper segment's)."""
    OFFSET = "offset"
    """Outward part of the step from the first point to the second, per cent of stature."""
    SHIFT = "shift"
    """Outward part of the step from the middle of the last two points to the middle of the first two, per cent of stature."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveAngle:
    """One measure as the browser evaluates it.

    Attributes
    ----------
    points
        Keys of its handles, in the order its kind asks for.
    outward, upward, turn
        Signs, +1 or -1: which image direction counts as outward, whether up counts as positive, and which way a bend opens.
    value
        As measured by Python for the edit the editor is given; None to show the drawn geometry itself.
    automatic
        As measured before any correction; None to take it from the drawn geometry.
    half_width
        Half the interval of ``value``; None where there is none.
    """

    name: MeasureName
    side: BodySide
    label: str
    kind: LiveKind
    points: tuple[str, ...]
    outward: int
    upward: int = 1
    turn: int = 1
    unit: Unit = Unit.DEGREE
    value: float | None = None
    automatic: float | None = None
    half_width: float | None = None
    decimals: int = 1


def live_angles(
    anatomy: AnatomicalPose,
    position: Position,
    label: Callable[[MeasureName, BodySide], str],
    measurements: Iterable[Measurement] = (),
    automatic: Iterable[Measurement] = (),
) -> tuple[LiveAngle, ...]:
    """Every live measure of a view whose points are there.

    Parameters
    ----------
    anatomy
        The points as they stand, corrections included.
    label
        Names a measure on the page.
    measurements
        What was measured in this photo from those points.
    automatic
        What was measured in it before any correction; with it, changes from automatic are exact.

    Returns
    -------
    tuple of LiveAngle
        Definitions as in ``posture_cv.measures``; spinal curves are left out, because their outline does not move with a point.
    """
    rows = _sagittal(anatomy) if anatomy.view.is_lateral else _frontal(anatomy) if anatomy.view.is_frontal else []
    measured = {(taken.name, taken.side): taken for taken in measurements}
    before = {(taken.name, taken.side): taken.value for taken in automatic}
    return tuple(
        _filled(
            replace(row, label=label(row.name, row.side), automatic=before.get((row.name, row.side))), measured.get((row.name, row.side))
        )
        for row in rows
        if not (position is Position.SITTING and row.name in _STANDING_ONLY)
    )


def live_value(
    angle: LiveAngle, points_px: Mapping[str, Point], *, roll_deg: float, stature_px: float | None, body: Body | None = None
) -> float | None:
    """The value of the drawn geometry; None where a point or the stature is missing.

    Parameters
    ----------
    points_px
        Positions by handle key, photo pixels.
    roll_deg
        Camera roll (``posture_cv.domain.photo.Roll``).
    body
        Takes parallax out where it knows all the angle's points; without it the value is what a protractor on the photo would show.
    """
    if any(key not in points_px for key in angle.points):
        return None
    known = body if body is not None and all(key in body.places for key in angle.points) else None
    at = [_outward_and_up(angle, key, points_px[key], roll_deg, known) for key in angle.points]

    def inclination(start: Point, end: Point) -> float:
        return math.degrees(math.atan2(end[0] - start[0], angle.upward * (end[1] - start[1])))

    if angle.kind is LiveKind.INCLINATION:
        return inclination(at[0], at[1])
    if angle.kind is LiveKind.ELEVATION:
        return math.degrees(math.atan2(angle.upward * (at[1][1] - at[0][1]), at[1][0] - at[0][0]))
    if angle.kind is LiveKind.BEND:
        return 180.0 + angle.turn * (inclination(at[2], at[1]) - inclination(at[1], at[0]))
    if not stature_px:
        return None
    start, end = (_middle(at[2], at[3]), _middle(at[0], at[1])) if angle.kind is LiveKind.SHIFT else (at[0], at[1])
    return 100.0 * (end[0] - start[0]) / stature_px


def _outward_and_up(angle: LiveAngle, key: str, point: Point, roll_deg: float, body: Body | None) -> Point:
    cos, sin = math.cos(math.radians(roll_deg)), math.sin(math.radians(roll_deg))
    dx, dy = (point[0] - body.centre_px[0], point[1] - body.centre_px[1]) if body is not None else point
    x, y = dx * cos + dy * sin, dy * cos - dx * sin
    if body is None:
        return angle.outward * x, -y
    place = body.places[key]
    (outward_x, up_x), (outward_y, up_y) = place.slope
    step_x, step_y = x - place.upright_px[0], y - place.upright_px[1]
    return place.at_px[0] + outward_x * step_x + outward_y * step_y, place.at_px[1] + up_x * step_x + up_y * step_y


def _middle(a: Point, b: Point) -> Point:
    return (a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0


_STANDING_ONLY = frozenset(
    {
        MeasureName.SWAY_ANGLE,
        MeasureName.KNEE_ANGLE,
        MeasureName.PLUMB_OFFSET_EAR,
        MeasureName.PLUMB_OFFSET_ACROMION,
        MeasureName.PLUMB_OFFSET_TROCHANTER,
        MeasureName.PLUMB_OFFSET_KNEE,
        MeasureName.HIP_KNEE_ANKLE,
        MeasureName.LATERAL_SHIFT,
    }
)


def _filled(row: LiveAngle, taken: Measurement | None) -> LiveAngle:
    if taken is None:
        return row
    half_width = (taken.interval.upper - taken.interval.lower) / 2.0
    return replace(row, value=taken.value, half_width=half_width, decimals=decimals_for(taken.standard_error))


def _sagittal(anatomy: AnatomicalPose) -> list[LiveAngle]:
    near = near_side(anatomy.view)
    tragus, canthus, acromion, asis, psis, trochanter, knee, malleolus = (
        key_of(name, near)
        for name in (
            LandmarkName.TRAGUS,
            LandmarkName.OUTER_CANTHUS,
            LandmarkName.ACROMION,
            LandmarkName.ASIS,
            LandmarkName.PSIS,
            LandmarkName.TROCHANTER,
            LandmarkName.KNEE,
            LandmarkName.MALLEOLUS,
        )
    )
    c7 = key_of(LandmarkName.C7, BodySide.MIDLINE)

    def row(name: MeasureName, kind: LiveKind, *points: str, upward: int = 1, turn: int = 1) -> LiveAngle:
        unit = Unit.PERCENT_HEIGHT if kind is LiveKind.OFFSET else Unit.DEGREE
        return LiveAngle(
            name=name, side=near, label="", kind=kind, points=points, outward=anatomy.facing_sign, upward=upward, turn=turn, unit=unit
        )

    m = MeasureName
    return [
        row(m.CRANIOVERTEBRAL_ANGLE, LiveKind.ELEVATION, c7, tragus),
        row(m.FORWARD_HEAD_DISTANCE, LiveKind.OFFSET, acromion, tragus),
        row(m.HEAD_TILT_SAGITTAL, LiveKind.ELEVATION, tragus, canthus),
        row(m.FORWARD_SHOULDER_ANGLE_FROM_VERTICAL, LiveKind.INCLINATION, c7, acromion, upward=-1),
        row(m.ACROMION_FORWARD_OF_C7, LiveKind.OFFSET, c7, acromion),
        row(m.PELVIC_TILT, LiveKind.ELEVATION, psis, asis, upward=-1),
        row(m.TRUNK_LEAN, LiveKind.INCLINATION, trochanter, acromion),
        row(m.SWAY_ANGLE, LiveKind.INCLINATION, malleolus, trochanter),
        row(m.KNEE_ANGLE, LiveKind.BEND, trochanter, knee, malleolus, turn=-1),
        row(m.PLUMB_OFFSET_EAR, LiveKind.OFFSET, malleolus, tragus),
        row(m.PLUMB_OFFSET_ACROMION, LiveKind.OFFSET, malleolus, acromion),
        row(m.PLUMB_OFFSET_TROCHANTER, LiveKind.OFFSET, malleolus, trochanter),
        row(m.PLUMB_OFFSET_KNEE, LiveKind.OFFSET, malleolus, knee),
    ]


def _frontal(anatomy: AnatomicalPose) -> list[LiveAngle]:
    def pair(name: LandmarkName) -> tuple[str, str]:
        return key_of(name, BodySide.LEFT), key_of(name, BodySide.RIGHT)

    def both(name: LandmarkName) -> bool:
        return all(anatomy.find(name, side) is not None for side in (BodySide.LEFT, BodySide.RIGHT))

    outward = 1 if anatomy.view is View.BACK else -1
    ears_hidden = not both(LandmarkName.TRAGUS) and both(LandmarkName.OUTER_CANTHUS)
    pelvic_bone = LandmarkName.PSIS if anatomy.view is View.BACK else LandmarkName.ASIS
    pelvis = pelvic_bone if both(pelvic_bone) else LandmarkName.HIP_JOINT

    def row(
        name: MeasureName, kind: LiveKind, *points: str, side: BodySide = BodySide.MIDLINE, upward: int = 1, turn: int = 1
    ) -> LiveAngle:
        unit = Unit.PERCENT_HEIGHT if kind is LiveKind.SHIFT else Unit.DEGREE
        return LiveAngle(name=name, side=side, label="", kind=kind, points=points, outward=outward, upward=upward, turn=turn, unit=unit)

    def leg(side: BodySide) -> LiveAngle:
        points = (key_of(name, side) for name in (LandmarkName.HIP_JOINT, LandmarkName.KNEE, LandmarkName.MALLEOLUS))
        return row(MeasureName.HIP_KNEE_ANKLE, LiveKind.BEND, *points, side=side, turn=1 if side is BodySide.RIGHT else -1)

    head = pair(LandmarkName.OUTER_CANTHUS if ears_hidden else LandmarkName.TRAGUS)
    return [
        row(MeasureName.HEAD_TILT_FRONTAL, LiveKind.ELEVATION, *head, upward=-1),
        row(MeasureName.SHOULDER_LEVEL, LiveKind.ELEVATION, *pair(LandmarkName.ACROMION), upward=-1),
        row(MeasureName.PELVIC_OBLIQUITY, LiveKind.ELEVATION, *pair(pelvis), upward=-1),
        leg(BodySide.LEFT),
        leg(BodySide.RIGHT),
        row(MeasureName.LATERAL_SHIFT, LiveKind.SHIFT, *pair(LandmarkName.ACROMION), *pair(LandmarkName.MALLEOLUS)),
    ]
