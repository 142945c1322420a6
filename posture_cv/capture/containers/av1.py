"""AV1: the largest frame that coded data announce. Source: AV1 bitstream specification 1.0.0, sections 5.3 to 5.5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.capture.containers import damaged, laborious

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEQUENCE_HEADER = 1
_HIGHER_LEVEL = 7

MOST_UNITS = 1_000
"""Units walked in one picture's data; a still has two or three."""


def size_px(data: bytes) -> tuple[int, int]:
    """Greatest width and height over all sequence headers.

    Raises
    ------
    PhotoUnreadable
        There is no sequence header, or one is cut off.
    PhotoTooLarge
        Too many units.
    """
    sizes = [_frame_size(_Bits(body)) for kind, body in _units(data) if kind == _SEQUENCE_HEADER]
    if not sizes:
        raise damaged()
    return max(width for width, _ in sizes), max(height for _, height in sizes)


def _units(data: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    for _ in range(MOST_UNITS):
        if position >= len(data):
            return
        head = data[position]
        position += 1 + (head >> 2 & 1)
        length = len(data) - position
        if head >> 1 & 1:
            length, position = _leb128(data, position)
        yield head >> 3 & 15, data[position : position + length]
        position += length
    raise laborious()


def _leb128(data: bytes, position: int) -> tuple[int, int]:
    value = 0
    for shift in range(0, 56, 7):
        if position >= len(data):
            break
        byte = data[position]
        position += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, position
    raise damaged()


class _Bits:
    """Whole numbers off a string of bits."""

    def __init__(self, data: bytes) -> None:
        self._value = int.from_bytes(data[:512], "big")
        self._left = 8 * min(len(data), 512)

    def take(self, count: int) -> int:
        self._left -= count
        if self._left < 0:
            raise damaged()
        return self._value >> self._left & (1 << count) - 1

    def pass_exponential(self) -> None:
        zeros = 0
        while not self.take(1):
            zeros += 1
        if zeros < 32:
            self.take(zeros)


def _frame_size(bits: _Bits) -> tuple[int, int]:
    bits.take(3 + 1)  # profile, still picture
    if bits.take(1):  # reduced header
        bits.take(5)
    else:
        _pass_operating_points(bits)
    width_bits, height_bits = bits.take(4) + 1, bits.take(4) + 1
    return bits.take(width_bits) + 1, bits.take(height_bits) + 1


def _pass_operating_points(bits: _Bits) -> None:
    delay_bits = 0
    if bits.take(1):  # timing info
        bits.take(64)
        if bits.take(1):
            bits.pass_exponential()
        if bits.take(1):  # decoder model
            delay_bits = bits.take(5) + 1
            bits.take(32 + 5 + 5)
    has_display_delay = bits.take(1)
    for _ in range(bits.take(5) + 1):
        bits.take(12)
        if bits.take(5) > _HIGHER_LEVEL:
            bits.take(1)
        if delay_bits and bits.take(1):
            bits.take(2 * delay_bits + 1)
        if has_display_delay and bits.take(1):
            bits.take(4)
