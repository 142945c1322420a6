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

    height, width = pixels.shape[:2]
    margin = _MARGIN * max(face.width_px, face.height_px)
    left, right = (
        int(np.clip(round_(x), 0, width)) for round_, x in ((math.floor, face.left_px - margin), (math.ceil, face.right_px + margin))
    )
    top, bottom = (
        int(np.clip(round_(y), 0, height)) for round_, y in ((math.floor, face.top_px - margin), (math.ceil, face.bottom_px + margin))
    )
    blurred = pixels.copy()
    if right <= left or bottom <= top:
        return blurred
    region = pixels[top:bottom, left:right]
    cell = max(region.shape[:2]) / _CELLS
    columns, rows = (max(int(side / cell), 1) for side in (region.shape[1], region.shape[0]))
    means = cv2.resize(region, (columns, rows), interpolation=cv2.INTER_AREA)
    blurred[top:bottom, left:right] = cv2.resize(means, (region.shape[1], region.shape[0]), interpolation=cv2.INTER_LINEAR)
    return blurred
