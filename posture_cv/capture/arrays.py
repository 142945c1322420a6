"""The one gate for pictures handed over in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from posture_cv.domain.errors import PhotoUnreadable
from posture_cv.domain.messages import message

if TYPE_CHECKING:
    from numpy.typing import NDArray


def require_picture(pixels: object) -> NDArray[np.uint8]:
    """The array as it came, if it is a picture: grey ``(h, w)`` or ``(h, w, 1)``, RGB ``(h, w, 3)`` or RGBA ``(h, w, 4)``, uint8.

    Raises
    ------
    PhotoUnreadable
        It is no array, or one of another type or shape; nested lists are not guessed at.
    """
    if not isinstance(pixels, np.ndarray):
        raise PhotoUnreadable(message("file.no_source"), message("file.pass_source"))
    channels = 1 if pixels.ndim == 2 else pixels.shape[-1] if pixels.ndim == 3 else 0
    if pixels.dtype != np.uint8 or channels not in (1, 3, 4):
        raise PhotoUnreadable(message("file.no_pixels"), message("file.pass_pixels"))
    return np.asarray(pixels)


def as_picture(pixels: NDArray[np.uint8]) -> Image.Image:
    """A Pillow picture of a checked array; it shares nothing with the array."""
    flat = pixels[..., 0] if pixels.ndim == 3 and pixels.shape[2] == 1 else pixels
    return Image.fromarray(np.ascontiguousarray(flat))
