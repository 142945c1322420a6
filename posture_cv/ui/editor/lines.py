"""Lines drawn on a photo by their two ends, as values and as plain data."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from posture_cv.domain.known_length import KnownLength
from posture_cv.domain.photo import VerticalLine

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthLine:
    """A thing of known length: its two ends in photo pixels, its length once somebody typed it, and how far it is behind the person."""

    start_px: Point
    end_px: Point
    at: str
    length_cm: float | None = None
    behind_cm: float = 0.0

    @property
    def known(self) -> KnownLength | None:
        """What can be measured with; None while its length is not typed."""
        if self.length_cm is None:
            return None
        return KnownLength(start_px=self.start_px, end_px=self.end_px, length_cm=self.length_cm, behind_cm=self.behind_cm)


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


def signed(line: VerticalLine | None, by: str) -> VerticalLine | None:
    """The line with ``by`` on it where nobody has signed it yet."""
    return line if line is None or line.by else replace(line, by=by)


def resigned(line: VerticalLine | None, before: VerticalLine | None) -> VerticalLine | None:
    """The line as the browser sent it, with the name it was already signed with as long as it has not changed."""
    return line if line is None or before is None or line.at != before.at else replace(line, by=before.by)


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
