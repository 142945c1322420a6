"""Outlines through knots."""

from __future__ import annotations

import pytest

from posture_cv.bodymap.curves import (
    Knot,
    along,
    centroid,
    completed,
    contains,
    cubics,
    mirrored,
    path_data,
    polygon,
    read_knots,
    strands,
)

SQUARE = read_knots("0,0! 10,0! 10,10! 0,10!")


def test_knots_are_read_with_their_corners() -> None:
    assert read_knots("1,2 -3.5,4!") == (Knot((1.0, 2.0)), Knot((-3.5, 4.0), corner=True))


@pytest.mark.parametrize("text", ["1,2,3", "1", "a,b"])
def test_an_entry_that_is_no_point_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"unpack|convert"):
        read_knots(text)


def test_curve_passes_through_every_knot_and_closes() -> None:
    knots = read_knots("0,0 10,2 12,9 3,11")
    pieces = cubics(knots, closed=True)
    assert [piece[0] for piece in pieces] == [knot.at for knot in knots]
    assert pieces[-1][3] == knots[0].at


def test_smooth_knot_has_handles_on_one_line_and_a_corner_has_none_of_its_own() -> None:
    before, after = cubics(read_knots("0,0 10,0 10,10"), closed=False)
    (hx, hy), (kx, ky), (ax, ay) = before[2], before[3], after[1]
    assert (kx - hx) * (ay - ky) == pytest.approx((ky - hy) * (ax - kx))
    sharp_before, sharp_after = cubics(read_knots("0,0 10,0! 10,10"), closed=False)
    assert sharp_before[2][1] == 0.0
    assert sharp_after[1][0] == 10.0


def test_mirroring_twice_changes_nothing() -> None:
    knots = read_knots("0,0 5,1! 7,9")
    assert mirrored(mirrored(knots)) == knots
    assert [knot.at[0] for knot in mirrored(knots)] == [0.0, -5.0, -7.0]


def test_half_outline_is_completed_by_its_mirror_image_without_doubled_knots() -> None:
    whole = completed(read_knots("0,0 4,3 0,8"))
    assert [knot.at for knot in whole] == [(0.0, 0.0), (4.0, 3.0), (0.0, 8.0), (-4.0, 3.0)]


def test_path_of_a_square_is_straight_and_closed() -> None:
    assert path_data(SQUARE[:2], closed=False) == "M0,0C3.3,0 6.7,0 10,0"
    assert path_data(SQUARE, closed=True).endswith("Z")


def test_square_has_its_centre_and_surrounds_it() -> None:
    outline = polygon(SQUARE)
    assert centroid(outline) == pytest.approx((5.0, 5.0))
    assert contains(outline, (5.0, 5.0))
    assert not contains(outline, (11.0, 5.0))


def test_along_measures_by_length_not_by_corner() -> None:
    line = ((0.0, 0.0), (2.0, 0.0), (2.0, 6.0))
    assert along(line, 0.25) == pytest.approx((2.0, 0.0))
    assert along(line, 1.0) == pytest.approx((2.0, 6.0))


def test_fibres_run_from_rail_to_rail_evenly_spread() -> None:
    rails = (((0.0, 0.0), (12.0, 0.0)), ((0.0, 20.0), (12.0, 20.0)))
    fibres = strands(rails, 3.0)
    assert [fibre[0].at for fibre in fibres] == [(1.5, 0.0), (4.5, 0.0), (7.5, 0.0), (10.5, 0.0)]
    assert all(fibre[-1].at == (fibre[0].at[0], 20.0) for fibre in fibres)
