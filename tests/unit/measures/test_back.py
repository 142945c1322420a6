"""The skin line of a back, read where it bends, at its ends and beyond them."""

from __future__ import annotations

import math

import numpy as np
import pytest

from posture_cv.domain.landmarks import BackProfile
from posture_cv.measures.spine import Back

NO_KNOTS = np.zeros((1, 3))


def profile(x: list[float], *, top: float = 100.0, step: float = 10.0) -> BackProfile:
    return BackProfile(
        x_px=tuple(x),
        y_px=tuple(top + step * i for i in range(len(x))),
        error_px=1.5,
        sacral_level_y_px=300.0,
        sacral_level_error_px=4.0,
    )


def tangent(back: Back, top: float, bottom: float, knots: np.ndarray = NO_KNOTS) -> float:
    (angle,) = back.tangent_deg(np.array([top]), np.array([bottom]), knots)
    return float(angle)


@pytest.mark.parametrize("facing", [1, -1])
def test_a_profile_is_resampled_from_its_first_row_to_its_last(facing: int) -> None:
    back = Back.of(profile([50.0, 52.0, 60.0]), facing, 1000.0)
    # half a pixel a row: 20 px are 41 rows
    assert (back.top_px, back.row_px, back.forward_px.size) == (100.0, 0.5, 41)
    assert (back.forward_px[0], back.forward_px[20], back.forward_px[-1]) == (50.0 * facing, 52.0 * facing, 60.0 * facing)


def test_a_small_person_is_read_in_finer_rows_and_a_huge_picture_in_no_more_than_5000() -> None:
    assert Back.of(profile([50.0, 52.0, 60.0]), 1, 200.0).row_px == 0.2
    assert Back.of(profile([50.0, 52.0, 60.0], step=5000.0), 1, 1000.0).forward_px.size == 5001


def test_the_outlines_error_has_a_knot_every_twentieth_of_the_stature() -> None:
    # 200 px of back, 50 px between the knots of somebody of 1000 px: five of them and one beyond the end
    back = Back.of(profile([50.0] * 21), 1, 1000.0)
    assert back.knot_px == 50.0
    assert back.sd == (4.0, *([1.5] * 6))


def test_a_tangent_follows_each_leg_of_a_bend_anywhere_below_the_top() -> None:
    # upright for 150 px, then forward by one in two: also further down than twice the height at which the outline begins
    x = [50.0] * 16 + [50.0 + 5.0 * i for i in range(1, 16)]
    back = Back.of(profile(x), 1, 1000.0)
    assert tangent(back, 110.0, 240.0) == pytest.approx(0.0, abs=1e-9)
    # what lies further forward below leans back: its upper end is behind
    assert tangent(back, 260.0, 390.0) == pytest.approx(-math.degrees(math.atan(0.5)))


def test_the_last_rows_count_and_beyond_them_nothing_changes() -> None:
    back = Back(top_px=0.0, row_px=1.0, forward_px=np.array([0.0, 0.0, 0.0, 4.0]), sacral_level_px=3.0, knot_px=50.0, sd=())
    assert tangent(back, 2.0, 3.0) == pytest.approx(-math.degrees(math.atan(4.0)))
    assert tangent(back, 3.0, 4.0) == 0.0
    assert tangent(back, -1.0, 0.0) == 0.0


def test_an_error_at_a_knot_turns_the_tangent_beside_it() -> None:
    back = Back.of(profile([50.0] * 21), 1, 1000.0)
    # 10 px forward at the second knot, 50 px down: half-way to it the outline leans by 10 in 50
    knots = np.array([[0.0, 10.0, 0.0, 0.0, 0.0, 0.0]])
    assert tangent(back, 105.0, 145.0, knots) == pytest.approx(-math.degrees(math.atan(0.2)))
    assert tangent(back, 155.0, 195.0, knots) == pytest.approx(math.degrees(math.atan(0.2)))
