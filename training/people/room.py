"""The room behind the person: wall, floor, skirting, door, pictures, and the light in it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numba
import numpy as np

from training.people.noise import layered, noise
from training.people.shade import Lighting
from training.people.subject import linear

if TYPE_CHECKING:
    from numpy.typing import NDArray

PLANKS, TILES, CARPET, VINYL = range(4)
WALLS_SRGB = (
    (232, 230, 224),
    (222, 222, 220),
    (236, 228, 212),
    (206, 214, 220),
    (212, 220, 208),
    (224, 212, 198),
    (196, 198, 200),
    (240, 240, 238),
    (170, 182, 190),
    (186, 176, 164),
)
FLOORS_SRGB = {
    PLANKS: ((176, 134, 92), (140, 102, 68), (196, 164, 124), (160, 150, 138), (104, 74, 52)),
    TILES: ((196, 190, 180), (168, 166, 162), (206, 198, 184)),
    CARPET: ((120, 124, 130), (96, 104, 118), (146, 134, 118), (110, 116, 104)),
    VINYL: ((182, 176, 164), (150, 156, 160), (196, 184, 160)),
}
FLAT = 9
"""Columns of a flat thing on the wall or floor: plane (0 floor, 1 wall), left, right, low, high, style, then its linear RGB."""
BOARD, DOOR, FRAME, CHART, MAT, SOCKET = range(6)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Room:
    """A room in the camera's world: floor at z = 0, wall at y = ``wall_y``."""

    wall_y: float
    wall: NDArray[np.float64]
    floor: NDArray[np.float64]
    floor_kind: int
    floor_scale: float
    skirting_m: float
    flats: NDArray[np.float64]
    seed: int
    lighting: Lighting


@numba.njit(cache=True, inline="always")
def _edge(x: float, low: float, high: float, blur: float) -> float:
    a = min(max((x - low) / blur + 0.5, 0.0), 1.0)
    b = min(max((high - x) / blur + 0.5, 0.0), 1.0)
    return a * b


@numba.njit(cache=True)
def _floor_tone(x: float, y: float, kind: int, scale: float, blur: float, seed: int) -> float:
    fade = 1.0 / (1.0 + (blur / 0.012) ** 2)
    if kind == 0:
        row = math.floor(x / scale)
        shift = noise(row * 7.3, 0.5, 0.5, seed) * 2.0
        board = math.floor((y + shift) / 1.2)
        tone = 1.0 + 0.10 * noise(row * 3.7 + 0.5, board * 5.1 + 0.5, 0.3, seed + 1)
        grain = layered(x * 60.0, y * 3.5, row * 1.7, 3, seed + 2)
        seam = _edge(x - row * scale, 0.0, 0.003, blur) + 0.6 * _edge(y + shift - board * 1.2, 0.0, 0.003, blur)
        return tone * (1.0 + 0.11 * grain * fade + 0.03 * grain) * (1.0 - 0.5 * min(seam, 1.0) * min(1.0, 0.004 / blur + 0.2))
    if kind == 1:
        i, j = math.floor(x / scale), math.floor(y / scale)
        joint = max(_edge(x - i * scale, 0.0, 0.005, blur), _edge(y - j * scale, 0.0, 0.005, blur))
        tone = 1.0 + 0.05 * noise(i * 3.1 + 0.5, j * 4.7 + 0.5, 0.2, seed) + 0.05 * layered(x * 8.0, y * 8.0, 0.0, 3, seed + 1)
        return tone * (1.0 - 0.28 * joint * min(1.0, 0.006 / blur))
    if kind == 2:
        return 1.0 + 0.10 * fade * noise(x * 170.0, y * 170.0, 0.0, seed) + 0.06 * layered(x * 9.0, y * 9.0, 0.0, 3, seed + 1)
    return 1.0 + 0.05 * layered(x * 14.0, y * 14.0, 0.0, 3, seed) + 0.03 * fade * noise(x * 80.0, y * 80.0, 0.0, seed + 1)


