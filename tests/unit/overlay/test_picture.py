from __future__ import annotations

import dataclasses
import io
import struct
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from PIL import Image

from posture_cv import overlay
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import Covariance, LandmarkName, Origin
from posture_cv.domain.pose import PersonBox
from posture_cv.domain.views import View
from posture_cv.knowledge import load
from posture_cv.overlay.placement import Box
from posture_cv.overlay.privacy import blur_face
from posture_cv.overlay.strokes import ORIGIN_COLOURS, shape
from posture_cv.words import Words

if TYPE_CHECKING:
    from conftest import Drawn
    from numpy.typing import NDArray

ENGLISH = Words("en", load().texts)
NATIVE: Any = {"words": ENGLISH, "least_long_side_px": 0}
"""Drawn at the photo's own size, so that its points are where they are in the picture."""


def plain(drawn: Drawn, shade: int = 128) -> NDArray[np.uint8]:
    return np.full((drawn.height_px, drawn.width_px, 3), shade, dtype=np.uint8)


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT, View.FRONT, View.BACK])
def test_the_photo_keeps_its_size_and_is_not_written_on(drawn: Drawn, view: View) -> None:
    pixels = plain(drawn)
    picture = overlay.draw(pixels, drawn.assessment(view), 0, load().measures, **NATIVE)
    assert picture.shape == pixels.shape
    assert picture.dtype == np.uint8
    assert (pixels == 128).all()
    assert (picture != 128).any()


def test_a_read_only_photo_can_be_drawn_on(drawn: Drawn) -> None:
    pixels = plain(drawn)
    pixels.setflags(write=False)
    assert overlay.draw(pixels, drawn.assessment(), 0, load().measures, blur_face=True, **NATIVE).flags.writeable


@pytest.mark.parametrize("origin", list(Origin))
def test_a_dot_shows_its_origin_at_the_landmark(drawn: Drawn, origin: Origin) -> None:
    point = drawn.landmark(LandmarkName.ASIS, (420.0, 430.0), origin=origin)
    picture = overlay.draw(plain(drawn), drawn.assessment(extra=(point,)), 0, load().measures, **NATIVE)
    ring = picture[430, 423]
    assert tuple(int(v) for v in ring) == ORIGIN_COLOURS[origin]


def test_shapes_differ_by_more_than_colour() -> None:
    outlines = [np.round(np.asarray(shape((0.0, 0.0), origin, 10.0)), 6).tolist() for origin in Origin]
    assert all(a != b for i, a in enumerate(outlines) for b in outlines[i + 1 :])


@pytest.mark.parametrize("shade", [0, 255], ids=["black", "white"])
def test_marks_show_on_dark_and_light_ground(drawn: Drawn, shade: int) -> None:
    picture = overlay.draw(plain(drawn, shade), drawn.assessment(without=frozenset({LandmarkName.C7})), 0, load().measures, **NATIVE)
    row = picture[700, 280:330].astype(int).mean(axis=1)
    assert row.max() - row.min() > 200


def test_a_line_is_centred_on_its_geometry(drawn: Drawn) -> None:
    """The body line runs along x = 300 between trochanter and knee; the picture is symmetric about it."""
    straight = drawn.assessment(without=frozenset(LandmarkName) - {LandmarkName.KNEE, LandmarkName.TROCHANTER})
    straight = dataclasses.replace(straight, photos=(dataclasses.replace(straight.photos[0], back_profile_px=()),))
    row = overlay.draw(plain(drawn), straight, 0, load().measures, **NATIVE)[550, 290:310].astype(int)
    assert abs(row - row[::-1]).max() <= 40
    assert (row != 128).any()


def test_uncertain_points_carry_a_faint_region(drawn: Drawn) -> None:
    vague = drawn.landmark(LandmarkName.ASIS, (450.0, 430.0), covariance=Covariance(xx=400.0, xy=0.0, yy=400.0))
    picture = overlay.draw(plain(drawn), drawn.assessment(extra=(vague,)), 0, load().measures, **NATIVE)
    inside = picture[430 + 25, 450].astype(int)
    assert (inside != 128).any()
    assert abs(inside - 128).max() < 40
    assert (picture[430 + 60, 450] == 128).all()


