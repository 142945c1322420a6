"""The learned estimator's own rules, with a model that says the same of everybody."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from posture_cv.anatomy.contour import ContourEstimator
from posture_cv.anatomy.learned import ARM_WIDENING, LearnedEstimator, strangeness
from posture_cv.anatomy.learned_features import HEIGHTS, WIDTH, appearance
from posture_cv.anatomy.learned_outputs import (
    FRONTAL_OUTPUTS,
    HIDDEN,
    KYPHOSIS,
    LATERAL_OUTPUTS,
    LATERAL_POINTS,
    LENS_Y,
    LOOSE,
    NECK,
    YAW,
)
from posture_cv.anatomy.silhouette import largest_part
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import LandmarkName, Origin
from posture_cv.domain.messages import message
from posture_cv.domain.photo import PhotoQuality
from posture_cv.domain.pose import BlazePose, DetectedPose
from posture_cv.domain.views import BodySide, Position, View

Build = Callable[..., DetectedPose]
C7 = (LandmarkName.C7, BodySide.MIDLINE)
ASIS, PSIS = ((name, BodySide.RIGHT) for name in (LandmarkName.ASIS, LandmarkName.PSIS))
UNIT = float(np.hypot(11.0, 330.0))
"""Ears (256, 170) to hips (245, 500) of the drawn person."""
SAID = {
    LandmarkName.C7: (-0.16, 0.19),
    LandmarkName.TRAGUS: (-0.02, 0.02),
    LandmarkName.ASIS: (0.05, 0.92),
    LandmarkName.PSIS: (-0.2, 0.87),
}


def constant(mean: np.ndarray, sd: float) -> dict[str, np.ndarray]:
    n = mean.size
    return {
        "columns": np.arange(WIDTH),
        "mean_in": np.zeros(WIDTH),
        "sd_in": np.full(WIDTH, 10.0),
        "mean_out": mean,
        "sd_out": np.full(n, sd),
        "start": np.zeros((n, WIDTH)),
        "mix": np.eye(n),
    }


def model(**changes: Any) -> dict[str, Any]:
    """Points where ``SAID`` says, SD 0.01 of the frame; kyphosis 40, lens at 0.5, yaw 2."""
    mean = np.zeros(LATERAL_OUTPUTS)
    for k, name in enumerate(LATERAL_POINTS):
        mean[2 * k : 2 * k + 2] = SAID.get(name, (0.0, 0.5))
    mean[[LENS_Y, YAW, KYPHOSIS]] = 0.5, 2.0, 40.0
    mean[HIDDEN], mean[LOOSE] = changes.pop("hidden", 1.0), changes.pop("loose", 0.0)
    parts = {
        "lateral": constant(mean, 0.01),
        "neck": constant(mean[list(NECK)], 0.01),
        "floor": constant(np.array([1.2]), 0.3),
        "frontal": constant(np.tile([0.1, 0.4], FRONTAL_OUTPUTS // 2), 0.01),
    }
    arrays = {f"{part}_{key}": value for part, content in parts.items() for key, value in content.items()}
    arrays |= {
        "lateral_used": np.array(["c7", "tragus", "asis", "psis"]),
        "frontal_used": np.array(["acromion", "asis"]),
        "judged": np.array(["thoracic_kyphosis"]),
        "lateral_limit": np.array(1.0),
        "frontal_limit": np.array(1.0),
        "highest_wrist": np.array(0.8),
        "own_share": np.array(0.25),
        "factor_names": np.array(["craniovertebral_angle"]),
        "factors": np.array([[0.8, 1.6, 2.4]]),
        "added_names": np.array(["pelvic_tilt"]),
        "added_errors": np.array([4.0]),
        "hair_widening": np.array(1.0),
    }
    return arrays | changes


@pytest.fixture
def look_at(seen_from_right: Build, quality: PhotoQuality) -> Callable[..., Any]:
    def estimate(pose: DetectedPose | None = None, *, position: Position = Position.STANDING, noise: float = 1.0, **changes: Any) -> Any:
        noisy = replace(quality, noise_scale=noise)
        return LearnedEstimator(model(**changes)).estimate(pose or seen_from_right(), View.RIGHT, position, noisy)

    return estimate


def test_point_lies_where_the_networks_say(look_at: Callable[..., Any]) -> None:
    pose = look_at()
    for name, side in (C7, ASIS, PSIS):
        point = pose.find(name, side)
        assert (point.x_px, point.y_px) == pytest.approx((256.0 + SAID[name][0] * UNIT, 170.0 + SAID[name][1] * UNIT))
        assert point.covariance_px2.xx == pytest.approx((0.01 * UNIT) ** 2)
        assert point.scatter_px2.xx == pytest.approx(0.25 * (0.01 * UNIT) ** 2)
        assert point.origin is Origin.ESTIMATED


def test_what_the_model_does_not_know_is_the_contours(look_at: Callable[..., Any], seen_from_right: Build, quality: PhotoQuality) -> None:
    knee = (LandmarkName.KNEE, BodySide.RIGHT)
    contour = ContourEstimator().estimate(seen_from_right(), View.RIGHT, Position.STANDING, quality)
    assert look_at().find(*knee) == contour.find(*knee)


def test_curve_lens_and_factors_come_along(look_at: Callable[..., Any]) -> None:
    pose = look_at()
    kyphosis = next(a for a in pose.judged if a.name is MeasureName("thoracic_kyphosis"))
    assert kyphosis.angle_deg == pytest.approx(40.0)
    assert pose.lens.axis_y_px == pytest.approx(170.0 + 0.5 * UNIT)
    assert pose.lens.yaw_deg == pytest.approx(2.0)
    assert pose.interval_factor(MeasureName("craniovertebral_angle")) == pytest.approx(0.8)
    assert pose.interval_factor(MeasureName("knee_angle")) == 1.0
    assert pose.added_error(MeasureName("pelvic_tilt")) == 4.0
    assert pose.added_error(MeasureName("knee_angle")) == 0.0


def test_loose_clothes_have_their_own_factors(look_at: Callable[..., Any]) -> None:
    assert look_at(loose=0.9).interval_factor(MeasureName("craniovertebral_angle")) == pytest.approx(1.6)


def test_hidden_nape_is_said(look_at: Callable[..., Any]) -> None:
    assert look_at(hidden=0.9).find(*C7).note == message("landmark.nape_doubtful")


def test_hidden_nape_widens_c7_alone(look_at: Callable[..., Any]) -> None:
    usual, wider = look_at(), look_at(hair_widening=np.array(1.5))
    assert wider.find(*C7).covariance_px2.xx == pytest.approx(1.5**2 * usual.find(*C7).covariance_px2.xx)
    assert wider.find(*ASIS) == usual.find(*ASIS)


def test_bare_nape_draws_c7_to_the_outline(look_at: Callable[..., Any], seen_from_right: Build) -> None:
    pose = seen_from_right()
    read = appearance(pose.points_px, pose.silhouette, largest_part(pose.silhouette), pose.view, View.RIGHT)
    point = look_at(hidden=0.0).find(*C7)
    x, y = (point.x_px - 256.0) / UNIT, (point.y_px - 170.0) / UNIT
    assert x == pytest.approx(np.interp(y, HEIGHTS, read.rear), abs=1e-3)
    assert point.note is None


def test_frontal_view_reads_the_roll_off_the_stance(seen_from_right: Build, quality: PhotoQuality) -> None:
    """The model says 1.2 degrees in the person's frame, whose x runs against the photo's in a view from behind."""
    pose = from_the_front(seen_from_right())
    front = LearnedEstimator(model()).estimate(pose, View.FRONT, Position.STANDING, quality)
    assert front.roll.roll_deg == pytest.approx(1.2)
    assert front.roll.standard_error_deg == pytest.approx(0.3)
    assert not front.roll.referenced


def test_poor_photo_widens(look_at: Callable[..., Any]) -> None:
    """The drawn person's points have a variance of 1; noise three times as large adds 8."""
    assert look_at(noise=3.0).find(*ASIS).covariance_px2.xx == pytest.approx((0.01 * UNIT) ** 2 + 8.0)


