"""A decoder sees the parts of a file that its picture needs, in a number a photo has; what is built to take long is refused before."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from posture_cv.capture import read_photo
from posture_cv.capture.containers import av1, gif, heif, jpeg, png, tiff
from posture_cv.domain.errors import PhotoTooLarge, PhotoUnreadable
from tests.fuzz import bombs

TOO_LONG = "reading it would take too long.*save it again as a JPEG"


def grey(photo_bytes: bytes) -> set[int]:
    return set(np.unique(read_photo(photo_bytes).pixels).tolist())


class TestJpeg:
    def test_seven_hundred_exif_blocks_leave_one(self):
        kept = jpeg.needed_parts(bombs.many_exif_blocks(700))
        assert kept.count(b"Exif\0\0") == 1
        assert len(kept) < 70_000
        assert read_photo(bombs.many_exif_blocks(700)).pixels.shape == (180, 200, 3)

    @pytest.mark.parametrize(
        ("marker", "body"),
        [
            (0xE1, b"http://ns.adobe.com/xap/1.0/\0<editing history>"),
            (0xE2, b"MPF\0<a second picture>"),
            (0xED, b"Photoshop 3.0\x008BIM<layers>"),
            (0xFE, b"<comment: Jane Example>"),
        ],
        ids=["xmp", "multi-picture", "photoshop", "comment"],
    )
    def test_what_a_picture_does_not_need_is_left_out(self, marker, body):
        kept = jpeg.needed_parts(bombs.jpeg_with([bombs.jpeg_segment(marker, body)]))
        assert kept == jpeg.needed_parts(bombs.SMALL_JPEG)

    def test_what_follows_the_picture_is_left_out(self):
        assert jpeg.needed_parts(bombs.SMALL_JPEG + b"a film of three seconds" * 1000) == jpeg.needed_parts(bombs.SMALL_JPEG)

    def test_the_picture_stays_the_same_without_what_is_left_out(self):
        pixels = np.random.default_rng(3).integers(0, 256, (200, 200, 3), np.uint8)
        for options in ({}, {"progressive": True}, {"optimize": True}, {"restart_marker_blocks": 4}):
            content = bombs.encoded(Image.fromarray(pixels), "JPEG", **options)
            plain = np.asarray(Image.open(io.BytesIO(content)).convert("RGB"))
            assert np.array_equal(read_photo(content).pixels, plain)

    @pytest.mark.parametrize(
        "content",
        [bombs.many_comments(12_000), bombs.many_tables(20), bombs.many_scans(500), bombs.many_scans(20_000, 200, 180)],
        ids=["comments", "tables", "scans", "small scans"],
    )
    def test_what_takes_too_long_is_refused(self, content):
        with pytest.raises(PhotoTooLarge, match=TOO_LONG):
            jpeg.needed_parts(content)

    def test_a_scan_hidden_behind_an_end_inside_a_comment_is_counted(self):
        scans = bombs.many_scans(500)
        hidden = scans.replace(b"\xff\xda", bombs.jpeg_segment(0xFE, b"\xff\xd9") + b"\xff\xda")
        with pytest.raises(PhotoTooLarge, match=TOO_LONG):
            jpeg.needed_parts(hidden)

    def test_a_progressive_photo_of_the_usual_ten_scans_is_read(self):
        content = bombs.encoded(Image.new("RGB", (4000, 3000), (90, 90, 90)), "JPEG", progressive=True)
        assert content.count(b"\xff\xda") == 10
        assert read_photo(content).pixels.shape == (3000, 4000, 3)

    def test_two_frames_are_refused(self):
        frame = bombs.jpeg_segment(0xC0, b"\x08" + struct.pack(">HH", 180, 200) + b"\x01\x01\x11\x00")
        with pytest.raises(PhotoUnreadable, match="damaged or incomplete"):
            jpeg.needed_parts(bombs.jpeg_with([frame]))


class TestPng:
    def test_texts_and_a_profile_that_unpacks_without_end_are_left_out(self):
        plain = bombs.png_of()
        assert png.needed_parts(bombs.text_bombs(3)) == plain
        assert png.needed_parts(bombs.profile_bomb(8_000_000)) == plain
        assert grey(bombs.profile_bomb(8_000_000)) == {120}

    def test_too_many_pieces_are_refused(self):
        with pytest.raises(PhotoTooLarge, match=TOO_LONG):
            png.needed_parts(bombs.many_chunks(60_000))

    def test_the_header_comes_first_and_once(self):
        second = bombs.png_chunk(b"IHDR", struct.pack(">IIBBBBB", 9000, 9000, 8, 0, 0, 0, 0))
        with pytest.raises(PhotoUnreadable, match="damaged or incomplete"):
            png.needed_parts(bombs.png_of(second))


class TestGif:
    def test_comments_are_left_out(self):
        assert gif.needed_parts(bombs.many_comment_blocks(100)) == gif.needed_parts(bombs.gif_of())

    def test_too_many_blocks_are_refused(self):
        with pytest.raises(PhotoTooLarge, match=TOO_LONG):
            gif.needed_parts(bombs.many_comment_blocks(400_000))

    def test_a_still_gif_with_transparency_shows_mid_grey_there(self):
        picture = Image.new("P", (200, 180), 0)
        picture.putpalette([10, 20, 30, 250, 240, 230])
        picture.paste(1, (100, 0, 200, 180))
        photo = read_photo(bombs.encoded(picture, "GIF", transparency=0, comment=b"x"))
        assert photo.pixels[50, 50].tolist() == [128, 128, 128]
        assert photo.pixels[50, 150].tolist() == [250, 240, 230]


class TestTiff:
    def test_entries_that_decoding_does_not_need_are_never_read(self):
        kept = tiff.needed_parts(bombs.tags_that_share_their_bytes(900, 50_000))
        assert kept.count(struct.pack("<HHI", 40_000, 7, 50_000)) == 1  # left where it lay, no longer listed
        directory = struct.unpack_from("<I", kept, 4)[0]
        assert struct.unpack_from("<H", kept, directory)[0] == 9
        assert grey(bombs.tags_that_share_their_bytes(900, 50_000)) == {0}

    def test_too_many_strips_are_refused(self):
        entries = [entry for entry in bombs.grey_tiff_entries(200, 180) if entry[0] != 273]
        with pytest.raises(PhotoTooLarge, match=TOO_LONG):
            tiff.needed_parts(bombs.tiff_of([*entries, (273, 4, 200_000, 8)], bytes(800_000)))

    @pytest.mark.parametrize("entry", [(259, 3, 1, 4), (259, 3, 1, 34712), (258, 3, 1, 32), (262, 3, 1, 32844), (339, 3, 1, 3)], ids=str)
    def test_codes_that_hold_no_photo_are_refused(self, entry):
        entries = [row for row in bombs.grey_tiff_entries(200, 180) if row[0] != entry[0]]
        with pytest.raises(PhotoUnreadable, match="not a photo of a kind that can be read"):
            read_photo(bombs.tiff_of([*entries, entry], bytes(36_000)))

    def test_only_the_first_picture_of_several_is_looked_at(self):
        pages = [Image.new("L", (200, 180), shade) for shade in (40, 200)]
        content = bombs.encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:])
        assert grey(content) == {40}

    def test_a_scan_is_turned_as_its_tag_says(self):
        pixels = np.zeros((180, 240, 3), np.uint8)
        pixels[:90] = 250
        turned = bombs.encoded(Image.fromarray(pixels), "TIFF", tiffinfo={274: 6})
        photo = read_photo(turned)
        assert photo.pixels.shape == (240, 180, 3)  # turned clockwise: what was above is now on the right
        assert photo.pixels[100, 20].tolist() == [0, 0, 0]
        assert photo.pixels[100, 160].tolist() == [250, 250, 250]

    def test_sixteen_bit_grey_is_scaled(self):
        content = bombs.encoded(Image.fromarray(np.full((180, 200), 128 * 257, np.uint16)), "TIFF")
        assert grey(content) == {128}


class TestAvif:
    def test_a_coded_picture_larger_than_declared_is_refused(self):
        with pytest.raises(PhotoTooLarge, match=TOO_LONG):
            read_photo(bombs.avif_that_says_it_is_small(6000, 6000))

    @pytest.mark.parametrize("size", [(200, 180), (1234, 567)])
    @pytest.mark.parametrize("options", [{}, {"subsampling": "4:4:4"}, {"quality": 100}], ids=str)
    def test_the_frame_size_is_read_from_the_coded_data(self, size, options):
        content = bombs.encoded(Image.new("RGBA", size, (9, 99, 199, 120)), "AVIF", **options)
        sizes = [av1.size_px(item.data(content)) for item in heif.items(content) if item.kind == b"av01"]
        assert sizes == [size, size]

    def test_the_focal_length_is_read_and_the_picture_turned_once(self):
        pixels = np.zeros((180, 240, 3), np.uint8)
        pixels[:90] = 250
        facts = Image.Exif()
        facts[0x0112] = 6
        facts.get_ifd(0x8769)[0xA405] = 26
        photo = read_photo(bombs.encoded(Image.fromarray(pixels), "AVIF", exif=facts.tobytes()))
        assert photo.pixels.shape == (240, 180, 3)
        assert photo.pixels[100, 160].min() > 240
        assert photo.focal_length_px == pytest.approx(26 / 43.2666 * 300, rel=1e-4)  # the diagonal of 180 by 240 is 300


def test_a_run_length_bitmap_is_refused():
    with pytest.raises(PhotoUnreadable, match="not a photo of a kind that can be read"):
        read_photo(bombs.run_length_bitmap())


def test_bombs_take_no_more_memory_than_a_photo(tmp_path):
    """All bombs in one process: beyond the file itself none makes it grow by more than a small photo would."""
    if not Path("/proc/self/clear_refs").exists():
        pytest.skip("reads the peak size of a process from Linux's /proc")
    for number, make in enumerate(bombs.BOMBS.values()):
        (tmp_path / f"{number:02d}").write_bytes(make())
    script = textwrap.dedent("""
        import pathlib, sys
        from posture_cv.capture import read_photo
        from posture_cv.domain.errors import PhotoError

        def kilobytes(field):
            return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith(field))

        for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):
            content = path.read_bytes()
            pathlib.Path("/proc/self/clear_refs").write_text("5")
            before = kilobytes("VmRSS")
            try:
                read_photo(content)
            except PhotoError:
                pass
            print(kilobytes("VmHWM") - before - len(content) // 1024)
    """)
    answer = subprocess.run([sys.executable, "-W", "error", "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    grown = dict(zip(bombs.BOMBS, map(int, answer.stdout.split()), strict=True))
    assert max(grown.values()) < 60_000, grown