@numba.njit(cache=True)
def _flat_colour(px: float, pz: float, flat: NDArray[np.float64], blur: float, rgb: NDArray[np.float64]) -> None:
    left, right, low, high, style = flat[1], flat[2], flat[3], flat[4], int(flat[5])
    inside = _edge(px, left, right, blur) * _edge(pz, low, high, blur)
    if inside <= 0.0:
        return
    r, g, b = flat[6], flat[7], flat[8]
    if style == 1:
        jamb = 1.0 - _edge(px, left + 0.07, right - 0.07, blur) * _edge(pz, low - 1.0, high - 0.07, blur)
        gap = (
            jamb * 0.0
            + _edge(px, left + 0.067, left + 0.073, blur)
            + _edge(px, right - 0.073, right - 0.067, blur)
            + _edge(pz, high - 0.073, high - 0.067, blur)
        )
        panel = 0.0
        for k in range(2):
            z0, z1 = (0.22, 0.86) if k == 0 else (1.02, 1.78)
            outer = _edge(px, left + 0.19, right - 0.19, blur) * _edge(pz, z0, z1, blur)
            inner = _edge(px, left + 0.205, right - 0.205, blur) * _edge(pz, z0 + 0.015, z1 - 0.015, blur)
            panel += outer - inner
        tone = (1.0 + 0.03 * jamb) * (1.0 - 0.35 * min(gap, 1.0)) * (1.0 - 0.16 * panel)
        handle = _edge(px, right - 0.17, right - 0.11, blur) * _edge(pz, 0.99, 1.015, blur)
        r, g, b = r * tone * (1 - 0.7 * handle), g * tone * (1 - 0.7 * handle), b * tone * (1 - 0.68 * handle)
    elif style == 2:
        border = 1.0 - _edge(px, left + 0.02, right - 0.02, blur) * _edge(pz, low + 0.02, high - 0.02, blur)
        paper = 1.0 - _edge(px, left + 0.075, right - 0.075, blur) * _edge(pz, low + 0.075, high - 0.075, blur)
        art = 0.75 + 0.5 * layered(px * 5.0, pz * 5.0, left, 4, 77)
        r, g, b = r * art, g * (0.9 * art + 0.1), b * (0.8 * art + 0.2)
        if paper > 0.0:
            r, g, b = r + (0.78 - r) * paper, g + (0.77 - g) * paper, b + (0.74 - b) * paper
        r, g, b = r * (1 - border) + 0.05 * border, g * (1 - border) + 0.045 * border, b * (1 - border) + 0.04 * border
    elif style == 3:
        line = 0.0
        for k in range(2):
            at = (px - left) if k == 0 else (pz - low)
            cell = at - math.floor(at / 0.1) * 0.1
            line = max(line, _edge(cell, 0.0, 0.003, blur) * min(1.0, 0.004 / blur + 0.15))
        r, g, b = r * (1 - 0.5 * line), g * (1 - 0.5 * line), b * (1 - 0.42 * line)
    elif style == 5:
        ring = _edge(px, left + 0.015, right - 0.015, blur) * _edge(pz, low + 0.015, high - 0.015, blur)
        r, g, b = r * (1 - 0.12 * ring), g * (1 - 0.12 * ring), b * (1 - 0.12 * ring)
    rgb[0] += (r - rgb[0]) * inside
    rgb[1] += (g - rgb[1]) * inside
    rgb[2] += (b - rgb[2]) * inside


@numba.njit(cache=True)
def _floor_at(
    x: float,
    y: float,
    blur: float,
    kind: int,
    scale: float,
    floor: NDArray[np.float64],
    flats: NDArray[np.float64],
    seed: int,
    rgb: NDArray[np.float64],
) -> None:
    tone = _floor_tone(x, y, kind, scale, blur, seed)
    for k in range(3):
        rgb[k] = floor[k] * tone
    for f in range(flats.shape[0]):
        if flats[f, 0] == 0.0:
            _flat_colour(x, y, flats[f], blur, rgb)


