"""The frontal view's linear models: landmarks of both sides, and the camera's roll."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from posture_cv.anatomy.learned_features import POINTS, WIDTH
from posture_cv.anatomy.learned_outputs import FRONTAL_OUTPUTS
from training.examples import FRONTAL, NEAREST

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.examples import Table

STRENGTHS = tuple(10.0**k for k in np.arange(0.0, 5.1, 0.5))
"""Of the frontal view's ridge regressions."""


def frontal_start() -> NDArray[np.float64]:
    """The middle and the difference of the detector's two points that each pair of landmarks is said relative to."""
    start = np.zeros((FRONTAL_OUTPUTS, WIDTH))
    n, pairs = len(FRONTAL), (POINTS - 1) // 2
    for k, name in enumerate(FRONTAL):
        left, right = 2 * NEAREST[name], 2 * (NEAREST[name] + pairs)
        for axis in (0, 1):
            middle, step = 2 * k + axis, 2 * (n + k) + axis
            start[middle, left + axis] = start[middle, right + axis] = 0.5
            start[step, left + axis], start[step, right + axis] = 1.0, -1.0
    return start


def frontal_mix() -> NDArray[np.float64]:
    """Left and right from their middle and the step from right to left, whose slope is what a frontal view is read for."""
    half = FRONTAL_OUTPUTS // 2
    unit = np.eye(half)
    return np.block([[unit, 0.5 * unit], [unit, -0.5 * unit]])


def mirrored(seen: NDArray[np.float64], targets: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Frontal examples with left and right exchanged."""
    points = seen[:, : 2 * POINTS].reshape(len(seen), POINTS, 2) * np.array([-1.0, 1.0])
    pairs = (POINTS - 1) // 2
    points = points[:, np.r_[0, pairs + 1 : 2 * pairs + 1, 1 : pairs + 1]]
    rows = (WIDTH - 2 - 2 * POINTS) // 2
    rear, front = seen[:, 2 * POINTS : 2 * POINTS + rows], seen[:, 2 * POINTS + rows : 2 * POINTS + 2 * rows]
    turned = np.concatenate([points.reshape(len(seen), -1), -front, -rear, seen[:, -2:] * np.array([1.0, -1.0])], axis=1)
    places = targets.reshape(len(targets), 2, len(FRONTAL), 2) * np.array([-1.0, 1.0])
    return turned, places[:, ::-1].reshape(len(targets), -1)


def _linear(seen: NDArray[np.float64], wanted: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """A ridge regression on standardised inputs, its strength chosen for each output by leaving one out.

    Returns
    -------
    slope : ndarray of shape (outputs, WIDTH)
    intercept : ndarray of shape (outputs,)
    off : ndarray of shape (outputs,)
        Root mean square of what it is off on pictures left out.
    """
    from sklearn.linear_model import RidgeCV

    middle, scale = seen.mean(axis=0), seen.std(axis=0) + 1e-4
    model = RidgeCV(STRENGTHS, alpha_per_target=True, store_cv_results=True).fit((seen - middle) / scale, wanted)
    slope = np.atleast_2d(model.coef_) / scale
    errors = model.cv_results_.reshape(len(seen), -1, len(STRENGTHS)).mean(axis=0).min(axis=1)
    return slope, np.atleast_1d(model.intercept_) - slope @ middle, np.sqrt(errors)


def train_frontal(table: Table) -> dict[str, NDArray[Any]]:
    """The frontal view's linear model, as arrays without prefix; left and right are told apart by nothing but their sign."""
    targets = table.points.reshape(len(table), -1)
    turned, turned_targets = mirrored(table.seen, targets)
    seen = np.concatenate([table.seen, turned])
    mix, start = frontal_mix(), frontal_start()
    wanted = np.concatenate([targets, turned_targets]) @ np.linalg.inv(mix).T - seen @ start.T
    slope, intercept, off = _linear(seen, wanted)
    # An error of the middle moves both sides alike and no line between them tilts: each side gets its share of the step's error alone.
    half = FRONTAL_OUTPUTS // 2
    off[:half] = 0.5 * off[half:]
    return _linear_arrays(seen, start + slope, intercept, off, mix)


def train_floor(table: Table) -> dict[str, NDArray[Any]]:
    """The camera's roll in the person's frame, degrees, from feet that stand on a level floor and a trunk that stands on them."""
    roll = table.roll[:, None]
    seen = np.concatenate([table.seen, mirrored(table.seen, table.points.reshape(len(table), -1))[0]])
    slope, intercept, off = _linear(seen, np.concatenate([roll, -roll]))
    return _linear_arrays(seen, slope, intercept, off, np.eye(1))


def _linear_arrays(
    seen: NDArray[np.float64],
    start: NDArray[np.float64],
    intercept: NDArray[np.float64],
    off: NDArray[np.float64],
    mix: NDArray[np.float64],
) -> dict[str, NDArray[Any]]:
    return {
        "columns": np.arange(WIDTH),
        "mean_in": seen.mean(axis=0),
        "sd_in": seen.std(axis=0) + 1e-4,
        "mean_out": intercept,
        "sd_out": off,
        "start": start,
        "mix": mix,
    }
