"""HEIF, of which AVIF is one: which kind it is, and where its pictures' data lie. Source: ISO/IEC 23008-12 and 14496-12."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from posture_cv.capture.containers import damaged, laborious

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_BOXES = 20_000
_MOST_ITEMS = 5_000
_IN_FILE, _IN_BOX = 0, 1


def brands(content: bytes) -> list[bytes]:
    """Major brand, then the compatible ones; empty where the file does not begin with its type."""
    if content[4:8] != b"ftyp":
        return []
    stop = min(int.from_bytes(content[:4], "big"), len(content), 8 + 4 * 64)
    return [content[8:12], *(content[at : at + 4] for at in range(16, stop - 3, 4))]


@dataclass(slots=True)
class Item:
    """One thing the file holds: its four-letter kind, where that stands, and its data."""

    kind: bytes
    kind_at: int
    extents: list[tuple[int, int]] = field(default_factory=list)

    def data(self, content: bytes) -> bytes:
        """The bytes of the item."""
        return b"".join(content[start : start + length] for start, length in self.extents)


def items(content: bytes) -> list[Item]:
    """What the file's top-level ``meta`` box lists.

    Raises
    ------
    PhotoUnreadable
        A box is damaged, or data are kept in a place that is not read.
    PhotoTooLarge
        Too many boxes or items.
    """
    boxes = list(_boxes(content, 0, len(content)))
    metas = [box for box in boxes if box.kind == b"meta"]
    if len(metas) != 1:
        raise damaged()
    inside = {box.kind: box for box in _boxes(content, metas[0].start + 4, metas[0].stop)}
    if b"iinf" not in inside or b"iloc" not in inside:
        raise damaged()
    found = dict(_named(content, inside[b"iinf"]))
    data_at = inside[b"idat"].start if b"idat" in inside else None
    total = 0
    for number, extents in _placed(content, inside[b"iloc"], data_at).items():
        total += sum(length for _, length in extents)
        if total > 2 * len(content):
            raise laborious()
        if number in found:
            found[number].extents = extents
    return list(found.values())


@dataclass(frozen=True, slots=True)
class _Box:
    kind: bytes
    start: int
    stop: int


def _boxes(content: bytes, start: int, stop: int) -> Iterator[_Box]:
    for _ in range(_MOST_BOXES):
        if start + 8 > stop:
            return
        length, kind, head = int.from_bytes(content[start : start + 4], "big"), content[start + 4 : start + 8], 8
        if length == 1:
            length, head = int.from_bytes(content[start + 8 : start + 16], "big"), 16
        end = stop if length == 0 else start + length
        if end < start + head or end > stop:
            raise damaged()
        yield _Box(kind, start + head, end)
        start = end
    raise laborious()


def _named(content: bytes, listing: _Box) -> Iterator[tuple[int, Item]]:
    head = 6 if content[listing.start] == 0 else 8
    for box in _boxes(content, listing.start + head, listing.stop):
        version = content[box.start]
        if box.kind == b"infe" and version >= 2:
            at = box.start + (8 if version == 2 else 10)
            yield int.from_bytes(content[box.start + 4 : at - 2], "big"), Item(kind=content[at : at + 4], kind_at=at)


def _placed(content: bytes, box: _Box, data_at: int | None) -> dict[int, list[tuple[int, int]]]:
    """Extents by the item's number."""
    read = _Numbers(content, box.start, box.stop)
    version = read.next(1)
    read.next(3)
    offset_bytes, length_bytes, base_bytes, index_bytes = (half for byte in (read.next(1), read.next(1)) for half in (byte >> 4, byte & 15))
    wide = 4 if version == 2 else 2
    places: dict[int, list[tuple[int, int]]] = defaultdict(list)
    count = read.next(wide)
    if count > _MOST_ITEMS:
        raise laborious()
    for _ in range(count):
        number = read.next(wide)
        way = read.next(2) & 15 if version else _IN_FILE
        read.next(2)
        base = read.next(base_bytes)
        if way == _IN_BOX and data_at is not None:
            base += data_at
        elif way != _IN_FILE:
            raise damaged()
        for _ in range(read.next(2)):
            if version:
                read.next(index_bytes)
            offset, length = read.next(offset_bytes), read.next(length_bytes)
            places[number].append((base + offset, length or len(content) - base - offset))
    return places


class _Numbers:
    """Big-endian whole numbers one after the other."""

    def __init__(self, content: bytes, start: int, stop: int) -> None:
        self._content, self._at, self._stop = content, start, stop

    def next(self, length: int) -> int:
        start, self._at = self._at, self._at + length
        if self._at > self._stop:
            raise damaged()
        return int.from_bytes(self._content[start : self._at], "big")
