"""Boxes that somebody laid over a photo: a blacked-out face, a sticker, a caption, a patch that hides something."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from posture_cv.domain.landmarks import AnatomicalPose, MissingLandmark
from posture_cv.domain.messages import message
from posture_cv.domain.pose import BlazePose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from posture_cv.domain.photo import Photo
    from posture_cv.domain.pose import DetectedPose

STEP = 20
"""Least difference of 255, in the channel that differs most, across a box's edge."""

_LEAST_PCT = 4.0
"""Shortest side, per cent of the person's height."""

_LEAST_SHARE = 0.6
"""Of each of its four sides that shows; two that meet show to their ends."""

_CORNER_PX = 2
_BEYOND = 0.1
_MOST_RUNS = 60
"""Sides looked at of each direction, longest first: a tiled wall has more, and no box is longer than its tiles' lines."""

_MOST_PIECES = 4

_BONES = (
    (BlazePose.NOSE, BlazePose.LEFT_SHOULDER),
    (BlazePose.NOSE, BlazePose.RIGHT_SHOULDER),
    (BlazePose.LEFT_SHOULDER, BlazePose.LEFT_HIP),
    (BlazePose.RIGHT_SHOULDER, BlazePose.RIGHT_HIP),
    (BlazePose.LEFT_HIP, BlazePose.LEFT_KNEE),
    (BlazePose.RIGHT_HIP, BlazePose.RIGHT_KNEE),
    (BlazePose.LEFT_KNEE, BlazePose.LEFT_ANKLE),
    (BlazePose.RIGHT_KNEE, BlazePose.RIGHT_ANKLE),
)
_HEAD_ABOVE_SHOULDERS = 0.5
"""Where a head is, of the trunk's length: under a box over all of it the detector puts a head below the box."""

_BONE_SAMPLES = 60
_CROSSING_PX = 4


class LaidBox(NamedTuple):
    """A box in photo pixels, its edges inside."""

    left_px: int
    top_px: int
    right_px: int
    bottom_px: int

    def holds(self, x_px: float, y_px: float) -> bool:
        """Whether a point lies under it."""
        return self.left_px <= x_px <= self.right_px and self.top_px <= y_px <= self.bottom_px


def laid_boxes(photo: Photo, pose: DetectedPose) -> tuple[LaidBox, ...]:
    """Upright rectangles, exact to a pixel, that cover a point of the body and are not interrupted by it.

    A picture or a window behind the person shows such edges too, but the body hides them where it crosses them.
    """
    box, far = pose.box, _BEYOND * pose.box.height_px
    top, bottom = max(0, int(box.top_px - far)), min(photo.height_px, int(box.bottom_px + far))
    left, right = max(0, int(box.left_px - far)), min(photo.width_px, int(box.right_px + far))
    shortest = max(8, round(_LEAST_PCT / 100.0 * box.height_px))
    if bottom - top <= shortest or right - left <= shortest:
        return ()
    planes = np.ascontiguousarray(photo.pixels[top:bottom, left:right].transpose(2, 0, 1))
    level, upright = _steps(planes[:, :-1], planes[:, 1:]), _steps(planes[:, :, :-1], planes[:, :, 1:])
    points = _with_head(pose.points_px - (left, top))
    found = {rectangle for rectangle in _rectangles(level, upright, shortest) if _covers(rectangle, points, level, upright)}
    return tuple(LaidBox(x0 + left, y0 + top, x1 + left, y1 + top) for x0, y0, x1, y1 in sorted(found))


def without_points_under(anatomy: AnatomicalPose, boxes: tuple[LaidBox, ...]) -> AnatomicalPose:
    """The pose without the landmarks that boxes cover, and without what is judged by the trunk's outline: a box is part of it."""
    if not boxes:
        return anatomy
    reason, remedy = message("gate.laid_over"), message("gate.drawn_over.remedy")
    gone = [point for point in anatomy.landmarks if any(box.holds(point.x_px, point.y_px) for box in boxes)]
    return replace(
        anatomy,
        landmarks=tuple(point for point in anatomy.landmarks if point not in gone),
        missing=(*anatomy.missing, *(MissingLandmark(name=p.name, side=p.side, reason=reason, remedy=remedy) for p in gone)),
        judged=(),
        back=None,
    )


_HEAD, _NECK = 33, 34


