"""Every format that is read gives the picture that was drawn, and every other one a clear refusal."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
import pillow_heif
import pytest
from PIL import Image, ImageCms

from posture_cv.capture import read_photo
from posture_cv.domain.errors import PhotoTooLarge, PhotoTooSmall, PhotoUnreadable

WIDTH, HEIGHT = 240, 320
RED, GREEN, BLUE, GREY = (200, 40, 40), (40, 160, 60), (50, 60, 180), (120, 120, 120)


def quadrants() -> np.ndarray:
    """Red, green over blue, grey: no rotation or mirroring leaves it as it is."""
    pixels = np.empty((HEIGHT, WIDTH, 3), np.uint8)
    pixels[: HEIGHT // 2, : WIDTH // 2], pixels[: HEIGHT // 2, WIDTH // 2 :] = RED, GREEN
    pixels[HEIGHT // 2 :, : WIDTH // 2], pixels[HEIGHT // 2 :, WIDTH // 2 :] = BLUE, GREY
    return pixels


def encoded(picture: Image.Image, kind: str, **options: object) -> bytes:
    file = io.BytesIO()
    if kind == "HEIF":
        pillow_heif.from_pillow(picture).save(file, quality=-1, chroma=444, **options)
    else:
        picture.save(file, kind, **options)
    return file.getvalue()


def quadrant_colours(pixels: np.ndarray) -> list[tuple[int, ...]]:
    h, w = pixels.shape[:2]
    return [
        tuple(int(v) for v in pixels[y, x])
        for y, x in ((h // 4, w // 4), (h // 4, 3 * w // 4), (3 * h // 4, w // 4), (3 * h // 4, 3 * w // 4))
    ]


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


@pytest.mark.parametrize(
    ("kind", "options", "tolerance"),
    [
        pytest.param("JPEG", {"quality": 95, "subsampling": 0}, 4, id="jpeg"),
        pytest.param("JPEG", {"quality": 95, "subsampling": 0, "progressive": True}, 4, id="progressive jpeg"),
        pytest.param("PNG", {}, 0, id="png"),
        pytest.param("WEBP", {"lossless": True}, 0, id="lossless webp"),
        pytest.param("WEBP", {"quality": 95}, 8, id="lossy webp"),
        pytest.param("HEIF", {}, 4, id="heic"),
        pytest.param("AVIF", {"quality": 95, "subsampling": "4:4:4"}, 6, id="avif"),
        pytest.param("TIFF", {}, 0, id="tiff"),
        pytest.param("TIFF", {"compression": "tiff_lzw"}, 0, id="lzw tiff"),
        pytest.param("TIFF", {"compression": "tiff_adobe_deflate", "big_endian": True}, 0, id="deflated big-endian tiff"),
        pytest.param("TIFF", {"compression": "jpeg", "quality": 95}, 8, id="tiff of jpeg strips"),
        pytest.param("BMP", {}, 0, id="bmp"),
        pytest.param("GIF", {}, 2, id="still gif"),
    ],
)
@pytest.mark.parametrize("from_path", [False, True], ids=["bytes", "path"])
def test_each_format_gives_the_drawn_picture(kind, options, tolerance, from_path, tmp_path):
    content = encoded(Image.fromarray(quadrants()), kind, **options)
    if from_path:
        (tmp_path / "photo.bin").write_bytes(content)
        photo = read_photo(tmp_path / "photo.bin")
    else:
        photo = read_photo(content)
    assert photo.pixels.shape == (HEIGHT, WIDTH, 3)
    assert photo.pixels.dtype == np.uint8
    assert photo.pixels.flags.c_contiguous
    assert not photo.pixels.flags.writeable
    assert photo.focal_length_px is None
    assert np.abs(np.subtract(quadrant_colours(photo.pixels), [RED, GREEN, BLUE, GREY])).max() <= tolerance


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        ((HEIGHT, WIDTH), 90),
        ((HEIGHT, WIDTH, 1), 90),
        ((HEIGHT, WIDTH, 3), 90),
        ((HEIGHT, WIDTH, 4), round(90 * 90 / 255 + 128 * 165 / 255)),
    ],
    ids=["grey", "grey with a channel axis", "rgb", "rgba over mid grey"],
)
def test_arrays_of_each_shape(shape, expected):
    photo = read_photo(np.full(shape, 90, np.uint8))
    assert np.abs(photo.pixels.astype(int) - expected).max() <= 1


def test_an_array_is_copied():
    pixels = quadrants()
    photo = read_photo(pixels)
    pixels[:] = 0
    assert quadrant_colours(photo.pixels) == [RED, GREEN, BLUE, GREY]


def test_a_strided_array_keeps_its_picture():
    photo = read_photo(quadrants()[:, ::-1])
    assert quadrant_colours(photo.pixels) == [GREEN, RED, GREY, BLUE]


@pytest.mark.parametrize(
    "pixels",
    [
        np.zeros((300, 300, 3), np.float64),
        np.zeros((300, 300, 2), np.uint8),
        np.zeros(90_000, np.uint8),
        np.zeros((1, 300, 300, 3), np.uint8),
    ],
    ids=["floats", "two channels", "flat", "a batch"],
)
def test_arrays_that_are_no_picture(pixels):
    with pytest.raises(PhotoUnreadable, match="not a picture of 8-bit grey, RGB or RGBA pixels"):
        read_photo(pixels)


def test_another_type_of_source_is_refused():
    with pytest.raises(PhotoUnreadable, match="neither a path, nor bytes, nor an array"):
        read_photo(12)


def test_sixteen_bit_grey_is_scaled_not_clipped():
    ramp = np.tile(np.linspace(0, 65535, WIDTH).astype(np.uint16), (HEIGHT, 1))
    photo = read_photo(encoded(Image.fromarray(ramp), "PNG"))
    assert np.abs(photo.pixels[10, :, 0].astype(float) - np.linspace(0, 255, WIDTH)).max() <= 0.51


def test_sixteen_bit_rgb_is_scaled_not_clipped():
    row = b"\0" + struct.pack(">3H", 0x8000, 0x4000, 0xFFFF) * 200
    header = struct.pack(">IIBBBBB", 200, 200, 16, 2, 0, 0, 0)
    content = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", zlib.compress(row * 200)) + png_chunk(b"IEND", b"")
    assert np.abs(read_photo(content).pixels[50, 50].astype(int) - (128, 64, 255)).max() <= 1


def test_one_bit_png():
    stripes = np.zeros((200, 200), bool)
    stripes[:, 100:] = True
    photo = read_photo(encoded(Image.fromarray(stripes), "PNG"))
    assert photo.pixels[50, 50].tolist() == [0, 0, 0]
    assert photo.pixels[50, 150].tolist() == [255, 255, 255]


def test_palette_png():
    palette = Image.fromarray(quadrants()).quantize(4)
    assert np.abs(np.subtract(quadrant_colours(read_photo(encoded(palette, "PNG")).pixels), [RED, GREEN, BLUE, GREY])).max() <= 2


@pytest.mark.parametrize("transparency", [0, bytes([0, 255])], ids=["one colour", "a table"])
def test_transparent_palette_shows_mid_grey(transparency):
    picture = Image.new("P", (200, 200), 0)
    picture.putpalette([10, 20, 30, 250, 240, 230])
    picture.paste(1, (100, 0, 200, 200))
    photo = read_photo(encoded(picture, "PNG", transparency=transparency))
    assert photo.pixels[50, 50].tolist() == [128, 128, 128]
    assert photo.pixels[50, 150].tolist() == [250, 240, 230]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_grey_files(kind):
    photo = read_photo(encoded(Image.new("L", (200, 200), 77), kind))
    assert np.abs(photo.pixels.astype(int) - 77).max() <= 3


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "HEIF"])
def test_transparent_pixels_show_mid_grey(kind):
    layer = np.dstack([quadrants(), np.full((HEIGHT, WIDTH), 255, np.uint8)])
    layer[:, : WIDTH // 2, 3] = 0
    photo = read_photo(encoded(Image.fromarray(layer), kind))
    colours = np.array(quadrant_colours(photo.pixels))
    assert np.abs(colours - [(128, 128, 128), GREEN, (128, 128, 128), GREY]).max() <= 8


def test_cmyk_jpeg_has_the_colours_of_the_rgb_it_was_made_from():
    photo = read_photo(encoded(Image.fromarray(quadrants()).convert("CMYK"), "JPEG", quality=95))
    assert np.abs(np.subtract(quadrant_colours(photo.pixels), [RED, GREEN, BLUE, GREY])).max() <= 8


def profile_with_swapped_primaries() -> bytes:
    """sRGB with the red and blue colorant tags exchanged: applying it exchanges red and blue."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return (
        profile.replace(b"rXYZ", b"tmpX")
        .replace(b"bXYZ", b"rXYZ")
        .replace(b"tmpX", b"bXYZ")
        .replace(b"s\0R\0G\0B", b"t\0e\0s\0t")
        .replace(b"sRGB", b"test")
    )


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_an_embedded_colour_profile_is_applied(kind):
    picture = Image.fromarray(quadrants())
    options: dict[str, object] = {"icc_profile": profile_with_swapped_primaries()}
    if kind == "HEIF":
        picture.info["icc_profile"] = options.pop("icc_profile")
    photo = read_photo(encoded(picture, kind, **options))
    swapped = [c[::-1] for c in (RED, GREEN, BLUE, GREY)]
    assert np.abs(np.subtract(quadrant_colours(photo.pixels), swapped)).max() <= 12


