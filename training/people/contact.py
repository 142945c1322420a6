"""What a posed body touches: the seat beneath it, and its own forearms on its shirt."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.people.garments import Garment
    from training.people.pieces import Piece
    from training.people.seat import Seat

ELBOW_M, WRIST_M, HAND_M = 0.043, 0.031, 0.022
"""Radii of a dressed forearm and hand."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Contact:
    """What cloth must give way to.

    Attributes
    ----------
    seat
        None of a standing person.
    lap
        Middle of the hip joints in x and y, with the height of the thighs' upper side near them; None of a standing person.
    forearms
        Elbow, wrist and knuckles of arms crossed before the trunk.
    """

    seat: Seat | None = None
    lap: NDArray[np.float64] | None = None
    forearms: tuple[tuple[NDArray[np.float64], ...], ...] = ()

    def settle(self, garment: Garment, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """A garment's points, shape (n, 3), pressed under the forearms and onto the seat."""
        if self.forearms:
            gap = 0.002 if garment.cut.kind == "top" else 0.009
            for _ in range(2):
                pressed = self._behind(points, garment.arm < 0.5, gap)
                near = (np.abs(pressed - points).max(axis=1) > 0.0).astype(np.float64)
                for _ in range(4):
                    near = garment.neighbours @ near
                share, smooth = np.clip(3.0 * near, 0.0, 1.0)[:, None], garment.neighbours @ (garment.neighbours @ pressed)
                points = pressed + share * (smooth - pressed)
            points = self._behind(points, garment.arm < 0.5, gap)
        if self.lap is not None and garment.cut.kind == "top":
            points = self._on_lap(points, self.lap)
        return points if self.seat is None else self.seat.press(points)

    def furniture(self) -> tuple[Piece, ...]:
        """What is drawn besides the person."""
        return () if self.seat is None else self.seat.pieces()

    @staticmethod
    def _on_lap(points: NDArray[np.float64], lap: NDArray[np.float64]) -> NDArray[np.float64]:
        """A shirt's lower end lies on the lap instead of hanging between the thighs."""
        out = points.copy()
        below = np.maximum(lap[2] + 0.004 - points[:, 2], 0.0)
        front, inside = (
            np.clip((lap[1] - 0.03 - points[:, 1]) / 0.05, 0.0, 1.0),
            np.clip((0.11 - np.abs(points[:, 0] - lap[0])) / 0.05, 0.0, 1.0),
        )
        share = front * front * (3.0 - 2.0 * front) * inside
        out[:, 2] += share * 0.88 * below
        out[:, 1] -= share * 0.75 * below
        return out

    def _behind(self, points: NDArray[np.float64], trunk: NDArray[np.bool_], gap_m: float) -> NDArray[np.float64]:
        out = points.copy()
        for chain in self.forearms:
            for (a, b), (first, last) in zip(itertools.pairwise(chain), ((ELBOW_M, WRIST_M), (WRIST_M, HAND_M)), strict=True):
                flat = (b - a)[[0, 2]]
                t = np.clip((out[:, [0, 2]] - a[[0, 2]]) @ flat / max(float(flat @ flat), 1e-6), 0.0, 1.0)
                axis = a + t[:, None] * (b - a)
                away, radius = np.linalg.norm((out - axis)[:, [0, 2]], axis=1), first + t * (last - first) + gap_m
                back = axis[:, 1] + np.sqrt(np.maximum(radius**2 - away**2, 0.0))
                pressed = trunk & (away < radius) & (out[:, 1] < back)
                out[pressed, 1] = back[pressed]
        return out