@pytest.mark.parametrize("view", [View.LEFT, View.FRONT])
def test_nothing_found_still_gives_a_picture(drawn: Drawn, view: View) -> None:
    picture = overlay.draw(plain(drawn), drawn.assessment(view, without=frozenset(LandmarkName)), 0, load().measures, **NATIVE)
    assert picture.shape == (drawn.height_px, drawn.width_px, 3)


def test_landmarks_outside_the_frame_do_no_harm(drawn: Drawn) -> None:
    outside = drawn.landmark(LandmarkName.ASIS, (-300.0, 2000.0), covariance=Covariance(xx=900.0, xy=0.0, yy=900.0))
    assert overlay.draw(plain(drawn), drawn.assessment(extra=(outside,)), 0, load().measures, **NATIVE).shape == (900, 600, 3)


def test_figure_is_cropped_to_the_person_and_scaled(drawn: Drawn) -> None:
    assessment = drawn.assessment(measurements=(drawn.measured(MeasureName("craniovertebral_angle"), 48.0, 5.0),))
    picture = overlay.figure(plain(drawn), assessment, 0, load().measures, words=ENGLISH, height_px=1300)
    # Box 230..370 x 80..840: sides 300 +- 0.30 * 760, ends 5 % of 760 beyond.
    assert picture.shape == (1300, round(456 * 1300 / 836), 3)


def test_figure_of_a_small_photo_is_not_blown_up_beyond_threefold(drawn: Drawn) -> None:
    assert overlay.figure(plain(drawn), drawn.assessment(), 0, load().measures, words=ENGLISH, height_px=9000).shape[0] == 3 * 836


def test_crop_matches_what_was_drawn(drawn: Drawn) -> None:
    assessment = drawn.assessment()
    whole = overlay.draw(plain(drawn), assessment, 0, load().measures, **NATIVE)
    assert (overlay.crop_to_person(whole, assessment, 0) == whole[42:878, 72:528]).all()


def test_letters_stay_inside_the_crop(drawn: Drawn) -> None:
    names = (
        MeasureName("craniovertebral_angle"),
        MeasureName("thoracic_kyphosis"),
        MeasureName("lumbar_lordosis"),
        MeasureName("knee_angle"),
    )
    assessment = drawn.assessment(measurements=tuple(drawn.measured(name, 100.0, 50.0) for name in names))
    picture = overlay.draw(plain(drawn), assessment, 0, load().measures, **NATIVE)
    picture[42:878, 72:528] = 128
    assert (picture == 128).all()


def test_pixels_of_another_photo_are_refused(drawn: Drawn) -> None:
    with pytest.raises(ValueError, match=r"of shape \(900, 600, 3\), but got \(10, 10, 3\)"):
        overlay.draw(np.zeros((10, 10, 3), dtype=np.uint8), drawn.assessment(), 0, load().measures, **NATIVE)


def test_jpeg_holds_the_picture_and_no_metadata() -> None:
    red = np.zeros((40, 60, 3), dtype=np.uint8)
    red[:, :30] = (200, 20, 20)
    read = Image.open(io.BytesIO(overlay.to_jpeg(red)))
    assert read.format == "JPEG"
    assert not read.getexif()
    assert np.abs(np.asarray(read).astype(int) - red).max() <= 12


def test_png_holds_pixels_and_nothing_else() -> None:
    data = overlay.to_png(np.zeros((4, 5, 3), dtype=np.uint8))
    kinds, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kinds.append(data[at + 4 : at + 8])
        at += 12 + length
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"}


def test_blur_covers_the_face_and_a_margin_of_it() -> None:
    photo = np.random.default_rng(0).integers(0, 256, (300, 300, 3), dtype=np.uint8)
    blurred = blur_face(photo, PersonBox(left_px=112.0, top_px=112.0, right_px=212.0, bottom_px=212.0))
    changed = np.argwhere((blurred != photo).any(axis=2))
    assert changed.min(axis=0).tolist() == [100, 100]
    assert changed.max(axis=0).tolist() == [223, 223]


