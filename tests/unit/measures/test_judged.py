"""What an estimator says about angles, lens and intervals, and when a hand-placed point takes its place."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from posture_cv.domain.estimates import Measurement, MeasureName
from posture_cv.domain.landmarks import AnatomicalPose, JudgedAngle, LensEstimate, Origin
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.views import BodySide, View
from posture_cv.measures.camera import camera_prior

Posed = Callable[..., AnatomicalPose]
Measured = Callable[..., MeasurementSet]
R, MID = BodySide.RIGHT, BodySide.MIDLINE
POINTS = {("asis", R): (520.0, 640.0), ("psis", R): (400.0, 600.0), ("c7", MID): (420.0, 300.0), ("tragus", R): (500.0, 220.0)}
TILT = JudgedAngle(name=MeasureName("pelvic_tilt"), angle_deg=9.0, standard_error_deg=2.0, scatter_deg=1.0)
Z_90 = 1.6448536269514722


def only(found: MeasurementSet, name: MeasureName) -> Measurement:
    (one,) = found.named(name)
    return one


def test_judged_angle_is_given_with_its_error(posed: Posed, measured: Measured) -> None:
    pose = replace(posed(View.RIGHT, POINTS, origin=Origin.ESTIMATED), judged=(TILT,))
    tilt = only(measured(pose), MeasureName("pelvic_tilt"))
    assert tilt.value == 9.0
    assert tilt.standard_error == pytest.approx(2.0)
    assert tilt.own_error == pytest.approx(1.0)
    assert tilt.interval.upper == pytest.approx(9.0 + 2.0 * Z_90)


def test_point_placed_by_hand_beats_the_judgement(posed: Posed, measured: Measured) -> None:
    pose = replace(posed(View.RIGHT, POINTS, origin=Origin.MARKED), judged=(TILT,))
    assert only(measured(pose), MeasureName("pelvic_tilt")).value == pytest.approx(18.4, abs=2.0)


@pytest.mark.parametrize("name", [MeasureName("thoracic_kyphosis"), MeasureName("lumbar_lordosis")])
def test_judged_curve_needs_no_outline(posed: Posed, measured: Measured, name: MeasureName) -> None:
    curve = JudgedAngle(name=name, angle_deg=33.0, standard_error_deg=4.0)
    pose = replace(posed(View.RIGHT, POINTS, origin=Origin.ESTIMATED), judged=(curve,))
    assert only(measured(pose), name).value == 33.0
    assert not measured(posed(View.RIGHT, POINTS, origin=Origin.ESTIMATED)).named(name)


def test_factor_widens_an_interval_but_moves_no_value(posed: Posed, measured: Measured) -> None:
    plain = posed(View.RIGHT, POINTS, origin=Origin.ESTIMATED)
    factored = replace(plain, interval_factors=((MeasureName("craniovertebral_angle"), 1.5),))
    before, after = (only(measured(pose), MeasureName("craniovertebral_angle")) for pose in (plain, factored))
    assert after.value == before.value
    assert after.standard_error == pytest.approx(1.5 * before.standard_error)
    assert after.interval.upper - after.value == pytest.approx(1.5 * (before.interval.upper - before.value))
    tilts = (only(measured(pose), MeasureName("pelvic_tilt")).standard_error for pose in (plain, factored))
    assert next(tilts) == next(tilts)


def test_added_error_joins_after_the_factor(posed: Posed, measured: Measured) -> None:
    pose = replace(
        posed(View.RIGHT, POINTS, origin=Origin.ESTIMATED),
        judged=(TILT,),
        interval_factors=((MeasureName("pelvic_tilt"), 1.5),),
        added_errors=((MeasureName("pelvic_tilt"), 4.0),),
    )
    tilt = only(measured(pose), MeasureName("pelvic_tilt"))
    assert tilt.standard_error == pytest.approx(5.0)
    assert tilt.value - tilt.interval.lower == pytest.approx(5.0 * Z_90)
    assert tilt.own_error == pytest.approx(1.5)


def test_factor_does_not_hold_for_points_placed_by_hand(posed: Posed, measured: Measured) -> None:
    plain = posed(View.RIGHT, POINTS, origin=Origin.MARKED)
    factored = replace(plain, interval_factors=((MeasureName("craniovertebral_angle"), 1.5),))
    before, after = (only(measured(pose), MeasureName("craniovertebral_angle")) for pose in (plain, factored))
    assert after.standard_error == before.standard_error


def lens(axis_y_px: float) -> LensEstimate:
    return LensEstimate(axis_y_px=axis_y_px, axis_y_error_px=50.0, distance=1.5, distance_log_error=0.1, yaw_deg=0.0, yaw_error_deg=2.0)


def test_lens_read_off_the_body_replaces_what_holds_for_any_photo() -> None:
    camera = camera_prior(900, 1200, 1000.0, None, lens(700.0))
    assert (camera.axis_y_px, camera.axis_y_sd_px) == (700.0, 50.0)
    assert (camera.distance, camera.distance_log_sd) == (1.5, 0.1)
    assert camera.axis_x_px == 450.0


def test_focal_length_of_the_file_beats_the_distance_read_off_the_body() -> None:
    assert camera_prior(900, 1200, 1000.0, 3000.0, lens(700.0)).distance == pytest.approx(3.0)


def test_lower_lens_takes_more_parallax_out(posed: Posed, measured: Measured) -> None:
    """The near tragus is nearer to the lens than C7, so a lens below them both draws it too high."""
    plain = posed(View.RIGHT, POINTS, origin=Origin.ESTIMATED)
    level, low = (
        only(measured(replace(plain, lens=lens(y)), focal_length_px=None), MeasureName("craniovertebral_angle")).value
        for y in (260.0, 900.0)
    )
    assert low < level - 1.0


def test_yaw_read_off_the_body_replaces_the_detectors(posed: Posed, measured: Measured) -> None:
    plain = posed(View.RIGHT, POINTS, origin=Origin.ESTIMATED)
    turned = replace(plain, lens=replace(lens(600.0), yaw_deg=8.0))
    by_lens = only(measured(turned, focal_length_px=None), MeasureName("craniovertebral_angle")).value
    straight = only(measured(replace(turned, lens=lens(600.0)), focal_length_px=None), MeasureName("craniovertebral_angle")).value
    assert abs(by_lens - straight) > 1.0
