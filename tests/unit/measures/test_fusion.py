"""Fusing photos: by hand where a hand can do it, else on drawn bodies seen through a pinhole camera."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest

from posture_cv.domain.estimates import Interval, Measurement, MeasureName, Unit
from posture_cv.domain.landmarks import AnatomicalPose, Covariance, Landmark, LandmarkName, Origin
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.photo import Roll
from posture_cv.domain.pose import ViewEstimate
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.knowledge import load
from posture_cv.measures import measure
from posture_cv.measures.fusion import REPOSED_SD, fuse, fuse_all, spread

CVA = MeasureName("craniovertebral_angle")
SIDES = {View.LEFT: BodySide.LEFT, View.RIGHT: BodySide.RIGHT}
Read = Callable[..., Measurement]


@pytest.fixture
def read() -> Read:
    """A measurement whose error is split into shared, view's and own parts."""

    def build(
        value: float,
        shared: float,
        own: float,
        *,
        of_view: float = 0.0,
        view: View = View.LEFT,
        photo: int = 0,
        name: MeasureName = CVA,
        lean: tuple[float, float] = (1.0, 1.0),
    ) -> Measurement:
        error = math.sqrt(shared**2 + own**2 + of_view**2)
        return Measurement(
            name=name,
            view=view,
            side=SIDES.get(view, BodySide.MIDLINE),
            photo=photo,
            value=value,
            standard_error=error,
            interval=Interval(lower=value - 1.645 * error * lean[0], upper=value + 1.645 * error * lean[1]),
            unit=Unit.DEGREE,
            own_error=own,
            view_error=of_view,
        )

    return build


def test_one_photo_is_taken_as_it_is(read: Read) -> None:
    only = read(46.0, 3.0, 1.0)
    assert fuse([only]) is only
    assert spread([only]) == 0.0


def test_equal_photos_give_their_mean(read: Read) -> None:
    assert fuse([read(44.0, 3.0, 1.0), read(50.0, 3.0, 1.0)]).value == pytest.approx(47.0)


def test_only_the_own_error_averages_out(read: Read) -> None:
    """Nine photos of own error 6 have 2 left; a shared 3 stays: 3.6, and the re-posing adds its little."""
    own_falls = fuse([read(46.0, 3.0, 6.0, photo=i) for i in range(9)]).standard_error
    shared_stays = fuse([read(46.0, 3.0, 0.1, photo=i) for i in range(9)]).standard_error
    assert math.sqrt(3.0**2 + 2.0**2) < own_falls < 3.75
    assert 3.0 < shared_stays < 3.1


def test_a_cameras_roll_averages_over_views_and_not_over_repeats(read: Read) -> None:
    repeats = fuse([read(46.0, 0.5, 0.5, of_view=3.0, photo=i) for i in range(2)]).standard_error
    both = fuse([read(46.0, 0.5, 0.5, of_view=3.0, view=v, photo=i) for i, v in enumerate(SIDES)]).standard_error
    assert repeats > 3.0
    assert both < 3.0 / math.sqrt(2.0) + 0.4


def test_the_surer_photo_leads(read: Read) -> None:
    """A marked point's error of 1 is common to both, the estimate has 4 on top: weights 1 to 16 before the re-posing."""
    marked, estimated = read(40.0, 0.6, 0.8), read(48.0, math.sqrt(0.6**2 + 16.0), 0.8, photo=1)
    fused = fuse([marked, estimated])
    assert 40.0 < fused.value < 41.5
    assert fused.standard_error < estimated.standard_error


def test_photos_that_disagree_widen_the_error(read: Read) -> None:
    """Two photos 10 degrees apart with errors of 1 can only be two postures; their mean is no surer than a few degrees."""
    agree, disagree = (fuse([read(45.0 - d, 0.7, 0.7), read(45.0 + d, 0.7, 0.7, photo=1)]) for d in (0.0, 5.0))
    assert disagree.value == pytest.approx(45.0)
    assert disagree.standard_error > 2.5 * agree.standard_error
    assert disagree.interval.lower < 40.0
    assert disagree.interval.upper > 50.0


