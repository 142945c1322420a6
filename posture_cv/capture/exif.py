"""The two EXIF facts that geometry needs: which way is up, and how wide the lens was.

Read here rather than by Pillow, which answers a damaged block with warnings; silencing those would change the warning filters of
every other thread of the process.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass

_ORIENTATION = 0x0112
_EXIF_POINTER = 0x8769
_FOCAL_LENGTH_IN_35MM = 0xA405
_SHORT, _LONG = 3, 4
_MAX_ENTRIES = 512
_FOCAL_LENGTHS_MM = (4, 2000)


@dataclass(frozen=True, slots=True, kw_only=True)
class ExifFacts:
    """Orientation as the standard numbers it (1 to 8), and the 35 mm equivalent focal length where stated.

    Source: CIPA DC-008 (Exif 2.32), 4.6.4 and 4.6.5.
    """

    orientation: int = 1
    focal_length_35mm: int | None = None


def read_exif(block: bytes | None) -> ExifFacts:
    """Facts of an EXIF block; whatever is damaged counts as not stated.

    Parameters
    ----------
    block
        The TIFF structure, with or without the leading Exif marker.
    """
    tiff = (block or b"").removeprefix(b"Exif\x00\x00")
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None or len(tiff) < 8:
        return ExifFacts()
    first = _directory(tiff, order, struct.unpack_from(order + "I", tiff, 4)[0])
    second = _directory(tiff, order, first.get(_EXIF_POINTER, 0))
    orientation = first.get(_ORIENTATION, 1)
    focal = second.get(_FOCAL_LENGTH_IN_35MM, 0)
    return ExifFacts(
        orientation=orientation if 1 <= orientation <= 8 else 1,
        focal_length_35mm=focal if _FOCAL_LENGTHS_MM[0] <= focal <= _FOCAL_LENGTHS_MM[1] else None,
    )


def _directory(tiff: bytes, order: str, offset: int) -> dict[int, int]:
    """Single whole numbers of one image file directory, by tag."""
    if offset < 8 or offset + 2 > len(tiff):
        return {}
    count = min(struct.unpack_from(order + "H", tiff, offset)[0], _MAX_ENTRIES)
    values: dict[int, int] = {}
    for start in range(offset + 2, offset + 2 + 12 * count, 12):
        if start + 12 > len(tiff):
            break
        tag, kind, length = struct.unpack_from(order + "HHI", tiff, start)
        if length == 1 and kind in (_SHORT, _LONG):
            values[tag] = struct.unpack_from(order + ("H" if kind == _SHORT else "I"), tiff, start + 8)[0]
    return values
