"""Lines from joint to joint, as other software draws them, over a plain figure."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import cv2
import pytest

from posture_cv.domain.pose import BlazePose
from posture_cv.gate.joined import is_joined_up

if TYPE_CHECKING:
    from tests.unit.gate.conftest import Drawn

LEFT = (BlazePose.LEFT_EAR, BlazePose.LEFT_SHOULDER, BlazePose.LEFT_HIP, BlazePose.LEFT_KNEE, BlazePose.LEFT_ANKLE)


def join(person: Drawn, places: tuple[BlazePose, ...], colour: tuple[int, int, int], aside_px: int = 0) -> None:
    for (x0, y0), (x1, y1) in pairwise(person.points[list(places)].astype(int).tolist()):
        cv2.line(person.pixels, (x0 + aside_px, y0), (x1 + aside_px, y1), colour, 4, cv2.LINE_AA)


def test_a_person_alone_is_not_joined_up(drawn: Drawn, from_the_side: Drawn) -> None:
    assert not is_joined_up(drawn.photo, drawn.pose)
    assert not is_joined_up(from_the_side.photo, from_the_side.pose)


@pytest.mark.parametrize("colour", [(250, 240, 40), (255, 255, 255), (20, 230, 40)])
@pytest.mark.parametrize("aside_px", [-12, 0, 12])
def test_lines_from_ear_to_ankle_are_seen_also_beside_the_detector_s_own_points(
    drawn: Drawn, colour: tuple[int, int, int], aside_px: int
) -> None:
    join(drawn, LEFT, colour, aside_px)
    assert is_joined_up(drawn.photo, drawn.pose)


def test_stripes_of_trousers_are_no_drawing(drawn: Drawn) -> None:
    join(drawn, LEFT[2:], (250, 240, 40))
    join(drawn, (BlazePose.RIGHT_HIP, BlazePose.RIGHT_KNEE, BlazePose.RIGHT_ANKLE), (250, 240, 40))
    assert not is_joined_up(drawn.photo, drawn.pose)


def test_a_seam_of_another_colour_than_the_trousers_stripe_is_no_drawing(drawn: Drawn) -> None:
    join(drawn, LEFT[1:3], (20, 20, 20))
    join(drawn, LEFT[2:], (250, 240, 40))
    assert not is_joined_up(drawn.photo, drawn.pose)
