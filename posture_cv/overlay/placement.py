"""Where labels go: near their point, inside the frame, on top of nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

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
    gaps, turns = (grid.ravel() for grid in np.meshgrid(_DISTANCES, np.arange(_DIRECTIONS) * (math.tau / _DIRECTIONS), indexing="ij"))
    candidates = _boxes_beyond(at, size, preferred + turns, gaps * line_height, frame)
    left, top, right, bottom = (edge[:, None] for edge in candidates)
    others = np.array([(box.left, box.top, box.right, box.bottom) for box in taken]).reshape(-1, 4).T
    shared = (np.minimum(right, others[2]) - np.maximum(left, others[0]), np.minimum(bottom, others[3]) - np.maximum(top, others[1]))
    covered = (shared[0].clip(min=0.0) * shared[1].clip(min=0.0)).sum(axis=1) / (size[0] * size[1])
    x, y = np.array(avoid, dtype=np.float64).reshape(-1, 2).T
    crossed = ((left <= x) & (x <= right) & (top <= y) & (y <= bottom)).sum(axis=1)
    cost = 40.0 * covered + 0.35 * crossed + 0.35 * gaps + 0.6 * (1.0 - np.cos(turns))
    best = int(cost.argmin())
    return Box(*(float(edge[best]) for edge in candidates))


def _boxes_beyond(
    at: Point, size: tuple[float, float], angles: NDArray[np.float64], gaps: NDArray[np.float64], frame: Box
) -> tuple[NDArray[np.float64], ...]:
    """Left, top, right and bottom of boxes ``gaps`` away from the point at ``angles``, clockwise from the image's right, in the frame."""
    left = at[0] + np.cos(angles) * (gaps + size[0] / 2.0) - size[0] / 2.0
    top = at[1] + np.sin(angles) * (gaps + size[1] / 2.0) - size[1] / 2.0
    left = np.maximum(np.minimum(left, frame.right - size[0]), frame.left)
    top = np.maximum(np.minimum(top, frame.bottom - size[1]), frame.top)
    return left, top, left + size[0], top + size[1]
