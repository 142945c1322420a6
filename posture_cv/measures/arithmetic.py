"""From points to a value, once for every kind of measure: what is measured, dragged, and read off a bare pose model alike.

The browser evaluates the same (``ui/editor/frontend/geometry.js``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.measures import MeasureKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Coordinates = tuple[NDArray[np.float64], NDArray[np.float64]]


def inclination_deg(outward: NDArray[np.float64], upward: NDArray[np.float64]) -> NDArray[np.float64]:
    """Angle of an upward step to the vertical, positive outward, degrees in (-180, 180]."""
    angle: NDArray[np.float64] = np.degrees(np.arctan2(outward, upward))
    return angle


def elevation_deg(outward: NDArray[np.float64], upward: NDArray[np.float64]) -> NDArray[np.float64]:
    """Angle of an outward step to the horizontal, positive upward, degrees in (-180, 180]."""
    angle: NDArray[np.float64] = np.degrees(np.arctan2(upward, outward))
    return angle


def reading(kind: MeasureKind, at: Sequence[Coordinates], *, upward: int, turn: int) -> NDArray[np.float64]:
    """The value of a measure between points, for m bodies at once.

    Parameters
    ----------
    at
        Outward and upward coordinate of each point, pixels, each of shape (m,), in the order of the kind.
    upward, turn
        Signs of the measure (``MeasureDefinition``).

    Returns
    -------
    ndarray of shape (m,)
        Degrees, from -180 to 180 and from 0 to 360 for a bend; pixels for an offset or a shift.

    Raises
    ------
    ValueError
        For a curve, which is not read off points.
    """

    def step(start: int, end: int) -> Coordinates:
        return at[end][0] - at[start][0], upward * (at[end][1] - at[start][1])

    match kind:
        case MeasureKind.ELEVATION:
            return elevation_deg(*step(0, 1))
        case MeasureKind.INCLINATION:
            return inclination_deg(*step(0, 1))
        case MeasureKind.BEND:
            bend = turn * (inclination_deg(*step(2, 1)) - inclination_deg(*step(1, 0)))
            return 180.0 + within_half_turn(bend)
        case MeasureKind.OFFSET:
            return step(0, 1)[0]
        case MeasureKind.SHIFT:
            between_middles: NDArray[np.float64] = ((at[0][0] + at[1][0]) - (at[2][0] + at[3][0])) / 2.0
            return between_middles
        case _:
            raise ValueError(f"expected a measure between points, but got a {kind}")


def within_half_turn(angle_deg: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same direction, from -180 to 180 degrees."""
    turned: NDArray[np.float64] = angle_deg - 360.0 * np.round(angle_deg / 360.0)
    return turned
