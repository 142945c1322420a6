from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from posture_cv.detection.framing import Framing
from posture_cv.detection.located_pose import LocatedPose
from posture_cv.detection.people import chosen_person, distinct, is_plausible
from posture_cv.detection.raw_pose import RawPose
from posture_cv.domain.errors import NoPersonFound, SeveralPeopleFound
from posture_cv.domain.pose import BlazePose, PersonBox

Draw = Callable[..., RawPose]
FRAME = Framing(left_px=0, top_px=0, right_px=600, bottom_px=400)


def box(centre_x: float, height: float) -> PersonBox:
    return PersonBox(left_px=centre_x - 50, top_px=0, right_px=centre_x + 50, bottom_px=height)


def test_somebody_alone_is_the_one_wherever_they_stand() -> None:
    assert chosen_person([box(20, 300)], 900, None) == 0


def test_a_tall_person_in_the_middle_is_the_one_among_bystanders() -> None:
    assert chosen_person([box(450, 600), box(100, 390), box(800, 200)], 900, None) == 0


@pytest.mark.parametrize(
    "boxes",
    [
        pytest.param([box(300, 600), box(600, 580)], id="two of a size"),
        pytest.param([box(450, 600), box(800, 410)], id="more than two thirds as tall"),
        pytest.param([box(60, 600), box(450, 300)], id="the tall one at the edge"),
    ],
)
def test_nobody_is_clearly_the_one(boxes: list[PersonBox]) -> None:
    with pytest.raises(SeveralPeopleFound, match=r"2 people can be seen.*Choose one by number, 1 \(largest\) to 2") as caught:
        chosen_person(boxes, 900, None)
    assert caught.value.people == tuple(boxes)


def test_people_are_counted_from_one() -> None:
    assert chosen_person([box(300, 600), box(600, 580)], 900, 2) == 1


@pytest.mark.parametrize("number", [0, -1, 3])
def test_a_number_nobody_has_tells_how_many_there_are(number: int) -> None:
    shown = str(number).replace("-", "\N{MINUS SIGN}")
    with pytest.raises(SeveralPeopleFound, match=f"Person {shown} was asked for, but 2 people can be seen. Choose a number from 1 to 2"):
        chosen_person([box(300, 600), box(600, 580)], 900, number)


def test_an_empty_photo() -> None:
    with pytest.raises(NoPersonFound, match="Nobody was found in the photo"):
        chosen_person([], 900, None)


def test_two_sightings_of_one_person_count_once_and_the_larger_person_comes_first(raw_body: Draw) -> None:
    small, again = (LocatedPose(pose=raw_body(0.0, centre_x), framing=FRAME) for centre_x in (150.0, 153.0))
    pose = raw_body(0.0, 450.0)
    tall = LocatedPose(pose=replace(pose, points_px=pose.points_px * (1.0, 1.8)), framing=FRAME)
    assert distinct([small, tall, again], 600, 400) == [tall, small]


def body_mask() -> np.ndarray:
    mask = np.zeros((400, 600), dtype=np.float32)
    mask[40:260, 250:350] = 1.0
    return mask


def test_a_body_on_its_silhouette_is_a_person(raw_body: Draw) -> None:
    assert is_plausible(LocatedPose(pose=raw_body(0.0, mask=body_mask()), framing=FRAME), 600, 400)


def test_a_mirrored_frame_is_read_the_right_way_round(raw_body: Draw) -> None:
    off_centre = raw_body(0.0, 200.0, mask=np.roll(body_mask(), -100, axis=1)[:, ::-1])
    assert is_plausible(LocatedPose(pose=off_centre, framing=replace(FRAME, mirrored=True)), 600, 400)
    assert not is_plausible(LocatedPose(pose=off_centre, framing=FRAME), 600, 400)


def test_legs_taken_for_a_body_have_no_neck(raw_body: Draw) -> None:
    pose = raw_body(0.0, mask=body_mask())
    points = pose.points_px.copy()
    points[[BlazePose.LEFT_EAR, BlazePose.RIGHT_EAR], 1] = 90.0  # ten pixels above the shoulders of a torso of 100
    assert not is_plausible(LocatedPose(pose=replace(pose, points_px=points), framing=FRAME), 600, 400)


def test_points_beside_the_silhouette_are_no_person(raw_body: Draw) -> None:
    assert not is_plausible(LocatedPose(pose=raw_body(0.0, mask=np.roll(body_mask(), 200, axis=1)), framing=FRAME), 600, 400)


def test_shoulders_outside_the_photo_are_no_person(raw_body: Draw) -> None:
    pose = raw_body(0.0)
    above = replace(pose, points_px=pose.points_px - (0.0, 130.0))
    assert not is_plausible(LocatedPose(pose=above, framing=FRAME), 600, 400)
