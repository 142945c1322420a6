"""Lines drawn on a photo by their two ends, as values and as plain data."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from posture_cv.domain.corrections import LengthLine, Point
from posture_cv.domain.photo import VerticalLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def vertical_data(line: VerticalLine | None) -> dict[str, Any] | None:
    """A vertical as plain data; ``vertical_from`` reads it back."""
    if line is None:
        return None
    return {"top_px": listed(line.top_px), "bottom_px": listed(line.bottom_px), "at": line.at, "by": line.by}


def vertical_from(data: Mapping[str, Any] | None) -> VerticalLine | None:
    """Raises KeyError, TypeError or ValueError if the data are no vertical."""
    if data is None:
        return None
    ends = {"top_px": _end(data["top_px"]), "bottom_px": _end(data["bottom_px"])}
    return VerticalLine(**ends, at=str(data["at"]), by=str(data.get("by") or ""))


def length_data(line: LengthLine | None) -> dict[str, Any] | None:
    """A known length as plain data; ``length_from`` reads it back."""
    if line is None:
        return None
    ends = {"start_px": listed(line.start_px), "end_px": listed(line.end_px)}
    return {**ends, "at": line.at, "length_cm": line.length_cm, "behind_cm": line.behind_cm}


def length_from(data: Mapping[str, Any] | None) -> LengthLine | None:
    """Raises KeyError, TypeError or ValueError if the data are no known length."""
    if data is None:
        return None
    length_cm = data["length_cm"]
    line = LengthLine(
        start_px=_end(data["start_px"]),
        end_px=_end(data["end_px"]),
        at=str(data["at"]),
        length_cm=None if length_cm is None else float(length_cm),
        behind_cm=float(data["behind_cm"]),
    )
    _ = line.known
    return line


def point_from(data: Sequence[float] | None) -> Point | None:
    """A position read back; raises TypeError or ValueError if it is not two finite numbers."""
    if data is None:
        return None
    x, y = (float(value) for value in data)
    if not (math.isfinite(x) and math.isfinite(y)):
        raise ValueError(f"expected finite coordinates, but got {x} and {y}")
    return x, y


def listed(point: Point | None) -> list[float] | None:
    """A position as plain data."""
    return None if point is None else [point[0], point[1]]


def _end(data: Sequence[float] | None) -> Point:
    point = point_from(data)
    if point is None:
        raise ValueError("expected two ends of a line, but one is missing")
    return point
