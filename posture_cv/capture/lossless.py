"""A photo's pixels as a PNG that gives back every one of them, and nothing else: no Exif, no profile, no thumbnail."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import cv2
import numpy as np

from posture_cv.domain.errors import RecordDamaged
from posture_cv.domain.messages import message

if TYPE_CHECKING:
    from numpy.typing import NDArray

_HEADER = struct.Struct(">8s4x4sII")
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LONGEST_SIDE_PX = 8192
"""Twice what photos are scaled down to: a picture that says more is none of ours, however few bytes it takes."""

_FAST = [cv2.IMWRITE_PNG_COMPRESSION, 1, cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_HUFFMAN_ONLY]
"""12 megapixels of a noisy photo: 18 MB in 0.7 s; zlib's usual search takes longer and saves nothing there."""


def to_lossless(pixels: NDArray[np.uint8]) -> bytes:
    """Pixels of shape (height, width, 3), uint8, RGB, as PNG."""
    _, encoded = cv2.imencode(".png", cv2.cvtColor(pixels, cv2.COLOR_RGB2BGR), _FAST)
    return encoded.tobytes()


def from_lossless(picture: bytes) -> NDArray[np.uint8]:
    """Those pixels again, read-only.

    Raises
    ------
    RecordDamaged
        If it is no picture.
    """
    try:
        decoded = cv2.imdecode(np.frombuffer(picture, dtype=np.uint8), cv2.IMREAD_COLOR) if _is_kept(picture) else None
    except cv2.error:
        decoded = None
    if decoded is None:
        raise RecordDamaged(message("record.photo_damaged"), message("record.open_copy"))
    pixels = np.ascontiguousarray(cv2.cvtColor(decoded, cv2.COLOR_BGR2RGB), dtype=np.uint8)
    pixels.flags.writeable = False
    return pixels


def _is_kept(picture: bytes) -> bool:
    """Whether that begins as a PNG of a size that photos have, by the header that every PNG begins with (ISO/IEC 15948, 11.2.2)."""
    if len(picture) < _HEADER.size:
        return False
    signature, kind, width, height = _HEADER.unpack_from(picture)
    sides: tuple[int, int] = width, height
    return bool(signature == _SIGNATURE and kind == b"IHDR") and min(sides) >= 1 and max(sides) <= _LONGEST_SIDE_PX
