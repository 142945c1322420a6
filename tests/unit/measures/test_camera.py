"""What is taken as known of camera and body, against the lengths in centimetres it is said to come from."""

from __future__ import annotations

import math

import pytest

from posture_cv.domain.landmarks import LandmarkName, LensEstimate
from posture_cv.measures.camera import LATERAL_OFFSET, camera_prior

STATURE_CM = 168.0
AIM = math.tan(math.radians(3.0))


def test_without_a_focal_length_the_camera_stands_as_the_protocol_asks() -> None:
    # 2.8 m from somebody of 1.68 m, give or take a quarter: two thirds of 1.9 to 4.2 m lie within
    prior = camera_prior(900, 1200, 1000.0, None)
    assert prior.distance == pytest.approx(280.0 / STATURE_CM, abs=0.01)
    assert prior.distance_log_sd == pytest.approx(math.log(4.2 / 1.9) / 3.2, abs=0.01)
    assert camera_prior(900, 1200, 1000.0, 0.0) == prior, "a file that states nought states nothing"


def test_a_stated_focal_length_says_the_distance_to_a_twentieth_and_what_a_zoom_leaves_open() -> None:
    prior = camera_prior(900, 1200, 1000.0, 2000.0)
    assert (prior.distance, prior.distance_log_sd) == pytest.approx((2.0, 0.05))
    assert camera_prior(900, 1200, 1000.0, 2000.0, focal_log_error=0.12).distance_log_sd == pytest.approx(0.13)
    assert camera_prior(900, 1200, 1000.0, 400.0).distance == 0.5, "nobody is photographed whole from nearer than half their height"


@pytest.mark.parametrize("focal_px", [None, 0.0])
def test_a_lens_read_off_the_body_counts_where_no_focal_length_is_stated(focal_px: float | None) -> None:
    lens = LensEstimate(axis_y_px=500.0, axis_y_error_px=40.0, distance=2.4, distance_log_error=0.2, yaw_deg=0.0, yaw_error_deg=1.0)
    read = camera_prior(900, 1200, 1000.0, focal_px, lens)
    assert (read.distance, read.distance_log_sd, read.axis_y_px, read.axis_y_sd_px) == (2.4, 0.2, 500.0, 40.0)
    stated = camera_prior(900, 1200, 1000.0, 2000.0, lens)
    assert (stated.distance, stated.axis_y_px, stated.axis_y_sd_px) == (2.0, 500.0, 40.0)


def test_the_lens_axis_is_open_by_the_aim_and_by_the_trimming_of_photos() -> None:
    # aimed within 3 degrees from 2 statures of 1000 px, and trimmed by 6 % of the long side, 1200 px
    prior = camera_prior(900, 1200, 1000.0, 2000.0)
    open_px = math.hypot(2000.0 * AIM, 0.06 * 1200.0)
    assert (prior.axis_x_px, prior.axis_y_px) == (450.0, 600.0)
    assert (prior.axis_sd_px, prior.axis_y_sd_px) == pytest.approx((open_px, open_px))


def test_in_a_picture_that_may_be_cut_from_another_a_quarter_of_the_height_is_open_too() -> None:
    # the person stands 300 px off the middle of 900: the lens pointed between the two
    cut = camera_prior(900, 1200, 1000.0, None, person_x_px=750.0)
    whole_px = math.hypot(280.0 / STATURE_CM * 1000.0 * AIM, 0.06 * 1200.0)
    assert cut.axis_x_px == 600.0
    assert cut.axis_sd_px == pytest.approx(math.hypot(whole_px, 150.0), rel=0.01)
    assert cut.axis_y_sd_px == pytest.approx(math.hypot(whole_px, 0.25 * 1200.0), rel=0.01)
    # in the middle of a camera's own shape nothing says so, nor where the file states its lens
    assert camera_prior(900, 1200, 1000.0, None, person_x_px=450.0).axis_y_sd_px == pytest.approx(whole_px, rel=0.01)
    assert camera_prior(900, 1200, 1000.0, 2000.0, person_x_px=750.0).axis_x_px == 450.0


def test_half_breadths_are_those_of_a_body_of_168_centimetres() -> None:
    half_cm = {name: STATURE_CM * half for name, (half, _) in LATERAL_OFFSET.items()}
    assert half_cm[LandmarkName.C7] == 0.0, "on the mid-line"
    # as the pinhole budget takes them
    assert half_cm[LandmarkName.TRAGUS] == pytest.approx(7.2, abs=0.1)
    assert half_cm[LandmarkName.ACROMION] == pytest.approx(19.0, abs=0.6)
    assert half_cm[LandmarkName.ASIS] - half_cm[LandmarkName.PSIS] == pytest.approx(8.0, abs=0.2)
    # no breadth of the body is more than the shoulders', and every one is known to a few centimetres
    assert all(
        0.0 < half < half_cm[LandmarkName.ACROMION]
        for name, half in half_cm.items()
        if name not in (LandmarkName.C7, LandmarkName.ACROMION)
    )
    assert all(0.0 < STATURE_CM * sd <= 3.1 for name, (_, sd) in LATERAL_OFFSET.items() if name is not LandmarkName.C7)
    assert LATERAL_OFFSET[LandmarkName.C7][1] == 0.0
