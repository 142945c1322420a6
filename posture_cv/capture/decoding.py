"""Photos from files, bytes, file objects, pictures and arrays: checked before decoding, upright, sRGB, of a bounded size."""

from __future__ import annotations

import io
import math
import os
import struct
import threading
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
import pi_heif
from PIL import AvifImagePlugin, BmpImagePlugin, GifImagePlugin, Image, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

from posture_cv.capture.arrays import as_picture, require_picture
from posture_cv.capture.colour import to_srgb
from posture_cv.capture.containers import avif, bmp, damaged, gif, jpeg, laborious, png, tiff, webp
from posture_cv.capture.exif import ExifFacts, read_exif
from posture_cv.capture.formats import Format, recognise
from posture_cv.capture.source import ContentSource, FileObject, PathSource, photo_bytes
from posture_cv.domain.errors import PhotoTooLarge, PhotoTooSmall
from posture_cv.domain.messages import message
from posture_cv.domain.photo import Photo
from posture_cv.machine.memory import free_addresses_bytes, free_memory_bytes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    PhotoSource: TypeAlias = PathSource | ContentSource | Image.Image | NDArray[np.uint8]

MAX_PIXELS = Format.JPEG.bounds.most_pixels
"""Most pixels of a picture handed over in memory."""

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

_TURNED_BY_THEIR_DECODER = frozenset({Format.HEIF})
"""A HEIF decoder has already turned the picture by the file's own transforms, which stand above Exif."""

_CODED_PARTS = 2.5
"""An AVIF picture's colour, transparency and thumbnail are coded apart, the first two at full size."""

# What Pillow's and libheif's decoders are documented, or were found by fuzzing, to raise on damaged content.
_DECODER_ERRORS = (OSError, SyntaxError, ValueError, EOFError, IndexError, KeyError, TypeError, RuntimeError, struct.error, zlib.error)


class _OneAtATime:
    """Holds back all photos but one, so that many at once take no more memory than one."""

    def __init__(self) -> None:
        self._begin_anew()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._begin_anew)

    def _begin_anew(self) -> None:
        # The thread that held the parent's lock does not exist in a child.
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *exc: object) -> None:
        self._lock.release()


_ONE_AT_A_TIME = _OneAtATime()


class _JpegFile(JpegImagePlugin.JpegImageFile):
    """A JPEG whose EXIF Pillow leaves alone: it would warn about a damaged block, and it is read elsewhere."""

    def getexif(self) -> Image.Exif:
        return Image.Exif()


def read_photo(source: PhotoSource) -> Photo:
    """Decode a photo, turn it upright and keep nothing but its pixels, its focal length and its day.

    Parameters
    ----------
    source
        Path, content or open file object of a JPEG, PNG, WebP, HEIC/HEIF, AVIF, TIFF, BMP or still GIF file; a Pillow image; or an array
        of 8-bit pixels: grey ``(h, w)`` or ``(h, w, 1)``, RGB ``(h, w, 3)`` or RGBA ``(h, w, 4)``.

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
        More bytes or pixels than are decoded, found from the header before any pixel is decoded; or more than fit into memory.
    """
    try:
        if isinstance(source, str | os.PathLike | bytes | bytearray | memoryview | FileObject):
            content = photo_bytes(source)
            with _ONE_AT_A_TIME:
                return _photo(*_from_content(content))
        if isinstance(source, Image.Image):
            with _ONE_AT_A_TIME:
                return _photo(*_from_picture(source))
        pixels = require_picture(source)
        _check_size((pixels.shape[1], pixels.shape[0]), MAX_PIXELS)
        return _photo(to_srgb(_bounded(as_picture(pixels)), None), ExifFacts())
    except MemoryError:
        raise _too_little_memory() from None


def _from_content(content: bytes) -> tuple[Image.Image, ExifFacts]:
    """Upright sRGB picture of bounded size, and the file's Exif facts."""
    kind = recognise(content)
    try:
        return _decode(content, kind)
    except Image.DecompressionBombError:  # the host process set a limit of its own, lower than ours
        raise _too_many_pixels(kind.bounds.most_pixels) from None
    except _DECODER_ERRORS:
        raise damaged() from None


def _decode(content: bytes, kind: Format) -> tuple[Image.Image, ExifFacts]:
    picture, facts = _open(content, kind)
    profile: bytes | None = picture.info.get("icc_profile")
    if kind is Format.JPEG:
        scale = min(1.0, MAX_SIDE_PX / max(picture.size))
        picture.draft(picture.mode, (math.ceil(picture.width * scale), math.ceil(picture.height * scale)))
    picture.load()
    turn = None if kind in _TURNED_BY_THEIR_DECODER else _UPRIGHT.get(facts.orientation)
    picture = to_srgb(_bounded(picture), profile)
    return (picture if turn is None else picture.transpose(turn)), facts


