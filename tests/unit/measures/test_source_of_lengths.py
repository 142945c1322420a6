"""Where millimetres come from, and whether what was stated and what was marked agree."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from posture_cv.domain.errors import MarkError
from posture_cv.domain.estimates import Estimate, Interval, Unit
from posture_cv.domain.known_length import KnownLength
from posture_cv.domain.messages import Quantity, message
from posture_cv.measures import scale
from posture_cv.measures.arithmetic import within_half_turn
from posture_cv.measures.camera import camera_prior
from posture_cv.measures.known_length import MarkedStature, combined, stature_by


def tall(value_mm: float, error_mm: float) -> Estimate:
    interval = Interval(lower=value_mm - 1.645 * error_mm, upper=value_mm + 1.645 * error_mm)
    return Estimate(value=value_mm, standard_error=error_mm, interval=interval, unit=Unit.MILLIMETRE)


def visit(stated: Estimate | None, marked: Estimate | None, *, lengths: bool = True) -> SimpleNamespace:
    return SimpleNamespace(stature=stated, marked_stature=marked, lengths=(1,) if lengths else ())


STATED, NEAR, FAR = tall(1720.0, 10.0), tall(1735.0, 20.0), tall(1810.0, 20.0)


def test_a_stated_height_is_the_source_in_centimetres() -> None:
    assert scale.source(visit(STATED, NEAR)) == message("scale.stated", height=172.0, error=1.0)


def test_a_marked_length_is_the_source_where_nobody_stated_a_height() -> None:
    told = message("scale.tall", height=Quantity(value=173.5), error=Quantity(value=2.0))
    assert scale.source(visit(None, NEAR)) == message("scale.marked", tall=told)


@pytest.mark.parametrize("seen", [visit(STATED, NEAR, lengths=False), visit(None, None)])
def test_without_lengths_or_heights_there_is_no_source(seen: SimpleNamespace) -> None:
    assert scale.source(seen) is None


@pytest.mark.parametrize(
    ("stated", "marked", "told", "apart"),
    [
        (None, NEAR, None, False),
        (STATED, None, None, False),
        # 15 mm apart, 1.645 * hypot(10, 20) = 36.8
        (STATED, NEAR, "scale.agrees", False),
        # 90 mm apart
        (STATED, FAR, "scale.disagrees", True),
    ],
)
def test_two_heights_are_compared_by_their_errors(stated: Estimate | None, marked: Estimate | None, told: str | None, apart: bool) -> None:
    seen = visit(stated, marked)
    compared = scale.comparison(seen)
    assert (None if compared is None else compared.id) == told
    assert scale.heights_disagree(seen) is apart


def stature_in(start: tuple[float, float], end: tuple[float, float]) -> MarkedStature:
    camera = camera_prior(720, 960, 600.0, 900.0)
    known = KnownLength(start_px=start, end_px=end, length_cm=200.0)
    return stature_by(known, stature_px=600.0, stature_error_px=3.0, person_px=(360.0, 480.0), camera=camera, photo_size=(720, 960))


@pytest.mark.parametrize("ends", [((0.0, 0.0), (0.0, 700.0)), ((720.0, 260.0), (720.0, 960.0)), ((10.0, 0.0), (710.0, 0.0))])
def test_an_end_on_the_photos_edge_lies_inside(ends: tuple[tuple[float, float], tuple[float, float]]) -> None:
    assert stature_in(*ends).value == pytest.approx(2000.0 * 600.0 / 700.0, rel=0.05)


@pytest.mark.parametrize("ends", [((-0.1, 100.0), (100.0, 800.0)), ((100.0, 100.0), (100.0, 960.1)), ((720.1, 100.0), (700.0, 800.0))])
def test_an_end_beyond_the_photos_edge_is_refused(ends: tuple[tuple[float, float], tuple[float, float]]) -> None:
    with pytest.raises(MarkError, match="outside"):
        stature_in(*ends)


def test_photos_that_contradict_each_other_widen_by_their_spread_over_one_less_than_their_number() -> None:
    # five alike but for +-120 about 1700: chi square 4 * (120 / 10)^2 over 4 is 144, so that the error grows twelvefold
    found = [MarkedStature(value=value, own_error=10.0, shared_error=0.0) for value in (1580.0, 1580.0, 1700.0, 1820.0, 1820.0)]
    together = combined(found)
    assert together is not None
    assert together.value == pytest.approx(1700.0)
    assert together.standard_error == pytest.approx(10.0 / np.sqrt(5.0) * 12.0)


@pytest.mark.parametrize(
    ("angle", "same"), [(0.0, 0.0), (179.9, 179.9), (-179.9, -179.9), (181.0, -179.0), (-181.0, 179.0), (540.5, -179.5)]
)
def test_an_angle_is_told_within_half_a_turn(angle: float, same: float) -> None:
    assert within_half_turn(np.array([angle]))[0] == pytest.approx(same)
