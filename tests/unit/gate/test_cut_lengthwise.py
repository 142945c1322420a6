"""A photo whose side cuts through the person from top to bottom is refused; one that takes off an elbow is not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from posture_cv.capture.framing import frame_person
from posture_cv.domain.errors import PersonCropped
from posture_cv.domain.pose import PersonBox

if TYPE_CHECKING:
    from posture_cv.domain.pose import DetectedPose
    from tests.unit.gate.conftest import Drawn


def cut(drawn: Drawn, first: int, last: int) -> DetectedPose:
    """The person in a photo that shows these columns only."""
    pose = drawn.pose
    box = PersonBox(left_px=max(0, pose.box.left_px - first), top_px=100, right_px=min(last, pose.box.right_px) - first, bottom_px=900)
    return replace(pose, points_px=pose.points_px - (first, 0), silhouette=pose.silhouette[:, first:last], box=box)


@pytest.mark.parametrize(("first", "last"), [(390, 800), (0, 410), (345, 800), (0, 455)])
def test_a_side_through_trunk_or_legs_is_refused(drawn: Drawn, first: int, last: int) -> None:
    with pytest.raises(PersonCropped, match=r"cropped\.at_side|cuts through the person"):
        frame_person(cut(drawn, first, last))


def test_a_close_crop_around_the_person_stays(drawn: Drawn) -> None:
    assert frame_person(cut(drawn, 304, 497)).box.height_px == pytest.approx(800, abs=5)


def test_an_arm_that_the_side_takes_off_stays(drawn: Drawn) -> None:
    drawn.paint(250, 390, 340, 420, (200, 160, 140))
    drawn.paint(200, 390, 260, 520, (200, 160, 140))
    assert frame_person(cut(drawn, 230, 800)).feet_inside
