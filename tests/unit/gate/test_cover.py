"""Parts of the body that a silhouette with a hole in it does not show."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import AnatomicalPose, Covariance, Landmark, LandmarkName, Origin
from posture_cv.domain.pose import BlazePose
from posture_cv.domain.views import BodySide, View
from posture_cv.gate.cover import Part, hidden_parts
from posture_cv.gate.garment import WIDENED, legs_are_veiled, without_veiled

if TYPE_CHECKING:
    from tests.unit.gate.conftest import Drawn


def body_parts(drawn: Drawn) -> frozenset[Part]:
    """Hidden parts of trunk and legs; the drawn head is of one colour."""
    return hidden_parts(drawn.photo, drawn.pose, View.BACK)


def test_a_trunk_with_a_hole_is_hidden(drawn: Drawn) -> None:
    assert body_parts(drawn) == frozenset()
    drawn.silhouette[330:400, 300:500] = 0
    assert body_parts(drawn) == {Part.TRUNK}


def test_the_gap_between_arm_and_trunk_is_no_hole(drawn: Drawn) -> None:
    drawn.silhouette[300:480, 300:360] = 0
    assert body_parts(drawn) == frozenset()


def test_a_shin_with_a_hole_is_hidden_though_knee_and_ankle_show(drawn: Drawn) -> None:
    drawn.silhouette[740:800, 400:520] = 0
    assert body_parts(drawn) == {Part.LEFT_LEG}


def test_one_hardly_seen_point_of_a_leg_hides_it(drawn: Drawn) -> None:
    pose = drawn.pose
    pose.visibility[BlazePose.RIGHT_ANKLE] = 0.16
    assert hidden_parts(drawn.photo, pose, View.BACK) == {Part.RIGHT_LEG}


def test_a_face_drawn_beside_the_person_is_hidden(drawn: Drawn) -> None:
    """The detector makes up a head where a picture of the wall covers it; the silhouette does not."""
    drawn.pixels[100:240] = np.random.default_rng(3).integers(100, 200, (140, 800, 3))
    assert Part.FACE not in hidden_parts(drawn.photo, drawn.pose, View.FRONT)
    drawn.silhouette[90:240] = 0
    assert Part.FACE in hidden_parts(drawn.photo, drawn.pose, View.FRONT)


def skirt(drawn: Drawn, half_px: int) -> None:
    """One column from the hips to the shins."""
    drawn.paint(400 - half_px, 500, 400 + half_px, 780, (120, 60, 60))


def test_a_skirt_veils_the_legs_and_trousers_do_not(drawn: Drawn, from_the_side: Drawn) -> None:
    """Of 800 pixels: legs 190 from edge to edge with a gap, a skirt of 200 without; from the side one leg of 70, a skirt of 140."""
    assert not legs_are_veiled(drawn.pose, View.FRONT)
    assert not legs_are_veiled(from_the_side.pose, View.RIGHT)
    skirt(drawn, 100)
    skirt(from_the_side, 70)
    assert legs_are_veiled(drawn.pose, View.FRONT)
    assert legs_are_veiled(from_the_side.pose, View.RIGHT)


def test_a_skirt_above_the_knee_veils_nothing(drawn: Drawn) -> None:
    drawn.paint(280, 500, 520, 640, (120, 60, 60))
    assert not legs_are_veiled(drawn.pose, View.FRONT)


def test_veiled_knees_are_missing_and_what_leans_on_the_hips_is_wider() -> None:
    knee = Landmark(
        name=LandmarkName.KNEE,
        side=BodySide.LEFT,
        x_px=400.0,
        y_px=690.0,
        covariance_px2=Covariance(xx=1, xy=0, yy=1),
        origin=Origin.ESTIMATED,
    )
    obliquity, tilt = MeasureName("pelvic_obliquity"), MeasureName("head_tilt_frontal")
    pose = AnatomicalPose(view=View.FRONT, facing_sign=0, landmarks=(knee,), interval_factors=((obliquity, 1.2), (tilt, 1.1)))
    veiled = without_veiled(pose)
    assert veiled.find(LandmarkName.KNEE, BodySide.LEFT) is None
    assert [gap.reason.id for gap in veiled.missing] == ["gate.veiled"]
    assert veiled.interval_factor(obliquity) == 1.2 * WIDENED
    assert veiled.interval_factor(tilt) == 1.1
