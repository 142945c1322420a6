"""Statistics of agreement against worked examples from their sources and numbers one can check by hand."""

import math

import numpy as np
import pytest

from posture_cv.validation import agreement

SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], dtype=float)
"""Six targets, four judges: Shrout and Fleiss 1979, table 2."""

WRIGHT = np.array([494, 395, 516, 434, 476, 557, 413, 442, 650, 433, 417, 656, 267, 478, 178, 423, 427], dtype=float)
MINI = np.array([512, 430, 520, 428, 500, 600, 364, 380, 658, 445, 432, 626, 260, 477, 259, 350, 451], dtype=float)
"""Peak flow of 17 people by two meters, litres per minute: Bland and Altman 1986, table 1, first readings."""


def test_icc_of_shrout_and_fleiss() -> None:
    assert agreement.icc_2_1(SHROUT_FLEISS) == pytest.approx(0.29, abs=0.005)


def test_icc_counts_a_constant_offset_as_disagreement() -> None:
    truth = np.array([40.0, 45.0, 50.0, 55.0, 60.0])
    assert agreement.icc_2_1(np.stack([truth, truth], axis=1)) == pytest.approx(1.0)
    # Mean squares by hand: targets 2 x 62.5 = 125, raters 5 x 50 = 250, residual 0; 125 / (125 + 2 / 5 x 250) = 0.5556.
    assert agreement.icc_2_1(np.stack([truth, truth + 10.0], axis=1)) == pytest.approx(125.0 / 225.0)


@pytest.mark.parametrize("ratings", [np.ones((1, 2)), np.ones((5, 1)), np.ones((5, 2))], ids=["one-target", "one-rater", "no-spread"])
def test_icc_is_not_given_where_it_says_nothing(ratings: np.ndarray) -> None:
    assert agreement.icc_2_1(ratings) is None


def test_limits_of_bland_and_altman() -> None:
    differences = WRIGHT - MINI
    limits = agreement.limits_of_agreement(differences)
    assert limits is not None
    assert agreement.bias(differences) == pytest.approx(-2.1, abs=0.05)
    assert (limits.upper - limits.lower) / (2 * 1.96) == pytest.approx(38.8, abs=0.05)
    assert (limits.upper + limits.lower) / 2 == pytest.approx(-2.1, abs=0.05)


def test_limits_need_two_errors() -> None:
    assert agreement.limits_of_agreement(np.array([3.0])) is None


def test_errors_of_three_and_four() -> None:
    errors = np.array([3.0, -4.0])
    assert agreement.bias(errors) == -0.5
    assert agreement.mean_absolute_error(errors) == 3.5
    assert agreement.root_mean_square(errors) == pytest.approx(5.0 / math.sqrt(2.0))


def test_r_squared_of_truth_mean_and_worse() -> None:
    truth = np.array([1.0, 2.0, 3.0])
    assert agreement.r_squared(truth, truth) == 1.0
    assert agreement.r_squared(truth, np.full(3, 2.0)) == 0.0
    assert agreement.r_squared(truth, truth[::-1]) == pytest.approx(1.0 - 8.0 / 2.0)
    assert agreement.r_squared(np.full(3, 2.0), truth) is None


def test_coverage_counts_closed_intervals() -> None:
    truth = np.array([1.0, 2.0, 3.0, 4.0])
    assert agreement.coverage(truth, truth, truth) == 1.0
    assert agreement.coverage(truth, truth + np.array([0.1, 0.0, 0.0, 0.0]), truth + 1.0) == 0.75


@pytest.mark.parametrize(("sem", "mdc"), [(1.1, 3.0), (3.6, 10.0)], ids=["palm-intra", "palm-second-study"])
def test_minimal_detectable_change_of_published_errors(sem: float, mdc: float) -> None:
    assert agreement.minimal_detectable_change(sem) == pytest.approx(mdc, abs=0.06)


def test_error_of_one_measurement_is_that_of_a_change_over_root_two() -> None:
    rng = np.random.default_rng(3)
    first, second = rng.normal(0.0, 2.0, (2, 20000))
    assert agreement.standard_error_of_measurement(second - first) == pytest.approx(2.0, rel=0.02)
    assert agreement.standard_error_of_measurement(np.array([1.0])) is None


def test_a_persons_own_offset_cancels_in_the_change() -> None:
    rng = np.random.default_rng(4)
    shape = rng.normal(0.0, 10.0, 5000)
    first, second = shape + rng.normal(0.0, 1.0, 5000), shape + rng.normal(0.0, 1.0, 5000)
    assert agreement.standard_error_of_measurement(second - first) == pytest.approx(1.0, rel=0.05)


def test_line_through_points_on_a_line() -> None:
    x = np.array([0.0, 1.0, 4.0])
    line = agreement.fit_line(x, 3.0 - 2.0 * x)
    assert (line.slope, line.intercept) == pytest.approx((-2.0, 3.0))
    assert line(10.0) == pytest.approx(-17.0)
    assert agreement.fit_line(np.ones(3), np.array([1.0, 2.0, 3.0]))(5.0) == 2.0


def test_correlation_of_opposites_and_of_too_few() -> None:
    x = np.array([1.0, 2.0, 4.0])
    assert agreement.correlation(x, -x) == pytest.approx(-1.0)
    assert agreement.correlation(x, np.ones(3)) is None
    assert agreement.correlation(x[:2], x[:2]) is None
