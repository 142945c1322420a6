"""From readings to lines: conditions, fairness to the proxies, change between two photos."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.knowledge import load
from posture_cv.validation.agreement import FittedLine
from posture_cv.validation.readings import Reading
from posture_cv.validation.summary import FEWEST, Agreement, Condition, Method, summarise

MEASURES = load().measures
CVA = MeasureName("craniovertebral_angle")
Make = Callable[..., Reading]


def line(lines: tuple[Agreement, ...], condition: Condition, method: Method = Method.SOFTWARE) -> Agreement:
    return next(one for one in lines if one.condition is condition and one.method is method)


def test_errors_of_two_pictures(reading: Make) -> None:
    lines = summarise([reading(1, 0, error=3.0), reading(2, 0, error=-7.0)], {}, MEASURES)
    ours = line(lines, Condition.ALL)
    assert (ours.measured, ours.bias, ours.mae, ours.coverage, ours.mean_width) == (2, -2.0, 5.0, 0.5, 10.0)
    assert ours.icc is None
    assert ours.limits is None


def test_proxies_are_judged_where_the_software_gave_a_number(reading: Make) -> None:
    readings = [reading(1, 0, truth=50.0, naive=60.0), reading(2, 0, truth=50.0, error=None, naive=90.0)]
    lines = summarise(readings, {CVA: FittedLine(slope=0.5, intercept=22.0)}, MEASURES)
    assert line(lines, Condition.ALL).not_measured == 1
    assert line(lines, Condition.ALL, Method.NAIVE).mae == 10.0
    assert line(lines, Condition.ALL, Method.NAIVE_CALIBRATED).mae == 2.0


def test_proxies_are_judged_everywhere_where_the_software_gave_nothing(reading: Make) -> None:
    lines = summarise([reading(n, 0, error=None, naive=55.0) for n in range(2)], {}, MEASURES)
    assert line(lines, Condition.ALL).measured == 0
    assert line(lines, Condition.ALL, Method.NAIVE).measured == 2
    assert line(lines, Condition.ALL, Method.NAIVE_CALIBRATED).measured == 0


def test_conditions_part_the_pictures(reading: Make) -> None:
    readings = [
        reading(1, 0, error=1.0),
        reading(2, 0, error=2.0, clothing="loose"),
        reading(3, 0, error=3.0, nape="hidden", yaw=-9.0),
    ]
    lines = summarise(readings, {}, MEASURES)
    found = {one.condition: one.mae for one in lines if one.method is Method.SOFTWARE}
    assert found == {
        Condition.ALL: 2.0,
        Condition.FITTED: 2.0,
        Condition.LOOSE: 2.0,
        Condition.NAPE_CLEAR: 1.5,
        Condition.NAPE_HIDDEN: 3.0,
        Condition.TURNED: 3.0,
    }


def test_who_sits_stands_apart(reading: Make) -> None:
    sitting = reading(2, 0, error=9.0)
    sitting = replace(sitting, picture=replace(sitting.picture, position=Position.SITTING))
    found = {
        one.condition: one.mae for one in summarise([reading(1, 0, error=1.0), sitting], {}, MEASURES) if one.method is Method.SOFTWARE
    }
    assert found[Condition.ALL] == found[Condition.FITTED] == 1.0
    assert found[Condition.SITTING] == 9.0


def test_the_nape_matters_to_no_knee(reading: Make) -> None:
    lines = summarise([reading(1, 0, name=MeasureName("knee_angle"), nape="hidden")], {}, MEASURES)
    assert {one.condition for one in lines} == {Condition.ALL, Condition.FITTED}


def test_change_error_cancels_what_is_constant_in_a_person(reading: Make) -> None:
    offsets = [-8.0, -3.0, 0.0, 4.0, 9.0, 2.0]
    wobble = [1.0, -1.0, 1.0, -1.0, 1.0, -1.0]
    readings = [
        reading(n, p, error=offset + (w if p else 0.0)) for n, (offset, w) in enumerate(zip(offsets, wobble, strict=True)) for p in (0, 1)
    ]
    change = line(summarise(readings, {}, MEASURES), Condition.ALL).change
    assert change is not None
    assert (change.pairs, change.mae) == (6, 1.0)
    # SD of six changes of 1 degree, three up and three down: root of 6/5; over root two, times 1.96 x root two.
    assert change.mdc95 == pytest.approx(1.96 * (6.0 / 5.0) ** 0.5)


def test_left_and_right_of_one_moment_are_averaged(reading: Make) -> None:
    left, right = reading(1, 0, truth=40.0, error=6.0, naive=50.0), reading(1, 0, truth=44.0, error=-2.0, naive=70.0)
    right = replace(right, picture=replace(right.picture, view=View.RIGHT), side=BodySide.RIGHT)
    lines = summarise([left, right, reading(2, 0)], {}, MEASURES)
    both = line(lines, Condition.TOGETHER)
    assert (both.pictures, both.measured, both.bias, both.coverage) == (1, 1, 2.0, None)
    assert line(lines, Condition.TOGETHER, Method.NAIVE).bias == 18.0
    unmeasured = summarise([left, replace(right, value=None)], {}, MEASURES)
    assert line(unmeasured, Condition.TOGETHER).measured == 0


def test_few_pairs_give_no_change(reading: Make) -> None:
    readings = [reading(n, p) for n in range(FEWEST - 1) for p in (0, 1)]
    assert line(summarise(readings, {}, MEASURES), Condition.ALL).change is None


def test_ends_of_a_scale_read_by_half(reading: Make) -> None:
    """Forty people from 30 to 69 degrees, each read half-way to 50: slope .5, the lowest fifth (30 to 37) too high by half of 50 - 33.5."""
    readings = [reading(n, 0, truth=30.0 + n, error=0.5 * (20.0 - n), half_width=7.0) for n in range(40)]
    ours = line(summarise(readings, {}, MEASURES), Condition.ALL)
    assert ours.slope == pytest.approx(0.5)
    assert ours.lowest is not None
    assert ours.highest is not None
    assert (ours.lowest.measured, ours.lowest.bias) == (8, pytest.approx(8.25))
    assert (ours.highest.measured, ours.highest.bias) == (8, pytest.approx(-7.75))
    assert ours.lowest.coverage == pytest.approx(2 / 8)  # 36 and 37 are off by 7 and 6.5


def test_ends_are_left_out_where_a_fifth_is_too_few(reading: Make) -> None:
    ours = line(summarise([reading(n, 0, truth=40.0 + n) for n in range(4 * FEWEST)], {}, MEASURES), Condition.ALL)
    assert ours.lowest is None
    assert ours.highest is None
    assert ours.slope == pytest.approx(1.0)
