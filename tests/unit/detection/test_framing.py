from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_cv.detection.framing import MOST_PASSES, Framing, padded_photo, reframings, squares, whole_photo
from posture_cv.domain.pose import PersonBox

framings = st.builds(
    lambda left, top, width, height, mirrored: Framing(
        left_px=left, top_px=top, right_px=left + width, bottom_px=top + height, mirrored=mirrored
    ),
    st.integers(-30, 35),
    st.integers(-30, 25),
    st.integers(5, 60),
    st.integers(5, 60),
    st.booleans(),
).filter(lambda framing: framing.right_px > 0 and framing.bottom_px > 0)


@given(framing=framings, column=st.integers(0, 39), row=st.integers(0, 29))
def test_a_pixel_seen_in_a_frame_goes_back_to_where_it_was(framing: Framing, column: int, row: int) -> None:
    photo = np.zeros((30, 40, 3), dtype=np.uint8)
    photo[row, column] = 255
    frame = framing.cut(photo)
    assert frame.shape == (framing.height_px, framing.width_px, 3)
    seen = np.argwhere(frame[..., 0] == 255)
    inside = framing.left_px <= column < framing.right_px and framing.top_px <= row < framing.bottom_px
    assert len(seen) == int(inside)
    if inside:
        centre = framing.to_photo(seen[0, ::-1] + 0.5)
        np.testing.assert_allclose(centre, (column + 0.5, row + 0.5))


@given(framing=framings)
def test_a_mask_lies_on_the_photo_where_its_frame_was_cut(framing: Framing) -> None:
    photo = np.arange(1, 1201, dtype=np.float32).reshape(30, 40)
    coded = np.stack([photo % 256, photo // 256, photo * 0 + 200], axis=-1).astype(np.uint8)
    frame = framing.cut(coded).astype(np.float32)
    inside = frame[..., 2] == 200
    laid = framing.mask_on_photo(np.where(inside, frame[..., 0] + 256 * frame[..., 1], 0).astype(np.float32), 40, 30)
    expected = np.zeros_like(photo)
    rows, columns = slice(max(framing.top_px, 0), max(framing.bottom_px, 0)), slice(max(framing.left_px, 0), max(framing.right_px, 0))
    expected[rows, columns] = photo[rows, columns]
    np.testing.assert_array_equal(laid, expected)


def test_beyond_the_photo_a_frame_is_grey() -> None:
    frame = Framing(left_px=-2, top_px=0, right_px=3, bottom_px=2).cut(np.zeros((2, 3, 3), dtype=np.uint8))
    assert frame[0, :, 0].tolist() == [127, 127, 0, 0, 0]


def test_half_of_the_reframings_are_mirrored_and_none_reaches_below_the_photo() -> None:
    box = PersonBox(left_px=300, top_px=100, right_px=400, bottom_px=900)
    frames = reframings(box, 950, MOST_PASSES - 1)
    assert [frame.mirrored for frame in frames] == [True, False] * 4
    for frame in frames:
        assert frame.left_px < 300
        assert frame.right_px > 400
        assert frame.top_px < 100
        assert 900 < frame.bottom_px <= 950
    assert len({(frame.left_px, frame.top_px, frame.right_px) for frame in frames}) == len(frames)


@pytest.mark.parametrize(("width", "height"), [(1000, 400), (400, 1000), (500, 500)])
def test_squares_cover_the_photo_and_overlap_by_half(width: int, height: int) -> None:
    covered = np.zeros((height, width), dtype=int)
    for frame in squares(width, height):
        assert frame.width_px == frame.height_px == min(width, height)
        covered[frame.top_px : frame.bottom_px, frame.left_px : frame.right_px] += 1
    assert covered.min() >= 1
    along = covered[0] if width > height else covered[:, 0]
    if width != height:
        assert (along >= 2).mean() >= 0.5


def test_padding_keeps_the_whole_photo() -> None:
    for frame in padded_photo(100, 200):
        assert frame.left_px < 0 > frame.top_px
        assert frame.right_px > 100
        assert frame.bottom_px > 200
    whole = whole_photo(100, 200)
    assert (whole.width_px, whole.height_px) == (100, 200)
