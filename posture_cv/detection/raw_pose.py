"""One person as a single pass of the landmarker saw them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.pose import BlazePose, PersonBox

if TYPE_CHECKING:
    from numpy.typing import NDArray


def _opposite_sides() -> list[int]:
    names = {point.name: point.value for point in BlazePose}

    def opposite(name: str) -> str:
        return name.replace("LEFT", "\0").replace("RIGHT", "LEFT").replace("\0", "RIGHT")

    return [names[opposite(point.name)] for point in BlazePose]


OPPOSITE_SIDE = np.array(_opposite_sides())
"""For each point the index of the same point on the body's other side; mid-line points map to themselves."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class RawPose:
    """One person in one frame.

    Attributes
    ----------
    points_px : ndarray of shape (33, 2)
        Frame pixels, x right and y down.
    depths_px : ndarray of shape (33,)
        Distance from the camera relative to the mid-hip, in about the scale of x; smaller is nearer. Coarse.
    visibility, presence : ndarray of shape (33,)
        0 to 1: not hidden, and inside the frame.
    mask : ndarray of shape (height, width), float32, or None
        Probability that a pixel shows the person; None where masks were not asked for.
    """

    points_px: NDArray[np.float64]
    depths_px: NDArray[np.float64]
    visibility: NDArray[np.float64]
    presence: NDArray[np.float64]
    mask: NDArray[np.float32] | None = None

    def with_sides_swapped(self) -> RawPose:
        """Return the same person with left and right points exchanged."""
        return replace(
            self,
            points_px=self.points_px[OPPOSITE_SIDE],
            depths_px=self.depths_px[OPPOSITE_SIDE],
            visibility=self.visibility[OPPOSITE_SIDE],
            presence=self.presence[OPPOSITE_SIDE],
        )

    def box(self) -> PersonBox:
        """Return the box that encloses the 33 points."""
        left, top = self.points_px.min(axis=0)
        right, bottom = self.points_px.max(axis=0)
        return PersonBox(left_px=float(left), top_px=float(top), right_px=float(right), bottom_px=float(bottom))
