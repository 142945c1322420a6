"""Photos stand upright whatever the camera wrote, and their focal length survives as pixels."""

from __future__ import annotations

import datetime as dt
import io
import math

import numpy as np
import pillow_heif
import pytest
from PIL import Image
from PIL.TiffImagePlugin import IFDRational

from posture_cv.capture import read_photo

ORIENTATION, EXIF_POINTER, FOCAL_LENGTH_IN_35MM, MAKER_NOTE = 0x0112, 0x8769, 0xA405, 0x927C
MAKE, DIGITAL_ZOOM, TAKEN = 0x010F, 0xA404, 0x9003


def upright() -> np.ndarray:
    pixels = np.zeros((200, 300, 3), np.uint8)
    pixels[:100, :150] = (220, 30, 30)
    pixels[:100, 150:] = (30, 220, 30)
    pixels[100:, :150] = (30, 30, 220)
    return pixels


# What the camera stores when "row 0 is the visual ..., column 0 is the visual ..." (Exif 2.32, tag 274).
STORED = {
    1: lambda u: u,
    2: lambda u: u[:, ::-1],
    3: lambda u: u[::-1, ::-1],
    4: lambda u: u[::-1],
    5: lambda u: u.transpose(1, 0, 2),
    6: lambda u: np.rot90(u, 1),
    7: lambda u: u[::-1, ::-1].transpose(1, 0, 2),
    8: lambda u: np.rot90(u, -1),
}


def exif(
    orientation: int = 1, focal_length_35mm: int | None = None, *, make: str = "", zoom: float | None = None, taken: str = ""
) -> bytes:
    block = Image.Exif()
    block[ORIENTATION] = orientation
    if make:
        block[MAKE] = make
    if zoom is not None:
        block.get_ifd(EXIF_POINTER)[DIGITAL_ZOOM] = IFDRational(round(1000 * zoom), 1000)
    if taken:
        block.get_ifd(EXIF_POINTER)[TAKEN] = taken
    if focal_length_35mm is not None:
        block.get_ifd(EXIF_POINTER)[FOCAL_LENGTH_IN_35MM] = focal_length_35mm
        block.get_ifd(EXIF_POINTER)[MAKER_NOTE] = b"Jane Example took this at home"
    return block.tobytes()


def saved(pixels: np.ndarray, kind: str, block: bytes) -> bytes:
    file = io.BytesIO()
    picture = Image.fromarray(np.ascontiguousarray(pixels))
    if kind == "HEIF":
        # writes the pixels as stored and the turn as HEIF's own transform; EXIF repeats it, as phones do
        pillow_heif.from_bytes(picture.mode, picture.size, picture.tobytes()).save(file, quality=-1, chroma=444, exif=block)
    else:
        picture.save(file, kind, exif=block, **({"quality": 95, "subsampling": 0} if kind == "JPEG" else {"lossless": True}))
    return file.getvalue()


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_every_orientation_is_turned_upright(kind, orientation):
    photo = read_photo(saved(STORED[orientation](upright()), kind, exif(orientation)))
    assert photo.pixels.shape == upright().shape
    inner = np.abs(photo.pixels.astype(int) - upright())[::20, 10::20]  # clear of the compression's ringing at the seams
    assert inner.max() <= 12


@pytest.mark.parametrize("orientation", [0, 9, 65535])
def test_an_orientation_outside_the_standard_is_ignored(orientation):
    assert read_photo(saved(upright(), "PNG", exif(orientation))).pixels.shape == (200, 300, 3)


@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_focal_length_follows_the_diagonal(kind, orientation):
    photo = read_photo(saved(STORED[orientation](upright()), kind, exif(orientation, 26)))
    # A full frame is 36 mm x 24 mm, so 26 mm on its 43.27 mm diagonal becomes 26 / 43.27 of this photo's.
    assert photo.focal_length_px == pytest.approx(26 / 43.2666 * math.hypot(300, 200), rel=1e-4)


