"""The outline of the back."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from posture_cv.anatomy.contour import ContourEstimator
from posture_cv.domain.messages import message
from posture_cv.domain.photo import PhotoQuality
from posture_cv.domain.pose import BlazePose, DetectedPose
from posture_cv.domain.views import Position, View

Build = Callable[..., DetectedPose]


def test_back_follows_the_drawn_line(seen_from_right: Build, quality: PhotoQuality) -> None:
    back = ContourEstimator().estimate(seen_from_right(), View.RIGHT, Position.STANDING, quality).back
    assert back is not None
    below = [x for x, y in zip(back.x_px, back.y_px, strict=True) if y > 270.0]
    assert below == pytest.approx([186.0] * len(below), abs=0.05)


def test_back_ends_below_the_hips(seen_from_right: Build, quality: PhotoQuality) -> None:
    back = ContourEstimator().estimate(seen_from_right(), View.RIGHT, Position.STANDING, quality).back
    assert back is not None
    assert back.y_px[-1] == pytest.approx(500.0 + 0.055 * 800.0, abs=1.0)
    assert back.y_px[0] < 240.0


def test_sacral_level_lies_between_hips_and_shoulders(seen_from_right: Build, quality: PhotoQuality) -> None:
    back = ContourEstimator().estimate(seen_from_right(), View.RIGHT, Position.STANDING, quality).back
    assert back is not None
    assert back.sacral_level_y_px == pytest.approx(500.0 - 0.137 * (500.0 - 271.0))


def test_an_arm_held_off_behind_the_trunk_is_left_out(seen_from_right: Build, quality: PhotoQuality) -> None:
    free = seen_from_right()
    with_arm = free.silhouette.copy()
    with_arm[262:480, 120:150] = 255
    with_arm[255:262, 120:200] = 255
    back = ContourEstimator().estimate(replace(free, silhouette=with_arm), View.RIGHT, Position.STANDING, quality).back
    assert back is not None
    beside_arm = [x for x, y in zip(back.x_px, back.y_px, strict=True) if y > 290.0]
    assert beside_arm == pytest.approx([186.0] * len(beside_arm), abs=0.2)


@pytest.mark.parametrize(
    ("elbow_y", "wrist_y", "given"),
    [pytest.param(300.0, 460.0, False, id="over most of the back"), pytest.param(440.0, 560.0, True, id="over its lower end")],
)
def test_an_arm_that_forms_the_outline(seen_from_right: Build, quality: PhotoQuality, elbow_y: float, wrist_y: float, given: bool) -> None:
    pose = seen_from_right()
    points = pose.points_px.copy()
    points[BlazePose.RIGHT_ELBOW] = (196.0, elbow_y)
    points[BlazePose.RIGHT_WRIST] = (196.0, wrist_y)
    free = ContourEstimator().estimate(pose, View.RIGHT, Position.STANDING, quality).back
    back = ContourEstimator().estimate(replace(pose, points_px=points), View.RIGHT, Position.STANDING, quality).back
    assert (back is not None) is given
    assert free is not None
    assert free.note is None
    if back is not None:
        assert back.error_px > free.error_px
        assert back.note == message("landmark.arm_in_outline")


def test_no_back_without_a_silhouette(seen_from_right: Build, quality: PhotoQuality) -> None:
    pose = ContourEstimator().estimate(
        seen_from_right(silhouette=np.zeros((1000, 500), dtype=np.uint8)), View.RIGHT, Position.STANDING, quality
    )
    assert pose.back is None


def test_no_back_in_a_frontal_view(seen_from_right: Build, quality: PhotoQuality) -> None:
    assert ContourEstimator().estimate(seen_from_right(), View.FRONT, Position.STANDING, quality).back is None
