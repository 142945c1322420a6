"""Small round one-coloured dots in a picture, with their centres to a fraction of a pixel."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import cv2
import numpy as np

from posture_cv.domain.stickers import DotColour

if TYPE_CHECKING:
    from numpy.typing import NDArray

LEAST_DIAMETER, MOST_DIAMETER = 7.0, 22.0
"""Of a dot, pixels of a picture scaled so that 10 to 20 mm are 9.5 to 19: a half more either way for tall, short and foreshortened."""

_SIZES = (8.0, 11.0, 15.0, 19.0)
_CANDIDATES = 400
_LEAST_STEP = 12.0
_LEAST_CONTRAST = 26.0
"""Distance in Lab from the surroundings; neighbouring shades of skin or cloth lie within 15 of each other."""

_LEAST_CHROMA_STEP = 20.0
"""Of it, in a and b alone: shadows, moles, buttons and pupils differ in lightness."""

_LEAST_ROUNDNESS = 0.45
"""Least ratio of a dot's axes: a dot on a flank turned 60 degrees from the camera still shows half its width."""

_LEAST_FILL, _MOST_FILL = 0.84, 1.10
_PATCH = 26

_MIXED = 0.3
"""Share of its chroma that the middle of a small dot may lose to blur before it is measured."""


_HUES = (
    # upper end of the hue in Lab (degrees), least chroma there; skin and most wood lie from 30 to 80 degrees with a chroma below 42
    (10.0, 30.0, DotColour.PINK),
    (48.0, 48.0, DotColour.RED),
    (76.0, 54.0, DotColour.ORANGE),
    (112.0, 44.0, DotColour.YELLOW),
    (205.0, 26.0, DotColour.GREEN),
    (312.0, 24.0, DotColour.BLUE),
    (360.0, 30.0, DotColour.PINK),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A round spot.

    Attributes
    ----------
    quality
        0 to 1: how round, filled, even and separate it is.
    """

    x_px: float
    y_px: float
    diameter_px: float
    colour: DotColour
    quality: float


def find_dots(pixels: NDArray[np.uint8]) -> list[Dot]:
    """Every dot of ``LEAST_DIAMETER`` to ``MOST_DIAMETER`` pixels, best first, none upon another.

    Parameters
    ----------
    pixels : ndarray of shape (height, width, 3), uint8
        RGB.
    """
    lab = cv2.cvtColor(pixels.astype(np.float32) / 255.0, cv2.COLOR_RGB2LAB)
    measured = (_measure(lab, x, y) for x, y in _candidates(lab))
    dots: list[Dot] = []
    for dot in sorted((dot for dot in measured if dot is not None), key=lambda dot: -dot.quality):
        if all(math.hypot(dot.x_px - other.x_px, dot.y_px - other.y_px) > MOST_DIAMETER / 2.0 for other in dots):
            dots.append(dot)
    return dots


def _candidates(lab: NDArray[np.float32]) -> list[tuple[int, int]]:
    """Pixels where a disk differs most in colour from the ring around it, at any of the sizes; looked for at half the picture's size."""
    half = (max(1, lab.shape[1] // 2), max(1, lab.shape[0] // 2))
    colour = cv2.resize(lab[..., 1:], half, interpolation=cv2.INTER_AREA)
    best = np.zeros(colour.shape[:2], dtype=np.float32)
    for size in _SIZES:
        disk = cv2.GaussianBlur(colour, (0, 0), size / 8.0)
        around = cv2.GaussianBlur(colour, (0, 0), size / 2.4)
        best = np.maximum(best, cv2.magnitude(*cv2.split(disk - around)))
    peak = (best >= cv2.dilate(best, np.ones((3, 3), np.uint8))) & (best > _LEAST_STEP / 2.0)
    rows, columns = np.nonzero(peak)
    order = np.argsort(-best[rows, columns])[:_CANDIDATES]
    return [(2 * int(columns[i]) + 1, 2 * int(rows[i]) + 1) for i in order]


def _measure(lab: NDArray[np.float32], x: int, y: int) -> Dot | None:
    """The dot around a pixel, if there is one: what is nearer to its own colour than to its surroundings'."""
    height, width = lab.shape[:2]
    if not (_PATCH <= x < width - _PATCH and _PATCH <= y < height - _PATCH):
        return None
    patch = lab[y - _PATCH : y + _PATCH + 1, x - _PATCH : x + _PATCH + 1]
    own = np.median(patch[_PATCH - 1 : _PATCH + 2, _PATCH - 1 : _PATCH + 2].reshape(-1, 3), axis=0)
    if _colour(own, spared=_MIXED) is None:
        return None
    for _ in range(2):
        part = _part_of(patch, own)
        if part is None:
            return None
        own = np.median(patch[part.share > 0.9], axis=0) if (part.share > 0.9).any() else own
    return _judge(patch, part, own, x, y) if part is not None else None


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """A patch's pixels by how much of each the dot covers, 0 to 1, and the contrast (whole, in a and b alone) to what is around."""

    share: NDArray[np.float64]
    contrast: float
    chroma_step: float


def _part_of(patch: NDArray[np.float32], own: NDArray[np.float32]) -> _Part | None:
    """What hangs together with the middle, told from its surroundings half-way between both colours."""
    away = np.linalg.norm(patch - own, axis=2)
    inside = _connected(away < _LEAST_CONTRAST / 2.0)
    if inside is None or inside.sum() > 1.3 * math.pi / 4.0 * MOST_DIAMETER**2:
        return None
    near = cv2.dilate(inside.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    ring = (cv2.dilate(near.astype(np.uint8), np.ones((7, 7), np.uint8)) > 0) & ~near
    contrast = float(np.quantile(away[ring], 0.2))
    if contrast < _LEAST_CONTRAST:
        return None
    chroma_step = float(np.quantile(np.linalg.norm(patch[ring][:, 1:] - own[1:], axis=1), 0.2))
    # Shading inside the dot is not an edge: what lies within a fifth of the contrast counts as fully covered.
    local = cv2.GaussianBlur(np.where(ring, away, 0.0), (0, 0), 5.0) / np.maximum(
        cv2.GaussianBlur(ring.astype(np.float64), (0, 0), 5.0), 1e-6
    )
    local = np.maximum(local, contrast)
    share = np.clip(1.0 - (away - 0.2 * local) / (0.6 * local), 0.0, 1.0)
    kept = _connected(share > 0.5)
    if kept is None:
        return None
    edge = cv2.dilate(kept.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    return _Part(share=np.where(edge, share, 0.0), contrast=contrast, chroma_step=chroma_step)


def _connected(mask: NDArray[np.bool_]) -> NDArray[np.bool_] | None:
    """The part of a mask that hangs together with its middle; None where the middle is not in it, or the part reaches the rim."""
    labels = cv2.connectedComponents(mask.astype(np.uint8), connectivity=4)[1]
    label = labels[_PATCH, _PATCH]
    part = labels == label
    if label == 0 or part[0].any() or part[-1].any() or part[:, 0].any() or part[:, -1].any():
        return None
    return np.asarray(part)


def _judge(patch: NDArray[np.float32], part: _Part, own: NDArray[np.float32], x: int, y: int) -> Dot | None:
    """Whether a part is a dot: its size, axes, how it fills its ellipse, how even it is, and its colour."""
    share = part.share
    area = float(share.sum())
    diameter = 2.0 * math.sqrt(area / math.pi)
    colour = _colour(own)
    if colour is None or not LEAST_DIAMETER <= diameter <= MOST_DIAMETER or part.chroma_step < _LEAST_CHROMA_STEP:
        return None
    rows, columns = np.mgrid[-_PATCH : _PATCH + 1, -_PATCH : _PATCH + 1]
    dx, dy = float((share * columns).sum() / area), float((share * rows).sum() / area)
    moments = np.array(
        [
            [(share * (columns - dx) ** 2).sum(), (share * (columns - dx) * (rows - dy)).sum()],
            [(share * (columns - dx) * (rows - dy)).sum(), (share * (rows - dy) ** 2).sum()],
        ]
    )
    # A full ellipse with half-axes a and b has moments area a^2 / 4 and area b^2 / 4.
    short, long = (2.0 * math.sqrt(max(float(m), 1e-9)) for m in np.linalg.eigvalsh(moments / area))
    roundness, fill = short / long, area / (math.pi * short * long)
    if roundness < _LEAST_ROUNDNESS or not _LEAST_FILL <= fill <= _MOST_FILL:
        return None
    unevenness = float(np.std(patch[share > 0.9][:, 1:], axis=0).max()) if (share > 0.9).any() else part.contrast
    quality = (
        _ramp(roundness, 0.35, 0.8)
        * _ramp(1.0 - abs(fill - 0.98), 0.80, 0.94)
        * _ramp(part.chroma_step, 14.0, 40.0)
        * _ramp(-unevenness / part.contrast, -0.45, -0.15)
    )
    return Dot(x_px=x + 0.5 + dx, y_px=y + 0.5 + dy, diameter_px=diameter, colour=colour, quality=quality)


def _colour(own: NDArray[np.float32], spared: float = 0.0) -> DotColour | None:
    """The colour's name; None where its chroma is less than told from skin, less a share that is ``spared``."""
    chroma, hue = math.hypot(own[1], own[2]), math.degrees(math.atan2(own[2], own[1])) % 360.0
    least, colour = next((least, colour) for end, least, colour in _HUES if hue <= end)
    return colour if chroma >= (1.0 - spared) * least else None


def _ramp(value: float, start: float, end: float) -> float:
    return min(1.0, max(0.0, (value - start) / (end - start)))
