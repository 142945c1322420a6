"""Pictures handed over in memory: file objects, Pillow images and arrays; everything else is refused in the product's own words."""

from __future__ import annotations

import io
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from PIL import Image
from streamlit.proto.Common_pb2 import FileURLs
from streamlit.runtime.uploaded_file_manager import UploadedFile, UploadedFileRec

from posture_cv.capture import read_photo
from posture_cv.capture.source import MAX_BYTES
from posture_cv.domain.errors import PhotoError, PhotoTooLarge, PhotoTooSmall, PhotoUnreadable

LEFT, RIGHT = [10, 20, 30], [250, 240, 230]


def halves() -> Image.Image:
    picture = Image.new("RGB", (240, 180), tuple(LEFT))
    picture.paste(tuple(RIGHT), (120, 0, 240, 180))
    return picture


def content() -> bytes:
    file = io.BytesIO()
    halves().save(file, "PNG")
    return file.getvalue()


def seen(source: object) -> list[list[int]]:
    photo = read_photo(source)
    assert photo.pixels.shape == (180, 240, 3)
    return [photo.pixels[90, 60].tolist(), photo.pixels[90, 180].tolist()]


class Drips:
    """A stream that cannot be rewound and gives ten bytes at a time."""

    def __init__(self, content: bytes) -> None:
        self._file = io.BytesIO(content)

    def read(self, size: int = -1) -> bytes:
        return self._file.read(min(size, 10))


@pytest.mark.parametrize(
    "wrap",
    [bytes, bytearray, memoryview, io.BytesIO, Drips, lambda data: io.BufferedReader(io.BytesIO(data))],
    ids=lambda wrap: wrap.__name__,
)
def test_content_in_any_wrapping(wrap):
    assert seen(wrap(content())) == [LEFT, RIGHT]


def test_an_open_file_an_upload_and_a_stream_read_before(tmp_path):
    (tmp_path / "photo").write_bytes(content())
    with (tmp_path / "photo").open("rb") as file:
        assert seen(file) == [LEFT, RIGHT]
        assert seen(file) == [LEFT, RIGHT]
    upload = UploadedFile(UploadedFileRec(file_id="1", name="a.png", type="image/png", data=content()), FileURLs())
    upload.read()
    assert seen(upload) == [LEFT, RIGHT]


def test_a_stream_without_end_is_read_up_to_the_bound():
    class Endless:
        given = 0

        def read(self, size: int) -> bytes:
            self.given += min(size, 1_000_000)
            return bytes(min(size, 1_000_000))

    stream = Endless()
    with pytest.raises(PhotoTooLarge, match="more than 50 MB"):
        read_photo(stream)
    assert stream.given == MAX_BYTES + 1


def test_file_objects_that_disappoint(tmp_path):
    (tmp_path / "text").write_text("x", encoding="ascii")
    with (tmp_path / "text").open(encoding="ascii") as text, pytest.raises(PhotoUnreadable, match=r"gives text, not bytes.*mode"):
        read_photo(text)
    with pytest.raises(PhotoUnreadable, match="file object could not be read"):
        read_photo(text)
    with pytest.raises(PhotoUnreadable, match="file is empty"):
        read_photo(io.BytesIO())


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "CMYK", "YCbCr", "HSV", "1", "I", "F", "RGBX"])
def test_pillow_images_of_every_mode(mode):
    grey = Image.new("L", (240, 180), 0)
    grey.paste(255, (120, 0, 240, 180))
    assert seen(grey.convert(mode) if mode != "I" else grey.convert("I").point(lambda value: value * 257)) == [[0, 0, 0], [255, 255, 255]]


def test_a_pillow_image_is_left_as_it_was_and_turned_by_its_orientation():
    facts = Image.Exif()
    facts[0x0112] = 6
    file = io.BytesIO()
    halves().save(file, "JPEG", exif=facts, quality=95)
    picture = Image.open(file)
    photo = read_photo(picture)
    assert photo.pixels.shape == (240, 180, 3)
    assert photo.pixels[60, 90].max() < 40  # what was left is above after a turn clockwise
    assert picture.size == (240, 180)


def test_pillow_images_that_disappoint():
    with pytest.raises(PhotoTooSmall, match="fewer than 160 pixels"):
        read_photo(Image.new("RGB", (100, 300)))
    with pytest.raises(PhotoTooLarge, match="more than 80 million pixels"):
        read_photo(Image.new("1", (10_000, 9_000)))
    cut = Image.open(io.BytesIO(content()[:200]))
    with pytest.raises(PhotoUnreadable, match="damaged or incomplete"):
        read_photo(cut)


@pytest.mark.parametrize(
    "thing",
    [None, 12, 1.5, True, np.uint8(3), np.float64("nan"), [[1, 2], [3, 4]], (), {}, object(), range(9), {"photo.jpg"}, Path],
    ids=lambda thing: type(thing).__name__,
)
def test_what_is_no_picture(thing):
    with pytest.raises(PhotoUnreadable, match="neither a path, nor bytes, nor an array"):
        read_photo(thing)


@settings(max_examples=200)
@given(
    arrays.arrays(
        dtype=arrays.scalar_dtypes() | st.just(np.dtype(object)) | arrays.array_dtypes(max_size=2),
        shape=arrays.array_shapes(min_dims=0, max_dims=5, min_side=0, max_side=4),
    )
)
def test_arrays_of_any_kind_give_our_own_error(array):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with pytest.raises(PhotoError, match=r"not a picture of 8-bit|fewer than 160 pixels"):
            read_photo(array)


@pytest.mark.parametrize("shape", [(0, 0, 3), (300, 0, 3), (0, 300), (300, 300, 0), ()], ids=str)
def test_empty_arrays(shape):
    with pytest.raises(PhotoError, match=r"not a picture of 8-bit|fewer than 160 pixels"):
        read_photo(np.zeros(shape, np.uint8))
