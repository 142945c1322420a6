"""Standing, sitting or in the middle of something, by bodies drawn from joint angles."""

from __future__ import annotations

import math

import numpy as np
import pytest

from posture_cv.domain.pose import BlazePose, DetectedPose, PersonBox, ViewEstimate
from posture_cv.domain.views import Position, View
from posture_cv.gate.stance import Pause, legs_are_bent, stance_of
from posture_cv.gate.upright import quarter_turns, slant_deg

TRUNK, THIGH, SHIN, ARM = 250.0, 200.0, 200.0, 150.0


def body(
    *,
    trunk: float = 0.0,
    thighs: tuple[float, float] = (0.0, 0.0),
    shins: tuple[float, float] = (0.0, 0.0),
    arm: float = 0.0,
    width: float = 0.0,
    rolled: float = 0.0,
    view: View = View.RIGHT,
) -> DetectedPose:
    """A person who faces the image's right; limbs swing forward by so many degrees, left and right leg; ``rolled`` turns all clockwise."""

    def step(length: float, forward_deg: float, down: float = 1.0) -> np.ndarray:
        return length * np.array([math.sin(math.radians(forward_deg)), down * math.cos(math.radians(forward_deg))])

    points = np.zeros((33, 2))
    hip = np.array([500.0, 600.0])
    shoulder = hip + step(TRUNK, trunk, -1.0)
    points[BlazePose.NOSE : BlazePose.MOUTH_RIGHT + 1] = shoulder + np.array([20.0, -80.0])
    for index, half in ((0, 0.5 * width), (1, -0.5 * width)):
        across = np.array([half, 0.0])
        knee = hip + step(THIGH, thighs[index])
        points[BlazePose.LEFT_SHOULDER + index] = shoulder + across
        points[BlazePose.LEFT_ELBOW + index] = shoulder + step(ARM, arm) + across
        points[BlazePose.LEFT_HIP + index] = hip + across
        points[BlazePose.LEFT_KNEE + index] = knee + across
        points[BlazePose.LEFT_ANKLE + index] = knee + step(SHIN, shins[index]) + across
    turn = math.radians(rolled)
    around = np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    points = (points - hip) @ around.T + hip
    return DetectedPose(
        points_px=points,
        covariances_px2=np.tile(np.eye(2), (33, 1, 1)),
        visibility=np.ones(33),
        silhouette=np.full((1200, 1000), 255, dtype=np.uint8),
        box=PersonBox(left_px=300, top_px=200, right_px=700, bottom_px=1010),
        view=ViewEstimate(view=view, yaw_deg=0.0, yaw_standard_error_deg=3.0, probability=1.0),
        passes=1,
    )


@pytest.mark.parametrize(
    ("pose", "pause"),
    [
        pytest.param(body(), Pause.STANDING, id="upright"),
        pytest.param(body(trunk=40.0), Pause.STANDING, id="bending forward with straight legs"),
        pytest.param(body(thighs=(8.0, 8.0), shins=(-6.0, -6.0)), Pause.STANDING, id="knees a little bent"),
        pytest.param(body(thighs=(85.0, 85.0)), Pause.SITTING, id="on a chair"),
        pytest.param(body(thighs=(85.0, 85.0), shins=(-10.0, -10.0), trunk=10.0), Pause.SITTING, id="feet under the chair"),
        pytest.param(body(thighs=(75.0, 75.0), shins=(-25.0, -25.0), trunk=30.0), Pause.MOVING, id="at the bottom of a squat"),
        pytest.param(body(thighs=(40.0, 40.0), shins=(-20.0, -20.0), trunk=20.0), Pause.MOVING, id="half-way down"),
    ],
)
def test_the_legs_say_what_a_person_is_doing(pose: DetectedPose, pause: Pause) -> None:
    assert stance_of(pose, View.RIGHT).pause is pause


@pytest.mark.parametrize("swings", [slice(None), slice(None, None, -1)], ids=["far leg", "near leg"])
def test_a_leg_that_swings_beside_one_that_stands_is_a_stride(swings: slice) -> None:
    walking = stance_of(body(thighs=(-10.0, 5.0)[swings], shins=(-60.0, 2.0)[swings]), View.RIGHT)
    assert walking.pause is Pause.STANDING
    assert walking.striding
    assert not stance_of(body(), View.RIGHT).striding