def _open(content: bytes, kind: Format) -> tuple[Image.Image, ExifFacts]:
    """A picture of checked size, not yet decoded where the format allows, and its Exif facts.

    The decoders are called by name rather than through ``Image.open``, whose own pixel limit warns, and is process-wide.
    """
    picture: Image.Image
    aside: ExifFacts | None = None
    match kind:
        case Format.JPEG:
            picture = _JpegFile(io.BytesIO(jpeg.needed_parts(content)))
        case Format.PNG:
            picture = PngImagePlugin.PngImageFile(io.BytesIO(png.needed_parts(content)))
        case Format.GIF:
            picture = GifImagePlugin.GifImageFile(io.BytesIO(gif.needed_parts(content)))
        case Format.TIFF:
            picture = TiffImagePlugin.TiffImageFile(io.BytesIO(tiff.needed_parts(content)))
            aside = read_exif(content)
        case Format.BMP:
            bmp.check_plain(content)
            picture = BmpImagePlugin.BmpImageFile(io.BytesIO(content))
        case Format.WEBP:
            _check_room(webp.size_px(content), kind)
            picture = WebPImagePlugin.WebPImageFile(io.BytesIO(content))
        case Format.AVIF:
            parts = avif.needed_parts(content)
            most = kind.bounds.most_pixels
            if max(parts.coded_pixels) > most or sum(parts.coded_pixels) > _CODED_PARTS * most:
                raise laborious()
            picture = AvifImagePlugin.AvifImageFile(io.BytesIO(parts.content))
            # The file's own transforms stand above Exif; Pillow tells them as if they were Exif.
            aside = replace(read_exif(parts.exif), orientation=read_exif(picture.info.get("exif")).orientation)
        case Format.HEIF:
            heif = pi_heif.open_heif(content)
            _check_room(heif.size, kind)
            picture = heif.to_pillow()
    _check_room(picture.size, kind)
    return picture, read_exif(picture.info.get("exif")) if aside is None else aside


def _from_picture(source: Image.Image) -> tuple[Image.Image, ExifFacts]:
    """A copy of a Pillow image, turned by the orientation it still carries, and its Exif facts."""
    _check_size(source.size, MAX_PIXELS)
    facts = read_exif(source.info.get("exif"))
    try:
        source.load()
        picture = to_srgb(_bounded(source.copy()), source.info.get("icc_profile"))
    except _DECODER_ERRORS:
        raise damaged() from None
    turn = _UPRIGHT.get(facts.orientation)
    return (picture if turn is None else picture.transpose(turn)), facts


def _bounded(picture: Image.Image) -> Image.Image:
    """The picture at most ``MAX_SIDE_PX`` long, area-averaged in its own colours, so that what follows is bounded too."""
    scale = MAX_SIDE_PX / max(picture.size)
    if scale >= 1.0:
        return picture
    size = round(picture.width * scale), round(picture.height * scale)
    _check_size(size, MAX_PIXELS)
    if picture.mode == "PA" or "transparency" in picture.info:  # a colour that stands for no colour does not survive averaging
        picture = picture.convert("RGBA")
    elif picture.mode in ("P", "1"):
        picture = picture.convert("RGB")
    smaller = picture.resize(size, Image.Resampling.BOX)
    smaller.info = picture.info
    return smaller


def _photo(picture: Image.Image, facts: ExifFacts) -> Photo:
    pixels = np.array(picture, dtype=np.uint8)
    pixels.setflags(write=False)
    focal_length_px = None
    if facts.focal_length_35mm is not None:
        focal_length_px = facts.focal_length_35mm / _FULL_FRAME_DIAGONAL_MM * math.hypot(picture.width, picture.height)
    return Photo(pixels=pixels, focal_length_px=focal_length_px, focal_log_error=facts.focal_log_error, taken_on=facts.taken_on)


def _check_room(size_px: tuple[int, int], kind: Format) -> None:
    """Check a file's declared size against its format's bound, and against the memory that is left."""
    _check_size(size_px, kind.bounds.most_pixels)
    needed = size_px[0] * size_px[1] * kind.bounds.bytes_per_pixel
    if any(free is not None and needed > free for free in (free_memory_bytes(), free_addresses_bytes())):
        raise _too_little_memory()


def _check_size(size_px: tuple[int, int], most_pixels: int) -> None:
    width, height = size_px
    if width * height > most_pixels:
        raise _too_many_pixels(most_pixels)
    if min(width, height) < MIN_SIDE_PX:
        raise PhotoTooSmall(
            message("file.too_small", least=MIN_SIDE_PX),
            message("file.send_original"),
        )


def _too_many_pixels(most_pixels: int) -> PhotoTooLarge:
    return PhotoTooLarge(
        message("file.too_many_pixels", millions=most_pixels // 1_000_000),
        message("file.save_smaller", most=MAX_SIDE_PX),
    )


def _too_little_memory() -> PhotoTooLarge:
    return PhotoTooLarge(message("file.no_memory"), message("file.free_memory"))
