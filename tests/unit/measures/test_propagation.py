"""Errors of functions of uncertain quantities."""

import numpy as np
import pytest
from numpy.typing import NDArray

from posture_cv.measures.propagation import Uncertain, propagate


def independent(*means_and_sds: tuple[float, float]) -> Uncertain:
    table = np.array(means_and_sds)
    return Uncertain(table[:, 0], np.diag(table[:, 1] ** 2))


def test_sum_of_two_adds_variances() -> None:
    spread = propagate(lambda q: q.sum(axis=1), independent((1.0, 3.0), (2.0, 4.0)))
    assert (spread.value, spread.standard_error) == pytest.approx((3.0, 5.0))
    assert (spread.lower, spread.upper) == pytest.approx((3.0 - 8.2243, 3.0 + 8.2243), abs=1e-3)


def test_shared_error_cancels_in_a_difference() -> None:
    covariance = np.array([[4.0, 4.0], [4.0, 4.0]])
    quantities = Uncertain(np.array([5.0, 1.0]), covariance)
    assert propagate(lambda q: q[:, 0] - q[:, 1], quantities, extra_sd=1.0).standard_error == pytest.approx(1.0, abs=1e-6)


def test_error_of_the_definition_is_added_in_quadrature() -> None:
    assert propagate(lambda q: q[:, 0], independent((0.0, 3.0)), extra_sd=4.0).standard_error == pytest.approx(5.0)


def test_quantiles_of_a_lognormal_where_the_function_bends() -> None:
    spread = propagate(lambda q: np.exp(q[:, 0]), independent((0.0, 0.5)))
    assert spread.value == pytest.approx(1.0)
    assert spread.lower == pytest.approx(np.exp(-0.5 * 1.6449), rel=0.06)
    assert spread.upper == pytest.approx(np.exp(0.5 * 1.6449), rel=0.06)


def test_an_angle_near_the_jump_does_not_tear() -> None:
    def angle(q: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.degrees(np.arctan2(q[:, 1], q[:, 0]))

    spread = propagate(angle, independent((-10.0, 1.0), (0.01, 1.0)), period=360.0)
    assert spread.value == pytest.approx(179.9, abs=0.1)
    assert spread.standard_error == pytest.approx(np.degrees(0.1), rel=0.05)


@pytest.mark.parametrize("lever", [10.0, 3.0], ids=["long lever", "short lever"])
def test_nine_in_ten_intervals_hold_the_drawn_angle(lever: float) -> None:
    """Points are drawn with noise again and again; each reading judges itself by its own position."""
    rng, held, trials = np.random.default_rng(7), 0, 400
    covariance = np.diag([0.6, 0.6, 0.6, 0.6])
    ends = np.array([0.0, 0.0, lever * np.cos(np.radians(50.0)), lever * np.sin(np.radians(50.0))])

    def angle(q: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.degrees(np.arctan2(q[:, 3] - q[:, 1], q[:, 2] - q[:, 0]))

    for _ in range(trials):
        read = rng.multivariate_normal(ends, covariance)
        spread = propagate(angle, Uncertain(read, covariance), period=360.0)
        off = (spread.value - 50.0 + 180.0) % 360.0 - 180.0
        held += spread.lower <= spread.value - off <= spread.upper
    assert held / trials == pytest.approx(0.90, abs=0.05)
