"""Which way up a photo is, read off the body in it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.pose import BlazePose

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.domain.pose import DetectedPose

MOST_SLANT_DEG = 15.0
"""Beyond it the camera was rolled further than can be corrected."""

USUAL_SLANT_DEG = 4.0
"""How far a standing person's whole body may lean, ankles to ears, without the camera's doing (rendered people 4 at most; walkers 5)."""

_HEAD = slice(BlazePose.NOSE, BlazePose.MOUTH_RIGHT + 1)
_SHOULDERS = [BlazePose.LEFT_SHOULDER, BlazePose.RIGHT_SHOULDER]
_HIPS = [BlazePose.LEFT_HIP, BlazePose.RIGHT_HIP]
_KNEES = [BlazePose.LEFT_KNEE, BlazePose.RIGHT_KNEE]
_ANKLES = [BlazePose.LEFT_ANKLE, BlazePose.RIGHT_ANKLE]


def quarter_turns(pose: DetectedPose) -> int:
    """How many quarter turns clockwise bring the head to the top: 0 to 3.

    The trunk, from the hips to the head, and the shins decide together, so that a person who bends forward stays upright.
    """
    return -round(_axis_deg(pose.points_px) / 90.0) % 4


def slant_deg(pose: DetectedPose) -> float:
    """Lean that trunk and shins share, degrees, positive to the image's right at the top; 0 where one stands upright or they disagree.

    A rolled camera slants both alike; a person who bends, sways or strides slants one, or both in opposite senses.
    """
    points = pose.points_px
    trunk = _lean_deg(points[_HIPS].mean(axis=0), points[_SHOULDERS].mean(axis=0))
    shin = _lean_deg(points[_ANKLES].mean(axis=0), points[_KNEES].mean(axis=0))
    if trunk * shin <= 0.0:
        return 0.0
    return math.copysign(min(abs(trunk), abs(shin)), trunk)


def _axis_deg(points: NDArray[np.float64]) -> float:
    """Direction from feet to head, degrees clockwise from straight up."""
    trunk = points[_HEAD].mean(axis=0) - points[_HIPS].mean(axis=0)
    shin = points[_KNEES].mean(axis=0) - points[_ANKLES].mean(axis=0)
    together = sum(step / max(float(np.linalg.norm(step)), 1e-9) * weight for step, weight in ((trunk, 2.0), (shin, 1.0)))
    return math.degrees(math.atan2(float(together[0]), -float(together[1])))


def _lean_deg(below: NDArray[np.float64], above: NDArray[np.float64]) -> float:
    return math.degrees(math.atan2(float(above[0] - below[0]), float(below[1] - above[1])))
