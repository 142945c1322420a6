"""Camera roll from edges of the scene that hang or stand upright; a line drawn by hand is read in ``posture_cv.corrections``."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.corrections.vertical import LEAST_ERROR_DEG
from posture_cv.domain.photo import Roll

if TYPE_CHECKING:
    from numpy.typing import NDArray

HAND_HELD = Roll(roll_deg=0.0, standard_error_deg=1.0, referenced=False)
"""Prior for a hand-held camera without a reference (judgement)."""

_PITCH_PRIOR_DEG = 3.0
_MAX_PITCH_DEG = 15.0
_EDGE_ERROR_DEG = 0.5
_END_ERROR_PX = 0.7
_TOLERANCE_DEG = 0.6
_SAME_EDGE = 0.03
_LEAST_SPREAD = 0.10
_LEAST_LENGTH = 0.25
_LEAST_SUPPORT = 0.55
_MOST_EDGES = 60


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Edges:
    """Straight near-vertical edges of the background.

    Attributes
    ----------
    x_px : ndarray of shape (n,)
        Middle of each edge.
    lean_deg : ndarray of shape (n,)
        Positive where the top lies to the image's right of the bottom.
    length_px : ndarray of shape (n,)
    """

    x_px: NDArray[np.float64]
    lean_deg: NDArray[np.float64]
    length_px: NDArray[np.float64]


def roll_from_edges(edges: Edges, *, frame_px: tuple[int, int], focal_length_px: float, at_x_px: float) -> Roll:
    """Roll that the scene's verticals agree on, at the person's place in the photo.

    A camera that looks up or down makes verticals lean towards or away from each other, in proportion to their distance from the image's
    centre: lean = roll + k (x - centre), abs(k) = tan(pitch) / focal length. Both are fitted; the lean is reported where the person
    stands, since that is where measures need the vertical. At the image's centre it is the camera's roll.

    Parameters
    ----------
    frame_px
        Width and height of the photo.
    focal_length_px
        Only bounds how strongly verticals may converge.
    at_x_px
        The person's middle.

    Returns
    -------
    Roll
        Referenced where at least two separate edges, spread over a tenth of the photo's width, agree and most of the edge length supports
        them; else the prior of a hand-held camera.
    """
    width, height = frame_px
    order = np.argsort(-edges.length_px)[:_MOST_EDGES]
    x, lean, length = edges.x_px[order] - width / 2.0, edges.lean_deg[order], edges.length_px[order]
    if len(x) < 2:
        return HAND_HELD
    end_error = np.degrees(_END_ERROR_PX * math.sqrt(2.0) / length)
    agreed = _largest_agreement(
        x, lean, length, _TOLERANCE_DEG + end_error, math.degrees(math.tan(math.radians(_MAX_PITCH_DEG))) / focal_length_px
    )
    x, lean, error, weight = x[agreed], lean[agreed], np.hypot(_EDGE_ERROR_DEG, end_error[agreed]), length[agreed]
    if (
        weight.sum() < max(_LEAST_LENGTH * height, _LEAST_SUPPORT * length.sum())
        or np.ptp(x) < _LEAST_SPREAD * width
        or len(_apart(x, _SAME_EDGE * width)) < 2
    ):
        return HAND_HELD
    k_prior = math.degrees(math.tan(math.radians(_PITCH_PRIOR_DEG))) / focal_length_px
    return _fit(x, lean, error, weight, k_prior=k_prior, same_px=_SAME_EDGE * width, at=at_x_px - width / 2.0)


def _largest_agreement(
    x: NDArray[np.float64], lean: NDArray[np.float64], length: NDArray[np.float64], tolerance: NDArray[np.float64], steepest: float
) -> NDArray[np.bool_]:
    """Edges on the line lean = roll + k x that collects the most edge length, |k| at most ``steepest``."""
    first, second = np.triu_indices(len(x), k=1)
    apart = np.abs(x[second] - x[first]) > 1.0
    first, second = first[apart], second[apart]
    k = np.concatenate([np.zeros(len(x)), (lean[second] - lean[first]) / (x[second] - x[first])])
    roll = np.concatenate([lean, lean[first]]) - k * np.concatenate([x, x[first]])
    k, roll = k[np.abs(k) <= steepest], roll[np.abs(k) <= steepest]
    on_line = np.abs(lean - (roll[:, None] + k[:, None] * x)) <= tolerance
    # an epsilon for parallel verticals settles ties in favour of the camera that is held level
    return np.asarray(on_line[int(np.argmax(on_line @ length - 1e-3 * np.abs(k) / steepest))])


def _apart(x: NDArray[np.float64], same_px: float) -> list[NDArray[np.intp]]:
    """Edges side by side, such as the two rims of a door frame, as one group each."""
    order = np.argsort(x)
    return np.split(order, np.flatnonzero(np.diff(x[order]) > same_px) + 1)


def _fit(
    x: NDArray[np.float64],
    lean: NDArray[np.float64],
    error: NDArray[np.float64],
    weight: NDArray[np.float64],
    *,
    k_prior: float,
    same_px: float,
    at: float,
) -> Roll:
    groups = _apart(x, same_px)
    centre = np.array([np.average(x[g], weights=weight[g]) for g in groups])
    value = np.array([np.average(lean[g], weights=weight[g]) for g in groups])
    precision = np.array([1.0 / float(np.min(error[g])) ** 2 for g in groups])
    design = np.column_stack([np.ones_like(centre), centre])
    covariance = np.linalg.inv(design.T @ (precision[:, None] * design) + np.diag([0.0, 1.0 / k_prior**2]))
    solution = covariance @ (design.T @ (precision * value))
    scatter = float(np.sum(precision * (value - design @ solution) ** 2)) / max(1, len(groups) - 1)
    place = np.array([1.0, at])
    standard_error = math.sqrt(float(place @ covariance @ place) * max(1.0, scatter))
    return Roll(roll_deg=float(place @ solution), standard_error_deg=max(LEAST_ERROR_DEG, standard_error), referenced=True)
