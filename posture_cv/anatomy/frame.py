"""The person's own directions and size in a photo: what every landmark is placed by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.domain.pose import BlazePose
from posture_cv.domain.views import BodySide, View

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from posture_cv.domain.pose import DetectedPose

SEEN_FROM = 0.5
"""Least visibility of a point that counts as seen."""

_MIRRORED = [0, 4, 5, 6, 1, 2, 3, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15, 18, 17, 20, 19, 22, 21, 24, 23, 26, 25, 28, 27, 30, 29, 32, 31]


def facing_sign(view: View) -> int:
    """+1 if the person faces the image's right, -1 its left, 0 in a frontal view."""
    return {View.LEFT: -1, View.RIGHT: 1}.get(view, 0)


def near_side(view: View) -> BodySide:
    """The side a lateral view shows; ``MIDLINE`` for any other."""
    return {View.LEFT: BodySide.LEFT, View.RIGHT: BodySide.RIGHT}.get(view, BodySide.MIDLINE)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BodyFrame:
    """Detector's points with body sides settled, and the scale of the body.

    Attributes
    ----------
    points_px : ndarray of shape (33, 2)
    covariances_px2 : ndarray of shape (33, 2, 2)
        Widened by the photo's noise scale.
    visibility : ndarray of shape (33,)
    stature_px
        Crown-to-sole height the person would have standing upright.
    """

    view: View
    facing: int
    points_px: NDArray[np.float64]
    covariances_px2: NDArray[np.float64]
    visibility: NDArray[np.float64]
    stature_px: float

    @property
    def percent_px(self) -> float:
        """Pixels in one per cent of stature."""
        return self.stature_px / 100.0

    def middle_px(self, left: BlazePose) -> NDArray[np.float64]:
        """Midpoint of a left point and the right one after it."""
        middle: NDArray[np.float64] = (self.points_px[left] + self.points_px[left + 1]) / 2.0
        return middle


def settle_sides(pose: DetectedPose, view: View) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """Points, covariances and visibility with left and right named by where they must lie in ``view``.

    From the front a person's left lies at the image's right, from behind at its left. The detector sometimes takes one for the other; the
    view decides.
    """
    left = pose.points_px[[BlazePose.LEFT_SHOULDER, BlazePose.LEFT_HIP], 0].sum()
    right = pose.points_px[[BlazePose.RIGHT_SHOULDER, BlazePose.RIGHT_HIP], 0].sum()
    swapped = (view is View.FRONT and left < right) or (view is View.BACK and left > right)
    order = _MIRRORED if swapped else list(range(len(_MIRRORED)))
    return pose.points_px[order], pose.covariances_px2[order], pose.visibility[order]
