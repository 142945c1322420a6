"""What colour every sample has: skin, eyes, cloth, leather and hair under the room's light."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numba
import numpy as np

from training.people.noise import layered, noise

if TYPE_CHECKING:
    from numpy.typing import NDArray

SKIN, EYE, LASH, CLOTH, SMOOTH, WOOD = range(6)
"""Kinds of material."""

POSITION, NORMAL, REST, OPEN, UP, KEY, EXTRA = slice(0, 3), slice(3, 6), slice(6, 9), 9, 10, 11, slice(12, 17)
"""Columns of a vertex: world metres, unit normal, rest-pose metres, ambient openness and its upward lean, main light, then five more.

Skin: lips, flush, scalp hair, beard, nail. Eye: cosine of the angle to the gaze. Cloth: seam (0 at a hem), looseness, rib.
"""
COLUMNS = 17

KIND, COLOUR, SECOND, PATTERN, PATTERN_SIZE, FOLD, ROUGH, SHINE, SEED, FUZZ = 0, slice(1, 4), slice(4, 7), 7, 8, 9, 10, 11, 12, 13
MATERIAL_COLUMNS = 14
PLAIN, STRIPES, HEATHER, SIDE_PANEL = range(4)
"""Patterns of cloth."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lighting:
    """Light of a room, linear RGB radiance of a white surface facing it.

    Attributes
    ----------
    key_direction, fill_direction
        Unit vectors towards the lights, world.
    """

    key_direction: NDArray[np.float64]
    key: NDArray[np.float64]
    key_spread: float
    fill_direction: NDArray[np.float64]
    fill: NDArray[np.float64]
    sky: NDArray[np.float64]
    ground: NDArray[np.float64]

    def packed(self) -> NDArray[np.float64]:
        """As one array of six rows, for the shaders."""
        return np.stack([self.key_direction, self.key, self.fill_direction, self.fill, self.sky, self.ground])


@numba.njit(cache=True)
def gather(
    ys: NDArray[np.int64],
    xs: NDArray[np.int64],
    owner: NDArray[np.int32],
    bary: NDArray[np.float32],
    nearness: NDArray[np.float32],
    triangles: NDArray[np.int32],
    near: NDArray[np.float64],
    vertices: NDArray[np.float32],
) -> NDArray[np.float32]:
    """Perspective-correct vertex columns at each covered sample, shape (samples, COLUMNS)."""
    out = np.empty((ys.shape[0], vertices.shape[1]), dtype=np.float32)
    for s in range(ys.shape[0]):
        i, j = ys[s], xs[s]
        t = owner[i, j]
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        u, v = bary[i, j, 0], bary[i, j, 1]
        z = nearness[i, j]
        wa, wb, wc = (1.0 - u - v) * near[a] / z, u * near[b] / z, v * near[c] / z
        for k in range(vertices.shape[1]):
            out[s, k] = wa * vertices[a, k] + wb * vertices[b, k] + wc * vertices[c, k]
    return out


@numba.njit(cache=True, inline="always")
def _mix(a: float, b: float, t: float) -> float:
    return a + (b - a) * t


@numba.njit(cache=True, inline="always")
def _step(x: float, low: float, high: float) -> float:
    t = min(max((x - low) / (high - low), 0.0), 1.0)
    return t * t * (3.0 - 2.0 * t)


@numba.njit(cache=True)
def _fold_height(x: float, y: float, z: float, amount: float, loose: float, seed: int) -> float:
    drag = noise(x * 22.0, y * 22.0, z * 5.0, seed) * (0.25 + 0.75 * loose)
    cross = noise(x * 7.0, y * 7.0, z * 30.0 + 6.0 * x, seed + 5) * (0.7 - 0.4 * loose)
    warp = 3.0 * noise(x * 4.0, y * 4.0, z * 4.0, seed + 9)
    crease = 1.0 - abs(noise(x * 11.0 + warp, y * 11.0, z * 13.0 + warp, seed + 13))
    return amount * (0.5 * drag + 0.35 * cross + 0.45 * crease * crease * crease)


@numba.njit(cache=True)
def _bump(q: NDArray[np.float32], n: NDArray[np.float64], amount: float, loose: float, seed: int) -> None:
    e = 0.004
    x, y, z = float(q[0]), float(q[1]), float(q[2])
    h = _fold_height(x, y, z, amount, loose, seed)
    gx = (_fold_height(x + e, y, z, amount, loose, seed) - h) / e
    gy = (_fold_height(x, y + e, z, amount, loose, seed) - h) / e
    gz = (_fold_height(x, y, z + e, amount, loose, seed) - h) / e
    along = gx * n[0] + gy * n[1] + gz * n[2]
    n[0] -= gx - along * n[0]
    n[1] -= gy - along * n[1]
    n[2] -= gz - along * n[2]
    length = math.sqrt(n[0] ** 2 + n[1] ** 2 + n[2] ** 2)
    n /= length


