"""A true vertical drawn by hand is the camera's roll."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.domain.errors import MarkError, PhotoTilted, PostureError
from posture_cv.domain.messages import Quantity, message
from posture_cv.domain.photo import LimitationKind, Roll, tilt_limitation

if TYPE_CHECKING:
    from posture_cv.domain.corrections import Corrections
    from posture_cv.domain.photo import PhotoQuality, VerticalLine

MAX_ROLL_DEG = 15.0
"""Beyond it the detector itself has not been tried, and a photo is easily taken again."""

LEAST_ERROR_DEG = 0.3
"""No reference is surer: a hung picture, a door frame or the lens's distortion is a third of a degree off."""

_CLICK_ERROR_PX = 2.0
_SHORTEST_REFERENCE_PX = 20.0


def roll_of(line: VerticalLine) -> Roll:
    """The camera's roll by a drawn vertical; the higher end is its top, whichever was drawn as such.

    Raises
    ------
    MarkError
        If the two ends lie too close together.
    PhotoTilted
        If it leans further than can be corrected.
    """
    top, bottom = sorted((line.top_px, line.bottom_px), key=lambda end: end[1])
    return replace(roll_from_reference(top, bottom), drawn=replace(line, top_px=top, bottom_px=bottom))


def without_unusable_vertical(corrections: Corrections) -> Corrections:
    """The corrections as they can be measured with: without their vertical where that gives no roll."""
    if corrections.vertical is None:
        return corrections
    try:
        roll_of(corrections.vertical)
    except PostureError:
        return replace(corrections, vertical=None)
    return corrections


def upright(quality: PhotoQuality, roll: Roll) -> PhotoQuality:
    """The quality with another camera roll, and what is to be said of it."""
    tilt = tilt_limitation(roll)
    others = tuple(one for one in quality.limitations if one.kind is not LimitationKind.TILTED)
    return replace(quality, roll=roll, limitations=others if tilt is None else (*others, tilt))


def roll_from_reference(top: tuple[float, float], bottom: tuple[float, float]) -> Roll:
    """Roll from a plumb line, door frame or wall corner whose two ends were pointed at by hand.

    Parameters
    ----------
    top, bottom
        Photo pixels, x right and y down. The line should hang near the person, at their distance.

    Returns
    -------
    Roll
        Its error comes from pointing (2 px at either end) and is at least ``LEAST_ERROR_DEG``.

    Raises
    ------
    MarkError
        The points are not a top and a bottom at least 20 px apart.
    PhotoTilted
        The line leans by more than ``MAX_ROLL_DEG``.
    """
    right, up = top[0] - bottom[0], bottom[1] - top[1]
    if not (math.isfinite(right) and math.isfinite(up)) or up <= 0.0 or math.hypot(right, up) < _SHORTEST_REFERENCE_PX:
        raise MarkError(message("mark.no_direction"), message("mark.upper_end_first"))
    roll_deg = math.degrees(math.atan2(right, up))
    refuse_tilt(roll_deg)
    pointing_deg = math.degrees(_CLICK_ERROR_PX * math.sqrt(2.0) / math.hypot(right, up))
    return Roll(roll_deg=roll_deg, standard_error_deg=max(LEAST_ERROR_DEG, pointing_deg), referenced=True)


def refuse_tilt(roll_deg: float) -> None:
    """Raise PhotoTilted for a referenced roll beyond ``MAX_ROLL_DEG``."""
    if abs(roll_deg) > MAX_ROLL_DEG:
        raise PhotoTilted(
            message("hopeless.tilted", angle=Quantity(value=abs(roll_deg))),
            message("hopeless.hold_upright"),
        )
