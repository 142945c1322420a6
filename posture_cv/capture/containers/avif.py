"""AVIF: AV1 pictures in a HEIF file. Frame sizes are read from the coded data: the decoder allocates those, whatever the boxes declare."""

from __future__ import annotations

from dataclasses import dataclass

from posture_cv.capture.containers import damaged
from posture_cv.capture.containers.av1 import size_px
from posture_cv.capture.containers.heif import items

_PICTURE, _EXIF = b"av01", b"Exif"
_HIDDEN = b"skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class AvifParts:
    """The file with its Exif out of the decoder's sight, that Exif, and the number of pixels of every coded picture."""

    content: bytes
    exif: bytes | None
    coded_pixels: tuple[int, ...]


def needed_parts(content: bytes) -> AvifParts:
    """Look at every coded picture of a file.

    Raises
    ------
    PhotoUnreadable
        The file is damaged, or holds no AV1 picture.
    PhotoTooLarge
        It is made of too many parts.
    """
    found = items(content)
    sizes = [size_px(item.data(content)) for item in found if item.kind == _PICTURE]
    if not sizes:
        raise damaged()
    hidden, exif = bytearray(content), None
    for item in found:
        if item.kind == _EXIF:
            hidden[item.kind_at : item.kind_at + 4] = _HIDDEN
            data = item.data(content)
            exif = data[4 + int.from_bytes(data[:4], "big") :]
    return AvifParts(content=bytes(hidden), exif=exif, coded_pixels=tuple(width * height for width, height in sizes))