@numba.njit(cache=True)
def _skin_colour(f: NDArray[np.float32], m: NDArray[np.float64], rgb: NDArray[np.float64]) -> None:
    x, y, z, seed = float(f[6]), float(f[7]), float(f[8]), int(m[12])
    mottle = layered(x * 35.0, y * 35.0, z * 35.0, 3, seed)
    broad = layered(x * 6.0, y * 6.0, z * 6.0, 2, seed + 31)
    fine = noise(x * 420.0, y * 420.0, z * 420.0, seed + 57)
    light = 1.0 + 0.05 * mottle + 0.05 * broad + 0.02 * fine
    flush = float(f[13]) * (0.8 + 0.5 * mottle) + 0.12 * broad
    rgb[0] = m[1] * light * (1.0 + 0.02 * flush)
    rgb[1] = m[2] * light * (1.0 - 0.17 * flush)
    rgb[2] = m[3] * light * (1.0 - 0.16 * flush)
    lips = float(f[12]) * 0.85
    rgb[0] = _mix(rgb[0], m[1] * 0.76 + 0.02, lips)
    rgb[1] = _mix(rgb[1], m[2] * 0.46, lips)
    rgb[2] = _mix(rgb[2], m[3] * 0.54, lips)
    hair = max(float(f[14]), float(f[15]))
    hair = min(max(hair * (1.0 + 0.22 * fine), 0.0), 1.0)
    for k in range(3):
        rgb[k] = _mix(rgb[k], m[4 + k], hair)
        rgb[k] = _mix(rgb[k], m[1 + k] * 1.12 + 0.03, 0.5 * float(f[16]))


@numba.njit(cache=True)
def _eye_colour(f: NDArray[np.float32], m: NDArray[np.float64], rgb: NDArray[np.float64]) -> None:
    angle = math.acos(min(max(float(f[12]), -1.0), 1.0))
    iris, pupil = _step(angle, 0.50, 0.44), _step(angle, 0.20, 0.17)
    ring = 0.45 + 0.55 * _step(angle, 0.47, 0.33)
    white = (0.62, 0.56, 0.53)
    for k in range(3):
        rgb[k] = _mix(white[k], m[1 + k] * ring, iris) * (1.0 - 0.95 * pupil)


@numba.njit(cache=True)
def _cloth_colour(f: NDArray[np.float32], m: NDArray[np.float64], rgb: NDArray[np.float64]) -> None:
    x, y, z, seed, pattern = float(f[6]), float(f[7]), float(f[8]), int(m[12]), int(m[7])
    weave = noise(x * 260.0, y * 260.0, z * 520.0, seed)
    fade = layered(x * 5.0, y * 5.0, z * 5.0, 2, seed + 3)
    light = 1.0 + 0.035 * weave + 0.06 * fade
    second = 0.0
    if pattern == 1:
        second = _step(abs((z / m[8] + 100.0) % 1.0 - 0.5), 0.30, 0.34)
    elif pattern == 2:
        light += 0.13 * noise(x * 190.0, y * 190.0, z * 90.0, seed + 7) + 0.08 * noise(x * 420.0, y * 420.0, z * 200.0, seed + 8)
    elif pattern == 3:
        second = _step(abs(y - m[8]), 0.022, 0.019)
    seam = 1.0 - 0.12 * _step(abs(float(f[12]) - 0.022), 0.0022, 0.0008) - 0.10 * _step(float(f[12]), 0.002, 0.0)
    rib = 1.0 - 0.10 * float(f[14]) * (0.5 + 0.5 * math.sin(900.0 * math.atan2(y, x)))
    for k in range(3):
        rgb[k] = _mix(m[1 + k], m[4 + k], second) * max(light, 0.1) * seam * rib


@numba.njit(cache=True)
def _wood_colour(f: NDArray[np.float32], m: NDArray[np.float64], rgb: NDArray[np.float64]) -> None:
    x, y, z, seed = float(f[6]), float(f[7]), float(f[8]), int(m[12])
    grain = layered(x * 4.0, y * 70.0, z * 70.0, 3, seed)
    ring = noise(x * 1.5, y * 16.0, z * 16.0, seed + 3)
    tone = max(1.0 + 0.12 * grain + 0.08 * ring, 0.2)
    for k in range(3):
        rgb[k] = m[1 + k] * tone


