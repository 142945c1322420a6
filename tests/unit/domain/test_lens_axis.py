"""Where the lens pointed across a photo: its middle in a camera's own picture, somewhere towards the person in any other."""

from __future__ import annotations

import math

import pytest

from posture_cv.domain.photo import lens_axis
from posture_cv.measures.camera import FOCAL_LOG_SD, camera_prior


@pytest.mark.parametrize(
    ("size", "person_x", "focal", "known"),
    [
        pytest.param((720, 960), 360.0, None, True, id="a phone's picture, the person in the middle"),
        pytest.param((720, 960), 530.0, None, True, id="within a quarter of the width"),
        pytest.param((720, 960), 560.0, None, False, id="far off the middle: cut from a wider picture, perhaps"),
        pytest.param((720, 960), 700.0, 1000.0, True, id="far off the middle in a file that states its lens"),
        pytest.param((900, 960), 450.0, None, False, id="no camera's shape"),
        pytest.param((1080, 1920), 540.0, None, True, id="a frame of a film"),
    ],
)
def test_the_lens_pointed_at_the_middle_of_a_cameras_own_picture(
    size: tuple[int, int], person_x: float, focal: float | None, known: bool
) -> None:
    axis = lens_axis(*size, focal, person_x)
    assert axis.known is known
    middle = size[0] / 2.0
    # half-way between the middle and the person, either end within one standard deviation
    assert axis.x_px == pytest.approx(middle if known else (middle + person_x) / 2.0)
    assert axis.open_px == pytest.approx(0.0 if known else abs(person_x - middle) / 2.0)


def test_in_a_crop_the_axis_is_open_up_and_down_too() -> None:
    whole, cut = (camera_prior(width, 960, 800.0, None, person_x_px=360.0) for width in (720, 900))
    assert cut.axis_y_sd_px > 0.25 * 960 > whole.axis_y_sd_px


def test_a_zoom_that_may_not_be_counted_leaves_the_distance_open_and_the_axis_in_the_middle() -> None:
    """Twofold zoom, 26 mm or 52: the person stands at one distance or at twice that."""
    near, far = (camera_prior(720, 960, 800.0, focal).distance for focal in (700.0, 1400.0))
    zoomed = camera_prior(720, 960, 800.0, 700.0 * math.sqrt(2.0), person_x_px=700.0, focal_log_error=math.log(2.0) / 2.0)
    assert zoomed.distance == pytest.approx(math.sqrt(near * far))
    assert zoomed.distance_log_sd == pytest.approx(math.hypot(FOCAL_LOG_SD, math.log(2.0) / 2.0))
    assert zoomed.axis_x_px == 360.0
