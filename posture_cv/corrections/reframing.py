"""A photo turned upright and mirrored back, before anything is detected in it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_cv.domain.corrections import Aim
    from posture_cv.domain.photo import Photo


def reframed(photo: Photo, aim: Aim) -> Photo:
    """The photo as it is aimed at: turned clockwise by quarter turns, then mirrored from side to side where it was mirrored.

    Returns
    -------
    Photo
        The same object where nothing has to be done.
    """
    if not aim.quarter_turns and not aim.mirrored:
        return photo
    import numpy as np

    pixels = np.rot90(photo.pixels, k=-aim.quarter_turns)
    pixels = np.ascontiguousarray(pixels[:, ::-1] if aim.mirrored else pixels)
    pixels.flags.writeable = False
    return replace(photo, pixels=pixels)
