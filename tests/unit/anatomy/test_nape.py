"""C7 between outline and proportions."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from posture_cv.anatomy.contour import ContourEstimator
from posture_cv.anatomy.nape import Guess, probability_covered
from posture_cv.domain.landmarks import Landmark, LandmarkName
from posture_cv.domain.messages import message
from posture_cv.domain.photo import PhotoQuality
from posture_cv.domain.pose import DetectedPose
from posture_cv.domain.views import BodySide, Position, View

Build = Callable[..., DetectedPose]


def c7_of(pose: DetectedPose, quality: PhotoQuality) -> Landmark:
    found = ContourEstimator().estimate(pose, View.RIGHT, Position.STANDING, quality).find(LandmarkName.C7, BodySide.MIDLINE)
    assert found is not None
    return found


def covered(pose: DetectedPose, depth_px: int) -> DetectedPose:
    """Hair hanging down behind neck and upper back."""
    silhouette = pose.silhouette.copy()
    for y in range(140, 330):
        first = int(np.argmax(silhouette[y] > 127))
        silhouette[y, first - depth_px : first + 1] = 255
    return replace(pose, silhouette=silhouette)


def test_free_nape_puts_c7_where_neck_turns_into_back(seen_from_right: Build, quality: PhotoQuality) -> None:
    c7 = c7_of(seen_from_right(), quality)
    assert c7.y_px == pytest.approx(236.0, abs=10.0)
    assert c7.x_px == pytest.approx(206.0, abs=10.0)
    assert c7.note is None


def test_hair_over_the_nape_is_noticed_and_widens_the_error(seen_from_right: Build, quality: PhotoQuality) -> None:
    free, hidden = c7_of(seen_from_right(), quality), c7_of(covered(seen_from_right(), 36), quality)
    assert hidden.note == message("landmark.nape_doubtful")
    assert hidden.covariance_px2.xx > 1.2 * free.covariance_px2.xx


def test_hair_moves_c7_much_less_than_it_moves_the_outline(seen_from_right: Build, quality: PhotoQuality) -> None:
    free, hidden = c7_of(seen_from_right(), quality), c7_of(covered(seen_from_right(), 36), quality)
    assert abs(hidden.x_px - free.x_px) < 12.0


def test_without_outline_proportions_speak_alone_and_say_so(seen_from_right: Build, quality: PhotoQuality) -> None:
    nobody = np.zeros((1000, 500), dtype=np.uint8)
    c7 = c7_of(seen_from_right(silhouette=nobody), quality)
    assert c7.note == message("landmark.nape_doubtful")
    assert 150.0 < c7.x_px < 256.0
    assert 170.0 < c7.y_px < 271.0


def test_nothing_is_said_about_c7_without_an_ear(seen_from_right: Build, quality: PhotoQuality) -> None:
    visibility = np.full(33, 0.99)
    visibility[[7, 8]] = 0.1
    pose = ContourEstimator().estimate(seen_from_right(visibility=visibility), View.RIGHT, Position.STANDING, quality)
    assert pose.find(LandmarkName.C7, BodySide.MIDLINE) is None
    assert pose.why_missing(LandmarkName.C7, BodySide.MIDLINE) is not None


def test_probability_of_a_covered_nape_rises_with_the_distance_behind() -> None:
    expected = Guess(mean=np.zeros(2), covariance=np.diag([64.0, 64.0]))
    outlines = [Guess(mean=np.array([forward, 0.0]), covariance=np.eye(2)) for forward in (10.0, 0.0, -10.0, -20.0, -40.0, -80.0)]
    probabilities = [probability_covered(outline, expected, 8.0) for outline in outlines]
    assert probabilities == sorted(probabilities)
    assert probabilities[0] < 0.2
    assert probabilities[-1] == 1.0
