"""Fusing against the same model written out with paper and pencil and summed over a fine grid."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from posture_cv.domain.estimates import Interval, Measurement, MeasureName, Unit
from posture_cv.domain.views import BodySide, View
from posture_cv.measures.fusion import fuse

SCALE = {Unit.DEGREE: 1.0, Unit.PERCENT_HEIGHT: 0.25}
"""Of the re-posing: two thirds of an SD of 1.6 degrees between sessions, and of 0.35 per cent of stature (S42, S24)."""


def photo(
    value: float,
    own: float,
    *,
    shared: float = 0.0,
    of_view: float = 0.0,
    number: int = 0,
    view: View = View.LEFT,
    unit: Unit = Unit.DEGREE,
    lean: tuple[float, float] = (1.0, 1.0),
) -> Measurement:
    error = math.sqrt(own**2 + shared**2 + of_view**2)
    return Measurement(
        name=MeasureName("trunk_lean"),
        view=view,
        side=BodySide.LEFT,
        photo=number,
        value=value,
        standard_error=error,
        interval=Interval(lower=value - 1.6448536 * error * lean[0], upper=value + 1.6448536 * error * lean[1]),
        unit=unit,
        own_error=own,
        view_error=of_view,
    )


def by_hand(values: Sequence[float], own: Sequence[float], *, common: float = 0.0, scale: float = 1.0) -> tuple[float, float, float]:
    """Mean, standard error and half-width of 90 % for photos with errors of their own and one common to all.

    For each size of the re-posing the photos weigh by their own variances; the common error adds to every mean and tells nothing.
    """
    y, variances = np.array(values), np.array(own) ** 2
    sizes = np.linspace(0.0, 6.0 * max(scale, float(np.std(y, ddof=1))), 6001)
    each = variances[None, :] + sizes[:, None] ** 2
    precision = (1.0 / each).sum(axis=1)
    means = (y / each).sum(axis=1) / precision
    misfit = ((y - means[:, None]) ** 2 / each).sum(axis=1)
    # half-Student of four degrees of freedom
    prior = (1.0 + (sizes / scale) ** 2 / 4.0) ** -2.5
    weights = prior * np.exp(-0.5 * (np.log(each).sum(axis=1) + np.log(precision) + misfit))
    weights /= weights.sum()
    mean = float(weights @ means)
    spreads = np.sqrt(1.0 / precision + common**2)
    error = math.sqrt(float(weights @ (spreads**2 + (means - mean) ** 2)))
    low, high = 0.0, 8.0 * error
    for _ in range(30):
        half = (low + high) / 2.0
        low, high = (half, high) if held(weights, means - mean, spreads, half) < 0.9 else (low, half)
    return mean, error, high


def held(weights: np.ndarray, centres: np.ndarray, spreads: np.ndarray, half: float) -> float:
    """Share of the mixture within so much of zero, from a few hundred of its parts."""
    some = slice(0, None, 40)
    part = weights[some] / weights[some].sum()
    inside = [
        math.erf((half - c) / (s * math.sqrt(2.0))) + math.erf((half + c) / (s * math.sqrt(2.0)))
        for c, s in zip(centres[some], spreads[some], strict=True)
    ]
    return float(part @ np.array(inside)) / 2.0


@pytest.mark.parametrize(
    ("values", "own", "common", "unit"),
    [
        pytest.param([40.0, 42.0], [1.0, 1.0], 0.0, Unit.DEGREE, id="two-alike"),
        pytest.param([40.0, 42.0], [0.5, 2.0], 0.0, Unit.DEGREE, id="one-surer"),
        pytest.param([40.0, 47.0], [0.5, 2.0], 0.0, Unit.DEGREE, id="one-surer-apart"),
        pytest.param([40.0, 41.0, 46.0], [1.0, 1.5, 2.0], 0.0, Unit.DEGREE, id="three"),
        pytest.param([40.0, 41.0, 46.0], [1.0, 1.5, 2.0], 3.0, Unit.DEGREE, id="three-with-a-common-error"),
        pytest.param([2.0, 2.6], [0.2, 0.3], 0.4, Unit.PERCENT_HEIGHT, id="per-cent-of-height"),
    ],
)
def test_mean_error_and_interval_are_those_of_the_model(values: list[float], own: list[float], common: float, unit: Unit) -> None:
    fused = fuse([photo(v, o, shared=common, number=i, unit=unit) for i, (v, o) in enumerate(zip(values, own, strict=True))])
    mean, error, half = by_hand(values, own, common=common, scale=SCALE[unit])
    assert fused.value == pytest.approx(mean, abs=0.03 * error)
    assert fused.standard_error == pytest.approx(error, rel=0.03)
    assert fused.interval.upper - fused.value == pytest.approx(half, rel=0.03)
    assert fused.value - fused.interval.lower == pytest.approx(half, rel=0.03)


def test_the_cameras_error_is_one_for_a_view_and_another_for_the_next() -> None:
    # of repeats it is common, as 3 here; of left and right each has it anew, as an error of its own would be
    values, own = [40.0, 42.0], [1.0, 1.0]
    repeats = fuse([photo(v, 1.0, of_view=3.0, number=i) for i, v in enumerate(values)])
    assert repeats.standard_error == pytest.approx(by_hand(values, own, common=3.0)[1], rel=0.03)
    sides = fuse(
        [photo(v, 1.0, of_view=3.0, number=i, view=view) for i, (v, view) in enumerate(zip(values, (View.LEFT, View.RIGHT), strict=True))]
    )
    assert sides.standard_error == pytest.approx(by_hand(values, [math.sqrt(10.0)] * 2)[1], rel=0.03)


@pytest.mark.parametrize("lean", [(0.5, 1.5), (1.0, 3.0)])
def test_an_interval_that_leans_keeps_both_its_reaches(lean: tuple[float, float]) -> None:
    straight = fuse([photo(40.0, 1.0, number=i) for i in range(2)])
    half = straight.interval.upper - straight.value
    leaning = fuse([photo(40.0, 1.0, number=i, lean=lean) for i in range(2)])
    assert leaning.value - leaning.interval.lower == pytest.approx(lean[0] * half)
    assert leaning.interval.upper - leaning.value == pytest.approx(lean[1] * half)
