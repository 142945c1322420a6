"""Where labels go: near their point, inside the frame, on top of nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.overlay.scene import Point

_DIRECTIONS = 16
_DISTANCES = (0.7, 1.4, 2.3, 3.5, 5.0, 7.0, 9.5)
"""Gap between point and text, in text heights."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def overlap(self, other: Box) -> float:
        """Area shared with another box."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(width, 0.0) * max(height, 0.0)

    def holds(self, point: Point) -> bool:
        """True where the point lies inside."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom

    def nearest(self, point: Point) -> Point:
        """Point of the box nearest to a point."""
        return min(max(point[0], self.left), self.right), min(max(point[1], self.top), self.bottom)

    def grown(self, by: float) -> Box:
        """Box widened on all sides."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def moved_inside(self, frame: Box) -> Box:
        """Same box, shifted into the frame; one larger than the frame keeps its upper left corner inside."""
        dx = max(frame.left - self.left, min(0.0, frame.right - self.right))
        dy = max(frame.top - self.top, min(0.0, frame.bottom - self.bottom))
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)


def place(
    at: Point,
    size: tuple[float, float],
    *,
    toward: Point,
    frame: Box,
    taken: Sequence[Box],
    avoid: Sequence[Point],
    line_height: float,
) -> Box:
    """Find the best box for a text of that size.

    Parameters
    ----------
    at
        The point the text belongs to.
    size
        Width and height.
    toward
        Unit vector of the preferred direction.
    taken
        Boxes no text should cover: other texts, dots.
    avoid
        Points better not covered: samples of lines.
    line_height
        Scale of the distances tried.

    Returns
    -------
    The candidate of least cost, moved into the frame. Overlap costs most, then covered lines, then distance and direction.
    """
    preferred = math.atan2(toward[1], toward[0])
    area = size[0] * size[1]

    def cost(candidate: tuple[Box, float, float]) -> float:
        box, distance, turn = candidate
        covered = sum(box.overlap(other) for other in taken) / area
        crossed = sum(box.holds(point) for point in avoid)
        return 40.0 * covered + 0.35 * crossed + 0.35 * distance + 0.6 * (1.0 - math.cos(turn))

    candidates = (
        (_box_beyond(at, size, preferred + turn, distance * line_height).moved_inside(frame), distance, turn)
        for distance in _DISTANCES
        for turn in (math.tau * step / _DIRECTIONS for step in range(_DIRECTIONS))
    )
    return min(candidates, key=cost)[0]


def _box_beyond(at: Point, size: tuple[float, float], angle: float, gap: float) -> Box:
    """Box ``gap`` away from the point at that angle, clockwise on screen from the image's right."""
    x = at[0] + math.cos(angle) * (gap + size[0] / 2.0)
    y = at[1] + math.sin(angle) * (gap + size[1] / 2.0)
    return Box(x - size[0] / 2.0, y - size[1] / 2.0, x + size[0] / 2.0, y + size[1] / 2.0)
