"""Intervals widen where a person is cut off, covered or aslant."""

from __future__ import annotations

import math

import pytest

from posture_cv.domain.messages import message
from posture_cv.domain.photo import Limitation, LimitationKind, PhotoQuality, Roll
from posture_cv.gate.unusual import COVERED, CUT_OFF, SLANT_SD_DEG, UPRIGHT_WITHIN_DEG, widening


def quality(*kinds: LimitationKind, roll_deg: float = 0.0) -> PhotoQuality:
    what = message("photo.righted")
    return PhotoQuality(
        sharpness=1.0,
        exposure=0.5,
        contrast=0.2,
        person_height_px=800.0,
        head_inside=True,
        feet_inside=True,
        roll=Roll(roll_deg=roll_deg, standard_error_deg=1.0, referenced=True),
        noise_scale=1.0,
        limitations=tuple(Limitation(kind=kind, what=what, remedy=what) for kind in kinds),
    )


def test_a_whole_upright_person_keeps_the_intervals() -> None:
    assert widening(quality(), 0.0) == 1.0
    assert widening(quality(LimitationKind.NAPE_COVERED, roll_deg=2.0), -3.0) == 1.0


def test_a_part_that_does_not_show_widens_and_a_cover_more_than_the_frame() -> None:
    assert widening(quality(LimitationKind.FEET_CROPPED, LimitationKind.HEAD_CROPPED), 0.0) == CUT_OFF
    assert widening(quality(LimitationKind.FEET_CROPPED, LimitationKind.HIDDEN_PART), 0.0) == COVERED > CUT_OFF > 1.0


@pytest.mark.parametrize(("slant", "roll"), [(7.0, 0.0), (-7.0, 4.0), (0.0, -7.0)])
def test_a_slant_of_one_standard_deviation_beyond_upright_adds_as_much_error_as_there_was(slant: float, roll: float) -> None:
    assert pytest.approx(7.0) == UPRIGHT_WITHIN_DEG + SLANT_SD_DEG
    assert widening(quality(roll_deg=roll), slant) == pytest.approx(math.sqrt(2.0))
