"""Smooth random fields in space, for skin, cloth and rooms."""

from __future__ import annotations

import math

import numba


@numba.njit(cache=True, inline="always")
def _hash(i: int, j: int, k: int, seed: int) -> float:
    n = (i * 73856093) ^ (j * 19349663) ^ (k * 83492791) ^ (seed * 2971215073)
    n = (n ^ (n >> 13)) * 1274126177
    n = n ^ (n >> 16)
    return (n & 0xFFFFFF) / 8388607.5 - 1.0


@numba.njit(cache=True)
def noise(x: float, y: float, z: float, seed: int) -> float:
    """Value noise with a grid of 1, between -1 and 1."""
    i, j, k = math.floor(x), math.floor(y), math.floor(z)
    fx, fy, fz = x - i, y - j, z - k
    fx, fy, fz = fx * fx * (3.0 - 2.0 * fx), fy * fy * (3.0 - 2.0 * fy), fz * fz * (3.0 - 2.0 * fz)
    total = 0.0
    for a in range(2):
        wa = fx if a else 1.0 - fx
        for b in range(2):
            wb = fy if b else 1.0 - fy
            for c in range(2):
                wc = fz if c else 1.0 - fz
                total += wa * wb * wc * _hash(i + a, j + b, k + c, seed)
    return total


@numba.njit(cache=True)
def layered(x: float, y: float, z: float, octaves: int, seed: int) -> float:
    """Sum of noise at doubling frequencies and halving amplitudes, about -1 to 1."""
    total, amplitude = 0.0, 0.5
    for o in range(octaves):
        total += amplitude * noise(x, y, z, seed + 17 * o)
        x, y, z, amplitude = 2.03 * x + 3.1, 2.03 * y + 1.7, 2.03 * z + 5.3, 0.5 * amplitude
    return total
