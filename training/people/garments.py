"""Clothes: cut from the base mesh's close-fitting suit, and hung on the posed body."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import ndimage, sparse
from scipy.spatial import cKDTree

from training.people.raster import vertex_normals

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from training.people.body import BodyModel, Rest
    from training.people.skeleton import Skeleton


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How a garment is cut.

    Attributes
    ----------
    kind
        ``top`` or ``bottom``.
    arm_end
        Where the sleeve ends: 0 shoulder, 1 elbow, 2 wrist; negative for none.
    leg_end
        Where the leg ends: 0 hip joint, 1 knee, 2 ankle.
    lower_end_m
        Hem of a top below the level of the ASIS, metres.
    neck_drop_m
        How far the neckline dips in front below the base of the neck.
    looseness
        0 skin-tight to 1 hanging freely.
    """

    kind: str
    arm_end: float = -1.0
    leg_end: float = 1.0
    lower_end_m: float = 0.05
    neck_drop_m: float = 0.03
    looseness: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Garment:
    """A garment sewn for one body, in the rest pose.

    Attributes
    ----------
    points : ndarray of shape (n, 3)
    weights : csr_matrix of shape (n, bones)
    triangles : ndarray of shape (t, 3)
    arm, leg : ndarray of shape (n,)
        How much of a vertex belongs to a sleeve or a trouser leg, 0 to 1; positive leg is left, negative right.
    hem_m : ndarray of shape (n,)
        Distance from the garment's nearest open edge, up to 0.1.
    neighbours : csr_matrix of shape (n, n)
        Mean over each vertex and its neighbours.
    """

    cut: Cut
    points: NDArray[np.float64]
    weights: sparse.csr_matrix
    triangles: NDArray[np.int32]
    arm: NDArray[np.float64]
    leg: NDArray[np.float64]
    hem_m: NDArray[np.float64]
    neighbours: sparse.csr_matrix


def clip(
    matrix: sparse.csr_matrix, triangles: NDArray[np.int32], field: NDArray[np.float64]
) -> tuple[sparse.csr_matrix, NDArray[np.int32]]:
    """Cut a mesh along the zero line of a field and keep the positive side.

    Parameters
    ----------
    matrix : csr_matrix of shape (n, m)
        Makes the mesh's vertices from some sources; the cut mesh's vertices are made from the same ones.
    field : ndarray of shape (n,)
    """
    inside = field > 0.0
    count = inside[triangles].sum(axis=1)
    whole, one, two = (triangles[count == k] for k in (3, 1, 2))

    def turned(group: NDArray[np.int32], alone: bool) -> NDArray[np.int32]:
        first = np.argmax(inside[group] == alone, axis=1)
        return np.take_along_axis(group, (first[:, None] + np.arange(3)) % 3, axis=1)

    one, two = turned(one, alone=True), turned(two, alone=False)
    pairs = np.concatenate([one[:, [0, 1]], one[:, [0, 2]], two[:, [0, 1]], two[:, [0, 2]]]).astype(np.int64)
    unique, number = np.unique(np.sort(pairs, axis=1), axis=0, return_inverse=True)
    fa, fb = field[unique[:, 0]], field[unique[:, 1]]
    share = fa / np.where(fa == fb, 1.0, fa - fb)
    rows = np.repeat(np.arange(len(unique)), 2)
    between = sparse.csr_matrix(
        (np.stack([1 - share, share], axis=1).ravel(), (rows, unique.ravel())), shape=(len(unique), matrix.shape[0])
    )
    n, k1, k2 = matrix.shape[0], len(one), len(two)
    cut = (n + number.ravel()).astype(np.int32)
    ab, ac, db, dc = cut[:k1], cut[k1 : 2 * k1], cut[2 * k1 : 2 * k1 + k2], cut[2 * k1 + k2 :]
    pieces = [
        whole,
        np.stack([one[:, 0], ab, ac], axis=1),
        np.stack([db, two[:, 1], two[:, 2]], axis=1),
        np.stack([db, two[:, 2], dc], axis=1),
    ]
    joined = np.concatenate(pieces)
    used, local = np.unique(joined, return_inverse=True)
    full = sparse.vstack([matrix, between @ matrix]).tocsr()
    return full[used], local.reshape(-1, 3).astype(np.int32)