@pytest.mark.parametrize("profile", [b"", b"nonsense" * 40], ids=["empty", "nonsense"])
def test_a_damaged_colour_profile_is_ignored(profile):
    photo = read_photo(encoded(Image.fromarray(quadrants()), "PNG", icc_profile=profile))
    assert quadrant_colours(photo.pixels) == [RED, GREEN, BLUE, GREY]


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "HEIF", "AVIF"])
def test_animations_are_refused(kind):
    frames = [Image.new("RGB", (200, 200), colour) for colour in (RED, GREEN, BLUE)]
    if kind == "HEIF":
        still = encoded(frames[0], kind)
        content = still[:8] + b"hevc" + still[12:]
    else:
        content = encoded(frames[0], kind, save_all=True, append_images=frames[1:])
    with pytest.raises(PhotoUnreadable, match=r"animation or a film.*Send a still photo"):
        read_photo(content)


@pytest.mark.parametrize("brand", [b"isom", b"mp42", b"qt  "])
def test_films_are_refused(brand):
    with pytest.raises(PhotoUnreadable, match=r"animation or a film.*Send a still photo"):
        read_photo(b"\0\0\0\x20ftyp" + brand + bytes(500))


@pytest.mark.parametrize("kind", ["PPM", "ICO", "TGA", "JPEG2000"])
def test_other_formats_are_refused(kind):
    with pytest.raises(PhotoUnreadable, match="not a photo of a kind that can be read"):
        read_photo(encoded(Image.new("RGB", (200, 200)), kind))