def test_photo_that_ends_at_the_hips_gives_no_pelvis(look_at: Callable[..., Any], seen_from_right: Build) -> None:
    pose = seen_from_right()
    cut = look_at(replace(pose, silhouette=pose.silhouette[:510]))
    assert cut.find(*ASIS) is None
    assert cut.why_missing(*ASIS).reason == message("landmark.cut_at_hips")
    assert cut.judged == ()
    assert cut.back is None
    assert cut.find(*C7) is not None


def test_raised_arm_widens_the_pelvis_and_says_so(look_at: Callable[..., Any], seen_from_right: Build) -> None:
    pose = seen_from_right()
    points = pose.points_px.copy()
    points[BlazePose.RIGHT_WRIST] = (300.0, 300.0)
    asis = look_at(replace(pose, points_px=points)).find(*ASIS)
    assert asis.covariance_px2.xx == pytest.approx((ARM_WIDENING * 0.01 * UNIT) ** 2)
    assert asis.note == message("landmark.arm_raised")


def test_strangeness_is_what_nine_in_ten_inputs_stay_below() -> None:
    assert strangeness(np.array([-3.0, *np.zeros(9), 0.0])) == pytest.approx(0.0)
    assert strangeness(np.linspace(-1.0, 1.0, 2001)) == pytest.approx(0.9, abs=1e-3)


