"""The EXIF facts that are of use: which way is up, how wide the lens was, and on which day the photo was taken.

Read here rather than by Pillow, which answers a damaged block with warnings; silencing those would change the warning filters of
every other thread of the process.
"""

from __future__ import annotations

import datetime as dt
import math
import struct
from dataclasses import dataclass

_ORIENTATION = 0x0112
_MAKE = 0x010F
_EXIF_POINTER = 0x8769
_TAKEN = 0x9003
_DIGITAL_ZOOM = 0xA404
_FOCAL_LENGTH_IN_35MM = 0xA405
_ASCII, _SHORT, _LONG, _RATIONAL = 2, 3, 4, 5
_MAX_ENTRIES = 512
_MAX_TEXT_BYTES = 64
_FOCAL_LENGTHS_MM = (4, 2000)
_MOST_ZOOM = 100.0
_EARLIEST_YEAR = 1990

_ZOOM_INCLUDED_BY = "apple"
"""The maker whose 35 mm equivalent holds the digital zoom already: 28 mm without and 55 mm at a ratio of 1.95 (hugin, bug 2064625, where
other makers' files had to be multiplied)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExifFacts:
    """What an EXIF block states.

    Attributes
    ----------
    orientation
        As the standard numbers it, 1 to 8.
    focal_length_35mm
        35 mm equivalent of the frame as saved, digital zoom included; None where not stated.
    focal_log_error
        Standard deviation of its logarithm: above 0 where the photo was zoomed digitally by a camera that may or may not have counted it.
    taken_on
        The day by the camera's clock; None where not stated.

    Notes
    -----
    Source: CIPA DC-008 (Exif 2.32), 4.6.4 and 4.6.5. The standard leaves open whether the equivalent counts the digital zoom.
    """

    orientation: int = 1
    focal_length_35mm: float | None = None
    focal_log_error: float = 0.0
    taken_on: dt.date | None = None


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
    second = _directory(tiff, order, _whole(first.get(_EXIF_POINTER)))
    orientation = _whole(first.get(_ORIENTATION))
    focal, log_error = _focal_length(second, str(first.get(_MAKE, "")))
    return ExifFacts(
        orientation=orientation if 1 <= orientation <= 8 else 1,
        focal_length_35mm=focal,
        focal_log_error=log_error,
        taken_on=_day(str(second.get(_TAKEN, ""))),
    )


def _focal_length(directory: dict[int, int | float | str], make: str) -> tuple[float | None, float]:
    """The equivalent of the frame as saved and the error of its logarithm.

    A frame that was cut out by a zoom of z is z times as narrow. Where it is open whether the stated length counts that, it lies at either
    end of a range of ln z: in the middle, by half of it.
    """
    stated = _whole(directory.get(_FOCAL_LENGTH_IN_35MM))
    if not _FOCAL_LENGTHS_MM[0] <= stated <= _FOCAL_LENGTHS_MM[1]:
        return None, 0.0
    zoom = directory.get(_DIGITAL_ZOOM)
    if not isinstance(zoom, float) or not 1.0 < zoom <= _MOST_ZOOM or make.strip().lower().startswith(_ZOOM_INCLUDED_BY):
        return float(stated), 0.0
    return stated * math.sqrt(zoom), math.log(zoom) / 2.0


def _day(text: str) -> dt.date | None:
    """The day of ``YYYY:MM:DD HH:MM:SS``; cameras whose clock was never set write zeros, blanks or their own first year."""
    try:
        day = dt.date(*(int(part) for part in text[:10].split(":")))
    except (ValueError, TypeError):
        return None
    return day if day.year >= _EARLIEST_YEAR else None


def _whole(value: float | str | None) -> int:
    return value if isinstance(value, int) else 0


def _directory(tiff: bytes, order: str, offset: int) -> dict[int, int | float | str]:
    """Single whole numbers, single ratios and short texts of one image file directory, by tag."""
    if offset < 8 or offset + 2 > len(tiff):
        return {}
    count = min(struct.unpack_from(order + "H", tiff, offset)[0], _MAX_ENTRIES)
    values: dict[int, int | float | str] = {}
    for start in range(offset + 2, offset + 2 + 12 * count, 12):
        if start + 12 > len(tiff):
            break
        tag, kind, length = struct.unpack_from(order + "HHI", tiff, start)
        value = _value(tiff, order, kind, length, start + 8)
        if value is not None:
            values[tag] = value
    return values


def _value(tiff: bytes, order: str, kind: int, length: int, at: int) -> int | float | str | None:
    """One entry's value, which lies ``at`` where four bytes hold it, else where these four point to."""
    if length == 1 and kind in (_SHORT, _LONG):
        return int(struct.unpack_from(order + ("H" if kind == _SHORT else "I"), tiff, at)[0])
    size = {_ASCII: length, _RATIONAL: 8 * length}.get(kind, 0)
    if not 0 < size <= _MAX_TEXT_BYTES:
        return None
    place = at if size <= 4 else struct.unpack_from(order + "I", tiff, at)[0]
    if place + size > len(tiff):
        return None
    if kind == _ASCII:
        return tiff[place : place + size].split(b"\x00")[0].decode("ascii", "replace")
    if length != 1:
        return None
    numerator, denominator = struct.unpack_from(order + "II", tiff, place)
    return numerator / denominator if denominator else None
