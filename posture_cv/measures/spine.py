"""Curves of the spine, such as thoracic kyphosis and lumbar lordosis, between tangents to the skin line of the back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.domain.landmarks import BackProfile
    from posture_cv.domain.measures import Tangents
    from posture_cv.measures.projection import Scene

POINTS_PER_TANGENT = 9
CORRELATION_LENGTH = 5.0
"""Distance over which errors of the outline hang together, per cent of stature: folds of cloth and the silhouette's waviness are a hand
wide (judgement)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Back:
    """Skin line on evenly spaced rows, with the error of its outline at knots.

    Attributes
    ----------
    forward_px : ndarray of shape (rows,)
    sd
        Standard errors of the extra quantities: sacral level, then one forward error for each knot.
    """

    top_px: float
    row_px: float
    forward_px: NDArray[np.float64]
    sacral_level_px: float
    knot_px: float
    sd: tuple[float, ...]

    @classmethod
    def of(cls, profile: BackProfile, facing: int, stature_px: float) -> Back:
        """Resample a profile to half pixels or finer steps of the person's height."""
        y = np.array(profile.y_px)
        row = max(min(0.5, stature_px / 1000.0), (y[-1] - y[0]) / 5000.0)
        rows = np.arange(y[0], y[-1] + row / 2.0, row)
        knot = CORRELATION_LENGTH * stature_px / 100.0
        knots = int((y[-1] - y[0]) / knot) + 2
        return cls(
            top_px=float(y[0]),
            row_px=float(row),
            forward_px=np.interp(rows, y, np.array(profile.x_px)) * facing,
            sacral_level_px=profile.sacral_level_y_px,
            knot_px=knot,
            sd=(profile.sacral_level_error_px, *((profile.error_px,) * knots)),
        )

    def tangent_deg(self, top: NDArray[np.float64], bottom: NDArray[np.float64], knots: NDArray[np.float64]) -> NDArray[np.float64]:
        """Inclination of the skin between two heights, positive where its upper end lies forward, degrees.

        Parameters
        ----------
        top, bottom : ndarray of shape (m,)
            Photo y of the ends.
        knots : ndarray of shape (m, knots)
            Forward error of the outline at each knot, pixels.

        Returns
        -------
        ndarray of shape (m,)
            Slope of the least-squares line through evenly spaced points.
        """
        part = np.linspace(-0.5, 0.5, POINTS_PER_TANGENT)
        height = (bottom - top)[:, None]
        y = (top + bottom)[:, None] / 2.0 + part * height
        forward = _interpolate(self.forward_px[None, :], (y - self.top_px) / self.row_px)
        forward = forward + _interpolate(knots, (y - self.top_px) / self.knot_px)
        slope = (forward @ part) / (part @ part) / height[:, 0]
        inclination: NDArray[np.float64] = np.degrees(np.arctan(-slope))
        return inclination


def _interpolate(values: NDArray[np.float64], index: NDArray[np.float64]) -> NDArray[np.float64]:
    """Linear interpolation of each row of ``values`` (m or 1, k) at fractional indices (m, j), held constant outside."""
    held = np.clip(index, 0.0, values.shape[1] - 1.0)
    below = np.minimum(held.astype(np.intp), values.shape[1] - 2)
    rest = held - below
    rows = np.zeros((1, 1), dtype=np.intp) if values.shape[0] == 1 else np.arange(values.shape[0])[:, None]
    between: NDArray[np.float64] = values[rows, below] * (1.0 - rest) + values[rows, below + 1] * rest
    return between


def curve_deg(tangents: Tangents, scene: Scene, back: Back, q: NDArray[np.float64]) -> NDArray[np.float64]:
    """A curve's angle for quantities of shape (m, n), degrees, shape (m,).

    Roll turns both tangents alike and drops out; heights are read along the photo's columns, which a few degrees of roll change little.
    """
    index = next(i for i, p in enumerate(scene.landmarks) if p.name is LandmarkName.C7 and p.side is BodySide.MIDLINE)
    c7_y, extras = q[:, scene.y_column(index)], q[:, scene.extras]
    length = back.sacral_level_px + extras[:, 0] - c7_y

    def inclination(heights: tuple[float, float]) -> NDArray[np.float64]:
        return back.tangent_deg(c7_y + heights[0] * length, c7_y + heights[1] * length, extras[:, 1:])

    return inclination(tangents.first) - inclination(tangents.second) - tangents.outline_bias_deg
