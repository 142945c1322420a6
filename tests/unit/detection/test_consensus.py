from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from posture_cv.detection.consensus import agree, mean_silhouette
from posture_cv.detection.framing import Framing
from posture_cv.detection.located_pose import LocatedPose
from posture_cv.detection.raw_pose import RawPose
from posture_cv.domain.pose import BlazePose

FRAME = Framing(left_px=0, top_px=0, right_px=600, bottom_px=400)


Shifted = Callable[..., LocatedPose]


@pytest.fixture
def shifted(raw_body: Callable[..., RawPose]) -> Shifted:
    """The drawn body, moved."""

    def move(dx: float, dy: float, turned_deg: float = 0.0) -> LocatedPose:
        pose = raw_body(turned_deg)
        return LocatedPose(pose=replace(pose, points_px=pose.points_px + np.array([dx, dy])), framing=FRAME)

    return move


def test_the_mean_lies_midway(shifted: Shifted) -> None:
    consensus = agree([shifted(-2.0, 0.0), shifted(4.0, 1.0)])
    np.testing.assert_allclose(consensus.points_px, shifted(1.0, 0.5).pose.points_px)


def test_scatter_along_one_axis_stays_on_that_axis(shifted: Shifted) -> None:
    consensus = agree([shifted(dx, 0.0) for dx in (-6.0, -2.0, 2.0, 6.0)])
    covariance = consensus.covariances_px2[BlazePose.LEFT_EAR]
    # scatter 36 + 4 + 4 + 36 = 80 over 2 + 3 degrees of freedom and 4 passes
    assert covariance[0, 0] - covariance[1, 1] == pytest.approx(80.0 / 5.0 / 4.0)
    assert covariance[0, 1] == pytest.approx(0.0)


def test_passes_that_agree_to_the_last_bit_still_leave_a_quarter_pixel_squared(shifted: Shifted) -> None:
    consensus = agree([shifted(0.0, 0.0)] * 6)
    assert np.linalg.eigvalsh(consensus.covariances_px2).min() >= 0.25


def test_a_single_pass_is_less_sure_than_several_that_agree_as_usual(shifted: Shifted) -> None:
    one = agree([shifted(0.0, 0.0)])
    four = agree([shifted(dx, dx) for dx in (-0.3, 0.3, -0.3, 0.3)])
    assert (one.covariances_px2[:, 0, 0] > four.covariances_px2[:, 0, 0]).all()


@pytest.mark.parametrize("turned_deg", [0.0, 90.0, 180.0, -90.0])
def test_a_pass_that_took_left_for_right_is_sorted_before_averaging(turned_deg: float, shifted: Shifted) -> None:
    seen = shifted(0.0, 0.0, turned_deg)
    consensus = agree([seen, seen.with_sides_swapped(), seen])
    np.testing.assert_allclose(consensus.points_px, seen.pose.points_px)
    np.testing.assert_allclose(consensus.depths_px, seen.pose.depths_px)


def test_the_majority_decides_which_side_is_left(shifted: Shifted) -> None:
    seen = shifted(0.0, 0.0)
    consensus = agree([seen.with_sides_swapped(), seen, seen])
    np.testing.assert_allclose(consensus.points_px, seen.pose.points_px)


def test_the_nose_lies_before_the_ears_in_a_front_view_and_behind_them_in_a_back_view(shifted: Shifted) -> None:
    # 75 pixels before the ears at a torso of 100
    assert agree([shifted(0.0, 0.0, 0.0)]).nose_depths == pytest.approx([-0.75])
    assert agree([shifted(0.0, 0.0, 180.0)]).nose_depths == pytest.approx([0.75])


def test_masks_of_a_plain_and_a_mirrored_frame_average_on_the_photo(raw_body: Callable[..., RawPose]) -> None:
    mask = np.zeros((400, 600), dtype=np.float32)
    mask[:, :100] = 1.0
    plain = LocatedPose(pose=raw_body(0.0, mask=mask), framing=FRAME)
    mirrored = LocatedPose(pose=raw_body(0.0, mask=mask), framing=replace(FRAME, mirrored=True))
    silhouette = mean_silhouette([plain, mirrored], 600, 400)
    assert silhouette[0, [50, 300, 550]].tolist() == [128, 0, 128]
    assert mean_silhouette([plain, plain], 600, 400)[0, [50, 550]].tolist() == [255, 0]


def test_arms_that_one_pass_crossed_are_uncrossed(shifted: Shifted) -> None:
    seen = shifted(0.0, 0.0, 180.0)
    wrists = [BlazePose.LEFT_WRIST, BlazePose.RIGHT_WRIST]
    points = seen.pose.points_px.copy()
    points[wrists] = [(250.0, 220.0), (350.0, 220.0)]
    straight = replace(seen, pose=replace(seen.pose, points_px=points))
    crossed_points = points.copy()
    crossed_points[wrists] = points[wrists[::-1]]
    crossed = replace(seen, pose=replace(seen.pose, points_px=crossed_points))
    consensus = agree([crossed, straight, straight])
    np.testing.assert_allclose(consensus.points_px, points)
    assert consensus.passes == 3


def test_a_pass_that_saw_another_body_is_left_out(shifted: Shifted) -> None:
    usual, odd = shifted(0.0, 0.0), shifted(40.0, 0.0)
    consensus = agree([odd, usual, usual, usual])
    # the odd one and the usual ones are equally clear, the first is compared with: three of four differ from it, so that all are kept
    assert consensus.passes == 4
    consensus = agree([usual, usual, usual, odd])
    assert consensus.passes == 3
    np.testing.assert_allclose(consensus.points_px, usual.pose.points_px)
