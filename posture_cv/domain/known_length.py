"""A thing of known length in the photo: a door, a metre stick, a tape on the wall."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from posture_cv.domain.errors import ArgumentError
from posture_cv.domain.messages import Quantity, message
from posture_cv.domain.numerals import finite

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
    ArgumentError
        If a number is out of its range, or none.
    """

    start_px: tuple[float, float]
    end_px: tuple[float, float]
    length_cm: float
    behind_cm: float = 0.0

    def __post_init__(self) -> None:
        start, end = _point(self.start_px), _point(self.end_px)
        if start is None or end is None:
            raise ArgumentError(message("known_length.no_ends"), message("known_length.give_ends"))
        length, behind = finite(self.length_cm), finite(self.behind_cm)
        if length is None or not SHORTEST_LENGTH_CM <= length <= LONGEST_LENGTH_CM:
            raise ArgumentError(
                message("known_length.no_length", least=Quantity(value=SHORTEST_LENGTH_CM), most=Quantity(value=LONGEST_LENGTH_CM)),
                message("known_length.give_length"),
            )
        if behind is None or abs(behind) > FARTHEST_BEHIND_CM:
            raise ArgumentError(
                message("known_length.too_far_behind", most=Quantity(value=FARTHEST_BEHIND_CM)),
                message("known_length.give_distance"),
            )
        plain = {"start_px": start, "end_px": end, "length_cm": length, "behind_cm": behind}
        for name, value in plain.items():  # a frozen record is set past its own guard
            object.__setattr__(self, name, value)

    @property
    def distance_px(self) -> float:
        """Distance between its ends in the photo."""
        return math.dist(self.start_px, self.end_px)


def _point(values: Any) -> tuple[float, float] | None:
    """Two finite numbers, or None."""
    is_series = isinstance(values, Sequence) or (isinstance(values, Iterable) and getattr(values, "ndim", None) == 1)
    numbers = [finite(value) for value in values] if is_series else []
    if len(numbers) != 2 or numbers[0] is None or numbers[1] is None:
        return None
    return numbers[0], numbers[1]
