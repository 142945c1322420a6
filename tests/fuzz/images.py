"""Nasty photo files: sound ones of every format, damaged as transfers, disks and enemies damage files; the same for the same seed."""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Callable, Iterator

import numpy as np
import pillow_heif
from PIL import Image

from tests.fuzz.bombs import encoded

_EXTREMES = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)


def sound_photos() -> dict[str, bytes]:
    """One small photo with texture and Exif for each format and coding that is read."""
    ramp = np.add.outer(np.arange(170), np.arange(180)).astype(np.uint8)
    picture = Image.fromarray(np.dstack([ramp, ramp[::-1], ramp[:, ::-1]]))
    seen_through = Image.merge("RGBA", [*picture.split(), Image.fromarray(ramp)])
    facts = Image.Exif()
    facts[0x0112] = 6
    exif = facts.tobytes()
    heic = pillow_heif.from_pillow(picture)
    heic.info["exif"] = exif
    return {
        "JPEG": encoded(picture, "JPEG", exif=exif),
        "progressive JPEG": encoded(picture, "JPEG", exif=exif, progressive=True),
        "CMYK JPEG": encoded(picture.convert("CMYK"), "JPEG"),
        "PNG": encoded(seen_through, "PNG", exif=exif),
        "palette PNG": encoded(picture.quantize(16), "PNG", transparency=0),
        "WebP": encoded(seen_through, "WEBP", exif=exif),
        "lossless WebP": encoded(picture, "WEBP", lossless=True),
        "HEIC": encoded_heic(heic),
        "AVIF": encoded(seen_through, "AVIF", exif=exif),
        "TIFF": encoded(picture, "TIFF"),
        "LZW TIFF": encoded(picture, "TIFF", compression="tiff_lzw"),
        "JPEG TIFF": encoded(picture, "TIFF", compression="jpeg"),
        "BMP": encoded(picture, "BMP"),
        "GIF": encoded(picture.quantize(64), "GIF", transparency=0),
    }


def encoded_heic(heic: pillow_heif.HeifFile) -> bytes:
    """A HEIC file."""
    file = io.BytesIO()
    heic.save(file, quality=40)
    return file.getvalue()


def cut(content: bytearray, draw: random.Random, others: list[bytes]) -> bytes:
    """End early."""
    return bytes(content[: draw.randrange(1, len(content))])


def flipped(content: bytearray, draw: random.Random, others: list[bytes]) -> bytes:
    """Flip up to a dozen bits, most of them near the header."""
    for _ in range(draw.randint(1, 12)):
        place = draw.randrange(min(len(content), 400) if draw.random() < 0.7 else len(content))
        content[place] ^= 1 << draw.randrange(8)
    return bytes(content)


def extreme(content: bytearray, draw: random.Random, others: list[bytes]) -> bytes:
    """Put the least and greatest numbers where sizes, counts and offsets may stand."""
    for _ in range(draw.randint(1, 4)):
        letter = draw.choice("BHI")
        place = draw.randrange(min(len(content), 600) - 4)
        value = draw.choice(_EXTREMES) & (1 << 8 * struct.calcsize(letter)) - 1
        struct.pack_into(draw.choice("<>") + letter, content, place, value)
    return bytes(content)


def repeated(content: bytearray, draw: random.Random, others: list[bytes]) -> bytes:
    """Say one stretch many times over."""
    start, stop = sorted(draw.sample(range(len(content)), 2))
    stretch = bytes(content[start : min(stop, start + 300)])
    return bytes(content[:start]) + stretch * draw.randint(2, 400) + bytes(content[start:])


def spliced(content: bytearray, draw: random.Random, others: list[bytes]) -> bytes:
    """Go on as another file, of any format."""
    other = draw.choice(others)
    return bytes(content[: draw.randrange(1, len(content))]) + other[draw.randrange(len(other)) :]


def shuffled(content: bytearray, draw: random.Random, others: list[bytes]) -> bytes:
    """Exchange two stretches."""
    a, b, c = sorted(draw.sample(range(len(content)), 3))
    return bytes(content[:a] + content[b:c] + content[a:b] + content[c:])


def emptied(content: bytearray, draw: random.Random, others: list[bytes]) -> bytes:
    """Lose a stretch to zeros, as a broken disk does."""
    start = draw.randrange(len(content))
    stop = min(len(content), start + draw.randint(1, 2000))
    content[start:stop] = bytes(stop - start)
    return bytes(content)


DAMAGES: tuple[Callable[[bytearray, random.Random, list[bytes]], bytes], ...] = (
    cut,
    flipped,
    extreme,
    repeated,
    spliced,
    shuffled,
    emptied,
)


def nasty_photos(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """So many damaged files, each with what was done to it; formats and damages take turns."""
    draw = random.Random(seed)  # noqa: S311  # repeatable, not secret
    sound = sound_photos()
    for number in range(count):
        kind = list(sound)[number % len(sound)]
        damage = DAMAGES[number // len(sound) % len(DAMAGES)]
        yield f"{number}: {kind}, {damage.__name__}", damage(bytearray(sound[kind]), draw, list(sound.values()))