@numba.njit(cache=True)
def _wall_at(
    x: float,
    z: float,
    blur: float,
    skirting: float,
    wall: NDArray[np.float64],
    flats: NDArray[np.float64],
    seed: int,
    rgb: NDArray[np.float64],
) -> None:
    tone = 1.0 + 0.012 * layered(x * 3.0, 0.0, z * 3.0, 3, seed) + 0.003 * noise(x * 160.0, 0.0, z * 160.0, seed + 1)
    for k in range(3):
        rgb[k] = wall[k] * tone
    if z < skirting + blur:
        board = _edge(z, -1.0, skirting, blur)
        groove = 0.25 * _edge(z, skirting - 0.012, skirting - 0.006, blur)
        for k in range(3):
            rgb[k] += (0.80 * (1.0 - groove) - rgb[k]) * board
    for f in range(flats.shape[0]):
        if flats[f, 0] == 1.0:
            _flat_colour(x, z, flats[f], blur, rgb)


@numba.njit(cache=True)
def paint(
    rays: NDArray[np.float64],
    eye: NDArray[np.float64],
    focal: float,
    wall_y: float,
    wall: NDArray[np.float64],
    floor: NDArray[np.float64],
    kind: int,
    scale: float,
    skirting: float,
    flats: NDArray[np.float64],
    seed: int,
) -> tuple[NDArray[np.float32], NDArray[np.float64], NDArray[np.float32]]:
    """Albedo (h, w, 3), world position (h, w, 3) and corner darkening (h, w) of every pixel of the empty room."""
    h, w = rays.shape[:2]
    albedo = np.empty((h, w, 3), dtype=np.float32)
    place = np.empty((h, w, 3))
    corner = np.empty((h, w), dtype=np.float32)
    rgb = np.empty(3)
    for i in range(h):
        for j in range(w):
            d = rays[i, j]
            t_wall = (wall_y - eye[1]) / max(d[1], 1e-6)
            t_floor = -eye[2] / d[2] if d[2] < -1e-6 else 1e9
            t = min(t_floor, t_wall)
            x, y, z = eye[0] + t * d[0], eye[1] + t * d[1], eye[2] + t * d[2]
            blur = max(t / focal, 1e-4)
            if t_floor < t_wall:
                z = 0.0
                _floor_at(x, y, blur * 0.5 * (1.0 + 1.0 / max(-d[2], 0.05)), kind, scale, floor, flats, seed, rgb)
                corner[i, j] = 1.0 - 0.30 * math.exp(-(wall_y - y) / 0.25)
            else:
                _wall_at(x, z, blur, skirting, wall, flats, seed, rgb)
                corner[i, j] = 1.0 - 0.26 * math.exp(-z / 0.22)
            place[i, j, 0], place[i, j, 1], place[i, j, 2] = x, y, z
            albedo[i, j, 0], albedo[i, j, 1], albedo[i, j, 2] = rgb[0], rgb[1], rgb[2]
    return albedo, place, corner


@numba.njit(cache=True)
def illuminate(
    albedo: NDArray[np.float32],
    place: NDArray[np.float64],
    corner: NDArray[np.float32],
    shadow: NDArray[np.float32],
    open_floor: NDArray[np.float32],
    light: NDArray[np.float64],
) -> NDArray[np.float32]:
    """Linear radiance (h, w, 3) of the room; ``light`` is ``Lighting.packed``, ``shadow`` and ``open_floor`` the shares of light left."""
    h, w = corner.shape
    out = np.empty((h, w, 3), dtype=np.float32)
    for i in range(h):
        for j in range(w):
            x, z = place[i, j, 0], place[i, j, 2]
            floor = z < 1e-6
            spot = 0.82 + 0.3 * math.exp(-(((x - 0.9 * light[0, 0]) / 2.2) ** 2) - ((z - 1.7) / 1.6) ** 2)
            direct = shadow[i, j] * (light[0, 2] if floor else -light[0, 1] * 0.8 * spot)
            ambient = corner[i, j] * open_floor[i, j]
            for k in range(3):
                around = light[4, k] if floor else 0.75 * light[4, k] + 0.25 * light[5, k]
                out[i, j, k] = albedo[i, j, k] * (direct * light[1, k] + ambient * around)
    return out


def _flat(plane: int, left: float, width: float, low: float, height: float, style: int, srgb: tuple[int, int, int]) -> list[float]:
    return [float(plane), left, left + width, low, low + height, float(style), *linear(srgb)]


