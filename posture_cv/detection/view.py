"""Which view of the body a photo shows, and how far the body is turned out of it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.detection.facing import front_probability
from posture_cv.detection.located_pose import HIPS, SHOULDERS, middle, torso_px
from posture_cv.domain.photo import lens_axis
from posture_cv.domain.pose import ViewEstimate
from posture_cv.domain.views import View

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.detection.consensus import Consensus

OBLIQUE_FROM_DEG = 22.5
"""Half-way between a view and the three-quarter view beside it; about four standard errors of the yaw."""

# Distances between left and right points in torso lengths: across the picture in a front view, and in depth in a side view.
# Set on rendered people and stills; the depth is the landmarker's, about 2.7 times too deep, less so half-way between two views.
_SHOULDER_WIDTH, _SHOULDER_DEPTH = 0.71, 1.9
_HIP_WIDTH, _HIP_DEPTH = 0.40, 1.25
# The landmarker draws the far hip forward of the near one in a side view by as much as this turn would.
_FAR_HIP_FORWARD_DEG = 9.0
_SHOULDER_SE_DEG, _HIP_SE_DEG, _WHOLE_BODY_SE_DEG = 5.0, 7.0, 3.0
# A photo said to show a back is a back unless it is this probably a front, the word itself counted: of 34 backs, some under long
# hair or a collar, the likest to a front comes to 0.76; 34 fronts said to be backs stay at 0.96 and more.
_FRONT_IN_SPITE_OF_WORD = 0.85
# A hand-held photo's long side spans about 60 degrees.
_FOCAL_LENGTH_PER_LONG_SIDE = 0.9


def turn_deg(points_px: NDArray[np.float64], depths_px: NDArray[np.float64]) -> tuple[float, float]:
    """Return how far the body is turned from facing the camera, degrees in (-180, 180], and its standard error.

    Positive to the person's own left: 0 faces the camera, 90 shows the right side, -90 the left side, 180 the back. Counted from the line
    of sight to the person.
    """
    torso = torso_px(points_px)
    turns = []
    for (left, right), width, depth in ((SHOULDERS, _SHOULDER_WIDTH, _SHOULDER_DEPTH), (HIPS, _HIP_WIDTH, _HIP_DEPTH)):
        across = float(points_px[left, 0] - points_px[right, 0]) / torso / width
        away = float(depths_px[left] - depths_px[right]) / torso / depth
        turns.append(math.atan2(away, across))
    shoulders, hips = turns
    hips += math.radians(_FAR_HIP_FORWARD_DEG) * math.sin(hips) * abs(math.sin(hips))
    weight = _HIP_SE_DEG**2 / (_SHOULDER_SE_DEG**2 + _HIP_SE_DEG**2)
    east = weight * math.cos(shoulders) + (1 - weight) * math.cos(hips)
    north = weight * math.sin(shoulders) + (1 - weight) * math.sin(hips)
    twist_deg = abs(math.degrees(math.remainder(shoulders - hips, math.tau)))
    error_deg = math.sqrt(_WHOLE_BODY_SE_DEG**2 + 1.0 / (_SHOULDER_SE_DEG**-2 + _HIP_SE_DEG**-2) + (twist_deg / 4.0) ** 2)
    return math.degrees(math.atan2(north, east)), error_deg


def recognise_view(
    consensus: Consensus,
    silhouette: NDArray[np.uint8],
    pixels: NDArray[np.uint8],
    *,
    focal_length_px: float | None = None,
    declared: View | None = None,
) -> tuple[ViewEstimate, bool]:
    """Recognise the view of the body.

    Parameters
    ----------
    consensus
        Points and depths over all passes.
    silhouette : ndarray of shape (height, width), uint8
    pixels : ndarray of shape (height, width, 3), uint8
        RGB.
    focal_length_px
        Where the camera states it; else that of a usual phone is taken. It bounds how much of the turn is the line of sight's.
    declared
        The view the photo is said to show; it only helps to tell front from back, and is believed of a back that hardly looks like a front.

    Returns
    -------
    view
        The view with yaw, its standard error and the probability of the view.
    sides_exchanged
        True where left and right points have to be exchanged because the landmarker took a back for a front or the reverse.
    """
    turned_deg, error_deg = turn_deg(consensus.points_px, consensus.depths_px)
    front_or_back = 1.0
    exchanged = False
    if abs(math.cos(math.radians(turned_deg))) > 0.5:
        front = front_probability(consensus.points_px, consensus.nose_depths, silhouette, pixels, declared)
        shows_front = front >= (_FRONT_IN_SPITE_OF_WORD if declared is View.BACK else 0.5)
        front_or_back = front if shows_front else 1.0 - front
        exchanged = shows_front != (math.cos(math.radians(turned_deg)) > 0.0)
        if exchanged:
            turned_deg += 180.0
    height_px, width_px = silhouette.shape
    focal_px = focal_length_px or _FOCAL_LENGTH_PER_LONG_SIDE * max(height_px, width_px)
    trunk_x = float(middle(consensus.points_px, SHOULDERS)[0] + middle(consensus.points_px, HIPS)[0]) / 2.0
    axis = lens_axis(width_px, height_px, focal_length_px, trunk_x)
    sight_deg = math.degrees(math.atan2(trunk_x - axis.x_px, focal_px))
    # Even a camera's own picture may have been trimmed, so that its middle is not where the lens pointed.
    open_deg = sight_deg / 2.0 if axis.known else math.degrees(math.atan2(axis.open_px, focal_px))
    return nearest_view(turned_deg - sight_deg, math.hypot(error_deg, open_deg), front_or_back), exchanged


def nearest_view(turned_deg: float, error_deg: float, front_or_back: float = 1.0) -> ViewEstimate:
    """Name the view for a body turned so far from facing the camera; ``front_or_back`` is the probability that the facing is right."""
    canonical = ((0.0, View.FRONT), (90.0, View.RIGHT), (180.0, View.BACK), (-90.0, View.LEFT))
    offset_deg, view = min(
        ((math.remainder(turned_deg - centre, 360.0), view) for centre, view in canonical), key=lambda pair: abs(pair[0])
    )
    within = _normal_cdf((OBLIQUE_FROM_DEG - offset_deg) / error_deg) - _normal_cdf((-OBLIQUE_FROM_DEG - offset_deg) / error_deg)
    oblique = abs(offset_deg) > OBLIQUE_FROM_DEG
    # Turned towards facing the camera shows more of the chest.
    yaw_deg = -offset_deg if view is View.RIGHT else offset_deg
    return ViewEstimate(
        view=View.OBLIQUE if oblique else view,
        yaw_deg=yaw_deg,
        yaw_standard_error_deg=error_deg,
        probability=1.0 - within if oblique else within * (front_or_back if view.is_frontal else 1.0),
    )


def _normal_cdf(z: float) -> float:
    return 0.5 * (1.0 + math.erf(z / math.sqrt(2.0)))