def test_text_is_refused():
    with pytest.raises(PhotoUnreadable, match="not a photo of a kind that can be read"):
        read_photo(b"Dear diary, " * 100)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "BMP", "GIF"])
@pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
def test_truncated_files_are_refused(kind, kept):
    noise = np.random.default_rng(7).integers(0, 256, (HEIGHT, WIDTH, 3), np.uint8)
    content = encoded(Image.fromarray(noise), kind)
    with pytest.raises(PhotoUnreadable, match="damaged or incomplete"):
        read_photo(content[: int(kept * len(content))])


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF", "AVIF", "TIFF", "BMP", "GIF"])
@pytest.mark.parametrize("size", [(159, 400), (400, 159)], ids=["narrow", "low"])
def test_thumbnails_are_refused(kind, size):
    with pytest.raises(PhotoTooSmall, match=r"fewer than 160 pixels"):
        read_photo(encoded(Image.new("RGB", size), kind))


def test_the_smallest_side_is_accepted():
    assert read_photo(np.zeros((160, 160, 3), np.uint8)).pixels.shape == (160, 160, 3)


def test_an_array_of_too_many_pixels_is_refused():
    pixels = np.broadcast_to(np.zeros((1, 1, 3), np.uint8), (9_000, 9_000, 3))
    with pytest.raises(PhotoTooLarge, match="more than 80 million pixels"):
        read_photo(pixels)
