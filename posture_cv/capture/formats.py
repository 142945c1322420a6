"""What kind of picture a file holds, read off its first bytes before any decoder touches it."""

from __future__ import annotations

import struct
from enum import Enum

from posture_cv.domain.errors import PhotoUnreadable


class Format(Enum):
    """The formats that are read."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIF = "heif"


_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_STILL_HEIF = {b"heic", b"heix", b"heim", b"heis", b"mif1"}
_MOVING_HEIF = (b"hev", b"msf1")
_FILM = (b"iso", b"mp4", b"avc", b"qt", b"M4V", b"3g")
_WEBP_ANIMATION_FLAG = 0x02
_WEBP_LOSSY_START = b"\x9d\x01\x2a"
_WEBP_LOSSLESS_START = 0x2F


def recognise(content: bytes) -> Format:
    """Format of a still photo.

    Raises
    ------
    PhotoUnreadable
        The content is an animation, or of no format that is read.
    """
    if content.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if content.startswith(_PNG_SIGNATURE):
        if _has_png_animation(content):
            raise _moving()
        return Format.PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        if content[12:16] == b"VP8X" and len(content) > 20 and content[20] & _WEBP_ANIMATION_FLAG:
            raise _moving()
        return Format.WEBP
    brand = content[8:12] if content[4:8] == b"ftyp" else b""
    if brand in _STILL_HEIF:
        return Format.HEIF
    if brand.startswith(_MOVING_HEIF + _FILM) or content.startswith((b"GIF87a", b"GIF89a")):
        raise _moving()
    raise PhotoUnreadable("This is not a photo of a kind that can be read.", "Send a JPEG, PNG, WebP or HEIC photo.")


def _moving() -> PhotoUnreadable:
    return PhotoUnreadable("This is an animation or a film, not a photo.", "Send a still photo: JPEG, PNG, WebP or HEIC.")


def _has_png_animation(content: bytes) -> bool:
    offset = len(_PNG_SIGNATURE)
    while offset + 8 <= len(content):
        length, kind = struct.unpack_from(">I4s", content, offset)
        if kind == b"acTL":
            return True
        offset += 12 + length
    return False


def webp_size_px(content: bytes) -> tuple[int, int]:
    """Width and height a WebP file declares; its decoder allocates the canvas as soon as it is made, so they are read beforehand.

    Source: RFC 9649, sections 2.5 to 2.7 (https://www.rfc-editor.org/rfc/rfc9649).

    Raises
    ------
    PhotoUnreadable
        The header is damaged.
    """
    kind = content[12:16]
    if len(content) >= 30:
        if kind == b"VP8X":
            return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
        if kind == b"VP8L" and content[20] == _WEBP_LOSSLESS_START:
            bits = int.from_bytes(content[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        if kind == b"VP8 " and content[23:26] == _WEBP_LOSSY_START:
            width, height = struct.unpack_from("<HH", content, 26)
            return width & 0x3FFF, height & 0x3FFF
    raise damaged()


def damaged() -> PhotoUnreadable:
    """The error for a file that starts like a photo and does not go on like one."""
    return PhotoUnreadable("The photo is damaged or incomplete.", "Copy or export it again from the camera or phone.")