@numba.njit(cache=True)
def shade(
    fragments: NDArray[np.float32],
    part: NDArray[np.int32],
    materials: NDArray[np.float64],
    eye: NDArray[np.float64],
    light: NDArray[np.float64],
) -> NDArray[np.float32]:
    """Linear radiance of every sample, shape (samples, 3).

    Parameters
    ----------
    fragments
        Vertex columns at the samples.
    part
        Row of ``materials`` each sample belongs to.
    eye
        The lens, world metres.
    light
        ``Lighting.packed``.
    """
    out = np.empty((fragments.shape[0], 3), dtype=np.float32)
    rgb, n = np.empty(3), np.empty(3)
    key_d, key, fill_d, fill, sky, ground = light[0], light[1], light[2], light[3], light[4], light[5]
    for s in range(fragments.shape[0]):
        f, m = fragments[s], materials[part[s]]
        kind = int(m[0])
        vx, vy, vz = eye[0] - f[0], eye[1] - f[1], eye[2] - f[2]
        d = math.sqrt(vx * vx + vy * vy + vz * vz)
        vx, vy, vz = vx / d, vy / d, vz / d
        n[0], n[1], n[2] = f[3], f[4], f[5]
        n /= math.sqrt(n[0] ** 2 + n[1] ** 2 + n[2] ** 2) + 1e-9
        openness = float(f[9])
        if n[0] * vx + n[1] * vy + n[2] * vz < 0.0 and kind != 0:
            n *= -1.0
            openness *= 0.4
        wrap_r, wrap_g, wrap_b = 0.0, 0.0, 0.0
        if kind == 0:
            _skin_colour(f, m, rgb)
            wrap_r, wrap_g, wrap_b = 0.30, 0.13, 0.09
        elif kind == 1:
            _eye_colour(f, m, rgb)
            openness *= 0.8
        elif kind == 3:
            _cloth_colour(f, m, rgb)
            _bump(f[6:9], n, m[9], float(f[13]), int(m[12]))
            wrap_r = wrap_g = wrap_b = 0.12
        elif kind == 5:
            _wood_colour(f, m, rgb)
        else:
            rgb[0], rgb[1], rgb[2] = m[1], m[2], m[3]
        facing = max(n[0] * vx + n[1] * vy + n[2] * vz, 0.0)
        nk = n[0] * key_d[0] + n[1] * key_d[1] + n[2] * key_d[2]
        nf = max(n[0] * fill_d[0] + n[1] * fill_d[1] + n[2] * fill_d[2], 0.0)
        lean = min(max(0.55 * n[2] + 0.45 * float(f[10]), -1.0), 1.0)
        shadow = float(f[11])
        hx, hy, hz = vx + key_d[0], vy + key_d[1], vz + key_d[2]
        hl = math.sqrt(hx * hx + hy * hy + hz * hz)
        nh = max((n[0] * hx + n[1] * hy + n[2] * hz) / hl, 0.0)
        power = 2.0 / max(m[10] ** 4, 1e-4) - 2.0
        fresnel = m[11] * (0.04 + 0.96 * (1.0 - facing) ** 5)
        gloss = fresnel * (power + 8.0) / 25.0 * nh**power * max(nk, 0.0) * shadow
        rim = m[13] * (1.0 - facing) ** 3
        for k in range(3):
            w = wrap_r if k == 0 else (wrap_g if k == 1 else wrap_b)
            direct = max((nk + w) / ((1.0 + w) * (1.0 + w)), 0.0) * (shadow if nk > 0.0 else shadow * 0.9)
            ambient = (_mix(ground[k], sky[k], 0.5 + 0.5 * lean) + fill[k] * nf) * openness
            if kind == 0:
                ambient *= 1.0 + (0.10 if k == 0 else 0.0) * (1.0 - openness)
            out[s, k] = (rgb[k] * (1.0 + rim)) * (key[k] * direct + ambient) + gloss * key[k] + 0.35 * fresnel * ambient
    return out


@numba.njit(cache=True)
def shade_hair(
    positions: NDArray[np.float32],
    tangents: NDArray[np.float32],
    tones: NDArray[np.float32],
    openness: NDArray[np.float32],
    shadow: NDArray[np.float32],
    colour: NDArray[np.float64],
    shine: float,
    eye: NDArray[np.float64],
    light: NDArray[np.float64],
) -> NDArray[np.float32]:
    """Linear radiance of hair samples, shape (samples, 3): light scattered around each strand, and two highlights along it.

    Notes
    -----
    Kajiya and Kay, Rendering fur with three dimensional textures, SIGGRAPH (1989).
    """
    out = np.empty((positions.shape[0], 3), dtype=np.float32)
    key_d, key, sky, ground, fill = light[0], light[1], light[4], light[5], light[3]
    for s in range(positions.shape[0]):
        t, p = tangents[s], positions[s]
        vx, vy, vz = eye[0] - p[0], eye[1] - p[1], eye[2] - p[2]
        d = math.sqrt(vx * vx + vy * vy + vz * vz)
        tl = t[0] * key_d[0] + t[1] * key_d[1] + t[2] * key_d[2]
        tv = (t[0] * vx + t[1] * vy + t[2] * vz) / d
        sin_l, sin_v = math.sqrt(max(1.0 - tl * tl, 0.0)), math.sqrt(max(1.0 - tv * tv, 0.0))
        cosine = max(sin_l * sin_v - tl * tv, 0.0)
        shifted = max(sin_l * sin_v - (tl + 0.14) * tv, 0.0)
        first, second = cosine**60, shifted**14
        for k in range(3):
            around = sky[k] * (0.5 + 0.3 * sin_v) + ground[k] * 0.2 + 0.5 * fill[k]
            body = colour[k] * tones[s] * (0.75 * key[k] * sin_l * shadow[s] + around * openness[s])
            glow = shine * shadow[s] * key[k] * (0.10 * first + 0.9 * colour[k] * second) + 0.03 * shine * around * openness[s] * sin_v
            out[s, k] = body + glow * tones[s]
    return out
