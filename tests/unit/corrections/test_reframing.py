"""A photo turned and mirrored by hand is detected as the upright one."""

from __future__ import annotations

import numpy as np
import pytest

from posture_cv.assets.samples import samples
from posture_cv.corrections import reframed
from posture_cv.domain.corrections import UNAIMED, Aim
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.photo import Photo
from posture_cv.domain.views import View
from posture_cv.wiring import Assessor

LEFT = next(sample for sample in samples() if sample.path.name == "left_2.jpg")


def corner(height: int, width: int, y: int, x: int) -> Photo:
    """Black but for one red pixel."""
    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    pixels[y, x, 0] = 255
    return Photo(pixels=pixels, focal_length_px=900.0)


@pytest.mark.parametrize(
    ("aim", "size", "red_at"),
    [
        # from the top left corner of 2 rows and 3 columns
        pytest.param(Aim(quarter_turns=1), (3, 2), (0, 1), id="clockwise: top left goes top right"),
        pytest.param(Aim(quarter_turns=2), (2, 3), (1, 2), id="upside down"),
        pytest.param(Aim(quarter_turns=3), (3, 2), (2, 0), id="anticlockwise: top left goes bottom left"),
        pytest.param(Aim(mirrored=True), (2, 3), (0, 2), id="mirrored"),
        pytest.param(Aim(quarter_turns=1, mirrored=True), (3, 2), (0, 0), id="turned first, then mirrored"),
    ],
)
def test_where_a_corner_goes(aim: Aim, size: tuple[int, int], red_at: tuple[int, int]) -> None:
    turned = reframed(corner(2, 3, 0, 0), aim)
    assert turned.pixels.shape[:2] == size
    assert tuple(np.argwhere(turned.pixels[..., 0] == 255)[0]) == red_at
    assert turned.pixels.flags.c_contiguous
    assert not turned.pixels.flags.writeable
    assert turned.focal_length_px == 900.0


def test_nothing_to_do_is_the_photo_itself() -> None:
    photo = corner(2, 3, 0, 0)
    assert reframed(photo, UNAIMED) is photo
    assert reframed(photo, Aim(view=View.LEFT, person=2)) is photo


def test_a_photo_lying_on_its_side_is_looked_at_upright(assessor: Assessor) -> None:
    upright = assessor.read(LEFT.path)
    lying = Photo(pixels=np.ascontiguousarray(np.rot90(upright.pixels)))
    by_hand = assessor.observe(lying, aim=Aim(quarter_turns=1))
    assert np.array_equal(by_hand.photo.pixels, upright.pixels)
    straight = assessor.observe(Photo(pixels=upright.pixels))
    assert by_hand.anatomy.landmarks == straight.anatomy.landmarks
    assessment = assessor.conclude([by_hand])
    assert (assessment.photos[0].quarter_turns, assessment.photos[0].width_px) == (1, upright.width_px)


def test_a_mirrored_side_view_shows_the_side_it_was_taken_of(assessor: Assessor) -> None:
    upright = assessor.read(LEFT.path)
    selfie = Photo(pixels=np.ascontiguousarray(upright.pixels[:, ::-1]))
    assert assessor.observe(selfie).view is View.RIGHT
    seen = assessor.observe(selfie, aim=Aim(mirrored=True))
    assert seen.view is View.LEFT
    c7 = next(point for point in seen.anatomy.landmarks if point.name is LandmarkName.C7)
    assert (c7.x_px, c7.y_px) == pytest.approx(LEFT.landmarks["c7"], abs=20.0)
