"""Windows bitmap: whether its pixels lie there plainly. Source: BITMAPINFOHEADER, https://learn.microsoft.com/windows/win32/api/wingdi/."""

from __future__ import annotations

import struct

from posture_cv.capture.containers import damaged, unknown

SIGNATURE = b"BM"

_PLAIN = frozenset({0, 3, 6})
"""Values of the field Compression: none, and none with colour masks. Run-length coded bitmaps hold drawings, no photos."""

_OLD_HEADER_BYTES, _HEADERS_BYTES = 12, range(40, 125)


def check_plain(content: bytes) -> None:
    """Check the header.

    Raises
    ------
    PhotoUnreadable
        It is cut off, or none that is known, or the pixels are compressed.
    """
    if len(content) < 34:
        raise damaged()
    (header_bytes,) = struct.unpack_from("<I", content, 14)
    if header_bytes == _OLD_HEADER_BYTES:
        return
    if header_bytes not in _HEADERS_BYTES or struct.unpack_from("<I", content, 30)[0] not in _PLAIN:
        raise unknown()
