"""GIF: one picture out of its blocks. Source: https://www.w3.org/Graphics/GIF/spec-gif89a.txt."""

from __future__ import annotations

from posture_cv.capture.containers import damaged, laborious, moving

SIGNATURES = (b"GIF87a", b"GIF89a")

_EXTENSION, _PICTURE, _TRAILER = 0x21, 0x2C, 0x3B
_GRAPHIC_CONTROL = 0xF9
_HEADER_BYTES, _DESCRIPTOR_BYTES = 13, 10

MOST_BLOCKS = 300_000
"""Blocks walked, of 255 bytes each where an encoder fills them: more than the largest file read needs."""


def needed_parts(content: bytes) -> bytes:
    """The file's palette, only picture and its transparency; comments and application data are left out.

    Raises
    ------
    PhotoUnreadable
        There is a second picture, or none, or a block is cut off.
    PhotoTooLarge
        Too many blocks.
    """
    walk = _Walk(content)
    header = walk.take(_HEADER_BYTES)
    palette = walk.take(_palette_bytes(header[10]))
    control = picture = b""
    while (kind := walk.next_byte()) != _TRAILER:
        start = walk.position
        if kind == _EXTENSION:
            label = walk.next_byte()
            walk.pass_blocks()
            if label == _GRAPHIC_CONTROL and not picture:
                control = content[start - 1 : walk.position]
        elif kind == _PICTURE:
            if picture:
                raise moving()
            flags = walk.take(_DESCRIPTOR_BYTES - 1)[-1]
            walk.take(_palette_bytes(flags) + 1)
            walk.pass_blocks()
            picture = content[start - 1 : walk.position]
        else:
            raise damaged()
    if not picture:
        raise damaged()
    return b"".join([header, palette, control, picture, bytes([_TRAILER])])


class _Walk:
    """A place in the file that only moves on."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._blocks = 0
        self.position = 0

    def take(self, length: int) -> bytes:
        taken = self._content[self.position : self.position + length]
        if len(taken) < length:
            raise damaged()
        self.position += length
        return taken

    def next_byte(self) -> int:
        self._blocks += 1
        if self._blocks > MOST_BLOCKS:
            raise laborious()
        return self.take(1)[0]

    def pass_blocks(self) -> None:
        """Pass over data blocks up to the empty one that ends them."""
        while length := self.next_byte():
            self.take(length)


def _palette_bytes(flags: int) -> int:
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0
