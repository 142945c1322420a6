"""WebP: what its header declares. Source: RFC 9649, sections 2.5 to 2.7 (https://www.rfc-editor.org/rfc/rfc9649)."""

from __future__ import annotations

import struct

from posture_cv.capture.containers import damaged, moving

_ANIMATION_FLAG = 0x02
_LOSSY_START = b"\x9d\x01\x2a"
_LOSSLESS_START = 0x2F


def size_px(content: bytes) -> tuple[int, int]:
    """Width and height a still file declares; its decoder allocates the canvas as soon as it is made, so they are read beforehand.

    Raises
    ------
    PhotoUnreadable
        The header is damaged, or announces an animation.
    """
    kind = content[12:16]
    if len(content) >= 30:
        if kind == b"VP8X":
            if content[20] & _ANIMATION_FLAG:
                raise moving()
            return int.from_bytes(content[24:27], "little") + 1, int.from_bytes(content[27:30], "little") + 1
        if kind == b"VP8L" and content[20] == _LOSSLESS_START:
            bits = int.from_bytes(content[21:25], "little")
            return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        if kind == b"VP8 " and content[23:26] == _LOSSY_START:
            width, height = struct.unpack_from("<HH", content, 26)
            return width & 0x3FFF, height & 0x3FFF
    raise damaged()