def test_order_does_not_matter(read: Read) -> None:
    photos = [read(40.0, 1.0, 2.0), read(47.0, 3.0, 1.0, photo=1), read(43.0, 2.0, 0.5, view=View.RIGHT, photo=2)]
    forth, back = fuse(photos), fuse(photos[::-1])
    assert (forth.value, forth.standard_error) == pytest.approx((back.value, back.standard_error))


def test_a_lopsided_interval_stays_lopsided(read: Read) -> None:
    fused = fuse([read(40.0, 2.0, 2.0, lean=(0.8, 1.4), photo=i) for i in range(3)])
    below, above = fused.value - fused.interval.lower, fused.interval.upper - fused.value
    assert above / below == pytest.approx(1.4 / 0.8)


def test_repeats_left_with_right_and_legs_apart(read: Read) -> None:
    knee, lean = MeasureName("knee_angle"), MeasureName("trunk_lean")
    views = (View.LEFT, View.LEFT, View.RIGHT)
    measured = MeasurementSet(
        measurements=tuple(read(float(i), 1.0, 1.0, view=v, photo=i, name=n) for i, v in enumerate(views) for n in (knee, lean))
    )
    found = {(f.name, f.side): f for f in fuse_all(measured, load().measures)}
    assert set(found) == {(knee, BodySide.LEFT), (lean, BodySide.LEFT), (lean, BodySide.MIDLINE)}
    both = found[lean, BodySide.MIDLINE]
    assert (both.photos, both.views, both.n) == ((0, 1, 2), (View.LEFT, View.RIGHT), 3)
    assert both.spread == pytest.approx(1.0), "of 0, 1 and 2"
    assert found[lean, BodySide.LEFT].value == pytest.approx(0.5)


def test_front_and_back_of_one_visit_are_fused_per_leg(read: Read) -> None:
    measured = MeasurementSet(measurements=tuple(read(180.0, 2.0, 1.0, view=v, photo=i) for i, v in enumerate((View.FRONT, View.BACK))))
    (fused,) = fuse_all(measured, load().measures)
    assert (fused.side, fused.views) == (BodySide.MIDLINE, (View.FRONT, View.BACK))


def test_a_measure_in_one_photo_is_not_fused(read: Read) -> None:
    assert fuse_all(MeasurementSet(measurements=(read(46.0, 3.0, 1.0),)), load().measures) == ()


# A body in thousandths of stature, forward and up of its middle, and half-distance to the mid-plane.
BODY = {
    LandmarkName.C7: (-30.0, 250.0, 0.0),
    LandmarkName.TRAGUS: (28.0, 319.0, 43.0),
}
DRAWN_CVA = math.degrees(math.atan2(69.0, 58.0))
DISTANCE = 2000.0
BUILD_SD, SCATTER_SD = {LandmarkName.C7: 6.0, LandmarkName.TRAGUS: 4.0}, 3.0
YAW_ERROR, ROLL_ERROR = 4.0, 1.0


