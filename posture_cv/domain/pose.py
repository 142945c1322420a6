"""What the detector saw: 33 points and a silhouette."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from posture_cv.domain.views import View

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


DEFAULT_PASSES = 6
"""Passes of the detector over re-framings of one photo.

What they buy, on 12 photos against the mean of 40 (ear-shoulder angle on the six side views, root mean square): 1 pass 1.8 degrees, 2
passes 0.9, 4 passes 0.7, 6 passes 0.6, 9 passes 0.35; ear 0.26, 0.17, 0.12, 0.11, 0.10 percent of body height. A pass takes about 62 ms
on two cores. The scatter of six predicts their error with 96 percent of the points inside the 90 percent ellipse.
"""


class BlazePose(IntEnum):
    """Index of a point in the detector's output. Source: MediaPipe Pose Landmarker, 33-point topology."""

    NOSE = 0
    LEFT_EYE_INNER = 1
    LEFT_EYE = 2
    LEFT_EYE_OUTER = 3
    RIGHT_EYE_INNER = 4
    RIGHT_EYE = 5
    RIGHT_EYE_OUTER = 6
    LEFT_EAR = 7
    RIGHT_EAR = 8
    MOUTH_LEFT = 9
    MOUTH_RIGHT = 10
    LEFT_SHOULDER = 11
    RIGHT_SHOULDER = 12
    LEFT_ELBOW = 13
    RIGHT_ELBOW = 14
    LEFT_WRIST = 15
    RIGHT_WRIST = 16
    LEFT_PINKY = 17
    RIGHT_PINKY = 18
    LEFT_INDEX = 19
    RIGHT_INDEX = 20
    LEFT_THUMB = 21
    RIGHT_THUMB = 22
    LEFT_HIP = 23
    RIGHT_HIP = 24
    LEFT_KNEE = 25
    RIGHT_KNEE = 26
    LEFT_ANKLE = 27
    RIGHT_ANKLE = 28
    LEFT_HEEL = 29
    RIGHT_HEEL = 30
    LEFT_FOOT_INDEX = 31
    RIGHT_FOOT_INDEX = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonBox:
    """A person's bounding box in photo pixels."""

    left_px: float
    top_px: float
    right_px: float
    bottom_px: float

    @property
    def height_px(self) -> float:
        """Height in pixels."""
        return self.bottom_px - self.top_px

    @property
    def width_px(self) -> float:
        """Width in pixels."""
        return self.right_px - self.left_px


@dataclass(frozen=True, slots=True, kw_only=True)
class ViewEstimate:
    """Which view of the body the photo shows.

    Attributes
    ----------
    yaw_deg
        How far the body is turned from the nearest of the four views, degrees, with ``yaw_standard_error_deg``.
        Positive: turned so that more of the chest is seen in a lateral view; to the person's own left in a frontal one.
    probability
        That ``view`` is the right one of the five, 0 to 1.
    """

    view: View
    yaw_deg: float
    yaw_standard_error_deg: float
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DetectedPose:
    """One person as the detector saw them over several passes of one photo.

    Attributes
    ----------
    points_px : ndarray of shape (33, 2)
        Mean position over the passes, photo pixels, x right and y down; may lie outside the frame.
    covariances_px2 : ndarray of shape (33, 2, 2)
        Covariance of that mean as an estimate of the detector's answer; zero-free (at least a quarter pixel squared).
    visibility : ndarray of shape (33,)
        0 to 1, mean over the passes.
    silhouette : ndarray of shape (height, width), uint8
        0 to 255, the probability that a pixel shows the person; same size as the photo.
    passes
        How many re-framings of the photo were run.
    others
        Boxes of further people in the photo.
    """

    points_px: NDArray[np.float64]
    covariances_px2: NDArray[np.float64]
    visibility: NDArray[np.float64]
    silhouette: NDArray[np.uint8]
    box: PersonBox
    view: ViewEstimate
    passes: int
    others: tuple[PersonBox, ...] = ()

    def __post_init__(self) -> None:
        if self.points_px.shape != (33, 2) or self.covariances_px2.shape != (33, 2, 2) or self.visibility.shape != (33,):
            raise ValueError(
                "expected points (33, 2), covariances (33, 2, 2) and visibility (33,), but got "
                f"{self.points_px.shape}, {self.covariances_px2.shape} and {self.visibility.shape}"
            )