def test_a_sitting_person_from_the_front_has_short_thighs_in_the_picture() -> None:
    pose = body(width=120.0, view=View.FRONT)
    for knee in (BlazePose.LEFT_KNEE, BlazePose.RIGHT_KNEE):
        pose.points_px[knee, 1] = pose.points_px[BlazePose.LEFT_HIP, 1] + 60.0
    assert stance_of(pose, View.FRONT).pause is Pause.SITTING
    assert stance_of(body(width=120.0, view=View.FRONT), View.FRONT).agrees_with(Position.STANDING)


@pytest.mark.parametrize(("step_px", "strides"), [(0.0, False), (20.0, False), (50.0, True), (-50.0, True)])
def test_from_the_front_a_foot_that_lies_higher_in_the_picture_is_a_step(step_px: float, strides: bool) -> None:
    """Of 810 pixels of height; at a lens 1 m high and 3 m away a foot 30 cm further lies by 0.1 m of the floor's 1.7 m higher."""
    pose = body(width=120.0, view=View.FRONT)
    pose.points_px[BlazePose.LEFT_ANKLE, 1] -= step_px
    assert stance_of(pose, View.FRONT).striding is strides


@pytest.mark.parametrize(("rolled", "bent"), [(0.0, False), (40.0, False), (-140.0, False)])
def test_a_slanted_photo_bends_no_knee(rolled: float, bent: bool) -> None:
    assert legs_are_bent(body(rolled=rolled)) is bent
    assert legs_are_bent(body(thighs=(75.0, 75.0), shins=(-25.0, -25.0), trunk=30.0, rolled=rolled))


@pytest.mark.parametrize(("forward", "raised"), [(0.0, False), (30.0, False), (60.0, True), (-60.0, False)])
def test_an_arm_forward_of_the_trunk_counts_as_raised(forward: float, raised: bool) -> None:
    stance = stance_of(body(arm=forward), View.RIGHT)
    assert stance.arm_forward_deg == pytest.approx(forward, abs=1e-6)
    assert stance.arms_raised is raised


@pytest.mark.parametrize("rolled", range(-180, 181, 15))
def test_quarter_turns_bring_any_photo_within_45_degrees_of_upright(rolled: int) -> None:
    if abs(rolled) % 90 == 45:
        return
    turns = quarter_turns(body(rolled=float(rolled)))
    left_over = math.remainder(rolled + 90.0 * turns, 360.0)
    assert abs(left_over) < 50.0
    assert slant_deg(body(rolled=left_over)) == pytest.approx(left_over, abs=1e-6)


def test_a_bend_a_stride_and_a_sway_are_no_slant() -> None:
    assert slant_deg(body(trunk=40.0)) == 0.0
    assert slant_deg(body(trunk=-4.0, shins=(-6.0, -6.0), thighs=(-6.0, -6.0))) == 0.0


@pytest.mark.parametrize(("trunk", "bent"), [(0.0, False), (15.0, False), (-15.0, False), (26.0, True), (-26.0, True)])
def test_a_trunk_far_from_upright_over_straight_legs_is_bent(trunk: float, bent: bool) -> None:
    assert stance_of(body(trunk=trunk), View.RIGHT).bent is bent


@pytest.mark.parametrize(("aside", "bent"), [(6.0, False), (18.0, True), (-18.0, True)])
def test_from_the_front_less_is_a_bend(aside: float, bent: bool) -> None:
    assert stance_of(body(trunk=aside, width=120.0, view=View.FRONT), View.FRONT).bent is bent


def test_a_rolled_camera_bends_nobody() -> None:
    assert not stance_of(body(rolled=14.0, width=120.0, view=View.FRONT), View.FRONT).bent
    assert not stance_of(body(rolled=14.0, trunk=10.0), View.RIGHT).bent


@pytest.mark.parametrize(("arm", "lifted"), [(0.0, False), (90.0, False), (150.0, True), (-170.0, True)])
def test_an_arm_that_points_up_is_lifted_in_a_side_view(arm: float, lifted: bool) -> None:
    stance = stance_of(body(arm=arm), View.RIGHT)
    assert stance.arm_lifted is lifted
    assert stance.arms_raised is (arm == 90.0)


@pytest.mark.parametrize(("aside", "lifted"), [(0.0, False), (35.0, False), (70.0, True), (165.0, True)])
def test_an_arm_far_aside_is_lifted_from_the_front(aside: float, lifted: bool) -> None:
    assert stance_of(body(arm=aside, width=120.0, view=View.FRONT), View.FRONT).arm_lifted is lifted
