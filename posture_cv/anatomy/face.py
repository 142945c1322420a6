"""Where the face is, so that it can be blurred."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.pose import BlazePose, PersonBox
from posture_cv.domain.views import View

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FACE_POINTS = slice(BlazePose.NOSE, BlazePose.MOUTH_RIGHT + 1)
MARGIN_PER_SPREAD = 0.9
"""The detector's face points end at the eyes and the mouth; brow, chin and the ear's rim lie about as far again outside as eye and mouth
are apart."""


def face_box(points_px: NDArray[np.float64], view: View, width_px: int, height_px: int) -> PersonBox | None:
    """Box around the face inside the frame, brow to chin and ear to nose; None from behind or where the face lies outside the photo.

    Parameters
    ----------
    points_px : ndarray of shape (33, 2)
    """
    if view is View.BACK:
        return None
    face = points_px[_FACE_POINTS]
    eyes = face[BlazePose.LEFT_EYE_INNER : BlazePose.RIGHT_EYE_OUTER + 1].mean(axis=0)
    mouth = face[[BlazePose.MOUTH_LEFT, BlazePose.MOUTH_RIGHT]].mean(axis=0)
    margin = MARGIN_PER_SPREAD * float(np.hypot(*(mouth - eyes)))
    left, top = face.min(axis=0) - margin
    right, bottom = face.max(axis=0) + margin
    box = PersonBox(
        left_px=max(float(left), 0.0),
        top_px=max(float(top), 0.0),
        right_px=min(float(right), float(width_px)),
        bottom_px=min(float(bottom), float(height_px)),
    )
    return box if box.width_px > 0.0 and box.height_px > 0.0 else None