def visit(rng: np.random.Generator, views: list[View], *, reposed_deg: float, tripod: bool) -> list[Measurement]:
    """CVA of a person photographed from ``views`` by a pinhole.

    The estimator misses this person's points by the same in every photo, and by a little more in each; it misjudges yaw by their build
    and by chance; the camera is rolled, alike in every photo on a tripod, else anew for each side; the head nods between photos.
    """
    build = {name: rng.normal(0.0, sd, 2) for name, sd in BUILD_SD.items()}
    yaw_of_build, lens_up = rng.normal(0.0, YAW_ERROR * math.sqrt(0.5)), rng.normal(0.0, 80.0)
    rolls = dict.fromkeys(View, rng.normal(0.0, ROLL_ERROR)) if tripod else {view: rng.normal(0.0, ROLL_ERROR) for view in View}
    found = []
    for photo, view in enumerate(views):
        facing, yaw = (-1 if view is View.LEFT else 1), rng.normal(0.0, 3.0)
        nod, roll = math.radians(rng.normal(0.0, reposed_deg)), math.radians(rolls[view])
        sin, cos = math.sin(math.radians(yaw)), math.cos(math.radians(yaw))
        points = []
        for name, (ahead, above, near) in BODY.items():
            # about C7, which itself stays where it is
            dx, dy = ahead + 30.0, above - 250.0
            forward, up = -30.0 + dx * math.cos(nod) - dy * math.sin(nod), 250.0 + dx * math.sin(nod) + dy * math.cos(nod)
            scale = DISTANCE / (DISTANCE - forward * sin - near * cos)
            error = build[name] * (facing, 1.0) + rng.normal(0.0, SCATTER_SD, 2)
            x, y = facing * (forward * cos - near * sin) * scale + error[0], -(up - lens_up) * scale + error[1]
            total, scatter = BUILD_SD[name] ** 2 + SCATTER_SD**2, SCATTER_SD**2
            points.append(
                Landmark(
                    name=name,
                    side=BodySide.MIDLINE if name is LandmarkName.C7 else SIDES[view],
                    x_px=450.0 + x * math.cos(roll) - y * math.sin(roll),
                    y_px=600.0 + x * math.sin(roll) + y * math.cos(roll),
                    covariance_px2=Covariance(xx=total, xy=0.0, yy=total),
                    origin=Origin.DETECTED,
                    scatter_px2=Covariance(xx=scatter, xy=0.0, yy=scatter),
                )
            )
        pose = AnatomicalPose(view=view, facing_sign=facing, landmarks=tuple(points), stature_px=1000.0, stature_error_px=20.0)
        seen_yaw = yaw + yaw_of_build + rng.normal(0.0, YAW_ERROR * math.sqrt(0.5))
        measured = measure(
            pose,
            load().measures,
            seen=ViewEstimate(view=view, yaw_deg=seen_yaw, yaw_standard_error_deg=YAW_ERROR, probability=1.0),
            roll=Roll(roll_deg=0.0, standard_error_deg=ROLL_ERROR, referenced=False),
            position=Position.STANDING,
            photo=photo,
            width_px=900,
            height_px=1200,
            focal_length_px=DISTANCE,
        )
        found.extend(measured.named(CVA))
    return found


@pytest.mark.parametrize(
    ("views", "reposed_deg", "tripod"),
    [
        pytest.param([View.LEFT] * 3, 1.0, False, id="three-repeats"),
        pytest.param([View.LEFT, View.RIGHT], 1.0, True, id="both-sides-tripod"),
        pytest.param([View.LEFT, View.RIGHT] * 3, 2.0, False, id="both-sides-thrice-hand-held"),
    ],
)
def test_interval_holds_and_the_error_falls(views: list[View], reposed_deg: float, tripod: bool) -> None:
    rng = np.random.default_rng(20260102)
    visits = [visit(rng, views, reposed_deg=reposed_deg, tripod=tripod) for _ in range(120)]
    fused = [fuse(photos) for photos in visits]
    held = np.mean([one.interval.lower <= DRAWN_CVA <= one.interval.upper for one in fused])
    # three standard errors of a share of 120 about 0.90
    assert 0.82 <= held <= 0.98
    error, before = (np.sqrt(np.mean([(one.value - DRAWN_CVA) ** 2 for one in group])) for group in (fused, [p[0] for p in visits]))
    assert error < before
    assert np.mean([f.standard_error for f in fused]) < np.mean([p[0].standard_error for p in visits])
    assert error == pytest.approx(np.mean([f.standard_error for f in fused]), rel=0.25)


def test_error_parts_of_a_photo_add_up_to_less_than_the_whole() -> None:
    (found,) = visit(np.random.default_rng(1), [View.LEFT], reposed_deg=0.0, tripod=True)
    # a scatter of 3 px across a lever of 90 at either end is 2.7 degrees; half the yaw's variance, at half a degree per degree, 1.4
    assert found.own_error == pytest.approx(math.hypot(2.7, 1.4), rel=0.15)
    assert found.view_error > ROLL_ERROR, "a degree of roll is a degree of CVA"
    assert found.own_error**2 + found.view_error**2 < found.standard_error**2


def test_the_re_posing_scale_covers_every_unit_that_is_measured_in() -> None:
    """Millimetres are what per cent of height comes to for a stated height; they are derived after fusing."""
    assert set(REPOSED_SD) == set(Unit) - {Unit.MILLIMETRE}
