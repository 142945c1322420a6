"""What a front or back photo shows: plumb line, leg axes, and the measures across the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.messages import Message, message
from posture_cv.domain.views import BodySide, View
from posture_cv.overlay.measured import draw_measures
from posture_cv.overlay.scene import (
    DrawnLine,
    Label,
    PhotoMarks,
    PhotoScene,
    Point,
    Role,
    Upright,
    dot,
    midpoint,
    opposite,
    plumb_line,
    short_name,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_cv.domain.measures import MeasureDefinition

_LEG = (LandmarkName.HIP_JOINT, LandmarkName.KNEE, LandmarkName.MALLEOLUS)
_NAMED = frozenset({LandmarkName.ACROMION, LandmarkName.ASIS, LandmarkName.PSIS, LandmarkName.C7})


def frontal_scene(marks: PhotoMarks, definitions: Iterable[MeasureDefinition]) -> PhotoScene:
    """Lay out a front or back photo."""
    upright = Upright.of(marks.photo)
    lines: list[DrawnLine] = []
    labels: list[Label] = []
    left, right = (marks.point(LandmarkName.MALLEOLUS, side) for side in (BodySide.LEFT, BodySide.RIGHT))
    if left is not None and right is not None:
        lines.append(plumb_line(midpoint(left, right), upright, marks.photo))
    for side in (BodySide.LEFT, BodySide.RIGHT):
        leg = tuple(p for p in (marks.point(name, side) for name in _LEG) if p is not None)
        if len(leg) > 1:
            lines.append(DrawnLine(points=leg, role=Role.BODY))
    draw_measures(marks, definitions, lines, labels)
    labels.extend(
        Label(text=_sided_name(p.name, p.side), at=(p.x_px, p.y_px), toward=_from_midline(marks.photo.view, p.side, upright), boxed=False)
        for p in marks.landmarks
        if p.name in _NAMED
    )
    return PhotoScene(lines=tuple(lines), dots=tuple(dot(p) for p in marks.landmarks), labels=tuple(labels), stature_px=marks.stature_px)


def _sided_name(name: LandmarkName, side: BodySide) -> Message:
    return short_name(name) if side is BodySide.MIDLINE else message(f"overlay.{side}_point", point=short_name(name))


def _from_midline(view: View, side: BodySide, upright: Upright) -> Point:
    """Away from the body's midline: the person's right is at the image's left in a front view, at its right in a back view."""
    if side is BodySide.MIDLINE:
        return upright.up
    to_image_right = (side is BodySide.LEFT) == (view is View.FRONT)
    return upright.right if to_image_right else opposite(upright.right)
