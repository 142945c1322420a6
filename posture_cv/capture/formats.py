"""What kind of picture a file holds, read off its first bytes before any decoder touches it, and how large such a picture may be."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from posture_cv.capture.containers import bmp, gif, heif, moving, png, tiff, unknown


class Format(Enum):
    """The formats that are read."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIF = "heif"
    AVIF = "avif"
    TIFF = "tiff"
    BMP = "bmp"
    GIF = "gif"

    @property
    def bounds(self) -> Bounds:
        """How large a picture of this format may be."""
        return _BOUNDS[self]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Bounds of a format.

    Attributes
    ----------
    most_pixels
        Most pixels decoded: above every phone's everyday mode, and within 750 MB of memory on top of the file.
    bytes_per_pixel
        Memory that decoding and what follows it were seen to take at most (x86-64, Pillow 13.0, pi-heif 1.4), with transparency and, where
        the format has it, more than 8 bits a sample.
    """

    most_pixels: int
    bytes_per_pixel: float


_BOUNDS = {
    Format.JPEG: Bounds(most_pixels=80_000_000, bytes_per_pixel=7.0),
    Format.PNG: Bounds(most_pixels=48_000_000, bytes_per_pixel=12.0),
    Format.WEBP: Bounds(most_pixels=32_000_000, bytes_per_pixel=21.0),
    Format.HEIF: Bounds(most_pixels=50_000_000, bytes_per_pixel=15.0),
    Format.AVIF: Bounds(most_pixels=32_000_000, bytes_per_pixel=23.0),
    Format.TIFF: Bounds(most_pixels=48_000_000, bytes_per_pixel=12.0),
    Format.BMP: Bounds(most_pixels=48_000_000, bytes_per_pixel=8.0),
    Format.GIF: Bounds(most_pixels=48_000_000, bytes_per_pixel=10.0),
}

_STILL_HEIF = frozenset({b"heic", b"heix", b"heim", b"heis", b"mif1"})
_STILL_AVIF = b"avif"
_MOVING_HEIF = (b"hev", b"msf1", b"avis")
_FILM = (b"iso", b"mp4", b"avc", b"qt", b"M4V", b"3g")


def recognise(content: bytes) -> Format:
    """Format of a photo.

    Raises
    ------
    PhotoUnreadable
        The content is a film, or of no format that is read.
    """
    for starts, kind in _BY_START.items():
        if content.startswith(starts):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return Format.WEBP
    brands = heif.brands(content)
    major = brands[0] if brands else b""
    if major.startswith(_MOVING_HEIF):
        raise moving()
    if major == _STILL_AVIF or (major == b"mif1" and _STILL_AVIF in brands and not _STILL_HEIF.intersection(brands[1:]) - {b"mif1"}):
        return Format.AVIF
    if major in _STILL_HEIF:
        return Format.HEIF
    if major.startswith(_FILM):
        raise moving()
    raise unknown()


_BY_START: dict[tuple[bytes, ...], Format] = {
    (b"\xff\xd8\xff",): Format.JPEG,
    (png.SIGNATURE,): Format.PNG,
    gif.SIGNATURES: Format.GIF,
    tiff.SIGNATURES: Format.TIFF,
    (bmp.SIGNATURE,): Format.BMP,
}