def _things(rng: np.random.Generator) -> NDArray[np.float64]:
    flats: list[list[float]] = []
    side = float(rng.choice([-1.0, 1.0]))
    if rng.random() < 0.35:
        width = 0.98
        left = side * float(rng.uniform(0.55, 1.5)) - (width if side < 0 else 0.0)
        flats.append(_flat(1, left, width, 0.0, 2.1, DOOR, [(232, 230, 226), (150, 112, 78), (214, 206, 192)][int(rng.integers(3))]))
    if rng.random() < 0.40:
        left, low = -side * float(rng.uniform(0.5, 1.3)), float(rng.uniform(1.25, 1.6))
        colours = ((120, 140, 150), (170, 150, 120), (110, 130, 100), (160, 120, 110))
        flats.append(
            _flat(1, left - 0.25, float(rng.uniform(0.4, 0.7)), low, float(rng.uniform(0.3, 0.6)), FRAME, colours[int(rng.integers(4))])
        )
    if rng.random() < 0.22:
        flats.append(_flat(1, -float(rng.uniform(0.5, 0.8)), float(rng.uniform(1.1, 1.5)), 0.1, 2.0, CHART, (236, 236, 232)))
    if rng.random() < 0.3:
        flats.append(_flat(1, side * float(rng.uniform(0.4, 1.4)), 0.085, 0.28, 0.085, SOCKET, (236, 236, 234)))
    if rng.random() < 0.18:
        colours = ((70, 96, 112), (96, 78, 104), (84, 104, 84), (80, 80, 86))
        width = float(rng.uniform(0.6, 0.8))
        flats.append(_flat(0, -width / 2 + float(rng.normal(0, 0.1)), width, -0.9, 1.7, MAT, colours[int(rng.integers(4))]))
    return np.array(flats) if flats else np.zeros((0, FLAT))


def sample(rng: np.random.Generator) -> Room:
    """A plausible practice or living room and its light."""
    wall = linear(np.array(WALLS_SRGB[int(rng.integers(len(WALLS_SRGB)))]) * rng.uniform(0.92, 1.03))
    kind = int(rng.choice(4, p=[0.45, 0.15, 0.2, 0.2]))
    choices = FLOORS_SRGB[kind]
    floor = linear(np.array(choices[int(rng.integers(len(choices)))]) * rng.uniform(0.85, 1.1))
    scale = {PLANKS: float(rng.uniform(0.09, 0.2)), TILES: float(rng.uniform(0.3, 0.6))}.get(kind, 1.0)
    azimuth = float(rng.choice([-1.0, 1.0]) * rng.uniform(20.0, 75.0))
    elevation = float(rng.uniform(32.0, 68.0))
    a, e = np.radians([azimuth, elevation])
    direction = np.array([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e)])
    warm = float(rng.normal(0.0, 1.0))
    tint = np.array([1.0 + 0.05 * warm, 1.0, 1.0 - 0.07 * warm])
    key = float(rng.uniform(0.45, 0.95))
    ambient = float(rng.uniform(0.42, 0.62))
    around = 0.6 + 0.4 * wall / wall.max()
    fill = np.array([-direction[0], direction[1] * 0.6, 0.25])
    lighting = Lighting(
        key_direction=direction,
        key=key * tint,
        key_spread=float(rng.uniform(0.06, 0.16)),
        fill_direction=fill / np.linalg.norm(fill),
        fill=0.16 * key * around,
        sky=ambient * around * np.array([1.0 - 0.02 * warm, 1.0, 1.0 + 0.03 * warm]),
        ground=ambient * (0.25 + 0.95 * floor),
    )
    return Room(
        wall_y=float(rng.uniform(0.35, 1.8)),
        wall=wall,
        floor=floor,
        floor_kind=kind,
        floor_scale=scale,
        skirting_m=float(rng.choice([0.0, rng.uniform(0.06, 0.12)], p=[0.15, 0.85])),
        flats=_things(rng),
        seed=int(rng.integers(1 << 20)),
        lighting=lighting,
    )
