"""Lines that somebody drew over a photo: plumb lines, grids and lines between joints in the exports of other software."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.domain.photo import Photo
    from posture_cv.domain.pose import DetectedPose

SAMPLES = 40
"""Places along a line that are looked at."""

EVEN_WITHIN = 24
"""Distance of 255, in the channel that differs most, within which a drawn line keeps its colour, compressed pictures included."""

STANDS_OUT_FROM = 36
"""The same distance from which it differs from what lies on either side of it."""

_LEAST_SHARE = 0.8
_LEAST_ON_PERSON = 0.25
_LEAST_BESIDE = 3
_BESIDE_PCT = 1.2
"""How far beside the line is looked, per cent of the person's height: a drawn line is thinner."""

_BEYOND = 0.12
"""How far beyond the person is looked, of the side of the box that the line runs along."""

_ANCHORS = ((0.08, 0.92), (0.2, 0.7), (0.3, 0.8), (0.15, 0.55), (0.45, 0.85))
"""Places along the way through which lines are laid, one pair after the other: what is drawn shows at most of them."""

_MOST_SLOPE = 1.5
"""Shift over length of a line: beyond 45 degrees it is seen as one that runs the other way; the rest is overlap."""

_MOST_ANCHORS = 90
"""Bright or dark specks looked at in one place: a lawn has more than a room, and no line ends there."""


def is_drawn_over(photo: Photo, pose: DetectedPose) -> bool:
    """Whether a straight line of one colour, at whatever slant, runs on from the background across the person.

    Nothing in a room does that: an edge behind the person is hidden by them, and one on them ends with them.
    """
    box = pose.box
    beside = max(2, round(_BESIDE_PCT / 100.0 * box.height_px))
    down = (box.top_px - _BEYOND * box.height_px, box.bottom_px + _BEYOND * box.height_px)
    across = (box.left_px - _BEYOND * box.height_px, box.right_px + _BEYOND * box.height_px)
    rows, columns = _places(down, photo.height_px), _places(across, photo.width_px)
    if rows[-1] - rows[0] < SAMPLES or columns[-1] - columns[0] < SAMPLES:
        return False
    beyond = slice(columns[0], columns[-1] + 1)
    if _has_line(photo.pixels[rows, beyond], pose.silhouette[rows, beyond], rows, beside):
        return True
    along = slice(rows[0], rows[-1] + 1)
    turned = photo.pixels[along][:, columns].transpose(1, 0, 2)
    return _has_line(turned, pose.silhouette[along][:, columns].T, columns, beside)


def _places(ends: tuple[float, float], size_px: int) -> NDArray[np.intp]:
    first, last = max(0.0, ends[0]), min(size_px - 1.0, ends[1])
    return np.linspace(first, max(first, last), SAMPLES).astype(np.intp)


def _has_line(colours: NDArray[np.uint8], silhouette: NDArray[np.uint8], at: NDArray[np.intp], beside: int) -> bool:
    """Whether a line crosses the rows ``colours``, shape (samples, width, 3), which lie ``at`` in the photo.

    A pixel may be of a line where it differs from what lies on both sides of it. Lines are laid through two such pixels of two rows, and
    kept where most rows have one in the same place, of the same colour, on the person as beside them.
    """
    if colours.shape[1] < 2 * beside + 3:
        return False
    shown = colours.transpose(2, 0, 1).astype(np.int16)
    inside = shown[:, :, beside:-beside]
    before, after = _furthest(inside - shown[:, :, : -2 * beside]), _furthest(inside - shown[:, :, 2 * beside :])
    stands_out = np.minimum(before, after) >= STANDS_OUT_FROM
    person = silhouette[:, beside:-beside] > 127
    near = stands_out.copy()
    near[:, 1:] |= stands_out[:, :-1]
    near[:, :-1] |= stands_out[:, 1:]
    rows = np.arange(SAMPLES)
    for first, second in _ANCHORS:
        upper, lower = round(first * (SAMPLES - 1)), round(second * (SAMPLES - 1))
        starts, ends = _middles(stands_out[upper]), _middles(stands_out[lower])
        if not (0 < starts.size <= _MOST_ANCHORS and 0 < ends.size <= _MOST_ANCHORS):
            continue
        begins, reaches = (each.ravel() for each in np.meshgrid(starts, ends))
        slope = (reaches - begins) / (at[lower] - at[upper])
        begins, slope = begins[np.abs(slope) <= _MOST_SLOPE], slope[np.abs(slope) <= _MOST_SLOPE]
        x = np.rint(begins[:, None] + slope[:, None] * (at - at[upper])).astype(np.intp)
        within = (x >= 0) & (x < inside.shape[2])
        x = x.clip(0, inside.shape[2] - 1)
        drawn = near[rows, x] & within
        lines = np.flatnonzero(drawn.sum(axis=1) >= _LEAST_SHARE * np.maximum(within.sum(axis=1), SAMPLES / 2))
        if any(_is_drawn(_strip(inside, x[line]), drawn[line], person[rows, x[line]] & within[line], within[line]) for line in lines):
            return True
    return False


def _is_drawn(colours: NDArray[np.int16], drawn: NDArray[np.bool_], person: NDArray[np.bool_], within: NDArray[np.bool_]) -> bool:
    """Whether what lies along a line, shape (3, samples, 3) with a pixel to either side, has one colour on the person and beside them."""
    usual = np.median(colours[1, drawn], axis=0)
    even = drawn & (np.abs(colours - usual).max(axis=2).min(axis=0) <= EVEN_WITHIN)
    on, beside = person, within & ~person
    if on.sum() < _LEAST_ON_PERSON * within.sum() or beside.sum() < _LEAST_BESIDE:
        return False
    # on the person and off them alike, so that a seam, a trouser's stripe or a door frame beside somebody does not count
    return bool(even[on].mean() >= _LEAST_SHARE and even[beside].mean() >= _LEAST_SHARE)


def _strip(inside: NDArray[np.int16], x: NDArray[np.intp]) -> NDArray[np.int16]:
    """Colours along a line and a pixel before and behind it, shape (3, samples, 3): a slanted line's edge is half background."""
    across = (x + np.array([[-1], [0], [1]])).clip(0, inside.shape[2] - 1)
    return np.asarray(inside[:, np.arange(SAMPLES), across].transpose(1, 2, 0))


def _furthest(differences: NDArray[np.int16]) -> NDArray[np.int16]:
    """Distance in the channel that differs most, of differences of shape (3, ...)."""
    red, green, blue = np.abs(differences, out=differences)
    return np.asarray(np.maximum(np.maximum(red, green), blue), dtype=np.int16)


def _middles(marked: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Middles of the runs of True."""
    steps = np.flatnonzero(np.diff(np.concatenate(([False], marked, [False])).astype(np.int8)))
    return (steps[::2] + steps[1::2] - 1) / 2.0
