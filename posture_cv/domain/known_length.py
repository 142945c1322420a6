"""A thing of known length in the photo: a door, a metre stick, a tape on the wall."""

from __future__ import annotations

import math
from dataclasses import dataclass

SHORTEST_LENGTH_CM = 10.0
LONGEST_LENGTH_CM = 1000.0
FARTHEST_BEHIND_CM = 500.0


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLength:
    """Two ends marked in a photo and the length between them; it stands upright, or lies square to the camera.

    Attributes
    ----------
    start_px, end_px
        Its ends (x, y), photo pixels, x right and y down, in either order.
    length_cm
        From ``SHORTEST_LENGTH_CM`` to ``LONGEST_LENGTH_CM``.
    behind_cm
        How far it is behind the person, seen from the camera; negative in front of them. At most ``FARTHEST_BEHIND_CM`` either way.

    Raises
    ------
    ValueError
        If a number is out of its range, or none.
    """

    start_px: tuple[float, float]
    end_px: tuple[float, float]
    length_cm: float
    behind_cm: float = 0.0

    def __post_init__(self) -> None:
        if not all(math.isfinite(value) for value in (*self.start_px, *self.end_px)):
            raise ValueError(f"expected the ends of a length as finite pixels, but got {self.start_px} and {self.end_px}")
        if not SHORTEST_LENGTH_CM <= self.length_cm <= LONGEST_LENGTH_CM:
            raise ValueError(f"expected a length from {SHORTEST_LENGTH_CM:.0f} to {LONGEST_LENGTH_CM:.0f} cm, but got {self.length_cm}")
        if not abs(self.behind_cm) <= FARTHEST_BEHIND_CM:
            raise ValueError(f"expected it within {FARTHEST_BEHIND_CM:.0f} cm before or behind the person, but got {self.behind_cm}")

    @property
    def distance_px(self) -> float:
        """Distance between its ends in the photo."""
        return math.dist(self.start_px, self.end_px)