def test_two_faces_with_equal_cells_become_the_same_picture() -> None:
    """Nothing of the original beyond 5 x 5 means is left, so nothing can be restored."""
    rng = np.random.default_rng(1)
    one = rng.integers(0, 256, (250, 250, 3), dtype=np.uint8)
    other = one.copy()
    for top in range(0, 250, 50):
        for left in range(0, 250, 50):
            cell = other[top : top + 50, left : left + 50].reshape(-1, 3)
            other[top : top + 50, left : left + 50] = rng.permutation(cell).reshape(50, 50, 3)
    everything = PersonBox(left_px=0.0, top_px=0.0, right_px=250.0, bottom_px=250.0)
    assert (one != other).any()
    assert (blur_face(one, everything) == blur_face(other, everything)).all()


def test_blur_leaves_the_rest_alone_and_its_input_too() -> None:
    photo = np.random.default_rng(2).integers(0, 256, (200, 200, 3), dtype=np.uint8)
    before = photo.copy()
    blurred = blur_face(photo, PersonBox(left_px=50.0, top_px=50.0, right_px=100.0, bottom_px=100.0))
    assert (photo == before).all()
    outside = np.ones((200, 200), dtype=bool)
    outside[44:106, 44:106] = False
    assert (blurred[outside] == photo[outside]).all()


def test_a_face_outside_the_photo_changes_nothing() -> None:
    photo = np.random.default_rng(3).integers(0, 256, (50, 50, 3), dtype=np.uint8)
    assert (blur_face(photo, PersonBox(left_px=80.0, top_px=80.0, right_px=90.0, bottom_px=90.0)) == photo).all()


def test_draw_blurs_the_face_on_request(drawn: Drawn) -> None:
    pixels = np.random.default_rng(4).integers(0, 256, (drawn.height_px, drawn.width_px, 3), dtype=np.uint8)
    nobody = drawn.assessment(without=frozenset(LandmarkName))
    nobody = dataclasses.replace(nobody, photos=(dataclasses.replace(nobody.photos[0], back_profile_px=()),))
    region = Box(drawn.face.left_px, drawn.face.top_px, drawn.face.right_px, drawn.face.bottom_px)
    rows, columns = slice(int(region.top), int(region.bottom)), slice(int(region.left), int(region.right))
    assert (overlay.draw(pixels, nobody, 0, load().measures, **NATIVE)[rows, columns] == pixels[rows, columns]).all()
    assert (
        overlay.draw(pixels, nobody, 0, load().measures, blur_face=True, **NATIVE)[rows, columns].std() < 0.25 * pixels[rows, columns].std()
    )


@pytest.mark.parametrize(("width", "height"), [(90.0, 90.0), (60.0, 110.0), (120.0, 40.0)])
def test_no_corner_of_the_face_stays_bare(width: float, height: float) -> None:
    photo = np.random.default_rng(5).integers(0, 256, (300, 300, 3), dtype=np.uint8)
    face = PersonBox(left_px=80.0, top_px=80.0, right_px=80.0 + width, bottom_px=80.0 + height)
    rows, columns = slice(80, 80 + int(height)), slice(80, 80 + int(width))
    unchanged = (blur_face(photo, face)[rows, columns] == photo[rows, columns]).all(axis=2)
    assert unchanged.mean() < 0.01
    assert not unchanged[:4, :4].any()


def test_a_small_photo_is_enlarged_so_that_its_letters_are_crisp(drawn: Drawn) -> None:
    picture = overlay.draw(plain(drawn), drawn.assessment(), 0, load().measures, words=ENGLISH)
    assert picture.shape == (1200, 800, 3)
    marked = drawn.landmark(LandmarkName.ASIS, (420.0, 430.0), origin=Origin.MARKED)
    large = overlay.draw(plain(drawn), drawn.assessment(extra=(marked,)), 0, load().measures, words=ENGLISH)
    assert (large[563:584, 550:571] != 128).any()
