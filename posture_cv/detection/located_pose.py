"""A person seen in one framing of a photo, in photo pixels."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.detection.raw_pose import RawPose
from posture_cv.domain.pose import BlazePose, PersonBox

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.detection.framing import Framing

SHOULDERS = (BlazePose.LEFT_SHOULDER, BlazePose.RIGHT_SHOULDER)
HIPS = (BlazePose.LEFT_HIP, BlazePose.RIGHT_HIP)
EARS = (BlazePose.LEFT_EAR, BlazePose.RIGHT_EAR)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LocatedPose:
    """A raw pose whose points are in photo pixels, while its mask stays on the frame that ``framing`` describes."""

    pose: RawPose
    framing: Framing

    @classmethod
    def of(cls, pose: RawPose, framing: Framing) -> LocatedPose:
        """Bring a pose found in a frame home to the photo; a mirrored frame shows left as right."""
        homed = replace(pose, points_px=framing.to_photo(pose.points_px))
        return cls(pose=homed.with_sides_swapped() if framing.mirrored else homed, framing=framing)

    def with_sides_swapped(self) -> LocatedPose:
        """Return the same pose with left and right points exchanged."""
        return replace(self, pose=self.pose.with_sides_swapped())

    def box_inside(self, width_px: int, height_px: int) -> PersonBox:
        """Return the box around the points, cut off at the photo's edges."""
        box = self.pose.box()
        return PersonBox(
            left_px=float(np.clip(box.left_px, 0, width_px)),
            top_px=float(np.clip(box.top_px, 0, height_px)),
            right_px=float(np.clip(box.right_px, 0, width_px)),
            bottom_px=float(np.clip(box.bottom_px, 0, height_px)),
        )


def middle(points_px: NDArray[np.float64], pair: tuple[int, int]) -> NDArray[np.float64]:
    """Return the point half-way between two points."""
    return np.asarray(points_px[list(pair)].mean(axis=0), dtype=np.float64)


def torso_px(points_px: NDArray[np.float64]) -> float:
    """Return the length from mid-shoulder to mid-hip: the measure that changes least when a body turns. At least one pixel."""
    return max(1.0, float(np.linalg.norm(middle(points_px, SHOULDERS) - middle(points_px, HIPS))))
