"""Photos from files, bytes and arrays: checked before decoding, upright, sRGB, of a bounded size."""

from __future__ import annotations

import io
import math
import os
import struct
import zlib
from typing import TYPE_CHECKING

import numpy as np
import pillow_heif
from PIL import Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from posture_cv.capture.colour import to_srgb
from posture_cv.capture.exif import ExifFacts, read_exif
from posture_cv.capture.formats import Format, damaged, recognise, webp_size_px
from posture_cv.capture.source import photo_bytes
from posture_cv.domain.errors import PhotoTooLarge, PhotoTooSmall, PhotoUnreadable
from posture_cv.domain.photo import Photo

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_PIXELS = 80_000_000
"""Most pixels decoded: 320 MB of memory while decoding, and above every phone's everyday mode."""

MIN_SIDE_PX = 160
"""Shortest side accepted. A person fills at most that height; below it the detector's own input (256 px) would be mostly invented."""

MAX_SIDE_PX = 4096
"""Longest side kept; larger photos are area-averaged down to it.

The detector sees 256 pixels of a person, so this bound is for the human who moves points with a loupe: 4096 px over a person of 1.75 m
is half a millimetre per pixel, finer than anyone points, and it keeps a photo under 50 MB in memory.
"""

_FULL_FRAME_DIAGONAL_MM = math.hypot(36.0, 24.0)

_UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# What Pillow's and libheif's decoders are documented, or were found by fuzzing, to raise on damaged content.
_DECODER_ERRORS = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, RuntimeError, struct.error, zlib.error)


class _JpegFile(JpegImagePlugin.JpegImageFile):
    """A JPEG whose EXIF Pillow leaves alone: it would warn about a damaged block, and it is read elsewhere."""

    def getexif(self) -> Image.Exif:
        return Image.Exif()


def read_photo(source: str | os.PathLike[str] | bytes | NDArray[np.uint8]) -> Photo:
    """Decode a photo, turn it upright and keep nothing but its pixels and its focal length.

    Parameters
    ----------
    source
        Path or content of a JPEG, PNG, WebP or HEIC/HEIF file, or an array of 8-bit pixels: grey ``(h, w)`` or ``(h, w, 1)``,
        RGB ``(h, w, 3)`` or RGBA ``(h, w, 4)``.

    Returns
    -------
    Photo
        sRGB, at most ``MAX_SIDE_PX`` on the long side, read-only.

    Raises
    ------
    PhotoUnreadable
        Missing, damaged, animated, or of a format that is not read.
    PhotoTooSmall
        The shorter side has fewer than ``MIN_SIDE_PX`` pixels.
    PhotoTooLarge
        More bytes or pixels than are decoded; found from the header, before any pixel is decoded.
    """
    if isinstance(source, np.ndarray):
        return _photo(to_srgb(_from_array(source), None), None)
    if not isinstance(source, str | os.PathLike | bytes):
        raise PhotoUnreadable(
            "This is neither a path, nor bytes, nor an array.", "Pass a path, the file's bytes or an array of 8-bit pixels."
        )
    content = photo_bytes(source)
    kind = recognise(content)
    try:
        picture, facts = _decode(content, kind)
    except Image.DecompressionBombError:  # the host process set a limit of its own, lower than ours
        raise _too_many_pixels() from None
    except _DECODER_ERRORS:
        raise damaged() from None
    return _photo(picture, facts.focal_length_35mm)


def _decode(content: bytes, kind: Format) -> tuple[Image.Image, ExifFacts]:
    """Upright sRGB picture and the file's EXIF facts."""
    picture = _open(content, kind)
    profile: bytes | None = picture.info.get("icc_profile")
    facts = read_exif(picture.info.get("exif"))
    if kind is Format.JPEG:
        scale = min(1.0, MAX_SIDE_PX / max(picture.size))
        picture.draft(picture.mode, (math.ceil(picture.width * scale), math.ceil(picture.height * scale)))
    picture.load()
    # A HEIF decoder has already turned the picture by the file's own transforms, which stand above EXIF.
    turn = None if kind is Format.HEIF else _UPRIGHT.get(facts.orientation)
    picture = to_srgb(picture, profile)
    return (picture if turn is None else picture.transpose(turn)), facts


def _open(content: bytes, kind: Format) -> Image.Image:
    """A picture of checked size, not yet decoded where the format allows.

    The decoders are called by name rather than through ``Image.open``, whose own pixel limit warns, and is process-wide.
    """
    picture: Image.Image
    match kind:
        case Format.JPEG:
            picture = _JpegFile(io.BytesIO(content))
        case Format.PNG:
            picture = PngImagePlugin.PngImageFile(io.BytesIO(content))
        case Format.WEBP:
            _check_size(webp_size_px(content))
            picture = WebPImagePlugin.WebPImageFile(io.BytesIO(content))
        case Format.HEIF:
            heif = pillow_heif.open_heif(content)
            _check_size(heif.size)
            picture = heif.to_pillow()
    _check_size(picture.size)
    return picture


def _from_array(pixels: NDArray[np.uint8]) -> Image.Image:
    channels = 1 if pixels.ndim == 2 else pixels.shape[-1]
    if pixels.dtype != np.uint8 or pixels.ndim not in (2, 3) or channels not in (1, 3, 4):
        raise PhotoUnreadable(
            "The array is not a picture of 8-bit grey, RGB or RGBA pixels.", "Pass an array of type uint8 and shape (height, width, 3)."
        )
    _check_size((pixels.shape[1], pixels.shape[0]))
    return Image.fromarray(np.ascontiguousarray(pixels[..., 0] if pixels.ndim == 3 and channels == 1 else pixels))


def _photo(picture: Image.Image, focal_length_35mm: int | None) -> Photo:
    scale = MAX_SIDE_PX / max(picture.size)
    if scale < 1.0:
        picture = picture.resize((round(picture.width * scale), round(picture.height * scale)), Image.Resampling.BOX)
        _check_size(picture.size)
    pixels = np.array(picture, dtype=np.uint8)
    pixels.setflags(write=False)
    focal_length_px = None
    if focal_length_35mm is not None:
        focal_length_px = focal_length_35mm / _FULL_FRAME_DIAGONAL_MM * math.hypot(picture.width, picture.height)
    return Photo(pixels=pixels, focal_length_px=focal_length_px)


def _check_size(size_px: tuple[int, int]) -> None:
    width, height = size_px
    if width * height > MAX_PIXELS:
        raise _too_many_pixels()
    if min(width, height) < MIN_SIDE_PX:
        raise PhotoTooSmall(
            f"The photo's shorter side has fewer than {MIN_SIDE_PX} pixels.",
            "Send the original photo instead of a thumbnail or a small copy.",
        )


def _too_many_pixels() -> PhotoTooLarge:
    return PhotoTooLarge(
        f"The photo has more than {MAX_PIXELS // 1_000_000} million pixels.",
        f"Save a smaller copy, at most {MAX_SIDE_PX} pixels on its long side.",
    )
