"""Hand-placed points as people write them: ``asis``, ``left_asis``, ``right tragus``."""

from __future__ import annotations

from collections.abc import Mapping

from posture_cv.domain.errors import MarkError
from posture_cv.domain.landmarks import LandmarkName, Mark
from posture_cv.domain.views import BodySide

Points = Mapping[str, tuple[float, float]]
"""Landmark name to (x, y) in photo pixels, optionally with ``left_`` or ``right_`` before the name."""


def parse_marks(points: Points) -> tuple[Mark, ...]:
    """Turn names and coordinates into marks.

    Raises
    ------
    MarkError
        If a name is no landmark's, or a point is not two numbers.
    """
    return tuple(_parse(name, point) for name, point in points.items())


def _parse(name: str, point: tuple[float, float]) -> Mark:
    words = name.strip().lower().replace("-", "_").replace(" ", "_")
    side: BodySide | None = None
    for candidate in (BodySide.LEFT, BodySide.RIGHT):
        if words.startswith(f"{candidate}_"):
            side, words = candidate, words.removeprefix(f"{candidate}_")
    try:
        landmark = LandmarkName(words)
    except ValueError as error:
        known = ", ".join(LandmarkName)
        raise MarkError(f"'{name}' is not a landmark.", f"Use one of: {known}; add left_ or right_ to name a side.") from error
    try:
        x, y = point
        return Mark(name=landmark, x_px=float(x), y_px=float(y), side=side)
    except (TypeError, ValueError) as error:
        raise MarkError(f"The position given for '{name}' is not two numbers.", f"Write it as {name}=X,Y in photo pixels.") from error