def _smoothstep(x: NDArray[np.float64], low: float, high: float) -> NDArray[np.float64]:
    t = np.clip((x - low) / (high - low), 0.0, 1.0)
    return t * t * (3.0 - 2.0 * t)


def _along(points: NDArray[np.float64], joints: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """Position along a chain of joints: k + fraction on the nearest segment, unbounded at both ends."""
    best, value = np.full(len(points), np.inf), np.zeros(len(points))
    for k, (a, b) in enumerate(itertools.pairwise(joints)):
        t = (points - a) @ (b - a) / float((b - a) @ (b - a))
        low, high = (-np.inf if k == 0 else 0.0), (np.inf if k == len(joints) - 2 else 1.0)
        bounded = np.clip(t, low, high)
        distance = np.linalg.norm(points - a - np.clip(t, 0.0, 1.0)[:, None] * (b - a), axis=1)
        nearer = distance < best
        best, value = np.where(nearer, distance, best), np.where(nearer, k + bounded, value)
    return value


def _hem_distance(points: NDArray[np.float64], triangles: NDArray[np.int32]) -> NDArray[np.float64]:
    """Distance of every vertex from the garment's open edge, metres, up to 0.1."""
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]).astype(np.int64)
    edges, counts = np.unique(np.sort(pairs, axis=1), axis=0, return_counts=True)
    rim = np.unique(edges[counts == 1])
    if len(rim) == 0:
        return np.full(len(points), 0.1)
    distance, _ = cKDTree(points[rim]).query(points, distance_upper_bound=0.1)
    return np.minimum(distance, 0.1)