def _with_head(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """The points with where the head must be above the trunk, and the shoulders' middle."""
    shoulders, hips = (points[[left, left + 1]].mean(axis=0) for left in (BlazePose.LEFT_SHOULDER, BlazePose.LEFT_HIP))
    return np.vstack([points, shoulders + _HEAD_ABOVE_SHOULDERS * (shoulders - hips), shoulders])


def _steps(before: NDArray[np.uint8], after: NDArray[np.uint8]) -> NDArray[np.bool_]:
    """Where neighbours, each of shape (3, height, width), differ by a step."""
    return np.asarray((np.maximum(before, after) - np.minimum(before, after) >= STEP).any(axis=0))


def _rectangles(level: NDArray[np.bool_], upright: NDArray[np.bool_], shortest: int) -> Iterator[tuple[int, int, int, int]]:
    """Rectangles (left, top, right, bottom) of which two sides that meet show whole, and the others mostly."""
    flat, steep = _runs(level, shortest), _runs(upright.T, shortest)
    if not flat or not steep:
        return
    y, x0, x1 = np.array(flat).T[:, :, None]
    x, y0, y1 = np.array(steep).T[:, None]
    at_left, above = np.abs(x - x0) <= _CORNER_PX, np.abs(y - y1) <= _CORNER_PX
    meet = (at_left | (np.abs(x - x1) <= _CORNER_PX)) & (above | (np.abs(y - y0) <= _CORNER_PX))
    for i, j in np.argwhere(meet).tolist():
        (row, first, last), (column, upper, lower) = flat[i], steep[j]
        other_x, other_y = last if at_left[i, j] else first, upper if above[i, j] else lower
        if (
            _shows(level, other_y, first, last) >= _LEAST_SHARE
            and _shows(upright.T, other_x, upper, lower) >= _LEAST_SHARE
            and abs(other_x - column) >= shortest
        ):
            yield min(column, other_x), min(row, other_y), max(column, other_x), max(row, other_y)


def _runs(edges: NDArray[np.bool_], shortest: int) -> list[tuple[int, int, int]]:
    """The longest runs along the rows, (row, first, last): whole ones, and such as break off where the colours happen to meet."""
    rows = np.flatnonzero(edges.sum(axis=1) >= shortest)
    chosen = np.zeros((rows.size, edges.shape[1] + 2), dtype=np.int8)
    chosen[:, 1:-1] = edges[rows]
    row, turn = np.nonzero(np.diff(chosen, axis=1))
    row, first, last = rows[row[::2]], turn[::2], turn[1::2] - 1
    pieces = np.flatnonzero(last - first + 1 >= shortest / 2)
    found = []
    for place, i in enumerate(pieces):
        covered = 0
        for j in pieces[place : place + _MOST_PIECES]:
            covered += int(last[j] - first[j]) + 1
            length = int(last[j] - first[i]) + 1
            if row[j] == row[i] and length >= shortest and covered >= _LEAST_SHARE * length:
                found.append((int(row[i]), int(first[i]), int(last[j])))
    return sorted(found, key=lambda run: run[1] - run[2])[:_MOST_RUNS]


def _shows(edges: NDArray[np.bool_], row: int, first: int, last: int) -> float:
    """Share of a side that shows, a pixel beside it counted."""
    near = edges[max(0, row - 1) : row + 2, first : last + 1]
    return float(near.any(axis=0).mean()) if near.size else 0.0


def _covers(
    rectangle: tuple[int, int, int, int], points: NDArray[np.float64], level: NDArray[np.bool_], upright: NDArray[np.bool_]
) -> bool:
    """Whether a point of the body lies under it, and its edges show wherever the body crosses them."""
    x0, y0, x1, y1 = rectangle
    under = (points[:, 0] > x0) & (points[:, 0] < x1) & (points[:, 1] > y0) & (points[:, 1] < y1)
    if not under.any():
        return False
    crossings = [crossing for begin, end in (*_BONES, (_HEAD, _NECK)) for crossing in _crossings(points[begin], points[end], rectangle)]
    return bool(crossings) and all(_edge_at(x, y, rectangle, level, upright) for x, y in crossings)


def _crossings(begin: NDArray[np.float64], end: NDArray[np.float64], rectangle: tuple[int, int, int, int]) -> Iterator[tuple[int, int]]:
    """Where a bone goes in under the rectangle, or comes out."""
    x0, y0, x1, y1 = rectangle
    way = begin + np.linspace(0.0, 1.0, _BONE_SAMPLES)[:, None] * (end - begin)
    inside = (way[:, 0] >= x0) & (way[:, 0] <= x1) & (way[:, 1] >= y0) & (way[:, 1] <= y1)
    for step in np.flatnonzero(inside[1:] != inside[:-1]):
        x, y = (way[step] + way[step + 1]) / 2.0
        yield round(float(x)), round(float(y))


def _edge_at(x: int, y: int, rectangle: tuple[int, int, int, int], level: NDArray[np.bool_], upright: NDArray[np.bool_]) -> bool:
    x0, y0, x1, y1 = rectangle
    gaps = {"top": abs(y - y0), "bottom": abs(y - y1), "left": abs(x - x0), "right": abs(x - x1)}
    nearest = min(gaps, key=lambda side: gaps[side])
    if nearest in ("top", "bottom"):
        return _shows(level, y0 if nearest == "top" else y1, max(x0, x - _CROSSING_PX), min(x1, x + _CROSSING_PX)) >= _LEAST_SHARE
    return _shows(upright.T, x0 if nearest == "left" else x1, max(y0, y - _CROSSING_PX), min(y1, y + _CROSSING_PX)) >= _LEAST_SHARE
