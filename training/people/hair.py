"""Hair as strands: cropped, short, long, tied; brows and beards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from training.people.subject import Hair

CLUMP = 30
"""Strands that share one guide."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Strands:
    """Strands of equal numbers of points.

    Attributes
    ----------
    points : ndarray of shape (s, k, 3)
        Body space, metres.
    width_m : ndarray of shape (s, k)
    tone : ndarray of shape (s,)
        Brightness of each strand, about 1.
    guides : ndarray of shape (g,)
        Strands that stand for their clump in shadows.
    guide_of : ndarray of shape (s,)
        Position in ``guides`` of each strand's guide.
    """

    points: NDArray[np.float64]
    width_m: NDArray[np.float64]
    tone: NDArray[np.float64]
    guides: NDArray[np.int64]
    guide_of: NDArray[np.int64]


class Skull:
    """The head as a star-shaped surface around its middle, in the space of the rest pose."""

    def __init__(self, points: NDArray[np.float64], centre: NDArray[np.float64]) -> None:
        self.centre = centre
        d = points - centre
        r = np.linalg.norm(d, axis=1)
        az, el = self._cell(d / r[:, None])
        table = np.zeros((48, 96))
        np.maximum.at(table, (el.astype(int), az.astype(int) % 96), r)
        known = table > 0
        nearest = ndimage.distance_transform_edt(~np.tile(known, (1, 3)), return_distances=False, return_indices=True)
        filled = np.tile(table, (1, 3))[nearest[0], nearest[1]][:, 96:192]
        self._table = ndimage.gaussian_filter(filled, 1.8, mode=("nearest", "wrap"))

    @staticmethod
    def _cell(unit: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        az = (np.arctan2(unit[..., 0], -unit[..., 1]) / (2 * np.pi) + 0.5) * 96
        el = (np.arcsin(np.clip(unit[..., 2], -1, 1)) / np.pi + 0.5) * 47.99
        return az, el

    def radius(self, unit: NDArray[np.float64]) -> NDArray[np.float64]:
        """Distance of the surface in a direction, metres."""
        az, el = self._cell(unit)
        wrapped = np.concatenate([self._table[:, -1:], self._table, self._table[:, :2]], axis=1)
        return ndimage.map_coordinates(wrapped, [el - 0.5, az + 0.5], order=1, mode="nearest")


def _unit(v: NDArray[np.float64]) -> NDArray[np.float64]:
    return v / np.maximum(np.linalg.norm(v, axis=-1, keepdims=True), 1e-9)


def _direction(azimuth_deg: NDArray[np.float64] | float, elevation_deg: NDArray[np.float64] | float) -> NDArray[np.float64]:
    """Unit vector; azimuth 0 in front, positive to the person's left."""
    a, e = np.radians(azimuth_deg), np.radians(elevation_deg)
    return np.stack([np.sin(a) * np.cos(e), -np.cos(a) * np.cos(e), np.sin(e) + 0.0 * a], axis=-1)


def _slerp(a: NDArray[np.float64], b: NDArray[np.float64], t: NDArray[np.float64]) -> NDArray[np.float64]:
    """From directions a (s, 3) to b (s, 3) at t (k,), shape (s, k, 3)."""
    angle = np.arccos(np.clip((a * b).sum(axis=1), -0.999, 0.9999))[:, None]
    wa, wb = np.sin((1 - t) * angle) / np.sin(angle), np.sin(t * angle) / np.sin(angle)
    return _unit(wa[..., None] * a[:, None] + wb[..., None] * b[:, None])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Head:
    """The subject's head at rest, and how it moves.

    Attributes
    ----------
    points, normals : ndarray of shape (n, 3)
        Skin vertices.
    triangles : ndarray of shape (t, 3)
    scalp, beard, ears, round_ears : ndarray of shape (n,)
        Where hair grows, where the ears are, and the skin around them.
    eyes : ndarray of shape (2, 3)
        Left and right eye's middle.
    """

    points: NDArray[np.float64]
    normals: NDArray[np.float64]
    triangles: NDArray[np.int32]
    scalp: NDArray[np.float64]
    beard: NDArray[np.float64]
    ears: NDArray[np.float64]
    round_ears: NDArray[np.float64]
    head_weight: NDArray[np.float64]
    eyes: NDArray[np.float64]

    def skull(self, *, with_ears: bool) -> Skull:
        """The head's surface around a middle between the ears."""
        centre = self.eyes.mean(axis=0) + np.array([0.0, 0.088, 0.012])
        chosen = (self.head_weight > 0.3) & ((self.round_ears < 0.3) | with_ears)
        return Skull(self.points[chosen], centre)

    def roots(self, where: NDArray[np.float64], count: int, rng: np.random.Generator) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Random points on the skin and their normals, as dense as ``where`` says, shape (count, 3) each."""
        corner = self.triangles[where[self.triangles].mean(axis=1) > 0.25]
        a, b, c = (self.points[corner[:, k]] for k in range(3))
        area = np.linalg.norm(np.cross(b - a, c - a), axis=1) * where[corner].mean(axis=1)
        chosen = corner[rng.choice(len(corner), size=count, p=area / area.sum())]
        u, v = rng.random(count), rng.random(count)
        flip = u + v > 1.0
        u, v = np.where(flip, 1 - u, u), np.where(flip, 1 - v, v)
        share = np.stack([1 - u - v, u, v], axis=1)
        return (self.points[chosen] * share[..., None]).sum(axis=1), _unit((self.normals[chosen] * share[..., None]).sum(axis=1))


class Back:
    """The posed body as hanging hair meets it: how far back, and how far to each side, its surface reaches."""

    def __init__(self, surface: NDArray[np.float64], top: float) -> None:
        self._step, self._top = 0.012, top
        near = surface[(surface[:, 2] < top + 0.05) & (surface[:, 2] > top - 0.75) & (np.abs(surface[:, 0]) < 0.36)]
        rows, columns = int(0.82 / self._step), int(0.72 / self._step)
        table = np.full((rows, columns), -1.0)
        i = np.clip(((top + 0.05 - near[:, 2]) / self._step).astype(int), 0, rows - 1)
        j = np.clip(((near[:, 0] + 0.36) / self._step).astype(int), 0, columns - 1)
        np.maximum.at(table, (i, j), near[:, 1])
        known = table > -1.0
        index = ndimage.distance_transform_edt(~known, return_distances=False, return_indices=True)
        self._table = ndimage.gaussian_filter(table[index[0], index[1]], 1.0)

    def behind(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Y of the back's surface at the points' x and z."""
        at = [(self._top + 0.05 - points[:, 2]) / self._step - 0.5, (points[:, 0] + 0.36) / self._step - 0.5]
        return ndimage.map_coordinates(self._table, at, order=1, mode="nearest")


def _fall(
    start: NDArray[np.float64], heading: NDArray[np.float64], length: NDArray[np.float64], steps: int, back: Back, off: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Strands that leave a point in a direction and fall under gravity, lying on the back where they meet it, shape (s, steps, 3)."""
    out = np.empty((len(start), steps, 3))
    p, d = start.copy(), _unit(heading)
    for k in range(steps):
        step = length / steps
        d = _unit(d + np.array([0.0, 0.0, -1.0]) * (step / 0.035)[:, None])
        p = p + d * step[:, None]
        deep = back.behind(p) + off - p[:, 1]
        push = np.clip(deep, 0.0, 0.9 * step + 0.004) * (deep < 0.16)
        p = p + np.array([0.0, 1.0, 0.0]) * push[:, None]
        out[:, k] = p
    return out


def _clump(
    points: NDArray[np.float64], roots: NDArray[np.float64], hair: Hair, rng: np.random.Generator, pull: float
) -> tuple[NDArray[np.float64], NDArray[np.int64], NDArray[np.int64]]:
    """Draw strands towards a guide near their root, more towards the tips, and wave each clump in its own rhythm."""
    s, k = points.shape[:2]
    guides = rng.choice(s, size=max(s // CLUMP, 1), replace=False)
    _, guide_of = cKDTree(roots[guides]).query(roots)
    along = np.linspace(0.0, 1.0, k)[None, :, None]
    strength = pull * rng.uniform(0.5, 1.0, (s, 1, 1))
    moved = points + (points[guides][guide_of] - points) * strength * along
    lengths = np.concatenate([np.zeros((s, 1)), np.cumsum(np.linalg.norm(np.diff(points, axis=1), axis=2), axis=1)], axis=1)
    phase, rate = rng.uniform(0, 6.28, len(guides))[guide_of], rng.uniform(60.0, 110.0, len(guides))[guide_of]
    swing = np.sin(phase[:, None] + rate[:, None] * lengths) * np.minimum(lengths / 0.08, 1.0)
    side = _unit(rng.normal(size=(len(guides), 3)))[guide_of]
    moved = moved + side[:, None] * (swing * (0.0012 + 0.006 * hair.wave))[..., None]
    frizz = rng.normal(size=(s, 1, 3)) * 0.0016 + rng.normal(size=(s, k, 3)) * 0.0005
    return moved + frizz * along, guides, guide_of


def _short(head: Head, hair: Hair, rng: np.random.Generator) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    """Cropped and short hair: it grows away from the crown, longer on top than at the sides."""
    count = 9000
    roots, normals = head.roots(head.scalp * (1.0 - head.ears), count, rng)
    skull = head.skull(with_ears=False)
    unit = _unit(roots - skull.centre)
    crown = _direction(180.0 + 10.0 * hair.parting, 58.0)
    flow = unit - crown
    side = np.sign(roots[:, 0] - 0.03 * hair.parting)[:, None] * np.array([1.0, 0.0, 0.0])
    upper = np.clip(unit[:, 2:] * 1.4, 0.0, 1.0)
    flow = flow + 0.5 * side * upper + np.array([0.0, 0.0, -0.35]) * (1 - upper)
    flow = _unit(flow - (flow * normals).sum(axis=1, keepdims=True) * normals)
    length = hair.length_m * (0.35 + 0.65 * upper[:, 0] ** 0.8) * rng.uniform(0.75, 1.1, count)
    t = np.linspace(0.0, 1.0, 6)[None, :, None]
    lift = 0.5 if hair.style == "cropped" else 0.62 - 0.3 * (1 - upper[:, 0])
    lift = np.broadcast_to(lift, (count,))
    points = roots[:, None] + length[:, None, None] * (
        normals[:, None] * lift[:, None, None] * (t - 0.45 * t * t)
        + flow[:, None] * (1 - 0.4 * lift[:, None, None]) * (0.25 * t + 0.75 * t * t)
    )
    d = points - skull.centre
    r = np.linalg.norm(d, axis=2)
    least = skull.radius(_unit(d)) + 0.001
    points = skull.centre + _unit(d) * np.maximum(r, least)[..., None]
    return points, roots, 0.45 if hair.style == "short" else 0.2


def _combed(
    skull: Skull, roots: NDArray[np.float64], target: NDArray[np.float64], layer: NDArray[np.float64], steps: int, lift_m: float
) -> NDArray[np.float64]:
    """Strands laid along the skull from their roots to directions (s, 3), those in front passing above the ear, shape (s, steps, 3)."""
    t = np.linspace(0.0, 1.0, steps)
    start = _unit(roots - skull.centre)
    azimuth = np.degrees(np.arctan2(np.abs(start[:, 0]), -start[:, 1]))
    side = np.where(start[:, 0] >= 0, 1.0, -1.0)
    halfway = _slerp(start, target, np.array([0.5]))[:, 0]
    above_ear = _direction(side * 100.0, np.maximum(24.0, 0.6 * np.degrees(np.arcsin(start[:, 2]))))
    needed = np.clip((112.0 - azimuth) / 25.0, 0.0, 1.0) * np.clip((0.30 - halfway[:, 2]) / 0.2, 0.0, 1.0)
    middle = _unit(halfway * (1 - needed)[:, None] + above_ear * needed[:, None])
    first, second = _slerp(start, middle, np.clip(2 * t, 0, 1)), _slerp(middle, target, np.clip(2 * t - 1, 0, 1))
    unit = np.where((t < 0.5)[None, :, None], first, second)
    unit[:, 1:-1] = _unit(0.25 * unit[:, :-2] + 0.5 * unit[:, 1:-1] + 0.25 * unit[:, 2:])
    root_r = np.linalg.norm(roots - skull.centre, axis=1)[:, None]
    rise = np.minimum(t * 3.0, 1.0)[None] ** 0.7
    r = skull.radius(unit) + rise * (0.002 + layer[:, None] * lift_m)
    r = (1 - rise) * root_r + rise * r
    return skull.centre + unit * r[..., None]


def _tie_direction(hair: Hair) -> NDArray[np.float64]:
    return _direction(180.0, -22.0 + 62.0 * hair.height)


def _carry_strands(points: NDArray[np.float64], carry: Callable[[NDArray[np.float64]], NDArray[np.float64]]) -> NDArray[np.float64]:
    return carry(points.reshape(-1, 3)).reshape(points.shape)


def _tied(
    head: Head, hair: Hair, carry: Callable[[NDArray[np.float64]], NDArray[np.float64]], back: Back, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    count = 9500
    roots, _ = head.roots(head.scalp * (1.0 - head.round_ears), count, rng)
    skull = head.skull(with_ears=False)
    tie = _tie_direction(hair)
    layer = rng.random(count)
    target = _unit(tie + rng.normal(size=(count, 3)) * 0.03)
    laid = _combed(skull, roots, target, layer, 13, 0.006)
    knot = skull.centre + tie * (skull.radius(tie[None])[0] + 0.012)
    laid[:, -1] = knot + (laid[:, -1] - knot) * 0.45
    if hair.style == "bun":
        radius = 0.026 + 0.012 * rng.random()
        middle = knot + tie * radius * 0.75
        axis = _unit(tie + np.array([0.0, 0.0, 0.3]))
        u = _unit(np.cross(axis, np.array([1.0, 0.0, 0.0])))
        v = np.cross(axis, u)
        turn = rng.uniform(0, 6.28, count)[:, None] + np.linspace(0, 2.6, 12)[None] * rng.choice([1.0, 1.0, 1.0, -0.3], count)[:, None]
        height = np.clip(rng.normal(0.0, 0.55, count), -1, 1)[:, None] + 0.25 * np.sin(turn * 0.5)
        ring = np.sqrt(np.clip(1 - 0.8 * height**2, 0.08, 1)) * (0.86 + 0.16 * layer[:, None])
        ball = middle + radius * (ring * np.cos(turn))[..., None] * u + radius * (ring * np.sin(turn))[..., None] * v
        ball = ball + radius * 0.72 * height[..., None] * axis
        return _carry_strands(np.concatenate([laid, ball], axis=1), carry), roots, 0.05
    laid, knot_now = _carry_strands(laid, carry), _carry_strands(knot[None], carry)[0]
    outward = _unit(knot_now - _carry_strands(skull.centre[None], carry)[0])
    spread = np.clip(rng.normal(size=(count, 3)), -2.0, 2.0) * np.array([0.010, 0.008, 0.006])
    length = hair.length_m * rng.uniform(0.72, 1.05, count)
    tail = _fall(
        knot_now + 0.25 * spread, outward + np.clip(rng.normal(size=(count, 3)), -2.0, 2.0) * 0.10, length, 14, back, 0.006 + 0.016 * layer
    )
    swell = np.sin(np.linspace(0.0, np.pi, 14)) ** 0.6
    tail = tail + spread[:, None] * (0.9 * swell[None, :, None])
    return np.concatenate([laid, tail], axis=1), roots, 0.35


def _long(
    head: Head, hair: Hair, carry: Callable[[NDArray[np.float64]], NDArray[np.float64]], back: Back, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64], float]:
    count = 11000
    roots, _ = head.roots(head.scalp * (1.0 - head.round_ears), count, rng)
    skull = head.skull(with_ears=hair.height > 0.5)
    layer = rng.random(count)
    parted = roots[:, 0] - 0.028 * hair.parting
    side = np.where(parted >= 0, 1.0, -1.0)
    unit = _unit(roots - skull.centre)
    azimuth = np.degrees(np.arctan2(np.abs(unit[:, 0]), -unit[:, 1]))
    first = 98.0 if hair.height > 0.5 else 108.0
    leave = first + (178.0 - first) * np.clip(azimuth / 180.0, 0, 1) ** 1.15 + rng.normal(size=count) * 4.0
    own_side = np.where(azimuth > 150.0, np.sign(roots[:, 0]), side)
    target = _direction(own_side * np.minimum(leave, 179.0), -14.0 + rng.normal(size=count) * 3.0)
    laid = _combed(skull, roots, target, layer, 13, 0.016)
    laid = _carry_strands(laid, carry)
    heading = laid[:, -1] - laid[:, -2]
    heading = 0.35 * _unit(heading) + np.array([0.0, 0.0, -1.0])
    length = hair.length_m * rng.uniform(0.82, 1.03, count) * (0.85 + 0.15 * layer)
    hanging = _fall(laid[:, -1], heading, length, 16, back, 0.004 + 0.024 * layer)
    return np.concatenate([laid, hanging], axis=1), roots, 0.4


def grow(head: Head, hair: Hair, carry: Callable[[NDArray[np.float64]], NDArray[np.float64]], back: Back) -> Strands | None:
    """The hair of the head in the posed body's space; None for a bald one.

    Parameters
    ----------
    carry
        Takes points of the rest pose's head to the posed body.
    """
    if hair.style == "bald":
        return None
    rng = np.random.default_rng(hair.seed)
    if hair.style in ("cropped", "short"):
        points, roots, pull = _short(head, hair, rng)
        points = _carry_strands(points, carry)
    elif hair.style == "long":
        points, roots, pull = _long(head, hair, carry, back, rng)
    else:
        points, roots, pull = _tied(head, hair, carry, back, rng)
    points, guides, guide_of = _clump(points, roots, hair, rng, pull)
    s, k = points.shape[:2]
    taper = np.interp(np.linspace(0, 1, k), [0, 0.15, 0.75, 1.0], [0.7, 1.0, 1.0, 0.35])
    width = {"cropped": 0.0007, "short": 0.0010}.get(hair.style, 0.0014)
    tone = 0.72 + 0.42 * rng.random(s) + 0.12 * rng.normal(size=len(guides))[guide_of]
    return Strands(
        points=points, width_m=width * taper[None] * np.ones((s, 1)), tone=np.clip(tone, 0.4, 1.5), guides=guides, guide_of=guide_of
    )


def brows(head: Head, carry: Callable[[NDArray[np.float64]], NDArray[np.float64]], seed: int, density: float) -> Strands:
    """Eyebrows."""
    rng = np.random.default_rng(seed)
    front = np.flatnonzero((head.head_weight > 0.5) & (head.points[:, 1] < head.eyes[:, 1].mean() + 0.03))
    tree = cKDTree(head.points[front][:, [0, 2]])
    strands = []
    for eye, sign in zip(head.eyes, (1.0, -1.0), strict=True):
        n = int(230 + 190 * density)
        s = rng.random(n) ** 0.9
        x = eye[0] + sign * (-0.019 + 0.043 * s)
        arch = 0.0172 + 0.0072 * np.sin(np.pi * (0.10 + 0.70 * s)) - 0.0008 * s**3
        z = eye[2] + arch + rng.normal(size=n) * 0.0016 * (1.2 - s)
        _, nearest = tree.query(np.stack([x, z], axis=1), k=4)
        y = head.points[front][nearest][..., 1].mean(axis=1) - 0.0008
        root = np.stack([x, y, z], axis=1)
        rise = 0.55 - 0.75 * s
        lean = _unit(np.stack([sign * np.ones(n), 0.25 + 0.5 * s, rise], axis=1))
        length = rng.uniform(0.005, 0.009, n)
        t = np.array([0.0, 0.5, 1.0])[None, :, None]
        strands.append(root[:, None] + lean[:, None] * length[:, None, None] * t + np.array([0.0, -0.0009, 0.0]) * np.sin(np.pi * t))
    points = _carry_strands(np.concatenate(strands), carry)
    s = len(points)
    return Strands(
        points=points,
        width_m=np.full((s, 3), 0.0007) * np.array([1.0, 0.9, 0.3]),
        tone=0.8 + 0.3 * rng.random(s),
        guides=np.array([0]),
        guide_of=np.zeros(s, dtype=np.int64),
    )


def beard(head: Head, carry: Callable[[NDArray[np.float64]], NDArray[np.float64]], seed: int, amount: float) -> Strands | None:
    """A beard of short strands, from ``amount`` 0.4 on; less is stubble, which is painted on the skin."""
    if amount < 0.4:
        return None
    rng = np.random.default_rng(seed)
    count = int(4200 * amount)
    roots, normals = head.roots(head.beard, count, rng)
    flow = _unit(np.array([0.0, -0.15, -1.0]) + 0.45 * normals + rng.normal(size=(count, 3)) * 0.15)
    length = rng.uniform(0.5, 1.0, count) * (0.003 + 0.010 * amount)
    points = _carry_strands(roots[:, None] + flow[:, None] * length[:, None, None] * np.array([0.0, 0.5, 1.0])[None, :, None], carry)
    guides = rng.choice(count, size=max(count // CLUMP, 1), replace=False)
    _, guide_of = cKDTree(roots[guides]).query(roots)
    return Strands(
        points=points,
        width_m=np.full((count, 3), 0.0008) * np.array([1.0, 0.9, 0.4]),
        tone=0.75 + 0.4 * rng.random(count),
        guides=guides,
        guide_of=guide_of,
    )


def ribbons(strands: Strands, width_m: float) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """Broad ribbons along the guides, to cast the hair's shadow."""
    points = strands.points[strands.guides]
    g, k = points.shape[:2]
    along = np.gradient(points, axis=1)
    across = _unit(np.cross(along, np.array([0.3, 0.9, 0.2]))) * width_m / 2.0
    both = np.stack([points - across, points + across], axis=2).reshape(-1, 3)
    base = (np.arange(g)[:, None] * k + np.arange(k - 1)[None]).ravel() * 2
    quads = np.stack([base, base + 1, base + 3, base, base + 3, base + 2], axis=1).reshape(-1, 3)
    return both, quads.astype(np.int32)