class Tailor:
    """Cuts garments for one body."""

    def __init__(self, model: BodyModel, rest: Rest) -> None:
        mesh = model.tights
        self._model, self._rest, self._mesh = model, rest, mesh
        body = rest.vertices[model.skin.sources]
        self._skin = np.asarray(model.skin.smooth @ body)
        self._skin_normals = vertex_normals(self._skin, model.skin.triangles)
        self._skin_weights = (model.skin.smooth @ model.weights[model.skin.sources]).tocsr()
        self._tree = cKDTree(self._skin)
        suit_weights = model.weights[mesh.sources]
        arms = [i for i, b in enumerate(model.bones) if b.startswith(("upperarm", "lowerarm", "wrist"))]
        self._arm = np.asarray((mesh.smooth @ suit_weights[:, arms]).sum(axis=1)).ravel()
        self._suit = np.asarray(mesh.smooth @ rest.vertices[mesh.sources])

    def _bone(self, name: str) -> NDArray[np.float64]:
        return np.asarray(self._rest.heads[self._model.bone(name)])

    def _fields(self, cut: Cut) -> list[NDArray[np.float64]]:
        p, v = self._suit, self._rest.vertices
        asis = 0.5 * (v[10952] + v[4324])
        if cut.kind == "bottom":
            ends = []
            for side in "LR":
                t = _along(p, [self._bone(f"upperleg01.{side}"), self._bone(f"lowerleg01.{side}"), self._bone(f"foot.{side}")])
                other = p[:, 0] * (1 if side == "L" else -1) < 0
                ends.append(np.where(other, 9.0, cut.leg_end - t))
            hands = 0.5 - self._arm
            return [np.minimum(*ends), asis[2] + 0.045 + 0.12 * (p[:, 1] - asis[1]) - p[:, 2], hands]
        fields = [p[:, 2] - (asis[2] - cut.lower_end_m)]
        notch, nape = self._bone("neck01"), v[858]
        middle = np.array([0.0, notch[1] - 0.01, notch[2]])
        back_to_front = np.clip((p[:, 1] - nape[1]) / (middle[1] - 0.075 - nape[1]), 0.0, 1.0)
        scoop = np.exp(-((p[:, 0] / (0.05 + 0.5 * cut.neck_drop_m)) ** 2))
        level = nape[2] - 0.012 - back_to_front * (nape[2] - notch[2] + 0.075 + cut.neck_drop_m * scoop)
        ring = np.hypot(p[:, 0] / 1.0, 0.9 * (p[:, 1] - middle[1]))
        fields.append(np.where(ring > 0.14, 1.0, np.maximum(level - p[:, 2], ring - (0.078 + 0.25 * cut.neck_drop_m))))
        sleeve = np.ones(len(p))
        if cut.arm_end < 0:
            strap = self._bone("upperarm01.L")[0] * (1.0 + cut.arm_end * 0.22)
            joint = self._bone("upperarm01.L")
            level = np.maximum(p[:, 2], joint[2] - 0.085)
            hole = 5.0 * (strap - np.abs(p[:, 0]) + 0.30 * (joint[2] + 0.04 - level))
            low = _smoothstep(p[:, 2], joint[2] - 0.075, joint[2] - 0.105)
            sleeve = hole * (1.0 - low) + (0.5 - self._arm) * low
        else:
            for side, sign in (("L", 1), ("R", -1)):
                t = _along(p, [self._bone(f"upperarm01.{side}"), self._bone(f"lowerarm01.{side}"), self._bone(f"wrist.{side}")])
                sleeve = np.where(p[:, 0] * sign > 0, cut.arm_end - t + 8.0 * (1.0 - _smoothstep(self._arm, 0.15, 0.5)), sleeve)
        return [*fields, sleeve]

    def sew(self, cut: Cut, thickness_m: float) -> Garment:
        """A garment that lies ``thickness_m`` or more outside the skin."""
        matrix, triangles = sparse.identity(len(self._suit), format="csr"), self._mesh.triangles
        for field in self._fields(cut):
            matrix, triangles = clip(matrix, triangles, np.asarray(matrix @ field))
        points = np.asarray(matrix @ self._suit)
        points, weights = self._fit(points, triangles, thickness_m)
        arm = np.asarray(matrix @ self._arm)
        legs = [i for i, b in enumerate(self._model.bones) if b.startswith(("upperleg", "lowerleg"))]
        leg = np.asarray(weights[:, legs].sum(axis=1)).ravel() * np.sign(points[:, 0])
        return Garment(
            cut=cut,
            points=points,
            weights=weights,
            triangles=triangles,
            arm=arm,
            leg=leg,
            hem_m=_hem_distance(points, triangles),
            neighbours=neighbour_mean(len(points), triangles),
        )

    def _fit(
        self, points: NDArray[np.float64], triangles: NDArray[np.int32], thickness_m: float
    ) -> tuple[NDArray[np.float64], sparse.csr_matrix]:
        smoother = neighbour_mean(len(points), triangles)
        for _ in range(3):
            distance, nearest = self._tree.query(points, k=4)
            share = 1.0 / (distance + 0.004)
            share /= share.sum(axis=1, keepdims=True)
            normal = (self._skin_normals[nearest] * share[..., None]).sum(axis=1)
            normal /= np.linalg.norm(normal, axis=1, keepdims=True)
            height = ((points[:, None] - self._skin[nearest]) * normal[:, None]).sum(axis=2)
            short = np.maximum(thickness_m - (height * share).sum(axis=1), 0.0)
            far = np.maximum((height * share).sum(axis=1) - thickness_m - 0.012, 0.0)
            points = points + (short - 0.7 * far)[:, None] * normal
            points = 0.5 * points + 0.5 * (smoother @ points)
        rows = np.repeat(np.arange(len(points)), 4)
        spread = sparse.csr_matrix((share.ravel(), (rows, nearest.ravel())), shape=(len(points), len(self._skin)))
        weights = (spread @ self._skin_weights).tocsr()
        for _ in range(4):
            weights = (smoother @ weights).tocsr()
        return points, weights


