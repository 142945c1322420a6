"""Making a face unrecognisable for good."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.domain.pose import PersonBox

_CELLS = 5
_MARGIN = 0.12
_CORNER = 0.35
"""Margin and corner radius of the blurred field, per longer side of the face; this radius leaves no corner of the face's box bare."""


def blur_face(pixels: NDArray[np.uint8], face: PersonBox) -> NDArray[np.uint8]:
    """Replace the face by a smooth field of a few means.

    Parameters
    ----------
    pixels : ndarray of shape (H, W, 3), uint8
        RGB, left as it is.
    face
        Box of the face; a margin of 12 % is added on each side.

    Returns
    -------
    ndarray of shape (H, W, 3), uint8
        A copy in which at most 5 cells across the longer side remain of the face: nothing finer survives, so nothing can be restored.
    """
    import cv2

    side = max(face.width_px, face.height_px)
    margin = _MARGIN * side
    field = (face.left_px - margin, face.top_px - margin, face.right_px + margin, face.bottom_px + margin)
    height, width = pixels.shape[:2]
    left, right = max(math.floor(field[0]), 0), min(math.ceil(field[2]), width)
    top, bottom = max(math.floor(field[1]), 0), min(math.ceil(field[3]), height)
    blurred = pixels.copy()
    if right <= left or bottom <= top:
        return blurred
    region = pixels[top:bottom, left:right]
    cell = max(region.shape[:2]) / _CELLS
    columns, rows = (max(int(length / cell), 1) for length in (region.shape[1], region.shape[0]))
    means = cv2.resize(region, (columns, rows), interpolation=cv2.INTER_AREA)
    smooth = cv2.resize(means, (region.shape[1], region.shape[0]), interpolation=cv2.INTER_LINEAR)
    x, y = np.meshgrid(np.arange(left, right) + 0.5, np.arange(top, bottom) + 0.5)
    inside = _inside_rounded(x, y, field, _CORNER * side)
    blurred[top:bottom, left:right][inside] = smooth[inside]
    return blurred


def _inside_rounded(
    x: NDArray[np.float64], y: NDArray[np.float64], field: tuple[float, float, float, float], radius: float
) -> NDArray[np.bool_]:
    """Pixels within half a pixel of a rectangle with rounded corners."""
    left, top, right, bottom = field
    radius = min(radius, (right - left) / 2.0, (bottom - top) / 2.0)
    dx = np.maximum(np.maximum(left + radius - x, x - (right - radius)), 0.0)
    dy = np.maximum(np.maximum(top + radius - y, y - (bottom - radius)), 0.0)
    inside: NDArray[np.bool_] = np.hypot(dx, dy) <= radius + 0.5
    return inside
