"""What is drawn where, from figures whose geometry is known."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from posture_cv.domain.estimates import Measurement, MeasureName
from posture_cv.domain.judgements import JudgedMeasure, Judgement
from posture_cv.domain.landmarks import Covariance, LandmarkName
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.findings.classify import judge
from posture_cv.knowledge import load
from posture_cv.overlay.frontal import frontal_scene
from posture_cv.overlay.lateral import lateral_scene
from posture_cv.overlay.measured import judged_text, tilt_text
from posture_cv.overlay.scene import DrawnLine, PhotoMarks, PhotoScene, Role, arc, dot
from posture_cv.words import Words

if TYPE_CHECKING:
    from conftest import Drawn

ENGLISH = Words("en", load().texts)


def judgement_of(measured: Measurement) -> Judgement:
    norm = load().norm(measured.name, Position.STANDING)
    assert norm is not None
    return judge(measured, norm)


def lines(scene: PhotoScene, role: Role) -> list[DrawnLine]:
    return [line for line in scene.lines if line.role is role]


def texts(scene: PhotoScene, *, boxed: bool) -> set[str]:
    return {ENGLISH.say(label.text) for label in scene.labels if label.boxed is boxed}


def test_plumb_line_rises_upright_from_the_malleolus(drawn: Drawn) -> None:
    scene = lateral_scene(PhotoMarks.of(drawn.assessment(), 0), load().measures)
    (plumb,) = lines(scene, Role.PLUMB)
    assert [x for x, _ in plumb.points] == pytest.approx([305.0, 305.0])
    bottom, top = plumb.points[0][1], plumb.points[-1][1]
    assert top < 80.0
    assert bottom > 800.0


@pytest.mark.parametrize("roll_deg", [-4.0, 2.5])
def test_plumb_line_leans_with_the_camera(drawn: Drawn, roll_deg: float) -> None:
    scene = lateral_scene(PhotoMarks.of(drawn.assessment(roll_deg=roll_deg), 0), load().measures)
    (plumb,) = lines(scene, Role.PLUMB)
    (x0, y0), (x1, y1) = plumb.points
    assert math.degrees(math.atan2(x1 - x0, y0 - y1)) == pytest.approx(roll_deg)


def test_frontal_plumb_line_starts_between_the_malleoli(drawn: Drawn) -> None:
    (plumb,) = lines(frontal_scene(PhotoMarks.of(drawn.assessment(View.FRONT), 0), load().measures), Role.PLUMB)
    assert [x for x, _ in plumb.points] == pytest.approx([300.0, 300.0])


@pytest.mark.parametrize(("view", "sign"), [(View.LEFT, -1), (View.RIGHT, 1)])
def test_craniovertebral_angle_is_drawn_between_horizon_and_tragus(drawn: Drawn, view: View, sign: int) -> None:
    angle = drawn.measured(MeasureName("craniovertebral_angle"), 48.0, 5.0, view=view)
    scene = lateral_scene(PhotoMarks.of(drawn.assessment(view, measurements=(angle,)), 0), load().measures)
    c7 = drawn.lateral[LandmarkName.C7] if sign < 0 else (600.0 - drawn.lateral[LandmarkName.C7][0], 200.0)
    curve = max(lines(scene, Role.ANGLE), key=lambda line: len(line.points))
    assert curve.points[0][1] == pytest.approx(c7[1])
    assert sign * (curve.points[0][0] - c7[0]) > 0
    start, end = (math.atan2(c7[1] - y, sign * (x - c7[0])) for x, y in (curve.points[0], curve.points[-1]))
    assert math.degrees(end - start) == pytest.approx(math.degrees(math.atan2(50.0, 45.0)))
    assert "CVA 48 ± 5°" in texts(scene, boxed=True)


def test_no_angle_is_written_that_was_not_measured(drawn: Drawn) -> None:
    scene = lateral_scene(PhotoMarks.of(drawn.assessment(), 0), load().measures)
    assert texts(scene, boxed=True) == set()
    assert {"C7", "tragus", "malleolus"} <= texts(scene, boxed=False)


def test_without_c7_there_is_no_craniovertebral_line(drawn: Drawn) -> None:
    scene = lateral_scene(PhotoMarks.of(drawn.assessment(without=frozenset({LandmarkName.C7})), 0), load().measures)
    assert lines(scene, Role.ANGLE) == []


def test_pelvic_line_needs_both_spines(drawn: Drawn) -> None:
    asis, psis = drawn.landmark(LandmarkName.ASIS, (250.0, 430.0)), drawn.landmark(LandmarkName.PSIS, (345.0, 420.0))
    alone = drawn.assessment(extra=(asis,), without=frozenset({LandmarkName.C7}))
    both = drawn.assessment(extra=(asis, psis), without=frozenset({LandmarkName.C7}))
    assert lines(lateral_scene(PhotoMarks.of(alone, 0), load().measures), Role.ANGLE) == []
    (pelvic,) = lines(lateral_scene(PhotoMarks.of(both, 0), load().measures), Role.ANGLE)
    assert pelvic.points == ((345.0, 420.0), (250.0, 430.0))


def test_back_curve_is_drawn_as_given(drawn: Drawn) -> None:
    assessment = drawn.assessment()
    (contour,) = lines(lateral_scene(PhotoMarks.of(assessment, 0), load().measures), Role.CONTOUR)
    assert contour.points == assessment.photos[0].back_profile_px


def test_offsets_are_drawn_square_to_the_plumb_line(drawn: Drawn) -> None:
    scene = lateral_scene(PhotoMarks.of(drawn.assessment(roll_deg=3.0, without=frozenset({LandmarkName.C7})), 0), load().measures)
    (plumb,) = lines(scene, Role.PLUMB)
    up = (plumb.points[1][0] - plumb.points[0][0], plumb.points[1][1] - plumb.points[0][1])
    offsets = lines(scene, Role.REFERENCE)
    assert len(offsets) == 4
    for (x0, y0), (x1, y1) in (line.points for line in offsets):
        assert (x1 - x0) * up[0] + (y1 - y0) * up[1] == pytest.approx(0.0, abs=1e-6)


def test_level_lines_pass_through_both_acromia_and_say_the_lower_side(drawn: Drawn) -> None:
    tilt = drawn.measured(MeasureName("shoulder_level"), -6.0, 2.0, view=View.FRONT)
    judged = JudgedMeasure(measure=tilt.name, side=tilt.side, photo=0, judgement=judgement_of(tilt))
    marks = replace(PhotoMarks.of(drawn.assessment(View.FRONT, measurements=(tilt,)), 0), judgements=(judged,))
    scene = frontal_scene(marks, load().measures)
    assert "Shoulders 6 ± 2°, left lower" in texts(scene, boxed=True)
    heights = {line.points[0][1] for line in lines(scene, Role.ANGLE)}
    assert heights == {140.0, 215.0, 450.0}


@pytest.mark.parametrize(
    ("value", "half_width", "words"),
    [
        # the convention is 3; a half-width of 2 is a standard error of 1.2
        (6.0, 2.0, "6 ± 2°, right lower"),
        (-6.0, 2.0, "6 ± 2°, left lower"),
        (-4.0, 2.0, "4 ± 2°, no clear tilt"),
        (1.0, 2.0, "1 ± 2°, no clear tilt"),
    ],
)
def test_a_tilt_says_its_lower_side(drawn: Drawn, value: float, half_width: float, words: str) -> None:
    tilt = drawn.measured(MeasureName("shoulder_level"), value, half_width, view=View.FRONT)
    assert ENGLISH.say(tilt_text(tilt, judgement_of(tilt))) == words


def test_a_value_that_differs_says_so_in_the_picture(drawn: Drawn) -> None:
    angle = drawn.measured(MeasureName("craniovertebral_angle"), 30.0, 3.0, view=View.LEFT)
    assert ENGLISH.say(judged_text(angle, judgement_of(angle))) == "30 ± 3°, differs"
    assert ENGLISH.say(judged_text(angle, None)) == "30 ± 3°"


@pytest.mark.parametrize(("view", "left_leg_x"), [(View.FRONT, 333.0), (View.BACK, 267.0)])
def test_left_leg_label_stands_on_the_left_leg(drawn: Drawn, view: View, left_leg_x: float) -> None:
    leg = drawn.measured(MeasureName("hip_knee_ankle"), 176.0, 3.0, view=view, side=BodySide.LEFT)
    scene = frontal_scene(PhotoMarks.of(drawn.assessment(view, measurements=(leg,)), 0), load().measures)
    (label,) = (x for x in scene.labels if ENGLISH.say(x.text).startswith("Left leg"))
    assert label.at[0] == left_leg_x
    assert (label.toward[0] > 0) == (left_leg_x > 300.0)


def test_error_ellipse_holds_ninety_per_cent(drawn: Drawn) -> None:
    shown = dot(drawn.landmark(LandmarkName.C7, (0.0, 0.0), covariance=Covariance(xx=9.0, xy=0.0, yy=4.0)))
    assert shown.semi_axes_px == pytest.approx((3.0 * 2.146, 2.0 * 2.146), rel=1e-3)
    assert shown.angle_deg == pytest.approx(0.0)


def test_error_ellipse_turns_with_the_covariance(drawn: Drawn) -> None:
    shown = dot(drawn.landmark(LandmarkName.C7, (0.0, 0.0), covariance=Covariance(xx=5.0, xy=3.0, yy=5.0)))
    assert shown.angle_deg == pytest.approx(45.0)


def test_arc_takes_the_short_way_round() -> None:
    points = arc((0.0, 0.0), (-1.0, 0.1), (-1.0, -0.1), 10.0)
    assert all(x < 0 for x, _ in points)
    assert all(math.hypot(x, y) == pytest.approx(10.0) for x, y in points)


def test_unknown_photo_is_refused(drawn: Drawn) -> None:
    with pytest.raises(ValueError, match="expected a photo of the assessment, 0 to 0, but got 3"):
        PhotoMarks.of(drawn.assessment(), 3)


def test_a_side_photo_shows_the_trochanter_and_not_the_joint_behind_it(drawn: Drawn) -> None:
    joint = drawn.landmark(LandmarkName.HIP_JOINT, (298.0, 452.0))
    scene = lateral_scene(PhotoMarks.of(drawn.assessment(extra=(joint,)), 0), load().measures)
    assert "trochanter" in texts(scene, boxed=False)
    assert "hip" not in texts(scene, boxed=False)
    assert joint.x_px not in {d.at[0] for d in scene.dots}
