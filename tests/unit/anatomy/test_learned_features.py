"""What the networks see."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from posture_cv.anatomy.learned_features import EAR, HEIGHTS, HIP, PAIRS, ROWS, WIDTH, Appearance, appearance
from posture_cv.anatomy.silhouette import largest_part
from posture_cv.domain.pose import BlazePose, DetectedPose
from posture_cv.domain.views import View

Build = Callable[..., DetectedPose]


def seen(pose: DetectedPose, view: View = View.RIGHT) -> Appearance | None:
    return appearance(pose.points_px, pose.silhouette, largest_part(pose.silhouette), pose.view, view)


def test_frame_begins_between_the_ears_and_ends_at_the_hips(seen_from_right: Build) -> None:
    read = seen(seen_from_right())
    assert read is not None
    assert read.points[EAR] == pytest.approx([0.0, 0.0])
    assert np.hypot(*(0.5 * (read.points[HIP] + read.points[HIP + PAIRS]))) == pytest.approx(1.0)
    assert read.vector().shape == (WIDTH,)


def test_frame_takes_points_there_and_back(seen_from_right: Build) -> None:
    read = seen(seen_from_right())
    assert read is not None
    points = np.array([[12.0, 34.0], [300.0, 700.5]])
    assert read.frame.back(read.frame.into(points)) == pytest.approx(points)


def test_outline_is_the_drawn_one(seen_from_right: Build) -> None:
    """At the hips the drawn trunk reaches from x = 186 to 300; ears at (256, 170), hips at (245, 500)."""
    read = seen(seen_from_right())
    assert read is not None
    unit = np.hypot(11.0, 330.0)
    row = int(np.argmin(np.abs(HEIGHTS - 1.0)))
    assert read.rear[row] == pytest.approx((186.0 - 256.0) / unit, abs=0.003)
    assert read.front[row] == pytest.approx((300.0 - 256.0) / unit, abs=0.003)


def test_mirrored_photo_of_the_other_side_looks_the_same(seen_from_right: Build, mirrored: Callable[[DetectedPose], DetectedPose]) -> None:
    pose = seen_from_right()
    right, left = seen(pose), seen(mirrored(pose), View.LEFT)
    assert right is not None
    assert left is not None
    assert left.vector() == pytest.approx(right.vector(), abs=1e-9)


def test_larger_photo_looks_the_same(seen_from_right: Build) -> None:
    pose = seen_from_right()
    larger = replace(pose, points_px=2.0 * pose.points_px, silhouette=np.kron(pose.silhouette, np.ones((2, 2), dtype=np.uint8)))
    small, large = seen(pose), seen(larger)
    assert small is not None
    assert large is not None
    assert large.vector() == pytest.approx(small.vector(), abs=0.006)


def test_below_the_photo_the_last_row_goes_on(seen_from_right: Build) -> None:
    pose = seen_from_right()
    cut = replace(pose, silhouette=pose.silhouette[:450])
    read = seen(cut)
    assert read is not None
    last = np.flatnonzero(HEIGHTS * np.hypot(11.0, 330.0) + 170.0 < 448.0)[-1]
    assert np.ptp(read.rear[last + 1 :]) == 0.0
    assert read.shown < 0.7


def test_nothing_is_read_upside_down_or_of_an_empty_silhouette(seen_from_right: Build) -> None:
    pose = seen_from_right()
    points = pose.points_px.copy()
    points[[BlazePose.LEFT_HIP, BlazePose.RIGHT_HIP], 1] = 100.0
    assert seen(replace(pose, points_px=points)) is None
    assert seen(replace(pose, silhouette=np.zeros_like(pose.silhouette))) is None


def test_rows_are_evenly_spaced_from_above_the_crown_to_the_thigh() -> None:
    assert HEIGHTS.size == ROWS
    assert np.diff(HEIGHTS) == pytest.approx(np.full(ROWS - 1, HEIGHTS[1] - HEIGHTS[0]))
    assert HEIGHTS[0] < -0.3
    assert HEIGHTS[-1] > 1.3


def test_a_leap_of_the_outline_one_line_lower_moves_no_row_by_more_than_a_quarter_of_it(seen_from_right: Build) -> None:
    """An arm that reaches 40 px before the trunk hangs down to a line: a row is read over 5.6 of the photo's lines."""
    pose = seen_from_right()

    def front(ends: int) -> np.ndarray:
        silhouette = pose.silhouette.copy()
        silhouette[330:ends, 240:340] = 255
        read = seen(replace(pose, silhouette=silhouette))
        assert read is not None
        return read.front * np.hypot(11.0, 330.0)

    moved = np.array([np.abs(front(ends + 1) - front(ends)) for ends in range(400, 412)])
    assert moved.max() == pytest.approx(0.25 * 40.0, rel=0.05)
