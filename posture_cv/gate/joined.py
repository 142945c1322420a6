"""Lines that other software drew from joint to joint of the body."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.pose import BlazePose
from posture_cv.gate.drawn import EVEN_WITHIN, STANDS_OUT_FROM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from posture_cv.domain.photo import Photo
    from posture_cv.domain.pose import DetectedPose

_ABOVE = (
    (BlazePose.LEFT_EAR, BlazePose.LEFT_SHOULDER),
    (BlazePose.RIGHT_EAR, BlazePose.RIGHT_SHOULDER),
    (BlazePose.LEFT_SHOULDER, BlazePose.LEFT_HIP),
    (BlazePose.RIGHT_SHOULDER, BlazePose.RIGHT_HIP),
)
_BELOW = (
    (BlazePose.LEFT_HIP, BlazePose.LEFT_KNEE),
    (BlazePose.RIGHT_HIP, BlazePose.RIGHT_KNEE),
    (BlazePose.LEFT_KNEE, BlazePose.LEFT_ANKLE),
    (BlazePose.RIGHT_KNEE, BlazePose.RIGHT_ANKLE),
)

SAMPLES = 24
"""Places along a limb that are looked at, between dots at its ends."""

_ENDS = (0.15, 0.85)
_ANCHORS = (3, 20)
_REACH_PCT = 2.5
"""How far from the detector's own line another program's may run, per cent of the person's height."""

_BESIDE_PCT = 1.2
_LEAST_SHARE = 0.85
_FEWEST = 3
_MOST_LINES = 8


def is_joined_up(photo: Photo, pose: DetectedPose) -> bool:
    """Whether straight lines of one colour run along three parts of the body, above the hips and below them.

    A trouser's stripe runs along both thighs and shins, but it does not go on over the trunk and neck.
    """
    above = [colour for limb in _ABOVE for colour in _lines_along(photo, pose, limb)]
    if not above:
        return False
    below = [[*_lines_along(photo, pose, limb)] for limb in _BELOW]
    for colour in above:
        legs = sum(any(_alike(colour, other) for other in found) for found in below)
        if legs and legs + sum(_alike(colour, other) for other in above) >= _FEWEST:
            return True
    return False


def _alike(one: NDArray[np.float64], other: NDArray[np.float64]) -> bool:
    return float(np.abs(one - other).max()) <= EVEN_WITHIN


def _lines_along(photo: Photo, pose: DetectedPose, limb: tuple[BlazePose, BlazePose]) -> Iterator[NDArray[np.float64]]:
    """Colour of a line along a limb, if there is one."""
    strip, beside = _strip(photo, pose, limb)
    if strip is None:
        return
    shown = strip.astype(np.int16)
    first, last = _ANCHORS
    starts, ends = (np.flatnonzero(_stands_out(shown[[anchor]], beside)) for anchor in _ANCHORS)
    if not starts.size or not ends.size:
        return
    inside, stands_out = shown[:, beside:-beside], _stands_out(shown, beside)
    begins, reaches = (each.ravel() for each in np.meshgrid(starts, ends))
    rows = np.arange(SAMPLES)
    x = np.rint(begins[:, None] + (reaches - begins)[:, None] * (rows - first) / (last - first)).astype(np.intp)
    within = ((x >= 0) & (x < inside.shape[1])).all(axis=1)
    x = x[within]
    drawn = stands_out[rows, x] if x.size else np.zeros((0, SAMPLES), dtype=bool)
    shares = drawn.mean(axis=1)
    for line in np.argsort(-shares)[:_MOST_LINES].tolist():
        if shares[line] < _LEAST_SHARE:
            return
        colours = inside[rows, x[line]]
        usual = np.median(colours, axis=0)
        even = np.abs(colours - usual).max(axis=1) <= EVEN_WITHIN
        if (drawn[line] & even).mean() >= _LEAST_SHARE:
            yield usual
            return


def _stands_out(shown: NDArray[np.int16], beside: int) -> NDArray[np.bool_]:
    """Where a pixel differs from what lies on both sides of it."""
    inside = shown[:, beside:-beside]
    before, after = (np.abs(inside - other).max(axis=2) for other in (shown[:, : -2 * beside], shown[:, 2 * beside :]))
    return np.asarray(np.minimum(before, after) >= STANDS_OUT_FROM)


def _strip(photo: Photo, pose: DetectedPose, limb: tuple[BlazePose, BlazePose]) -> tuple[NDArray[np.uint8] | None, int]:
    """The photo along a limb, shape (SAMPLES, width, 3), a pixel a step across it, and how many pixels beside a line lie."""
    tall = pose.box.height_px
    beside = max(2, round(_BESIDE_PCT / 100.0 * tall))
    half = round(_REACH_PCT / 100.0 * tall) + beside
    begin, end = pose.points_px[list(limb)]
    along = end - begin
    length = float(np.hypot(*along))
    if length < SAMPLES / (_ENDS[1] - _ENDS[0]):
        return None, beside
    across = np.array([-along[1], along[0]]) / length
    places = begin + np.linspace(*_ENDS, SAMPLES)[:, None] * along
    at = np.rint(places[:, None] + np.arange(-half, half + 1)[:, None] * across).astype(np.intp)
    x, y = at[..., 0].clip(0, photo.width_px - 1), at[..., 1].clip(0, photo.height_px - 1)
    return photo.pixels[y, x], beside