def neighbour_mean(n: int, triangles: NDArray[np.int32]) -> sparse.csr_matrix:
    """Mean of a vertex and its neighbours; vertices on an open edge look only along the edge, so hems stay smooth and in place."""
    pairs = np.concatenate([triangles[:, [0, 1]], triangles[:, [1, 2]], triangles[:, [2, 0]]]).astype(np.int64)
    edges, counts = np.unique(np.sort(pairs, axis=1), axis=0, return_counts=True)
    rim = np.zeros(n, dtype=bool)
    rim[edges[counts == 1].ravel()] = True
    keep_a, keep_b = (counts == 1) | ~rim[edges[:, 0]], (counts == 1) | ~rim[edges[:, 1]]
    rows = np.concatenate([edges[keep_a, 0], edges[keep_b, 1], np.arange(n)])
    columns = np.concatenate([edges[keep_a, 1], edges[keep_b, 0], np.arange(n)])
    matrix = sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(n, n))
    return (sparse.diags(1.0 / np.asarray(matrix.sum(axis=1)).ravel()) @ matrix).tocsr()


def _drape(
    points: NDArray[np.float64],
    amount: NDArray[np.float64],
    axis: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    inward: float,
    ease_m: float,
    top: float,
) -> NDArray[np.float64]:
    """Let cloth fall from the widest place above: each height is at least as wide as the one above less ``inward`` per metre."""
    bins, step = 72, 0.01
    offset = points[:, :2] - axis(points[:, 2])
    radius, angle = np.hypot(offset[:, 0], offset[:, 1]), np.arctan2(offset[:, 1], offset[:, 0])
    row = np.clip(((top - points[:, 2]) / step).astype(int), 0, None)
    column = ((angle + np.pi) / (2 * np.pi) * bins).astype(int) % bins
    used = amount > 0.3
    grid = np.zeros((row.max() + 1, bins))
    np.maximum.at(grid, (row[used], column[used]), radius[used])
    for k in range(len(grid)):
        known = np.flatnonzero(grid[k] > 0)
        if len(known) > 0:
            grid[k] = np.interp(np.arange(bins), known, grid[k, known], period=bins)
        elif k > 0:
            grid[k] = grid[k - 1]
    grid = ndimage.gaussian_filter(grid, (1.0, 1.5), mode=("nearest", "wrap"))
    hung = grid.copy()
    for k in range(1, len(hung)):
        ease = ease_m * min(1.0, k * step / 0.15)
        hung[k] = np.maximum(grid[k] + ease, hung[k - 1] - inward * step)
    added = ndimage.gaussian_filter(hung - grid, (2.0, 1.5), mode=("nearest", "wrap"))
    fine_row, fine_column = (top - points[:, 2]) / step - 0.5, (angle + np.pi) / (2 * np.pi) * bins - 0.5
    wrapped = np.concatenate([added[:, -1:], added, added[:, :1]], axis=1)
    extra = ndimage.map_coordinates(wrapped, [fine_row, fine_column + 1.0], order=1, mode="nearest")
    moved = points.copy()
    moved[:, :2] += offset / np.maximum(radius, 1e-4)[:, None] * (extra * np.clip(amount, 0.0, 1.0))[:, None]
    return moved


def _through(nodes: list[NDArray[np.float64]]) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """Horizontal position as a function of height along a chain of points."""
    chain = np.array(sorted(nodes, key=lambda p: float(p[2])))
    return lambda z: np.stack([np.interp(z, chain[:, 2], chain[:, k]) for k in (0, 1)], axis=1)


