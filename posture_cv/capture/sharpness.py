"""How blurred the person is, as the width of their edges."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.capture.framing import PersonInFrame

_MEASURED_HEIGHT_PX = 512
_FINE, _COARSE = 1.5, 4.0
"""Standard deviations of the two added blurs, pixels of a person 512 px high."""

_STRONG_EDGES = 0.90
_NEAR_PERSON = 0.02
_PAD = 0.06
_FLAT = 1e-3
_FEWEST_EDGES = 5

_MOVED_FROM_PCT_HEIGHT = 0.4
"""Blur along and across the person together from which they are told apart: 0.36 at most in 170 sharp pictures, 0.5 and more where a
picture is smeared by 2 % of the person's height, whichever way."""

_SURE_EDGES = 60
_LEAST_SLOPE = 0.5
"""Of the strong edges' slope, for edges of one direction: gentle shading is no edge."""

_LEAST_RATIO = 1.03
"""Ratio of slopes under which an edge would be blurred by 3 % of the height: shading."""


def edge_blur_pct_height(grey: NDArray[np.uint8], framing: PersonInFrame) -> float | None:
    """Standard deviation of the blur on the person's edges, percent of the person's height.

    The photo is blurred twice more, a little and a lot; the ratio of an edge's slopes gives the blur it came with. A ratio does not know
    how bright or contrasty the edge is, so a dark photo does not read as a blurred one, and percent of height does not know megapixels.
    A camera or person that moves smears the edges across the movement alone. Most edges of a standing person run down, so that the level
    ones are looked at by themselves too, and the root mean square of both counts where it is large.

    Parameters
    ----------
    grey : ndarray of shape (height, width), uint8

    Returns
    -------
    float or None
        0 to about 2; None where the person shows no edge to measure.

    References
    ----------
    S. Zhuo and T. Sim, "Defocus map estimation from a single image", Pattern Recognition 44 (2011) 1852-1858; here with two added blurs
    instead of one, so that noise is damped in both.
    """
    crop, near, height_px = _person_crop(grey, framing)
    here = np.flatnonzero(near)
    if not here.size:
        return None
    unit = height_px / _MEASURED_HEIGHT_PX
    fine, coarse = max(0.6, _FINE * unit), max(1.6, _COARSE * unit)
    blurred_slope = np.hypot(*(along.ravel()[here] for along in _gradient(crop, coarse)))
    strong_from = max(float(np.quantile(blurred_slope, _STRONG_EDGES)), _FLAT)
    strong = blurred_slope > strong_from
    along_x, along_y = _gradient(crop, fine)
    slope, ridge = _ridge(along_x, along_y, here[strong])
    if np.count_nonzero(ridge) < _FEWEST_EDGES:
        return None
    ratio = np.clip(slope[ridge] / blurred_slope[strong][ridge], 1.001, 0.999 * coarse / fine)
    whole = _blur_pct(ratio, fine, coarse, height_px)
    edges = np.flatnonzero(blurred_slope > _LEAST_SLOPE * strong_from)
    edges = edges[np.abs(along_y.ravel()[here[edges]]) >= np.abs(along_x.ravel()[here[edges]])]
    most = max(_SURE_EDGES, round((1.0 - _STRONG_EDGES) * here.size / 2.0))
    if edges.size > most:
        edges = edges[np.argpartition(blurred_slope[edges], -most)[-most:]]
    slope, ridge = _ridge(along_x, along_y, here[edges])
    ratio = slope[ridge] / blurred_slope[edges][ridge]
    sure = ratio[ratio > _LEAST_RATIO]
    if sure.size < max(_SURE_EDGES, ratio.size / 2.0):
        return whole
    up_and_down = _blur_pct(np.minimum(sure, 0.999 * coarse / fine), fine, coarse, height_px)
    moved = math.hypot(whole, up_and_down) / math.sqrt(2.0)
    return max(whole, moved) if moved > _MOVED_FROM_PCT_HEIGHT else whole


def _blur_pct(ratio: NDArray[np.floating], fine: float, coarse: float, height_px: float) -> float:
    """Standard deviation of the blur an edge came with, in the median, from the ratio of its slopes after two more blurs."""
    variance = (coarse**2 - ratio**2 * fine**2) / (ratio**2 - 1.0)
    return float(np.sqrt(np.median(variance)) / height_px * 100.0)


def _person_crop(grey: NDArray[np.uint8], framing: PersonInFrame) -> tuple[NDArray[np.float32], NDArray[np.bool_], float]:
    """The person and a little around them at most 512 px high, which pixels lie on or near them, and how high they are there."""
    box, pad = framing.box, _PAD * framing.box.height_px
    top, bottom = max(0, round(box.top_px - pad)), min(grey.shape[0], round(box.bottom_px + pad))
    left, right = max(0, round(box.left_px - pad)), min(grey.shape[1], round(box.right_px + pad))
    scale = min(1.0, _MEASURED_HEIGHT_PX / max(box.height_px, 1.0))
    size = (max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale)))
    crop = cv2.resize(grey[top:bottom, left:right], size, interpolation=cv2.INTER_AREA).astype(np.float32)
    rows, columns = ((np.array(ends) * framing.scale).astype(int) for ends in ((top, bottom), (left, right)))
    person = framing.silhouette[rows[0] : rows[1] + 1, columns[0] : columns[1] + 1].astype(np.uint8)
    reach = 2 * max(1, round(_NEAR_PERSON * box.height_px * scale)) + 1
    near = cv2.dilate(cv2.resize(person, size, interpolation=cv2.INTER_NEAREST), np.ones((reach, reach), np.uint8))
    return crop, near > 0, box.height_px * scale


def _gradient(picture: NDArray[np.float32], blur_px: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    blurred = cv2.GaussianBlur(picture, (0, 0), blur_px)
    return cv2.Sobel(blurred, cv2.CV_32F, 1, 0, ksize=3, scale=0.125), cv2.Sobel(blurred, cv2.CV_32F, 0, 1, ksize=3, scale=0.125)


def _ridge(
    along_x: NDArray[np.float32], along_y: NDArray[np.float32], at: NDArray[np.intp]
) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Slope at flat indices, and where it is greatest across the edge: left to right for an edge that runs down, else top to bottom."""
    rows, columns = along_x.shape
    row, column = np.divmod(at, columns)
    down = np.abs(along_x[row, column]) > np.abs(along_y[row, column])
    aside, below = down.astype(np.intp), (~down).astype(np.intp)

    def slope(step: int) -> NDArray[np.float32]:
        beside = np.clip(row + step * below, 0, rows - 1), np.clip(column + step * aside, 0, columns - 1)
        return np.hypot(along_x[beside], along_y[beside])

    here = slope(0)
    return here, (here >= slope(-1)) & (here >= slope(1))
