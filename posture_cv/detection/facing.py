"""Does the person face the camera or turn their back to it? Evidence other than the landmarker's own word.

The landmarker takes some backs for fronts: it draws a face on the back of a head and then names every left point right.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.detection.located_pose import EARS, middle, torso_px
from posture_cv.domain.pose import BlazePose
from posture_cv.domain.views import View

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FEET = ((BlazePose.LEFT_HEEL, BlazePose.LEFT_FOOT_INDEX), (BlazePose.RIGHT_HEEL, BlazePose.RIGHT_FOOT_INDEX))
_HANDS = (
    (BlazePose.LEFT_WRIST, BlazePose.LEFT_PINKY, BlazePose.LEFT_INDEX),
    (BlazePose.RIGHT_WRIST, BlazePose.RIGHT_PINKY, BlazePose.RIGHT_INDEX),
)
_SURE = 3.0
_DECLARED = 2.0


def front_probability(
    points_px: NDArray[np.float64],
    nose_depths: NDArray[np.float64],
    silhouette: NDArray[np.uint8],
    pixels: NDArray[np.uint8],
    declared: View | None = None,
) -> float:
    """Weigh landmarks, feet and colours: the probability that a person seen from front or back shows the front.

    Parameters
    ----------
    points_px : ndarray of shape (33, 2)
        Left and right may be exchanged: no part of the evidence looks at it.
    nose_depths : ndarray of shape (passes,)
        Depth of the nose relative to the ears, torso lengths; see ``Consensus``.
    silhouette : ndarray of shape (height, width), uint8
    pixels : ndarray of shape (height, width, 3), uint8
        RGB.
    declared
        The view that the person who took the photo says it shows; a further sign, no more.

    Notes
    -----
    Slopes are set by hand on rendered people and stills (fronts: nose depth -0.6 to -1.1, toes 0.08 to 0.23 torso lengths below heels,
    colour contrast 0.0 to 0.8; backs: -0.3 to 0.9, -0.2 to 0.02, -0.4 to -0.7), then bounded, so that no single sign decides alone.
    """
    log_odds = np.clip(-4.0 * nose_depths.mean(), -_SURE, _SURE)
    toes_below_px = _toes_below_heels(points_px, silhouette.shape[0])
    if toes_below_px is not None:
        log_odds += np.clip(50.0 * (toes_below_px - 0.05), -_SURE, _SURE)
    log_odds += 4.0 * _face_like_hands(points_px, silhouette, pixels)
    if declared is not None and declared.is_frontal:
        log_odds += _DECLARED if declared is View.FRONT else -_DECLARED
    return 1.0 / (1.0 + math.exp(-float(log_odds)))


def _toes_below_heels(points_px: NDArray[np.float64], height_px: int) -> float | None:
    """Return how far toes lie below heels in torso lengths (front: positive, for the camera looks down on feet), None if cut off."""
    inside = [(heel, toe) for heel, toe in _FEET if max(points_px[heel, 1], points_px[toe, 1]) < height_px]
    if not inside:
        return None
    return float(np.mean([points_px[toe, 1] - points_px[heel, 1] for heel, toe in inside]) / torso_px(points_px))


def _face_like_hands(points_px: NDArray[np.float64], silhouette: NDArray[np.uint8], pixels: NDArray[np.uint8]) -> float:
    """Return +1 where the colour at eye and mouth height is that of the hands, -1 where it is the crown's, 0 where these are alike."""
    torso = torso_px(points_px)
    ears = middle(points_px, EARS)
    column = silhouette[: max(int(ears[1]), 1), np.clip(int(ears[0]), 0, silhouette.shape[1] - 1)] > 127
    crown_y = float(column.argmax()) if column.any() else ears[1] - 0.27 * torso
    face = _colour(pixels, silhouette, ears + np.array([0.0, 0.02 * torso]), (0.09 * torso, 0.08 * torso))
    crown = _colour(pixels, silhouette, np.array([ears[0], crown_y + 0.05 * torso]), (0.07 * torso, 0.03 * torso))
    hands = [_colour(pixels, silhouette, points_px[list(hand)].mean(axis=0), (0.05 * torso, 0.05 * torso)) for hand in _HANDS]
    seen_hands = [hand for hand in hands if hand is not None]
    if face is None or crown is None or not seen_hands:
        return 0.0
    to_crown, to_hands = _difference(face, crown), _difference(face, np.mean(seen_hands, axis=0))
    largest = max(to_crown, to_hands)
    # A difference of some 8 CIELAB units is the least that lighting does not make by itself.
    return (to_crown - to_hands) / (to_crown + to_hands + 1e-6) * largest / (largest + 8.0)


def _colour(
    pixels: NDArray[np.uint8], silhouette: NDArray[np.uint8], centre: NDArray[np.float64], half_size: tuple[float, float]
) -> NDArray[np.float64] | None:
    """Return the median CIELAB colour of the person's pixels in a rectangle, None where there are fewer than four."""
    import cv2

    left, top = (centre - half_size).round().astype(int).clip(0)
    right, bottom = (centre + half_size).round().astype(int).clip(0)
    rows, columns = slice(top, bottom), slice(left, right)
    patch = pixels[rows, columns][silhouette[rows, columns] > 127]
    if len(patch) < 4:
        return None
    lab = cv2.cvtColor((patch[None] / 255.0).astype(np.float32), cv2.COLOR_RGB2LAB)[0]
    return np.asarray(np.median(lab, axis=0), dtype=np.float64)


def _difference(first: NDArray[np.float64], second: NDArray[np.float64]) -> float:
    """Return a colour difference that counts lightness half: shade and light fall on the same skin."""
    return float(np.linalg.norm((first - second) * (0.5, 1.0, 1.0)))
