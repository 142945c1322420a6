"""Photo files built to take far more time or memory than their size lets one fear, byte by byte after each format's specification."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Callable, Iterable

from PIL import Image


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    """A picture as a file of that kind."""
    file = io.BytesIO()
    picture.save(file, kind, **options)
    return file.getvalue()


SMALL_JPEG = encoded(Image.new("RGB", (200, 180), (90, 120, 150)), "JPEG")
SMALL_AVIF = encoded(Image.new("RGB", (200, 180), (90, 120, 150)), "AVIF")


def jpeg_segment(marker: int, body: bytes) -> bytes:
    """One marker segment."""
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(body) + 2) + body


def jpeg_with(segments: Iterable[bytes]) -> bytes:
    """A sound JPEG of 200 by 180 pixels with these segments before its own."""
    return SMALL_JPEG[:2] + b"".join(segments) + SMALL_JPEG[2:]


def many_exif_blocks(count: int = 700) -> bytes:
    """A JPEG whose Exif goes on over so many full segments."""
    return jpeg_with([jpeg_segment(0xE1, b"Exif\0\0" + bytes(65_527))] * count)


def many_comments(count: int) -> bytes:
    """A JPEG of so many empty comments."""
    return jpeg_with([jpeg_segment(0xFE, b"")] * count)


def many_tables(count: int = 700) -> bytes:
    """A JPEG that states its quantisation tables over and over: a thousand of them in each of so many segments."""
    return jpeg_with([jpeg_segment(0xDB, (b"\0" + bytes([1] * 64)) * 1008)] * count)


def many_scans(count: int, width: int = 8000, height: int = 8000) -> bytes:
    """A progressive JPEG that passes over the same pixels so many times, with nothing new in any pass."""
    table = jpeg_segment(0xDB, b"\0" + bytes([1] * 64))
    frame = jpeg_segment(0xC2, b"\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00")
    codes = jpeg_segment(0xC4, b"\0" + bytes([1, *[0] * 15]) + b"\0")
    scan = jpeg_segment(0xDA, b"\x01\x01\x00\x00\x00\x00") + bytes(8)
    return b"\xff\xd8" + table + frame + codes + scan * count + b"\xff\xd9"


def png_chunk(kind: bytes, body: bytes) -> bytes:
    """One chunk with its checksum."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of(*chunks: bytes, width: int = 200, height: int = 180) -> bytes:
    """A sound grey PNG with these chunks before its pixels."""
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = png_chunk(b"IDAT", zlib.compress((b"\0" + bytes([120]) * width) * height))
    return b"\x89PNG\r\n\x1a\n" + header + b"".join(chunks) + pixels + png_chunk(b"IEND", b"")


def profile_bomb(unpacked: int = 400_000_000) -> bytes:
    """A PNG whose colour profile unpacks to so many bytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(4_000_000)) for _ in range(unpacked // 4_000_000)) + packer.flush()
    return png_of(png_chunk(b"iCCP", b"bomb\0\0" + packed))


def text_bombs(count: int = 100, unpacked: int = 900_000) -> bytes:
    """A PNG of so many compressed texts."""
    text = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(unpacked), 9))
    return png_of(*[text] * count)


def many_chunks(count: int) -> bytes:
    """A PNG whose pixels come in so many empty pieces first."""
    return png_of(*[png_chunk(b"IDAT", b"")] * count)


def gif_of(*blocks: bytes) -> bytes:
    """A sound GIF with these blocks before its picture."""
    plain = encoded(Image.new("L", (200, 180), 120), "GIF")
    palette = 3 << (plain[10] & 7) + 1 if plain[10] & 0x80 else 0
    return plain[: 13 + palette] + b"".join(blocks) + plain[13 + palette :]


def many_comment_blocks(count: int) -> bytes:
    """A GIF with a comment of so many one-letter blocks."""
    return gif_of(b"\x21\xfe" + b"\x01x" * count + b"\0")


def one_colour_webp(width: int, height: int) -> bytes:
    """A lossless WebP of 34 bytes and any size: every pixel is coded in no bit at all (RFC 9649, 6)."""
    bits, used = 0, 0
    codes = [(1, 1), (0, 1), (0, 1), (0, 1)] * 5  # five prefix codes, each simple, of one symbol of one bit, which is 0
    for value, length in [(width - 1, 14), (height - 1, 14), (0, 1), (0, 3), (0, 1), (0, 1), (0, 1), *codes]:
        bits |= value << used
        used += length
    body = b"\x2f" + bits.to_bytes((used + 7) // 8, "little")
    body = body.ljust(14, b"\0")
    return b"RIFF" + struct.pack("<I", 12 + len(body)) + b"WEBPVP8L" + struct.pack("<I", len(body)) + body


def tiff_of(entries: Iterable[tuple[int, int, int, int]], body: bytes = b"") -> bytes:
    """A little-endian TIFF with these entries (tag, type, count, value or offset), its other bytes from offset 8 on."""
    rows = [struct.pack("<HHII", *entry) for entry in entries]
    return b"II*\0" + struct.pack("<I", 8 + len(body)) + body + struct.pack("<H", len(rows)) + b"".join(rows) + bytes(4)


def grey_tiff_entries(width: int, height: int) -> list[tuple[int, int, int, int]]:
    """Entries of an uncompressed grey picture whose one strip begins at offset 8."""
    rows = {256: width, 257: height, 258: 8, 259: 1, 262: 1, 273: 8, 277: 1, 278: height, 279: width * height}
    return [(tag, 4, 1, value) for tag, value in rows.items()]


def tags_that_share_their_bytes(count: int = 900, size: int = 5_000_000) -> bytes:
    """A TIFF of so many entries that all point at the same five megabytes: 4.5 gigabytes if each is read."""
    entries = grey_tiff_entries(200, 180) + [(40_000 + number, 7, size, 8) for number in range(count)]
    return tiff_of(entries, bytes(size))


def avif_that_says_it_is_small(width: int = 16_000, height: int = 16_000) -> bytes:
    """An AVIF of one grey plane's few bytes whose boxes declare 200 by 180 pixels and whose coded picture is larger by far."""
    large = encoded(Image.new("RGB", (width, height), (90, 120, 150)), "AVIF", speed=10)
    return large.replace(b"ispe\0\0\0\0" + struct.pack(">II", width, height), b"ispe\0\0\0\0" + struct.pack(">II", 200, 180))


def run_length_bitmap() -> bytes:
    """A bitmap coded in run lengths, which Pillow unpacks in Python, a pixel at a time."""
    return b"BM" + struct.pack("<IHHI", 70, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 6000, 6000, 1, 8, 1, 0, 0, 0, 0, 0) + bytes(64)


BOMBS: dict[str, Callable[[], bytes]] = {
    "a JPEG of 700 Exif blocks": many_exif_blocks,
    "a JPEG of 12,000 comments": lambda: many_comments(12_000),
    "a JPEG of 700,000 tables": many_tables,
    "a JPEG of 500 scans": lambda: many_scans(500),
    "a JPEG of 20,000 small scans": lambda: many_scans(20_000, 200, 180),
    "a PNG with a profile bomb": profile_bomb,
    "a PNG with text bombs": text_bombs,
    "a PNG of 60,000 pieces": lambda: many_chunks(60_000),
    "a GIF of 400,000 blocks": lambda: many_comment_blocks(400_000),
    "a WebP of 80 million pixels in 34 bytes": lambda: one_colour_webp(10_000, 8_000),
    "a TIFF of 900 tags over the same bytes": tags_that_share_their_bytes,
    "a run-length bitmap": run_length_bitmap,
}
