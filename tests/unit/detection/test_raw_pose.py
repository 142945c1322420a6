from __future__ import annotations

import numpy as np
import pytest

from posture_cv.detection.raw_pose import OPPOSITE_SIDE, RawPose
from posture_cv.domain.pose import BlazePose


@pytest.mark.parametrize(
    ("point", "opposite"),
    [
        (BlazePose.NOSE, BlazePose.NOSE),
        (BlazePose.LEFT_EYE_INNER, BlazePose.RIGHT_EYE_INNER),
        (BlazePose.MOUTH_RIGHT, BlazePose.MOUTH_LEFT),
        (BlazePose.RIGHT_FOOT_INDEX, BlazePose.LEFT_FOOT_INDEX),
    ],
)
def test_each_point_has_its_mirror_image(point: BlazePose, opposite: BlazePose) -> None:
    assert OPPOSITE_SIDE[point] == opposite


def test_swapping_sides_twice_changes_nothing() -> None:
    pose = RawPose(
        points_px=np.arange(66.0).reshape(33, 2), depths_px=np.arange(33.0), visibility=np.arange(33) / 33, presence=np.arange(33) / 40
    )
    once = pose.with_sides_swapped()
    assert once.points_px[BlazePose.LEFT_EAR].tolist() == pose.points_px[BlazePose.RIGHT_EAR].tolist()
    assert once.depths_px[BlazePose.LEFT_EAR] == pose.depths_px[BlazePose.RIGHT_EAR]
    twice = once.with_sides_swapped()
    for name in ("points_px", "depths_px", "visibility", "presence"):
        np.testing.assert_array_equal(getattr(twice, name), getattr(pose, name))


def test_box_encloses_the_points() -> None:
    points = np.full((33, 2), 50.0)
    points[3], points[7] = (10.0, 20.0), (90.0, 200.0)
    box = RawPose(points_px=points, depths_px=np.zeros(33), visibility=np.ones(33), presence=np.ones(33)).box()
    assert (box.left_px, box.top_px, box.right_px, box.bottom_px) == (10.0, 20.0, 90.0, 200.0)
