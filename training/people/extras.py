"""Things worn besides shirt and trousers: trainers, socks, collars, hoods, spectacles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage
from scipy.spatial import cKDTree

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.people.body import BodyModel, Rest

SOLE_M = 0.022


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shell:
    """A surface in the rest pose."""

    points: NDArray[np.float64]
    triangles: NDArray[np.int32]


def _grid_triangles(rows: int, columns: int, *, closed: bool) -> NDArray[np.int32]:
    i, j = np.meshgrid(np.arange(rows - 1), np.arange(columns if closed else columns - 1), indexing="ij")
    a, b = i * columns + j, i * columns + (j + 1) % columns
    c, d = a + columns, b + columns
    return np.concatenate([np.stack([a, c, b], -1).reshape(-1, 3), np.stack([b, c, d], -1).reshape(-1, 3)]).astype(np.int32)


def _outside_out(shell: Shell, middle: NDArray[np.float64]) -> Shell:
    """The shell with its triangles turned so that they face away from a point."""
    a, b, c = (shell.points[shell.triangles[:, k]] for k in range(3))
    facing = np.einsum("ij,ij->i", np.cross(b - a, c - a), (a + b + c) / 3.0 - middle).sum()
    return shell if facing > 0.0 else Shell(points=shell.points, triangles=shell.triangles[:, [0, 2, 1]])


def trainer(model: BodyModel, rest: Rest, side: str) -> tuple[Shell, Shell]:
    """Upper and sole of a trainer around a foot: the convex outline of every slice of the foot, a little wider."""
    feet = model.weight_of(f"foot.{side}")
    toes = [i for i, b in enumerate(model.bones) if b.startswith("toe") and b.endswith(side)]
    feet = feet + np.asarray(model.weights[:, toes].sum(axis=1)).ravel()
    ankle = rest.heads[model.bone(f"foot.{side}")]
    p = rest.vertices[:13380][(feet[:13380] > 0.5)]
    p = p[p[:, 2] < ankle[2] + 0.012]
    middle, floor = p[:, :2].mean(axis=0), p[:, 2].min()
    _, _, axes = np.linalg.svd(p[:, :2] - middle, full_matrices=False)
    ahead = axes[0] * (1.0 if axes[0][1] < 0 else -1.0)
    across = np.array([-ahead[1], ahead[0]])
    along, lateral, up = (p[:, :2] - middle) @ ahead, (p[:, :2] - middle) @ across, p[:, 2] - floor
    low, high = along.min() - 0.006, along.max() + 0.010
    stations, angles = np.linspace(low, high, 44), np.linspace(0, 2 * np.pi, 40, endpoint=False)
    support = np.zeros((len(stations), len(angles)))
    centres = np.zeros((len(stations), 2))
    normals = np.stack([np.cos(angles), np.sin(angles)])
    for k, s in enumerate(stations):
        near = np.abs(along - np.clip(s, along.min() + 0.008, along.max() - 0.008)) < 0.012
        outline = np.stack([lateral[near], up[near]], axis=1)
        centres[k] = outline.mean(axis=0)
        support[k] = ((outline - centres[k]) @ normals).max(axis=0)
    centres = ndimage.gaussian_filter1d(centres, 2.0, axis=0)
    support = ndimage.gaussian_filter(support, (1.6, 1.0), mode=("nearest", "wrap")) + 0.0065
    edge = np.minimum(stations - low, high - stations)
    closing = np.sqrt(np.clip(1.0 - (1.0 - np.clip(edge / 0.026, 0, 1)) ** 2, 0.0, 1.0))
    support = support * (0.12 + 0.88 * closing)[:, None]
    slope = np.gradient(np.concatenate([support[:, -1:], support, support[:, :1]], axis=1), angles[1], axis=1)[:, 1:-1]
    x = centres[:, :1] + support * normals[0] - slope * normals[1]
    z = centres[:, 1:] + support * normals[1] + slope * normals[0]
    sole_top = 0.012 + 0.010 * np.clip((stations - high + 0.05) / 0.05, 0, 1)[:, None]

    def place(x: NDArray[np.float64], z: NDArray[np.float64]) -> Shell:
        flat = middle + stations[:, None, None] * ahead + x[..., None] * across
        points = np.concatenate([flat, (z + floor)[..., None]], axis=2).reshape(-1, 3)
        return _outside_out(Shell(points=points, triangles=_grid_triangles(*x.shape, closed=True)), points.mean(axis=0))

    upper = place(x, np.maximum(z, sole_top - 0.004))
    widest = np.maximum(np.abs(x - centres[:, :1]).max(axis=1, keepdims=True), 1e-4)
    grown = 1.0 + 0.003 / widest
    lowered = np.where(z < sole_top, -SOLE_M + (z - z.min(axis=1, keepdims=True)) * 0.25, sole_top)
    return upper, place(centres[:, :1] + (x - centres[:, :1]) * grown, np.minimum(lowered, sole_top))


def _neck_ring(model: BodyModel, rest: Rest, turns: NDArray[np.float64], rise_m: float) -> NDArray[np.float64]:
    """Skin points around the base of the neck; turn 0 at the nape, positive to the left, degrees, shape (n, 3)."""
    nape, notch = rest.vertices[858], rest.heads[model.bone("neck01")]
    centre = np.array([0.0, notch[1] - 0.012])
    head = model.weight_of("neck", "head", "spine01", "clavicle", "shoulder01")[:13380] > 0.6
    p = rest.vertices[:13380][head]
    p = p[(np.abs(p[:, 0]) < 0.10) & (p[:, 2] < nape[2] + 0.10) & (p[:, 2] > nape[2] - 0.16)]
    angle = np.degrees(np.arctan2(p[:, 0], p[:, 1] - centre[1]))
    radius = np.hypot(p[:, 0], p[:, 1] - centre[1])
    front = (1.0 - np.cos(np.radians(turns))) / 2.0
    level = nape[2] + 0.004 + rise_m - front**1.3 * 0.072
    out = np.empty((len(turns), 3))
    for k, turn in enumerate(turns):
        apart = np.abs((angle - turn + 180.0) % 360.0 - 180.0)
        near = (apart < 16.0) & (np.abs(p[:, 2] - level[k]) < 0.016)
        r = np.percentile(radius[near], 70) if near.sum() > 3 else 0.062
        out[k] = [r * np.sin(np.radians(turn)), centre[1] + r * np.cos(np.radians(turn)), level[k]]
    r = np.hypot(out[:, 0], out[:, 1] - centre[1])
    r = ndimage.gaussian_filter1d(r, 3.0, mode="nearest")
    out[:, 0], out[:, 1] = r * np.sin(np.radians(turns)), centre[1] + r * np.cos(np.radians(turns))
    return out


def collar(model: BodyModel, rest: Rest, height_m: float) -> Shell:
    """A turned-down shirt collar, open in front."""
    turns = np.linspace(-166.0, 166.0, 72)
    base, above = _neck_ring(model, rest, turns, -0.006), _neck_ring(model, rest, turns, height_m)
    out = base.copy()
    out[:, 2] = 0.0
    outward = np.stack([np.sin(np.radians(turns)), np.cos(np.radians(turns)), np.zeros(len(turns))], axis=1)
    front = np.clip((np.abs(turns) - 110.0) / 56.0, 0.0, 1.0)[:, None]
    top = np.stack([above[:, 0], above[:, 1], base[:, 2] + height_m], axis=1) + 0.006 * outward
    low = base + outward * (0.016 + 0.010 * front) + np.array([0, 0, 0.004]) - front * np.array([0, 0, 0.022])
    rows = [
        base + 0.006 * outward,
        0.5 * (base + top) + 0.007 * outward,
        top,
        top + 0.004 * outward + np.array([0, 0, 0.0015]),
        top + 0.008 * outward - np.array([0, 0, 0.002]),
        0.5 * (top + low) + 0.007 * outward,
        low,
        low - 0.003 * outward,
    ]
    points = np.stack(rows)
    shell = Shell(points=points.reshape(-1, 3), triangles=_grid_triangles(len(rows), len(turns), closed=False))
    return _outside_out(shell, np.array([0.0, base[:, 1].mean(), base[:, 2].mean()]))


def hood(model: BodyModel, rest: Rest, size: float, rng: np.random.Generator) -> Shell:
    """A hood lying down behind the neck: a soft bag, thick at the nape and thin in front."""
    turns, around = np.linspace(-150.0, 150.0, 72), np.linspace(0, 2 * np.pi, 28, endpoint=False)
    ring = _neck_ring(model, rest, turns, -0.004)
    outward = np.stack([np.sin(np.radians(turns)), np.cos(np.radians(turns)), np.zeros(len(turns))], axis=1)
    back = np.cos(np.radians(turns) * 0.5) ** 1.6
    thick, tall = (0.010 + (0.020 + 0.012 * size) * back)[:, None], (0.014 + (0.034 + 0.022 * size) * back)[:, None]
    centre = ring + outward * (thick * 0.95) + np.array([0.0, 0.0, 1.0]) * (0.010 - 0.030 * (0.5 + size) * back[:, None])
    wobble = ndimage.gaussian_filter(rng.standard_normal((len(turns), len(around))), (2.5, 1.6), mode=("nearest", "wrap"))
    swell = 1.0 + 0.9 * wobble
    out = (np.cos(around)[None] * thick * swell)[..., None] * outward[:, None]
    up = (np.sin(around)[None] * tall * (1.0 + 0.5 * wobble))[..., None] * np.array([0.0, 0.0, 1.0])
    shell = Shell(points=(centre[:, None] + out + up).reshape(-1, 3), triangles=_grid_triangles(len(turns), len(around), closed=True))
    return _outside_out(shell, centre[len(turns) // 2])


def spectacles(eyes: NDArray[np.float64], ears: NDArray[np.float64], seed: int) -> NDArray[np.float64]:
    """Frame of a pair of glasses as polylines of 25 points in the rest pose, shape (5, 25, 3).

    Parameters
    ----------
    eyes, ears : ndarray of shape (2, 3)
        Left and right eye's middle and tragus.
    """
    rng = np.random.default_rng(seed)
    square, wide, tall = rng.uniform(2.2, 4.0), rng.uniform(0.023, 0.026), rng.uniform(0.016, 0.020)
    t = np.linspace(0, 2 * np.pi, 25)
    c, s = np.cos(t), np.sin(t)
    x, z = np.sign(c) * np.abs(c) ** (2 / square) * wide, np.sign(s) * np.abs(s) ** (2 / square) * tall
    y = eyes[:, 1].mean() - 0.027
    lines = []
    for eye, sign in zip(eyes, (1.0, -1.0), strict=True):
        lines.append(np.stack([eye[0] + sign * (0.002 + x), y + 9.0 * (x + 0.01).clip(0) ** 2, eye[2] - 0.002 + z], axis=1))
    inner = eyes[:, 0] - np.array([1.0, -1.0]) * (wide - 0.002)
    u = np.linspace(0, 1, 25)
    lines.append(
        np.stack(
            [inner[1] + u * (inner[0] - inner[1]), y - 0.002 * np.sin(np.pi * u), eyes[:, 2].mean() + 0.003 + 0.003 * np.sin(np.pi * u)],
            axis=1,
        )
    )
    for eye, ear, sign in zip(eyes, ears, (1.0, -1.0), strict=True):
        start = np.array([eye[0] + sign * (wide + 0.002), y + 0.011, eye[2] + 0.006])
        hinge = np.array([ear[0] + sign * 0.002, y + 0.02, eye[2] + 0.008])
        over = np.array([ear[0] + sign * 0.003, ear[1] + 0.006, ear[2] + 0.030])
        end = np.array([ear[0] - sign * 0.002, ear[1] + 0.026, ear[2] + 0.004])
        lines.append(np.stack([np.interp(u, [0, 0.12, 0.75, 1.0], [p[k] for p in (start, hinge, over, end)]) for k in range(3)], axis=1))
    return np.stack(lines)


def bind(points: NDArray[np.float64], skin: NDArray[np.float64], weights: object) -> object:
    """Skin weights of loose points, the mean of the nearest skin's."""
    from scipy import sparse

    distance, nearest = cKDTree(skin).query(points, k=6)
    share = 1.0 / (distance + 0.01)
    share /= share.sum(axis=1, keepdims=True)
    rows = np.repeat(np.arange(len(points)), 6)
    return sparse.csr_matrix((share.ravel(), (rows, nearest.ravel())), shape=(len(points), len(skin))) @ weights
