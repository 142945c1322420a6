"""Whatever bytes arrive, the answer is a photo or a PhotoError; warnings are errors here."""

from __future__ import annotations

import io

import numpy as np
import pillow_heif
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from posture_cv.capture import read_photo
from posture_cv.domain.errors import PhotoError
from posture_cv.domain.photo import Photo

KINDS = ["JPEG", "progressive JPEG", "PNG", "palette PNG", "WEBP", "lossless WEBP", "HEIF"]
quick = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def seed(kind: str) -> bytes:
    """A small photo with texture, EXIF and a colour profile, so that damage can reach every reader."""
    ramp = np.add.outer(np.arange(170), np.arange(180)).astype(np.uint8)
    pixels = np.dstack([ramp, ramp[::-1], ramp[:, ::-1]])
    facts = Image.Exif()
    facts[0x0112] = 6
    facts.get_ifd(0x8769)[0xA405] = 26
    file, picture = io.BytesIO(), Image.fromarray(pixels)
    if kind == "HEIF":
        pillow_heif.from_bytes("RGB", picture.size, picture.tobytes()).save(file, quality=40, exif=facts.tobytes())
    elif kind == "palette PNG":
        picture.quantize(16).save(file, "PNG", exif=facts, transparency=0)
    else:
        named = (
            ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
            .tobytes()
            .replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))
        )
        options = {"progressive JPEG": {"progressive": True}, "lossless WEBP": {"lossless": True}}.get(kind, {})
        picture.save(file, kind.rsplit(maxsplit=1)[-1], exif=facts, icc_profile=named, **options)
    return file.getvalue()


SEEDS = {kind: seed(kind) for kind in KINDS}


def answered(content: bytes) -> Photo | PhotoError:
    try:
        return read_photo(content)
    except PhotoError as error:
        return error


def assert_sound(answer: Photo | PhotoError) -> None:
    if isinstance(answer, Photo):
        assert min(answer.pixels.shape[:2]) >= 160
        assert max(answer.pixels.shape[:2]) <= 4096
        assert answer.focal_length_px is None or answer.focal_length_px > 0
    else:
        assert str(answer).endswith(".")
        assert answer.__cause__ is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_seed_itself_is_a_photo(kind):
    assert isinstance(answered(SEEDS[kind]), Photo)


@quick
@given(st.binary(max_size=400))
def test_random_bytes(content):
    assert isinstance(answered(content), PhotoError)


@quick
@given(
    st.sampled_from(
        [
            b"\xff\xd8\xff\xe1",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
            b"RIFF\x90\1\0\0WEBPVP8 ",
            b"RIFF\x90\1\0\0WEBPVP8X\n\0\0\0",
            b"\0\0\0\x18ftypheic",
        ]
    ),
    st.binary(max_size=400),
)
def test_random_bytes_behind_a_true_signature(signature, content):
    assert_sound(answered(signature + content))


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data())
def test_truncation(kind, data):
    content = SEEDS[kind]
    assert_sound(answered(content[: data.draw(st.integers(1, len(content) - 1))]))


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data())
def test_flipped_bits(kind, data):
    content = bytearray(SEEDS[kind])
    near_the_header = st.integers(0, 8 * min(len(content), 600) - 1)
    anywhere = st.integers(0, 8 * len(content) - 1)
    for bit in data.draw(st.lists(near_the_header | anywhere, min_size=1, max_size=12)):
        content[bit // 8] ^= 1 << bit % 8
    assert_sound(answered(bytes(content)))


@pytest.mark.parametrize("kind", KINDS)
@quick
@given(data=st.data())
def test_spliced_blocks(kind, data):
    content = SEEDS[kind]
    start, stop = sorted(data.draw(st.tuples(st.integers(0, len(content)), st.integers(0, len(content)))))
    assert_sound(answered(content[:start] + data.draw(st.binary(max_size=64)) + content[stop:]))


@quick
@given(st.binary(max_size=300))
def test_random_exif_behind_a_true_header(block):
    file = io.BytesIO()
    Image.new("RGB", (170, 180)).save(file, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08" + block)
    assert isinstance(answered(file.getvalue()), Photo)
