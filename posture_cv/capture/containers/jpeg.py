"""JPEG: marker segments, then scans. Source: ITU-T T.81, annex B."""

from __future__ import annotations

import re

from posture_cv.capture.containers import LARGEST_PROFILE_BYTES, damaged, laborious

_START = b"\xff\xd8"
_MARKER = re.compile(rb"\xff+([^\x00\xff])")
_SCAN, _END, _TABLES = 0xDA, 0xD9, frozenset({0xC4, 0xCC, 0xDB, 0xDD})
_ALONE = frozenset({0x01, 0xD8, *range(0xD0, 0xD8)})
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PROGRESSIVE = frozenset({0xC2, 0xC6, 0xCA, 0xCE})
_JFIF, _EXIF, _PROFILE, _ADOBE = (0xE0, b"JFIF\0"), (0xE1, b"Exif\0\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe")

MOST_SEGMENTS = 10_000
"""Segments walked: phones write some dozen, and as many again where every scan of a progressive photo has tables of its own."""

MOST_TABLE_BYTES = 1_000_000
MOST_COEFFICIENT_BYTES = 500_000_000
"""A photo of several scans is held as coefficients, two bytes a sample, until its last scan."""

MOST_SCANNED_SAMPLES = 4_000_000_000
"""Samples times scans. A scan that holds nothing still passes over every sample, at two nanoseconds each; a progressive photo has ten."""


def needed_parts(content: bytes) -> bytes:
    """The file without comments, thumbnails, editing history and whatever follows the picture.

    Kept are tables, the frame, the scans, and the first JFIF, Exif and Adobe segments and colour profile.

    Raises
    ------
    PhotoUnreadable
        A segment is cut off, or there is more than one frame.
    PhotoTooLarge
        Too many segments, tables or scans.
    """
    kept: dict[tuple[int, bytes], bytes] = {}
    tables: list[bytes] = []
    profile: list[bytes] = []
    frame: tuple[int, bytes] | None = None
    position = len(_START)
    for _ in range(MOST_SEGMENTS):
        marker, start, stop = _segment(content, position)
        if marker in (_SCAN, _END):
            break
        position, segment = stop, content[start:stop]
        if marker in _FRAMES:
            if frame is not None:
                raise damaged()
            frame = marker, segment[4:]
        if marker in _TABLES or marker in _FRAMES:
            tables.append(segment)
        elif _is(segment, _PROFILE):
            profile.append(segment)
        else:
            kept |= {kind: segment for kind in (_JFIF, _EXIF, _ADOBE) if kind not in kept and _is(segment, kind)}
    else:
        raise laborious()
    if marker == _END or frame is None:
        raise damaged()
    if sum(map(len, tables)) > MOST_TABLE_BYTES:
        raise laborious()
    if sum(map(len, profile)) > LARGEST_PROFILE_BYTES:
        profile.clear()
    end, scans = _scans(content, position)
    _check_labour(*frame, scans)
    return b"".join([_START, *kept.values(), *profile, *tables, content[position:end]])


def _is(segment: bytes, kind: tuple[int, bytes]) -> bool:
    return segment[1] == kind[0] and segment.startswith(kind[1], 4)


def _segment(content: bytes, position: int) -> tuple[int, int, int]:
    """Next marker that is not alone: its code, its start, and the end of its segment."""
    while True:
        found = _MARKER.search(content, position)
        if found is None:
            raise damaged()
        marker, start = found[1][0], found.end() - 2
        if marker == _END:
            return marker, start, found.end()
        if marker not in _ALONE:
            break
        position = found.end()
    stop = start + 2 + int.from_bytes(content[start + 2 : start + 4], "big")
    if stop < start + 4 or stop > len(content):
        raise damaged()
    return marker, start, stop


def _scans(content: bytes, position: int) -> tuple[int, int]:
    """Where the picture ends, and its number of scans; a file that is cut off ends where it is cut, for the decoder to find."""
    scans = 0
    for _ in range(MOST_SEGMENTS):
        found = _MARKER.search(content, position)
        if found is None:
            return len(content), scans
        marker, position = found[1][0], found.end()
        if marker == _END:
            return position, scans
        if marker not in _ALONE:
            scans += marker == _SCAN
            position += max(2, int.from_bytes(content[position : position + 2], "big"))
    raise laborious()


def _check_labour(marker: int, frame: bytes, scans: int) -> None:
    if len(frame) < 6 or len(frame) < 6 + 3 * frame[5]:
        raise damaged()
    factors = [(byte >> 4, byte & 15) for byte in frame[7 : 7 + 3 * frame[5] : 3]]
    pixels = int.from_bytes(frame[1:3], "big") * int.from_bytes(frame[3:5], "big")
    area = max((across * down for across, down in factors), default=0)
    samples = pixels * sum(across * down for across, down in factors) / max(area, 1)
    held = scans > 1 or marker in _PROGRESSIVE
    if (held and 2 * samples > MOST_COEFFICIENT_BYTES) or scans * samples > MOST_SCANNED_SAMPLES:
        raise laborious()
