"""What is known beforehand of camera and body: how far, how high, how wide.

Everything here has an error and none of it is read in the photo.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.photo import lens_axis

if TYPE_CHECKING:
    from posture_cv.domain.landmarks import LensEstimate

DISTANCE_IN_STATURES = 1.67
DISTANCE_LOG_SD = 0.25
"""Camera distance over stature where the focal length is unknown: 2.8 m (the protocol asks for 3 m, rendered photos span 1.9 to 4.2 m) over
1.68 m."""

FOCAL_LOG_SD = 0.05
"""Relative error of a focal length stated by the file, and of stature in pixels, as they enter the distance."""

PITCH_SD_DEG = 3.0
"""Spread of the camera's tilt up or down and of its aim left or right; 2.5 degrees in the rendered photos. It moves the lens axis in the
photo."""

FRAMING_SD = 0.06
"""Error of taking the photo's centre for the lens axis, as part of the photo's long side: photos get trimmed."""

CROPPED_SD = 0.25
"""The same up and down, as part of the photo's height, in a picture that may be cut from another."""

LATERAL_OFFSET: dict[LandmarkName, tuple[float, float]] = {
    # Half-distance between left and right point over stature, and its SD between people and stances. Tragus 7.2 cm, acromion 19 cm and ASIS
    # 8 cm lateral of the PSIS over 1.68 m are the pinhole budget's assumptions; the rest, and the ASIS's own distance, were measured on two
    # rendered people from the front.
    LandmarkName.TRAGUS: (0.043, 0.003),
    LandmarkName.OUTER_CANTHUS: (0.028, 0.003),
    LandmarkName.C7: (0.0, 0.0),
    LandmarkName.ACROMION: (0.110, 0.008),
    LandmarkName.ASIS: (0.069, 0.007),
    LandmarkName.PSIS: (0.021, 0.004),
    LandmarkName.TROCHANTER: (0.095, 0.008),
    LandmarkName.HIP_JOINT: (0.056, 0.005),
    LandmarkName.KNEE: (0.080, 0.015),
    LandmarkName.MALLEOLUS: (0.070, 0.018),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class CameraPrior:
    """Where the camera probably stood.

    Attributes
    ----------
    distance, distance_log_sd
        Camera distance over the person's stature (median) and the SD of its logarithm.
    axis_x_px, axis_y_px, axis_sd_px, axis_y_sd_px
        Where a level line square to the photo's plane through the lens meets the photo, and the SD of either coordinate.
    """

    distance: float
    distance_log_sd: float
    axis_x_px: float
    axis_y_px: float
    axis_sd_px: float
    axis_y_sd_px: float


def camera_prior(
    width_px: int,
    height_px: int,
    stature_px: float,
    focal_length_px: float | None,
    lens: LensEstimate | None = None,
    *,
    person_x_px: float | None = None,
    focal_log_error: float = 0.0,
) -> CameraPrior:
    """Prior from the photo's size, from the focal length where the file states it, and from the body's perspective where it was read.

    A person as tall as ``stature_px`` under a focal length f stands f / stature_px statures away. A stated focal length beats the distance
    read off the body. Where the lens pointed follows from where the person is, ``person_x_px`` (``domain.photo.lens_axis``); the photo's
    middle where that is not given. ``focal_log_error`` is as in ``Photo``.
    """
    known = focal_length_px is not None and focal_length_px > 0.0
    distance = focal_length_px / stature_px if known and focal_length_px is not None else DISTANCE_IN_STATURES
    aim_sd = distance * stature_px * math.tan(math.radians(PITCH_SD_DEG))
    axis_sd = math.hypot(aim_sd, FRAMING_SD * max(width_px, height_px))
    axis = lens_axis(width_px, height_px, focal_length_px, width_px / 2.0 if person_x_px is None else person_x_px)
    axis_y_sd = axis_sd if axis.known or person_x_px is None else math.hypot(axis_sd, CROPPED_SD * height_px)
    distance_log_sd = math.hypot(FOCAL_LOG_SD, focal_log_error) if known else DISTANCE_LOG_SD
    if lens is not None and not known:
        distance, distance_log_sd = lens.distance, lens.distance_log_error
    return CameraPrior(
        distance=max(distance, 0.5),
        distance_log_sd=distance_log_sd,
        axis_x_px=axis.x_px,
        axis_y_px=height_px / 2.0 if lens is None else lens.axis_y_px,
        axis_sd_px=math.hypot(axis_sd, axis.open_px),
        axis_y_sd_px=axis_y_sd if lens is None else lens.axis_y_error_px,
    )
