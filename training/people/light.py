"""Light: how much of the room each point sees, and the shadow of the main light."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numba
import numpy as np
from scipy import ndimage

from training.people.raster import NOTHING, draw_triangles

if TYPE_CHECKING:
    from numpy.typing import NDArray

BLOCK, REACH_BLOCKS = 16, 6
"""Coarse map that says where no shadow can fall: samples per block, and how many blocks a penumbra may reach."""
AMBIENT_DIRECTIONS = 32


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DepthMap:
    """What light from one direction reaches first.

    Attributes
    ----------
    axes : ndarray of shape (3, 3)
        Rows: across, along the map, and towards the light.
    towards : ndarray of shape (h, w), float32
        Height of the first surface towards the light, metres; minus infinity where nothing is.
    around : ndarray of shape (h // 16 + 1, w // 16 + 1), float32
        Greatest height anywhere near each block of 16 by 16 samples; tells quickly that nothing can cast a shadow there.
    origin, scale
        Map coordinate = (coordinate along an axis - origin) * scale.
    """

    axes: NDArray[np.float64]
    towards: NDArray[np.float32]
    around: NDArray[np.float32]
    origin: NDArray[np.float64]
    scale: float


def _axes(direction: NDArray[np.float64]) -> NDArray[np.float64]:
    w = direction / np.linalg.norm(direction)
    helper = np.array([1.0, 0.0, 0.0]) if abs(w[2]) > 0.9 else np.array([0.0, 0.0, 1.0])
    u = np.cross(helper, w)
    u /= np.linalg.norm(u)
    return np.stack([u, np.cross(w, u), w])


def depth_map(points: NDArray[np.float64], triangles: NDArray[np.int32], direction: NDArray[np.float64], size: int) -> DepthMap:
    """First surfaces seen from an infinitely distant light.

    Parameters
    ----------
    direction
        Towards the light.
    size
        Samples along the longer side.
    """
    axes = _axes(direction)
    local = points @ axes.T
    low, high = local.min(axis=0) - 0.01, local.max(axis=0) + 0.01
    scale = size / float(max(high[0] - low[0], high[1] - low[1]))
    shape = (int((high[1] - low[1]) * scale) + 2, int((high[0] - low[0]) * scale) + 2)
    nearness = np.zeros(shape, dtype=np.float32)
    owner = np.full(shape, NOTHING, dtype=np.int32)
    bary = np.zeros((*shape, 2), dtype=np.float32)
    draw_triangles((local[:, :2] - low[:2]) * scale, local[:, 2] - low[2] + 1.0, triangles, nearness, owner, bary)
    towards = np.where(owner == NOTHING, -np.inf, nearness + low[2] - 1.0).astype(np.float32)
    return DepthMap(axes=axes, towards=towards, around=_around(towards), origin=low, scale=scale)


def _around(towards: NDArray[np.float32]) -> NDArray[np.float32]:
    h, w = towards.shape
    padded = np.full(((h // BLOCK + 1) * BLOCK, (w // BLOCK + 1) * BLOCK), -np.inf, dtype=np.float32)
    padded[:h, :w] = towards
    blocks = padded.reshape(h // BLOCK + 1, BLOCK, w // BLOCK + 1, BLOCK).max(axis=(1, 3))
    return np.asarray(ndimage.maximum_filter(blocks, size=2 * REACH_BLOCKS + 1, mode="constant", cval=-np.inf))


@numba.njit(cache=True)
def _lit(
    points: NDArray[np.float64],
    axes: NDArray[np.float64],
    towards: NDArray[np.float32],
    origin: NDArray[np.float64],
    scale: float,
    bias: float,
    lit: NDArray[np.float32],
) -> None:
    h, w = towards.shape
    for n in range(points.shape[0]):
        x = (points[n, 0] * axes[0, 0] + points[n, 1] * axes[0, 1] + points[n, 2] * axes[0, 2] - origin[0]) * scale - 0.5
        y = (points[n, 0] * axes[1, 0] + points[n, 1] * axes[1, 1] + points[n, 2] * axes[1, 2] - origin[1]) * scale - 0.5
        z = points[n, 0] * axes[2, 0] + points[n, 1] * axes[2, 1] + points[n, 2] * axes[2, 2] + bias
        i, j = math.floor(y), math.floor(x)
        fy, fx = y - i, x - j
        total = 0.0
        for di in range(2):
            for dj in range(2):
                weight = (fy if di else 1.0 - fy) * (fx if dj else 1.0 - fx)
                r, c = i + di, j + dj
                if r < 0 or c < 0 or r >= h or c >= w or z >= towards[r, c]:
                    total += weight
        lit[n] = total


def lit(points: NDArray[np.float64], light: DepthMap, bias_m: float) -> NDArray[np.float32]:
    """Share of the light that reaches each point, 0 to 1, shape (n,)."""
    out = np.empty(len(points), dtype=np.float32)
    _lit(points, light.axes, light.towards, light.origin, light.scale, bias_m, out)
    return out


@functools.lru_cache(maxsize=1)
def sphere_directions() -> NDArray[np.float64]:
    """Evenly spread directions, a little more than the upper hemisphere, shape (AMBIENT_DIRECTIONS, 3)."""
    k = np.arange(AMBIENT_DIRECTIONS) + 0.5
    z = 1.0 - k / AMBIENT_DIRECTIONS * 1.55
    angle = np.pi * (1.0 + math.sqrt(5.0)) * k
    r = np.sqrt(1.0 - z * z)
    return np.stack([r * np.cos(angle), r * np.sin(angle), z], axis=1)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sky:
    """Depth maps from all sides: the ambient occlusion of one posed, dressed body."""

    maps: tuple[DepthMap, ...]

    def openness(self, points: NDArray[np.float64], normals: NDArray[np.float64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Ambient light reaching each point, relative to an unshadowed one, and the mean upward lean of that light.

        Returns
        -------
        open : ndarray of shape (n,)
            0 to 1.
        upward : ndarray of shape (n,)
            -1 to 1; where the open sky of the point lies, up or down.
        """
        gained, possible, upward = (np.zeros(len(points), dtype=np.float32) for _ in range(3))
        for direction, light in zip(sphere_directions(), self.maps, strict=True):
            facing = np.maximum(normals @ direction, 0.0).astype(np.float32)
            seen = facing * lit(points + normals * 0.006, light, 0.006)
            gained += seen
            possible += facing
            upward += seen * np.float32(direction[2])
        return gained / np.maximum(possible, 1e-3), upward / np.maximum(gained, 1e-3)


def sky(points: NDArray[np.float64], triangles: NDArray[np.int32], size: int = 176) -> Sky:
    """Depth maps from every ambient direction."""
    return Sky(maps=tuple(depth_map(points, triangles, d, size) for d in sphere_directions()))


@numba.njit(cache=True, inline="always")
def _tap(k: int, taps: int, radius: float, turn: float) -> tuple[float, float]:
    r, a = math.sqrt((k + 0.5) / taps) * radius, turn + 2.39996323 * k
    return r * math.cos(a), r * math.sin(a)


@numba.njit(cache=True)
def _penumbra(
    x: float, y: float, z: float, towards: NDArray[np.float32], scale: float, spread: float, least: float, reach: float, turn: float
) -> float:
    h, w = towards.shape
    taps = 16 if reach < 0.1 else 36
    blocked, distance = 0, 0.0
    for k in range(taps):
        dx, dy = _tap(k, taps, reach * scale, turn)
        i, j = math.floor(y + dy), math.floor(x + dx)
        if 0 <= i < h and 0 <= j < w and towards[i, j] > z:
            blocked += 1
            distance += towards[i, j] - z
    if blocked == 0:
        return 1.0
    radius = max(least, spread * distance / blocked) * scale
    clear = 0
    for k in range(taps):
        dx, dy = _tap(k, taps, radius, turn)
        i, j = math.floor(y + dy), math.floor(x + dx)
        if not (0 <= i < h and 0 <= j < w and towards[i, j] > z):
            clear += 1
    return clear / taps


@numba.njit(cache=True)
def _soft_shadow(
    points: NDArray[np.float64],
    axes: NDArray[np.float64],
    towards: NDArray[np.float32],
    around: NDArray[np.float32],
    origin: NDArray[np.float64],
    scale: float,
    spread: float,
    least: float,
    reach: float,
    bias: float,
    out: NDArray[np.float32],
) -> None:
    h, w = towards.shape
    for n in range(points.shape[0]):
        out[n] = 1.0
        x = (points[n, 0] * axes[0, 0] + points[n, 1] * axes[0, 1] + points[n, 2] * axes[0, 2] - origin[0]) * scale
        y = (points[n, 0] * axes[1, 0] + points[n, 1] * axes[1, 1] + points[n, 2] * axes[1, 2] - origin[1]) * scale
        if x < -96.0 or y < -96.0 or x > w + 96.0 or y > h + 96.0:
            continue
        z = points[n, 0] * axes[2, 0] + points[n, 1] * axes[2, 1] + points[n, 2] * axes[2, 2] + bias
        row, column = min(max(int(y) // BLOCK, 0), around.shape[0] - 1), min(max(int(x) // BLOCK, 0), around.shape[1] - 1)
        if around[row, column] > z:
            mixed = (n + 1) * 2654435761 & 0xFFFFFFFF
            mixed = ((mixed ^ (mixed >> 15)) * 2246822519) & 0xFFFFFFFF
            turn = 6.2831853 * ((mixed >> 12) & 4095) / 4096.0
            out[n] = _penumbra(x, y, z, towards, scale, spread, least, reach, turn)


def soft_shadow(
    points: NDArray[np.float64], light: DepthMap, *, spread: float, least_m: float, reach_m: float, bias_m: float
) -> NDArray[np.float32]:
    """Share of a light of some size that reaches each point: penumbra grows with the distance to what casts the shadow.

    Parameters
    ----------
    spread
        Tangent of the light's angular radius, at most 0.16.
    least_m
        Smallest penumbra.
    reach_m
        How far around a point its shadow is looked for, at most 0.2; half the widest penumbra.
    """
    out = np.empty(len(points), dtype=np.float32)
    _soft_shadow(
        np.ascontiguousarray(points),
        light.axes,
        light.towards,
        light.around,
        light.origin,
        light.scale,
        spread,
        least_m,
        reach_m,
        bias_m,
        out,
    )
    return out
