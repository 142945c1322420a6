"""A path can disappoint in many ways; each is told plainly and none leaks the path."""

from __future__ import annotations

import os
import resource
import struct
import subprocess
import sys
import textwrap
import zlib
from pathlib import Path

import numpy as np
import pytest

from posture_cv.capture import read_photo
from posture_cv.capture.source import MAX_BYTES
from posture_cv.domain.errors import PhotoTooLarge, PhotoUnreadable


def bomb_png(width: int = 30_000, height: int = 30_000) -> bytes:
    """A PNG of a hundred bytes that declares a picture of 900 million pixels."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(100))) + chunk(b"IEND", b"")


def bomb_webp(width: int = 16_383, height: int = 16_383) -> bytes:
    """A WebP header with a canvas of 268 million pixels and nothing on it."""
    extended = bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", len(extended)) + extended
    return b"RIFF" + struct.pack("<I", len(body)) + body


def bomb_jpeg(width: int = 30_000, height: int = 30_000) -> bytes:
    """A JPEG that ends after the frame header and the start of its only scan."""
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", height, width) + b"\x01\x01\x11\x00"
    return b"\xff\xd8" + b"\xff\xdb\x00\x43\x00" + bytes([1] * 64) + frame + b"\xff\xda\x00\x08\x01\x01\x00\x00\x3f\x00"


@pytest.mark.parametrize(
    ("content", "millions"),
    [(bomb_png(), 48), (bomb_webp(), 32), (bomb_jpeg(), 80), (bomb_png(7_000, 7_000), 48), (bomb_webp(5_700, 5_700), 32)],
    ids=["png", "webp", "jpeg", "small png bomb", "small webp bomb"],
)
def test_a_decompression_bomb_is_refused_by_its_header(content, millions):
    assert len(content) < 300
    with pytest.raises(PhotoTooLarge, match=f"more than {millions} million pixels"):
        read_photo(content)


def test_bombs_are_refused_without_allocating_their_pixels(tmp_path):
    """A process that may not grow by more than 64 MB still answers with PhotoTooLarge, not MemoryError."""
    paths = []
    for number, content in enumerate((bomb_png(), bomb_webp(), bomb_jpeg())):
        paths.append(tmp_path / f"{number}")
        paths[-1].write_bytes(content)
    script = textwrap.dedent("""
        import resource, sys
        import numpy as np
        from posture_cv.capture import read_photo
        from posture_cv.domain.errors import PhotoTooLarge
        read_photo(np.zeros((200, 200, 3), np.uint8))
        size = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + 64_000_000,) * 2)
        for path in sys.argv[1:]:
            try:
                read_photo(path)
            except PhotoTooLarge:
                print("refused")
    """)
    if not Path("/proc/self/statm").exists():
        pytest.skip("reads the size of a process from Linux's /proc")
    answer = subprocess.run([sys.executable, "-W", "error", "-c", script, *map(str, paths)], capture_output=True, text=True, check=False)
    assert answer.stdout.split() == ["refused"] * 3, answer.stderr


def test_zero_bytes(tmp_path):
    (tmp_path / "photo.jpg").touch()
    for source in (b"", tmp_path / "photo.jpg"):
        with pytest.raises(PhotoUnreadable, match="The file is empty"):
            read_photo(source)


def test_too_many_bytes_are_refused_before_reading(tmp_path):
    path = tmp_path / "photo.jpg"
    with path.open("wb") as file:
        file.truncate(100 * MAX_BYTES)  # a hole: five gigabytes that exist only as a size
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(PhotoTooLarge, match="more than 50 MB"):
        read_photo(path)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


def test_too_many_bytes_in_memory():
    with pytest.raises(PhotoTooLarge, match="more than 50 MB"):
        read_photo(b"\xff\xd8\xff" + bytes(MAX_BYTES))


def test_a_missing_path_is_not_named(tmp_path):
    with pytest.raises(PhotoUnreadable, match="no file at this place") as caught:
        read_photo(tmp_path / "jane_example.jpg")
    assert "jane" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_a_folder(tmp_path):
    with pytest.raises(PhotoUnreadable, match="This is a folder"):
        read_photo(str(tmp_path))


def test_a_pipe_is_refused_instead_of_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(PhotoUnreadable, match="not an ordinary file"):
        read_photo(tmp_path / "pipe")


@pytest.mark.parametrize("path", ["a\0b.jpg", "x" * 5000], ids=["zero byte", "too long"])
def test_an_impossible_path(path):
    with pytest.raises(PhotoUnreadable, match=r"could not be read|no file at this place"):
        read_photo(path)


def test_an_unreadable_file(tmp_path):
    path = tmp_path / "photo.jpg"
    path.write_bytes(b"\xff\xd8\xff")
    path.chmod(0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)  # root may read everything, nobody may not
    try:
        with pytest.raises(PhotoUnreadable, match="may not be read"):
            read_photo(path)
    finally:
        os.seteuid(user)


def test_pixels_cannot_be_written():
    photo = read_photo(np.zeros((200, 200, 3), np.uint8))
    with pytest.raises(ValueError, match="read-only"):
        photo.pixels[0, 0] = 1


def test_importing_the_room_loads_no_decoder():
    script = "import sys, posture_cv.capture; print(sorted({'cv2', 'PIL', 'pi_heif', 'mediapipe'} & set(sys.modules)))"
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "[]"