def test_focal_length_is_scaled_with_the_photo():
    large = np.zeros((2048, 8192, 3), np.uint8)
    photo = read_photo(saved(large, "JPEG", exif(1, 50)))
    assert photo.pixels.shape == (1024, 4096, 3)
    assert photo.focal_length_px == pytest.approx(50 / 43.2666 * math.hypot(4096, 1024), rel=1e-4)


@pytest.mark.parametrize("focal_length", [0, 3, 5000])
def test_an_impossible_focal_length_counts_as_not_stated(focal_length):
    assert read_photo(saved(upright(), "JPEG", exif(1, focal_length))).focal_length_px is None


def test_a_digital_zoom_that_may_or_may_not_be_counted_leaves_the_focal_length_between_the_two():
    photo = read_photo(saved(upright(), "JPEG", exif(1, 26, make="samsung", zoom=4.0)))
    narrow, wide = (mm / 43.2666 * math.hypot(300, 200) for mm in (4 * 26, 26))
    assert math.log(photo.focal_length_px) == pytest.approx((math.log(narrow) + math.log(wide)) / 2, rel=1e-4)
    assert photo.focal_log_error == pytest.approx((math.log(narrow) - math.log(wide)) / 2, rel=1e-4)


@pytest.mark.parametrize(("make", "zoom"), [("Apple", 1.95), ("samsung", 1.0), ("samsung", 0.0), ("samsung", 1000.0), ("samsung", None)])
def test_a_focal_length_that_counts_the_zoom_or_was_not_zoomed_is_taken_as_stated(make, zoom):
    photo = read_photo(saved(upright(), "JPEG", exif(1, 55, make=make, zoom=zoom)))
    assert photo.focal_length_px == pytest.approx(55 / 43.2666 * math.hypot(300, 200), rel=1e-4)
    assert photo.focal_log_error == 0.0


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_the_day_it_was_taken_is_read(kind):
    assert read_photo(saved(upright(), kind, exif(taken="2026:05:03 23:59:58"))).taken_on == dt.date(2026, 5, 3)


@pytest.mark.parametrize(
    "taken", ["", "0000:00:00 00:00:00", "    :  :     :  :  ", "1970:01:01 00:00:00", "2026:13:40 10:00:00", "yesterday"]
)
def test_a_clock_that_was_never_set_gives_no_day(taken):
    assert read_photo(saved(upright(), "JPEG", exif(taken=taken))).taken_on is None


def test_nothing_else_of_the_exif_block_is_kept():
    photo = read_photo(saved(upright(), "JPEG", exif(1, 26)))
    assert type(photo).__slots__ == ("pixels", "focal_length_px", "focal_log_error", "taken_on")
    assert b"Jane" not in photo.pixels.tobytes()


@pytest.mark.parametrize("cut", [3, 8, 9, 20, 30, 40])
def test_a_cut_exif_block_leaves_the_photo_as_stored(cut):
    content = saved(upright(), "PNG", exif(6, 26)[: 6 + cut])
    assert read_photo(content).pixels.shape in ((200, 300, 3), (300, 200, 3))


def test_an_exif_directory_that_points_at_itself_ends():
    block = b"Exif\0\0II*\0\x08\0\0\0" + b"\x01\0" + b"\x69\x87\x04\0\x01\0\0\0\x08\0\0\0" + b"\0\0\0\0"
    assert read_photo(saved(upright(), "JPEG", block)).focal_length_px is None


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_large_photos_are_averaged_down(kind):
    stripes = np.zeros((400, 8192, 3), np.uint8)
    stripes[:, ::2] = 200  # alternate columns: averaging gives half, picking every other column gives 0 or 200
    photo = read_photo(saved(stripes, kind, exif()))
    assert photo.pixels.shape == (200, 4096, 3)
    assert np.abs(photo.pixels[50:150, 50:-50].astype(int) - 100).max() <= 6
