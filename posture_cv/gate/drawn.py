"""Lines that somebody drew over a photo: plumb lines and grids in the exports of other software."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.domain.photo import Photo
    from posture_cv.domain.pose import DetectedPose

SAMPLES = 48
"""Places along a line that are looked at."""

EVEN_WITHIN = 24.0
"""Distance of 255, in the channel that differs most, within which a drawn line keeps its colour, compressed pictures included."""

STANDS_OUT_FROM = 36.0
"""The same distance from which it differs from what lies beside it."""

_LEAST_SHARE = 0.8
_LEAST_ON_PERSON = 0.25
_BESIDE_PCT = 1.2
"""How far beside the line is looked, per cent of the person's height: a drawn line is thinner."""


def is_drawn_over(photo: Photo, pose: DetectedPose) -> bool:
    """Whether an upright or level line of one colour runs on from the background across the person.

    Nothing in a room does that: an edge behind the person is hidden by them, and one on them ends with them. Slanted lines are not looked
    for.
    """
    pixels = photo.pixels
    box, beside = pose.box, max(2, round(_BESIDE_PCT / 100.0 * pose.box.height_px))
    top, bottom = max(0, int(box.top_px)), min(photo.height_px, int(box.bottom_px))
    left, right = max(0, int(box.left_px)), min(photo.width_px, int(box.right_px))
    if bottom - top < SAMPLES or right - left < 2 * beside + 3:
        return False
    rows = np.linspace(0, photo.height_px - 1, SAMPLES).astype(int)
    upright = _has_line(pixels[rows][:, left:right], pose.silhouette[rows][:, left:right], beside)
    columns = np.linspace(0, photo.width_px - 1, SAMPLES).astype(int)
    level = _has_line(pixels[top:bottom, columns].swapaxes(0, 1), pose.silhouette[top:bottom, columns].T, beside)
    return upright or level


def _has_line(colours: NDArray[np.uint8], silhouette: NDArray[np.uint8], beside: int) -> bool:
    """Whether a column of shape (samples, columns, 3) keeps its colour all along while its neighbours on both sides differ from it."""
    shown = colours.astype(np.float32)
    inside = shown[:, beside:-beside]
    even = np.abs(inside - np.median(inside, axis=0)).max(axis=2) <= EVEN_WITHIN
    before, after = shown[:, : -2 * beside], shown[:, 2 * beside :]
    apart = np.minimum(np.abs(inside - before).max(axis=2), np.abs(inside - after).max(axis=2)) >= STANDS_OUT_FROM
    drawn = even & apart
    on_person = silhouette[:, beside:-beside] > 127
    whole = drawn.mean(axis=0) >= _LEAST_SHARE
    crosses = (on_person.sum(axis=0) >= _LEAST_ON_PERSON * SAMPLES) & ((~on_person).sum(axis=0) > 0)
    # on the person and off them alike, so that a seam, a trouser's stripe or a door frame beside somebody does not count
    on = np.where(on_person, drawn, False).sum(axis=0) / np.maximum(on_person.sum(axis=0), 1)
    return bool((whole & crosses & (on >= _LEAST_SHARE)).any())
