"""TIFF: the first picture's directory, written anew. Source: TIFF 6.0 (https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf)."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.capture.containers import LARGEST_PROFILE_BYTES, damaged, laborious, unknown

if TYPE_CHECKING:
    from collections.abc import Iterator

SIGNATURES = (b"II*\0", b"MM\0*")

_BITS, _COMPRESSION, _PHOTOMETRIC, _SAMPLE_FORMAT, _PROFILE = 258, 259, 262, 339, 34675
_NEEDED = frozenset(
    {256, 257, _BITS, _COMPRESSION, _PHOTOMETRIC, 266, 273, 277, 278, 279, 284, 317, 320, 322, 323, 324, 325, 338}
    | {_SAMPLE_FORMAT, 347, 529, 530, 531, 532, _PROFILE}
)
"""Size, coding, colour, where the strips or tiles lie, and the colour profile."""

_SINGLE = frozenset({256, 257, _COMPRESSION, _PHOTOMETRIC, 266, 277, 278, 284, 317, 322, 323, 531})
"""Entries of one whole number each; where there are more Pillow would warn, and take the first."""

_READ: dict[int, frozenset[int]] = {
    _BITS: frozenset({1, 8, 16}),
    _COMPRESSION: frozenset({1, 5, 7, 8, 32773, 32946}),
    _PHOTOMETRIC: frozenset({0, 1, 2, 3, 5, 6}),
    _SAMPLE_FORMAT: frozenset({1}),
}
"""Whole numbers of light, not compressed or by LZW, JPEG, Deflate or PackBits; fax codes, logarithms and floating point hold no photos."""

_BYTES_OF_TYPE = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_SHORT, _LONG = 3, 4

MOST_ENTRIES = 1_000
MOST_STRIPS = 100_000
"""Strips or tiles, and so values of any one entry but the colour profile."""


@dataclass(frozen=True, slots=True)
class _Entry:
    tag: int
    kind: int
    count: int
    data: bytes


def needed_parts(content: bytes) -> bytes:
    """The file with a directory of its first picture alone, holding what decoding needs; each value lies inside the file, once.

    Raises
    ------
    PhotoUnreadable
        The directory is damaged, or the picture is coded in a way that is not read.
    PhotoTooLarge
        Too many entries, or strips.
    """
    order = "<" if content.startswith(SIGNATURES[0]) else ">"
    entries = {entry.tag: entry for entry in _entries(content, order)}
    for tag, read in _READ.items():
        if tag in entries and not read.issuperset(_numbers(entries[tag], order)):
            raise unknown()
    return _rewritten(content, sorted(entries.values(), key=lambda entry: entry.tag), order)


def _entries(content: bytes, order: str) -> Iterator[_Entry]:
    if len(content) < 8:
        raise damaged()
    (start,) = struct.unpack_from(order + "I", content, 4)
    if start < 8 or start + 2 > len(content):
        raise damaged()
    (count,) = struct.unpack_from(order + "H", content, start)
    if count > MOST_ENTRIES:
        raise laborious()
    for place in range(start + 2, start + 2 + 12 * count, 12):
        if place + 12 > len(content):
            raise damaged()
        tag, kind, length = struct.unpack_from(order + "HHI", content, place)
        if tag not in _NEEDED:
            continue
        size = length * _BYTES_OF_TYPE.get(kind, len(content))
        if tag == _PROFILE and size > LARGEST_PROFILE_BYTES:
            continue
        _check_count(tag, kind, length)
        offset = place + 8 if size <= 4 else struct.unpack_from(order + "I", content, place + 8)[0]
        if offset + size > len(content):
            raise damaged()
        yield _Entry(tag, kind, length, content[offset : offset + size])


def _check_count(tag: int, kind: int, count: int) -> None:
    if tag in _SINGLE and (count != 1 or kind not in {_SHORT, _LONG}):
        raise damaged()
    if tag != _PROFILE and count > MOST_STRIPS:
        raise laborious()


def _numbers(entry: _Entry, order: str) -> tuple[int, ...]:
    letter = {_SHORT: "H", _LONG: "I"}.get(entry.kind)
    if letter is None:
        raise damaged()
    return struct.unpack(f"{order}{entry.count}{letter}", entry.data)


def _rewritten(content: bytes, entries: list[_Entry], order: str) -> bytes:
    even = len(content) + len(content) % 2
    values_at = even + 2 + 12 * len(entries) + 4
    rows, values = [], []
    for entry in entries:
        if len(entry.data) <= 4:
            place = entry.data.ljust(4, b"\0")
        else:
            place = struct.pack(order + "I", values_at)
            values.append(entry.data + bytes(len(entry.data) % 2))
            values_at += len(values[-1])
        rows.append(struct.pack(order + "HHI", entry.tag, entry.kind, entry.count) + place)
    head = content[:4] + struct.pack(order + "I", even)
    return b"".join([head, content[8:], bytes(even - len(content)), struct.pack(order + "H", len(rows)), *rows, bytes(4), *values])
