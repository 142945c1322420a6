"""What a front or back photo shows: plumb line, level lines of head, shoulders and hips, leg axes."""

from __future__ import annotations

import math
from dataclasses import dataclass

from posture_cv.codecs.wording import format_estimate, format_size
from posture_cv.domain.estimates import Measurement, MeasureName
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide, View
from posture_cv.overlay.lateral import SHORT_NAMES
from posture_cv.overlay.scene import Label, Line, PhotoMarks, Point, Role, Scene, Upright, along, dot, midpoint, plumb_line


@dataclass(frozen=True, slots=True)
class _Level:
    """A level line: the first pair of ``carriers`` found holds it; it overhangs them by ``overhang`` statures."""

    title: str
    measure: MeasureName
    carriers: tuple[LandmarkName, ...]
    overhang: float


_LEVELS = (
    _Level("Head", MeasureName.HEAD_TILT_FRONTAL, (LandmarkName.OUTER_CANTHUS, LandmarkName.TRAGUS), 0.09),
    _Level("Shoulders", MeasureName.SHOULDER_LEVEL, (LandmarkName.ACROMION,), 0.05),
    _Level("Pelvis", MeasureName.PELVIC_OBLIQUITY, (LandmarkName.ASIS, LandmarkName.PSIS, LandmarkName.HIP_JOINT), 0.09),
)

_LEG = (LandmarkName.HIP_JOINT, LandmarkName.KNEE, LandmarkName.MALLEOLUS)
_NAMED = frozenset({LandmarkName.ACROMION, LandmarkName.ASIS, LandmarkName.PSIS, LandmarkName.C7})


def frontal_scene(marks: PhotoMarks) -> Scene:
    """Lay out a front or back photo."""
    upright = Upright.of(marks.photo)
    lines: list[Line] = []
    labels: list[Label] = []
    left, right = (marks.point(LandmarkName.MALLEOLUS, side) for side in (BodySide.LEFT, BodySide.RIGHT))
    if left is not None and right is not None:
        lines.append(plumb_line(midpoint(left, right), upright, marks.photo))
    for level in _LEVELS:
        _level_line(marks, level, lines, labels)
    for side in (BodySide.LEFT, BodySide.RIGHT):
        _leg(marks, side, upright, lines, labels)
    labels.extend(
        Label(text=_short_name(p.name, p.side), at=(p.x_px, p.y_px), toward=_outward(marks.photo.view, p.side, upright), boxed=False)
        for p in marks.landmarks
        if p.name in _NAMED
    )
    return Scene(lines=tuple(lines), dots=tuple(dot(p) for p in marks.landmarks), labels=tuple(labels), stature_px=marks.stature_px)


def tilt_words(tilt: Measurement) -> str:
    """Say a frontal tilt by its size and its lower side, or that no tilt is clear where the interval holds zero."""
    if tilt.interval.lower <= 0.0 <= tilt.interval.upper:
        return f"{format_size(tilt)}, no clear tilt"
    return f"{format_size(tilt)}, {'right' if tilt.value > 0.0 else 'left'} lower"


def _short_name(name: LandmarkName, side: BodySide) -> str:
    prefix = {BodySide.LEFT: "left ", BodySide.RIGHT: "right ", BodySide.MIDLINE: ""}[side]
    return prefix + SHORT_NAMES[name]


def _outward(view: View, side: BodySide, upright: Upright) -> Point:
    """Away from the body's midline: the person's right is at the image's left in a front view, at its right in a back view."""
    if side is BodySide.MIDLINE:
        return upright.up
    to_image_right = (side is BodySide.LEFT) == (view is View.FRONT)
    return upright.right if to_image_right else (-upright.right[0], -upright.right[1])


def _level_line(marks: PhotoMarks, level: _Level, lines: list[Line], labels: list[Label]) -> None:
    pairs = ((marks.point(name, BodySide.LEFT), marks.point(name, BodySide.RIGHT)) for name in level.carriers)
    start, end = next(((min(a, b), max(a, b)) for a, b in pairs if a is not None and b is not None and a != b), (None, None))
    if start is None or end is None:
        return
    length = math.dist(start, end)
    direction = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
    overhang_px = level.overhang * marks.stature_px
    tip = along(end, direction, overhang_px)
    lines.append(Line(points=(along(start, direction, -overhang_px), tip), role=Role.ANGLE))
    tilt = marks.measure(level.measure)
    if tilt is not None:
        labels.append(Label(text=f"{level.title} {tilt_words(tilt)}", at=tip, toward=direction, boxed=True))


def _leg(marks: PhotoMarks, side: BodySide, upright: Upright, lines: list[Line], labels: list[Label]) -> None:
    points = tuple(p for p in (marks.point(name, side) for name in _LEG) if p is not None)
    if len(points) < 2:
        return
    lines.append(Line(points=points, role=Role.BODY))
    angle = next((m for m in marks.measurements if m.name is MeasureName.HIP_KNEE_ANKLE and m.side is side), None)
    knee = marks.point(LandmarkName.KNEE, side)
    if angle is not None and knee is not None:
        text = f"{'Left' if side is BodySide.LEFT else 'Right'} leg {format_estimate(angle)}"
        labels.append(Label(text=text, at=knee, toward=_outward(marks.photo.view, side, upright), boxed=True))
