"""Points placed by hand as people type them: ``asis``, ``left_asis``, ``right tragus``."""

from __future__ import annotations

from collections.abc import Mapping, Set

from posture_cv.domain.corrections import PointCorrection, PointStatus
from posture_cv.domain.errors import MarkError
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.messages import message
from posture_cv.domain.numerals import finite
from posture_cv.domain.views import BodySide

TypedPoints = Mapping[str, tuple[float, float]]
"""Landmark name to (x, y) in photo pixels, optionally with ``left_`` or ``right_`` before the name."""


def points_typed(points: TypedPoints) -> tuple[PointCorrection, ...]:
    """Turn names and coordinates into corrections of points.

    Raises
    ------
    MarkError
        If these are no names with points, a name is no landmark's, a point is not two numbers, or is given twice.
    """
    if not isinstance(points, Mapping):
        raise MarkError(message("mark.no_mapping"), message("mark.pass_mapping"))
    typed = tuple(_point(name, at) for name, at in points.items())
    if len({(point.name, point.side) for point in typed}) < len(typed):
        raise MarkError(message("mark.twice"), message("mark.once"))
    return typed


def _point(name: str, at: tuple[float, float]) -> PointCorrection:
    known = message("mark.use_names", names=tuple(LandmarkName))
    if not isinstance(name, str):
        raise MarkError(message("mark.no_text"), known)
    words = name.strip().lower().replace("-", "_").replace(" ", "_")
    side: BodySide | None = None
    for candidate in (BodySide.LEFT, BodySide.RIGHT):
        if words.startswith(f"{candidate}_"):
            side, words = candidate, words.removeprefix(f"{candidate}_")
    try:
        landmark = LandmarkName(words)
    except ValueError as error:
        raise MarkError(message("mark.no_landmark", name=name), known) from error
    try:
        x, y = (None, None) if isinstance(at, str | bytes | Mapping | Set) else (finite(value) for value in at)
    except (TypeError, ValueError):
        x = y = None
    if x is None or y is None:
        raise MarkError(message("mark.no_numbers", name=name), message("mark.write_numbers", name=name))
    return PointCorrection(name=landmark, side=side, automatic_px=None, final_px=(x, y), status=PointStatus.MOVED, at="")
