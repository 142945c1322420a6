"""Anti-aliased, haloed strokes and shapes at sub-pixel positions, drawn by OpenCV."""

from __future__ import annotations

import itertools
import math
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.landmarks import Origin

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from posture_cv.overlay.scene import Point

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
INK: Colour = (16, 21, 28)
ORIGIN_COLOURS: dict[Origin, Colour] = {
    Origin.DETECTED: (86, 180, 233),
    Origin.ESTIMATED: (230, 159, 0),
    Origin.STICKER: (204, 121, 167),
    Origin.MARKED: (0, 158, 115),
}
"""Okabe and Ito's palette, which colour-blind readers can tell apart; the shapes differ as well."""

_SHAPES = {Origin.DETECTED: (32, 0.0), Origin.ESTIMATED: (4, 0.0), Origin.STICKER: (3, -90.0), Origin.MARKED: (4, 45.0)}
"""Corners and turn in degrees: circle detected, diamond estimated, triangle sticker, square marked."""

_SUBPIXEL_BITS = 4


def polyline(pixels: NDArray[np.uint8], points: Sequence[Point], colour: Colour, thickness: int) -> None:
    """Draw a polyline in place."""
    import cv2

    cv2.polylines(pixels, [_fixed(points)], isClosed=False, color=colour, thickness=thickness, lineType=cv2.LINE_AA, shift=_SUBPIXEL_BITS)


def fill(pixels: NDArray[np.uint8], outline: Sequence[Point], colour: Colour) -> None:
    """Fill a polygon in place."""
    import cv2

    cv2.fillPoly(pixels, [_fixed(outline)], color=colour, lineType=cv2.LINE_AA, shift=_SUBPIXEL_BITS)


def haloed(pixels: NDArray[np.uint8], pieces: Sequence[Sequence[Point]], colour: Colour, thickness: int, halo: int) -> None:
    """Draw polylines over a dark rim ``halo`` pixels wide, so that they show on any ground."""
    for width, shade in ((thickness + 2 * halo, INK), (thickness, colour)):
        for piece in pieces:
            polyline(pixels, piece, shade, width)


def marker(pixels: NDArray[np.uint8], at: Point, origin: Origin, radius: float) -> None:
    """Draw a landmark: dark rim, white ring, shape and colour by origin, dark centre."""
    for size, shade in ((1.45, INK), (1.22, WHITE), (0.82, ORIGIN_COLOURS[origin])):
        fill(pixels, shape(at, origin, radius * size), shade)
    fill(pixels, shape(at, Origin.DETECTED, 0.22 * radius), INK)


def shape(at: Point, origin: Origin, radius: float) -> list[Point]:
    """Outline of a landmark's shape, equal in area to a circle of that radius."""
    corners, turn_deg = _SHAPES[origin]
    reach = radius * math.sqrt(2.0 * math.pi / (corners * math.sin(math.tau / corners)))
    angles = (math.radians(turn_deg) + math.tau * i / corners for i in range(corners))
    return [(at[0] + reach * math.cos(a), at[1] + reach * math.sin(a)) for a in angles]


def region(pixels: NDArray[np.uint8], outline: Sequence[Point], colour: Colour, thickness: int) -> None:
    """Shade a region faintly and draw its edge half transparent, in place."""
    corner = np.floor(np.min(outline, axis=0)).astype(int) - 2 * thickness
    left, top = (max(int(v), 0) for v in corner)
    right, bottom = (max(int(v), 0) for v in np.ceil(np.max(outline, axis=0)).astype(int) + 2 * thickness)
    patch = pixels[top:bottom, left:right]
    if patch.size == 0:
        return
    local = [(x - left, y - top) for x, y in outline]
    for share, edge in ((0.18, False), (0.6, True)):
        marked = patch.copy()
        if edge:
            polyline(marked, local, colour, thickness)
        else:
            fill(marked, local, colour)
        patch[:] = np.round(patch * (1.0 - share) + marked * share).astype(np.uint8)


def ellipse(centre: Point, semi_axes: tuple[float, float], angle_deg: float, steps: int = 48) -> list[Point]:
    """Closed outline of an ellipse whose first axis is turned clockwise on screen."""
    c, s = math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))
    along = ((semi_axes[0] * math.cos(t), semi_axes[1] * math.sin(t)) for t in (math.tau * i / steps for i in range(steps + 1)))
    return [(centre[0] + u * c - v * s, centre[1] + u * s + v * c) for u, v in along]


def samples(points: Sequence[Point], step: float) -> Iterable[Point]:
    """Points along a polyline, at most ``step`` apart."""
    for a, b in itertools.pairwise(points):
        count = math.ceil(math.dist(a, b) / step) or 1
        for i in range(count):
            yield a[0] + (b[0] - a[0]) * i / count, a[1] + (b[1] - a[1]) * i / count


def dashes(points: Sequence[Point], dash: float, gap: float) -> Iterable[list[Point]]:
    """Pieces of a polyline, each segment dashed by itself."""
    for a, b in itertools.pairwise(points):
        length = math.dist(a, b)
        position = 0.0
        while position < length:
            ends = (position / length, min(position + dash, length) / length)
            yield [(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t) for t in ends]
            position += dash + gap


def _fixed(points: Sequence[Point]) -> NDArray[np.int32]:
    """OpenCV's fixed-point coordinates; its pixel centres are whole numbers, ours are halves."""
    return np.round((np.asarray(points, dtype=np.float64) - 0.5) * (1 << _SUBPIXEL_BITS)).astype(np.int32).reshape(-1, 1, 2)