def test_strange_person_gets_wider_errors_and_a_stranger_one_no_pelvis(look_at: Callable[..., Any], seen_from_right: Build) -> None:
    usual = look_at().find(*ASIS).covariance_px2.xx
    pose = seen_from_right()
    read = appearance(pose.points_px, pose.silhouette, largest_part(pose.silhouette), pose.view, View.RIGHT)
    assert read is not None
    own = strangeness(read.vector() / 10.0)
    wider = look_at(lateral_limit=np.array(own / 1.5)).find(*ASIS)
    assert wider.covariance_px2.xx == pytest.approx(1.5**2 * usual)
    assert wider.note == message("landmark.unusual_outline")
    odd = look_at(lateral_limit=np.array(own / 2.1))
    assert odd.find(*ASIS) is None
    assert odd.why_missing(*ASIS).reason == message("landmark.strange_outline")


def test_sitting_person_has_factors_of_their_own(look_at: Callable[..., Any]) -> None:
    pose = look_at(position=Position.SITTING)
    assert pose.interval_factor(MeasureName("craniovertebral_angle")) == pytest.approx(2.4)
    assert pose.find(*C7).x_px == pytest.approx(256.0 + SAID[LandmarkName.C7][0] * UNIT)


def from_the_front(pose: DetectedPose) -> DetectedPose:
    """The drawn person with left and right 120 pixels apart."""
    points = pose.points_px.copy()
    points[11:33:2, 0] += 60.0
    points[12:33:2, 0] -= 60.0
    return replace(pose, points_px=points)


def test_sitting_person_from_the_front_gets_the_contours_answer(seen_from_right: Build, quality: PhotoQuality) -> None:
    pose = from_the_front(seen_from_right())
    contour = ContourEstimator().estimate(pose, View.FRONT, Position.SITTING, quality)
    assert LearnedEstimator(model()).estimate(pose, View.FRONT, Position.SITTING, quality) == contour


def test_frontal_view_gives_both_sides_of_the_pelvis(seen_from_right: Build, quality: PhotoQuality) -> None:
    front = LearnedEstimator(model()).estimate(from_the_front(seen_from_right()), View.FRONT, Position.STANDING, quality)
    for side in (BodySide.LEFT, BodySide.RIGHT):
        asis = front.find(LandmarkName.ASIS, side)
        assert asis is not None
        assert asis.origin is Origin.ESTIMATED
        assert front.find(LandmarkName.PSIS, side) is None
    assert front.lens is None
