"""PNG: a row of chunks. Source: https://www.w3.org/TR/png-3/, clauses 5 and 11."""

from __future__ import annotations

import struct
import zlib

from posture_cv.capture.containers import LARGEST_PROFILE_BYTES, damaged, laborious, moving

SIGNATURE = b"\x89PNG\r\n\x1a\n"

_KEPT = frozenset({b"PLTE", b"tRNS", b"IDAT"})
_ONCE = frozenset({b"IHDR", b"iCCP", b"eXIf"})

MOST_CHUNKS = 50_000
"""Chunks walked; encoders cut the picture's data into pieces of 8 kB or more."""


def needed_parts(content: bytes) -> bytes:
    """The file's header, palette, transparency, picture data, colour profile and Exif; texts, times and unknown chunks are left out.

    Raises
    ------
    PhotoUnreadable
        It is an animation, or does not begin with its header.
    PhotoTooLarge
        Too many chunks.
    """
    kept: list[bytes] = [SIGNATURE]
    met: set[bytes] = set()
    position = len(SIGNATURE)
    for _ in range(MOST_CHUNKS):
        if position + 12 > len(content):
            return b"".join([*kept, content[position:]])
        length, kind = struct.unpack_from(">I4s", content, position)
        stop = position + 12 + length
        if kind == b"acTL":
            raise moving()
        if (kind == b"IHDR") != (not met):
            raise damaged()
        if kind == b"IEND":
            return b"".join([*kept, content[position:stop]])
        if kind in _KEPT or (kind in _ONCE and kind not in met and _is_sound(kind, content[position + 8 : stop - 4])):
            kept.append(content[position:stop])
        met.add(kind)
        position = stop
    raise laborious()


def _is_sound(kind: bytes, body: bytes) -> bool:
    """Whether a colour profile unpacks to a bounded size; other chunks are as large as they look."""
    if kind != b"iCCP":
        return True
    _, _, packed = body.partition(b"\0")
    try:
        return len(zlib.decompressobj().decompress(packed[1:], LARGEST_PROFILE_BYTES + 1)) <= LARGEST_PROFILE_BYTES
    except zlib.error:
        return False
