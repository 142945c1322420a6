"""What a side photo shows: plumb line, joints in line, craniovertebral angle, back curve, pelvis."""

from __future__ import annotations

import math

from posture_cv.codecs.wording import format_estimate
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.overlay.scene import Label, Line, PhotoMarks, Point, Role, Scene, Upright, along, arc, dot, midpoint, plumb_line

SHORT_NAMES = {
    LandmarkName.TRAGUS: "tragus",
    LandmarkName.OUTER_CANTHUS: "canthus",
    LandmarkName.C7: "C7",
    LandmarkName.ACROMION: "acromion",
    LandmarkName.ASIS: "ASIS",
    LandmarkName.PSIS: "PSIS",
    LandmarkName.TROCHANTER: "trochanter",
    LandmarkName.HIP_JOINT: "hip",
    LandmarkName.KNEE: "knee",
    LandmarkName.MALLEOLUS: "malleolus",
}

_POSTERIOR = (LandmarkName.C7, LandmarkName.PSIS)
_NOT_SHOWN = frozenset({LandmarkName.HIP_JOINT})
"""No measure of a side photo uses it, and it would hide the trochanter."""

_BODY_LINE = (LandmarkName.MALLEOLUS, LandmarkName.KNEE, LandmarkName.TROCHANTER, LandmarkName.ACROMION)
_ON_PLUMB = (LandmarkName.KNEE, LandmarkName.TROCHANTER, LandmarkName.ACROMION, LandmarkName.TRAGUS)


def lateral_scene(marks: PhotoMarks) -> Scene:
    """Lay out a side photo."""
    upright = Upright.of(marks.photo)
    sign = float(marks.photo.facing_sign)
    forward = (upright.right[0] * sign, upright.right[1] * sign)
    lines: list[Line] = []
    labels: list[Label] = []
    _contour(marks, forward, lines, labels)
    _plumb(marks, upright, lines)
    body = tuple(p for p in (marks.point(name) for name in _BODY_LINE) if p is not None)
    if len(body) > 1:
        lines.append(Line(points=body, role=Role.BODY))
    _craniovertebral(marks, forward, lines, labels)
    _pelvis(marks, forward, lines, labels)
    _knee(marks, forward, labels)
    backward = (-forward[0], -forward[1])
    shown = [p for p in marks.landmarks if p.name not in _NOT_SHOWN]
    directions = dict.fromkeys(_POSTERIOR, backward) | {LandmarkName.TRAGUS: upright.up}
    labels.extend(Label(text=SHORT_NAMES[p.name], at=(p.x_px, p.y_px), toward=directions.get(p.name, forward), boxed=False) for p in shown)
    return Scene(
        lines=tuple(lines),
        dots=tuple(dot(p) for p in shown),
        labels=tuple(labels),
        stature_px=marks.stature_px,
    )


def _plumb(marks: PhotoMarks, upright: Upright, lines: list[Line]) -> None:
    base = marks.point(LandmarkName.MALLEOLUS)
    if base is None:
        return
    for p in filter(None, (marks.point(name) for name in _ON_PLUMB)):
        height = (p[0] - base[0]) * upright.up[0] + (p[1] - base[1]) * upright.up[1]
        lines.append(Line(points=(along(base, upright.up, height), p), role=Role.REFERENCE))
    lines.append(plumb_line(base, upright, marks.photo))


def _craniovertebral(marks: PhotoMarks, forward: Point, lines: list[Line], labels: list[Label]) -> None:
    c7, tragus = marks.point(LandmarkName.C7), marks.point(LandmarkName.TRAGUS)
    if c7 is None or tragus is None:
        return
    reach = math.dist(c7, tragus)
    horizon = along(c7, forward, 1.9 * reach)
    lines.append(Line(points=(c7, horizon), role=Role.REFERENCE))
    lines.append(Line(points=(c7, tragus), role=Role.ANGLE))
    angle = marks.measure(MeasureName.CRANIOVERTEBRAL_ANGLE)
    if angle is not None:
        lines.append(Line(points=arc(c7, horizon, tragus, 0.62 * reach), role=Role.ANGLE))
        labels.append(Label(text=f"CVA {format_estimate(angle)}", at=horizon, toward=forward, boxed=True))


def _pelvis(marks: PhotoMarks, forward: Point, lines: list[Line], labels: list[Label]) -> None:
    asis, psis = marks.point(LandmarkName.ASIS), marks.point(LandmarkName.PSIS)
    if asis is None or psis is None:
        return
    lines.append(Line(points=(psis, asis), role=Role.ANGLE))
    tilt = marks.measure(MeasureName.PELVIC_TILT)
    if tilt is not None:
        lines.append(Line(points=(psis, along(psis, forward, 1.1 * math.dist(psis, asis))), role=Role.REFERENCE))
        labels.append(Label(text=f"Pelvic tilt {format_estimate(tilt)}", at=asis, toward=forward, boxed=True))


def _knee(marks: PhotoMarks, forward: Point, labels: list[Label]) -> None:
    knee, angle = marks.point(LandmarkName.KNEE), marks.measure(MeasureName.KNEE_ANGLE)
    if knee is not None and angle is not None:
        labels.append(Label(text=f"Knee {format_estimate(angle)}", at=knee, toward=(-forward[0], -forward[1]), boxed=True))


def _contour(marks: PhotoMarks, forward: Point, lines: list[Line], labels: list[Label]) -> None:
    back = marks.photo.back_profile_px
    if len(back) < 2:
        return
    lines.append(Line(points=back, role=Role.CONTOUR))
    backward = (-forward[0], -forward[1])
    thoracic, lumbar = _at_fraction(back, 0.33), _at_fraction(back, 0.78)
    for name, title, at in (
        (MeasureName.THORACIC_KYPHOSIS, "Kyphosis", thoracic),
        (MeasureName.LUMBAR_LORDOSIS, "Lordosis", lumbar),
    ):
        measured = marks.measure(name)
        if measured is not None:
            labels.append(Label(text=f"{title} {format_estimate(measured)}", at=at, toward=backward, boxed=True))


def _at_fraction(curve: tuple[Point, ...], fraction: float) -> Point:
    index = fraction * (len(curve) - 1)
    low = min(int(index), len(curve) - 2)
    return midpoint(curve[low], curve[low + 1])
