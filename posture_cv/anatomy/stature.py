"""Crown-to-sole height in pixels: the scale of everything given in per cent of height."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.anatomy.frame import SEEN_FROM
from posture_cv.domain.pose import BlazePose
from posture_cv.domain.views import Position

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.domain.photo import PhotoQuality

SILHOUETTE_PER_STATURE = 1.043
SILHOUETTE_RELATIVE_SD = 0.02
"""Hair, and the nearer foot lying lower in the photo, make the silhouette taller than the scaled stature: by 3.0 to 6.0 %, mean 4.3 %,
in six rendered photos whose camera is known."""

EAR_TO_HIP_PER_STATURE = 0.414
EAR_TO_HIP_RELATIVE_SD = 0.06
"""Height between the middles of the detector's ears and hips: 0.404 to 0.430 of stature in the four lateral renders; widened for slumped
and sitting people."""

EAR_TO_SHOULDER_PER_STATURE = 0.126
EAR_TO_SHOULDER_RELATIVE_SD = 0.15
"""The same for ears and shoulders, 0.122 to 0.130 there; a forward or bent head changes it, hence the wide error."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stature:
    """Stature in pixels, its standard error, and whether it is good enough to be given as the person's scale."""

    stature_px: float
    error_px: float
    publishable: bool


def estimate_stature(
    points_px: NDArray[np.float64],
    visibility: NDArray[np.float64],
    silhouette_rows: tuple[int, int] | None,
    position: Position,
    quality: PhotoQuality,
) -> Stature | None:
    """Stature from the silhouette where the whole person stands in the frame, else from head to hip, else from head to shoulder.

    Parameters
    ----------
    points_px : ndarray of shape (33, 2)
    visibility : ndarray of shape (33,)
    silhouette_rows
        First row and one past the last row of the person's silhouette, None if there is none.

    Returns
    -------
    Stature, or None where neither silhouette nor points give a scale.
    """
    whole = quality.head_inside and quality.feet_inside and position is Position.STANDING
    if whole and silhouette_rows is not None:
        stature = (silhouette_rows[1] - silhouette_rows[0]) / SILHOUETTE_PER_STATURE
        return Stature(stature_px=stature, error_px=stature * SILHOUETTE_RELATIVE_SD, publishable=True)
    ears = points_px[[BlazePose.LEFT_EAR, BlazePose.RIGHT_EAR], 1].mean()
    hips = points_px[[BlazePose.LEFT_HIP, BlazePose.RIGHT_HIP]].mean(axis=0)
    if hips[1] > ears and visibility[[BlazePose.LEFT_HIP, BlazePose.RIGHT_HIP]].max() >= SEEN_FROM:
        stature = float(hips[1] - ears) / EAR_TO_HIP_PER_STATURE
        return Stature(stature_px=stature, error_px=stature * EAR_TO_HIP_RELATIVE_SD, publishable=True)
    shoulders = points_px[[BlazePose.LEFT_SHOULDER, BlazePose.RIGHT_SHOULDER], 1].mean()
    if shoulders <= ears:
        return None
    stature = float(shoulders - ears) / EAR_TO_SHOULDER_PER_STATURE
    return Stature(stature_px=stature, error_px=stature * EAR_TO_SHOULDER_RELATIVE_SD, publishable=False)
