"""What the propagation of errors rests on: steps, parts of the error, and a function that bends where it is looked at."""

from __future__ import annotations

import math

import numpy as np
import pytest

from posture_cv.domain.landmarks import Landmark, LandmarkName, Origin
from posture_cv.domain.views import BodySide, View
from posture_cv.measures.projection import _lateral_offset
from posture_cv.measures.propagation import Spread, Uncertain, propagate


def test_each_quantity_is_moved_by_half_its_standard_deviation() -> None:
    np.testing.assert_allclose(Uncertain(mean=np.zeros(2), covariance=np.diag([4.0, 0.25])).step, [1.0, 0.25])


def test_a_sure_quantity_is_moved_by_almost_nothing() -> None:
    assert 0.0 < Uncertain(mean=np.zeros(1), covariance=np.zeros((1, 1))).step[0] < 1e-3


def test_a_spread_has_no_part_that_nobody_gave_it() -> None:
    spread = Spread(value=1.0, standard_error=2.0, lower=-2.0, upper=4.0)
    assert (spread.own_error, spread.view_error) == (0.0, 0.0)


def test_a_part_that_rounding_makes_negative_counts_as_none() -> None:
    quantities = Uncertain(mean=np.zeros(1), covariance=np.eye(1), own=np.array([[-0.5]]))
    assert propagate(lambda q: q[:, 0], quantities).own_error == 0.0


@pytest.mark.parametrize("sign", [1.0, -1.0], ids=["flat above", "flat below"])
def test_a_function_that_is_flat_to_one_side_has_the_spread_of_half_a_bell(sign: float) -> None:
    # max(0, X) of a standard normal X: mean square 1/2, mean 1 / sqrt(2 pi)
    spread = propagate(lambda q: np.maximum(-sign * q[:, 0], 0.0), Uncertain(mean=np.zeros(1), covariance=np.eye(1)))
    assert spread.standard_error == pytest.approx(math.sqrt(0.5 - 1.0 / (2.0 * math.pi)), rel=0.05)
    assert spread.lower == pytest.approx(0.0, abs=1e-9)
    assert spread.upper == pytest.approx(1.645, rel=0.05)


@pytest.mark.parametrize(
    ("origin", "view", "taken_out"),
    [
        (Origin.ESTIMATED, View.FRONT, True),
        (Origin.ESTIMATED, View.BACK, True),
        (Origin.MARKED, View.FRONT, False),
        (Origin.ESTIMATED, View.LEFT, False),
    ],
)
def test_only_a_detectors_own_frontal_points_stand_for_no_depth(origin: Origin, view: View, taken_out: bool) -> None:
    point = Landmark(
        name=LandmarkName.ACROMION, side=BodySide.LEFT, x_px=1.0, y_px=1.0, covariance_px2=((1.0, 0.0), (0.0, 1.0)), origin=origin
    )
    offset = _lateral_offset(point, view)
    assert (offset == (0.0, 0.0)) is taken_out
    assert taken_out or min(offset) > 0.0
