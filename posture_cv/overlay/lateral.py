"""What a side photo shows: plumb line, joints in line, back curve, and the measures of the side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.landmarks import LandmarkName
from posture_cv.overlay.measured import draw_measures, outward
from posture_cv.overlay.scene import DrawnLine, Label, PhotoMarks, PhotoScene, Role, Upright, dot, opposite, plumb_line, short_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_cv.domain.measures import MeasureDefinition

_POSTERIOR = (LandmarkName.C7, LandmarkName.PSIS)
_NOT_SHOWN = frozenset({LandmarkName.HIP_JOINT})
"""No measure of a side photo uses it, and it would hide the trochanter."""

_BODY_LINE = (LandmarkName.MALLEOLUS, LandmarkName.KNEE, LandmarkName.TROCHANTER, LandmarkName.ACROMION)


def lateral_scene(marks: PhotoMarks, definitions: Iterable[MeasureDefinition]) -> PhotoScene:
    """Lay out a side photo."""
    upright = Upright.of(marks.photo)
    forward = outward(marks.photo, upright)
    lines: list[DrawnLine] = []
    labels: list[Label] = []
    if len(marks.photo.back_profile_px) > 1:
        lines.append(DrawnLine(points=marks.photo.back_profile_px, role=Role.CONTOUR))
    foot = marks.point(LandmarkName.MALLEOLUS)
    if foot is not None:
        lines.append(plumb_line(foot, upright, marks.photo))
    body = tuple(p for p in (marks.point(name) for name in _BODY_LINE) if p is not None)
    if len(body) > 1:
        lines.append(DrawnLine(points=body, role=Role.BODY))
    draw_measures(marks, definitions, lines, labels)
    shown = [p for p in marks.landmarks if p.name not in _NOT_SHOWN]
    directions = dict.fromkeys(_POSTERIOR, opposite(forward)) | {LandmarkName.TRAGUS: upright.up}
    labels.extend(Label(text=short_name(p.name), at=(p.x_px, p.y_px), toward=directions.get(p.name, forward), boxed=False) for p in shown)
    return PhotoScene(lines=tuple(lines), dots=tuple(dot(p) for p in shown), labels=tuple(labels), stature_px=marks.stature_px)