def lay_over(points: NDArray[np.float64], under: NDArray[np.float64], triangles: NDArray[np.int32], gap_m: float) -> NDArray[np.float64]:
    """Push the points of an outer garment out until they lie ``gap_m`` or more outside the one beneath."""
    distance, nearest = cKDTree(under).query(points, distance_upper_bound=0.04)
    touching = np.flatnonzero(np.isfinite(distance))
    normal = vertex_normals(under, triangles)[nearest[touching]]
    height = ((points[touching] - under[nearest[touching]]) * normal).sum(axis=1)
    out = points.copy()
    out[touching] += np.clip(gap_m - height, 0.0, 0.05)[:, None] * normal
    return out


def _widen(
    points: NDArray[np.float64], chain: list[NDArray[np.float64]], on: NDArray[np.float64], loose: float, ease_m: tuple[float, float]
) -> NDArray[np.float64]:
    """A sleeve or trouser leg stands off its limb, the more the further down."""
    a, b, c = chain
    t = _along(points, chain)
    foot = np.where((t < 1.0)[:, None], a + t[:, None] * (b - a), b + (t - 1.0)[:, None] * (c - b))
    out = points - foot
    wide = loose * (ease_m[0] + ease_m[1] * np.clip(t, 0.0, 1.0))
    return points + out / np.maximum(np.linalg.norm(out, axis=1), 1e-4)[:, None] * (wide * on)[:, None]


def hang(garment: Garment, skeleton: Skeleton, model: BodyModel, *, sitting: bool = False) -> NDArray[np.float64]:
    """The garment on the posed body: skinned, then draped as far as it is loose, shape (n, 3)."""
    points = skeleton.skin(garment.points, garment.weights)
    loose = garment.cut.looseness
    if loose < 0.02:
        return points

    def head(name: str) -> NDArray[np.float64]:
        return np.asarray(skeleton.heads[model.bone(name)])

    trunk = 1.0 - _smoothstep(garment.arm, 0.25, 0.65)
    inward, ease = 1.5 * (1.0 - loose) ** 2 + 0.10, 0.012 * loose
    if garment.cut.kind == "top":
        hips = 0.5 * (head("upperleg01.L") + head("upperleg01.R"))
        nodes = [hips, hips - np.array([0, 0, 0.2]), head("spine03"), head("spine02"), 0.5 * (head("spine01") + head("clavicle.L"))]
        nodes = [n + np.array([0.0, -0.03, 0.0]) for n in nodes]
        top = float(head("upperarm01.L")[2] + head("upperarm01.R")[2]) / 2.0 - 0.03
        below = trunk * _smoothstep(top - points[:, 2], 0.0, 0.10)
        points = _drape(points, below, _through(nodes), inward, ease, top)
        for side, sign in (("L", 1.0), ("R", -1.0)):
            chain = [head(f"upperarm01.{side}"), head(f"lowerarm01.{side}"), head(f"wrist.{side}")]
            on = _smoothstep(garment.arm, 0.35, 0.8) * (garment.points[:, 0] * sign > 0)
            points = _widen(points, chain, on, loose, (0.006, 0.016))
        return points
    for side, sign in (("L", 1.0), ("R", -1.0)):
        part = _smoothstep(garment.leg * sign, 0.15, 0.7)
        nodes = [head(f"upperleg01.{side}"), head(f"lowerleg01.{side}"), head(f"foot.{side}")]
        if sitting:
            points = _widen(points, nodes, part, loose, (0.004, 0.022))
            continue
        outside = 0.45 + 0.55 * np.clip((points[:, 0] - head(f"lowerleg01.{side}")[0]) * sign / 0.05, -1.0, 1.0) * 0.8
        points = _drape(points, part * np.clip(outside, 0.15, 1.0), _through(nodes), inward, 1.3 * ease, float(nodes[0][2]) - 0.02)
    return points
