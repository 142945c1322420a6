"""Boxes laid over a person, and pictures on the wall behind one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import AnatomicalPose, Covariance, JudgedAngle, Landmark, LandmarkName, Origin
from posture_cv.domain.views import BodySide, View
from posture_cv.gate.laid import LaidBox, laid_boxes, without_points_under

if TYPE_CHECKING:
    from tests.unit.gate.conftest import Drawn

HEAD, SHOULDER, HIPS = (345, 90, 455, 230), (280, 230, 360, 330), (290, 470, 520, 560)


def lay(drawn: Drawn, box: tuple[int, int, int, int], colour: tuple[int, int, int] | None) -> None:
    """A box over the photo, of one colour or of specks."""
    left, top, right, bottom = box
    specks = np.random.default_rng(2).integers(0, 256, (bottom - top, right - left, 3))
    drawn.pixels[top:bottom, left:right] = specks if colour is None else colour


@pytest.mark.parametrize("box", [HEAD, SHOULDER, HIPS], ids=["head", "shoulder", "hips"])
@pytest.mark.parametrize("colour", [(0, 0, 0), (255, 255, 255), (30, 200, 60), None], ids=["black", "white", "green", "specks"])
def test_a_box_over_a_part_of_the_body_is_found_where_it_lies(
    drawn: Drawn, box: tuple[int, int, int, int], colour: tuple[int, int, int] | None
) -> None:
    assert laid_boxes(drawn.photo, drawn.pose) == ()
    lay(drawn, box, colour)
    found = laid_boxes(drawn.photo, drawn.pose)
    assert found
    assert all(np.abs(np.array(each) - box).max() <= 3 for each in found)


def test_a_box_over_the_whole_head_is_found_though_the_detector_puts_a_head_below_it(drawn: Drawn) -> None:
    lay(drawn, HEAD, (255, 255, 255))
    drawn.points[:11] = (400, 238)
    assert laid_boxes(drawn.photo, drawn.pose)


@pytest.mark.parametrize("picture", [(150, 150, 700, 600), (50, 60, 750, 480), (370, 20, 600, 400)])
def test_a_picture_behind_the_person_is_not_laid_over_them(drawn: Drawn, picture: tuple[int, int, int, int]) -> None:
    person = drawn.pixels.copy()
    lay(drawn, picture, (60, 90, 60))
    drawn.pixels = np.where((drawn.silhouette > 0)[..., None], person, drawn.pixels)
    assert laid_boxes(drawn.photo, drawn.pose) == ()


def test_a_print_on_a_shirt_is_no_box_over_the_body(drawn: Drawn) -> None:
    lay(drawn, (360, 300, 440, 380), (240, 240, 240))
    assert laid_boxes(drawn.photo, drawn.pose) == ()


def test_what_lies_under_a_box_is_missing_and_the_trunk_is_not_judged_by_an_outline_with_a_box_in_it() -> None:
    points = [
        Landmark(name=name, side=BodySide.RIGHT, x_px=400.0, y_px=y, covariance_px2=Covariance(xx=1, xy=0, yy=1), origin=Origin.ESTIMATED)
        for name, y in ((LandmarkName.ACROMION, 260.0), (LandmarkName.KNEE, 690.0))
    ]
    pose = AnatomicalPose(
        view=View.RIGHT,
        facing_sign=1,
        landmarks=tuple(points),
        judged=(JudgedAngle(name=MeasureName("pelvic_tilt"), angle_deg=12.0, standard_error_deg=3.0),),
    )
    left = without_points_under(pose, (LaidBox(380, 240, 420, 300),))
    assert [point.name for point in left.landmarks] == [LandmarkName.KNEE]
    assert [(gap.name, gap.reason.id) for gap in left.missing] == [(LandmarkName.ACROMION, "gate.laid_over")]
    assert left.judged == ()
    assert without_points_under(pose, ()) is pose
