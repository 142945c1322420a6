"""Lines drawn over a person, at any slant, and what only looks like one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np
import pytest

from posture_cv.gate.drawn import is_drawn_over

if TYPE_CHECKING:
    from tests.unit.gate.conftest import Drawn

RED = (230, 20, 20)


def line(drawn: Drawn, slant_deg: float, *, thickness: int = 4, through: tuple[int, int] = (400, 420)) -> None:
    """A line across the whole picture through a place, ``slant_deg`` clockwise from level."""
    along = 2000.0 * np.array([np.cos(np.radians(slant_deg)), np.sin(np.radians(slant_deg))])
    ends = [tuple(int(v) for v in np.array(through) + sign * along) for sign in (-1, 1)]
    cv2.line(drawn.pixels, ends[0], ends[1], RED, thickness, cv2.LINE_AA)


@pytest.mark.parametrize("slant", range(0, 180, 10))
def test_a_line_across_person_and_background_is_seen_at_any_slant(drawn: Drawn, slant: int) -> None:
    assert not is_drawn_over(drawn.photo, drawn.pose)
    line(drawn, float(slant))
    assert is_drawn_over(drawn.photo, drawn.pose)


def test_a_grid_is_seen(drawn: Drawn) -> None:
    for at in range(0, 1000, 70):
        line(drawn, 0.0, through=(400, at), thickness=2)
        line(drawn, 90.0, through=(at, 400), thickness=2)
    assert is_drawn_over(drawn.photo, drawn.pose)


@pytest.mark.parametrize("slant", [0.0, 37.0, 90.0])
def test_a_line_that_the_person_hides_is_behind_them(drawn: Drawn, slant: float) -> None:
    before = drawn.pixels.copy()
    line(drawn, slant)
    drawn.pixels = np.where((drawn.silhouette > 0)[..., None], before, drawn.pixels)
    assert not is_drawn_over(drawn.photo, drawn.pose)


@pytest.mark.parametrize("slant", [0.0, 37.0, 90.0])
def test_a_stripe_that_ends_with_the_clothes_is_no_line(drawn: Drawn, slant: float) -> None:
    before = drawn.pixels.copy()
    line(drawn, slant)
    drawn.pixels = np.where((drawn.silhouette > 0)[..., None], drawn.pixels, before)
    assert not is_drawn_over(drawn.photo, drawn.pose)
