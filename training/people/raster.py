"""A z-buffer for triangles and for hair strands."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numba
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

NOTHING = -1
"""Owner of a sample nothing was drawn in."""


@numba.njit(cache=True)
def draw_triangles(
    xy: NDArray[np.float64],
    near: NDArray[np.float64],
    triangles: NDArray[np.int32],
    nearness: NDArray[np.float32],
    owner: NDArray[np.int32],
    bary: NDArray[np.float32],
) -> None:
    """Draw triangles into the buffers, nearest wins.

    Parameters
    ----------
    xy : ndarray of shape (n, 2)
        Sample coordinates; sample (i, j) is at (j + 0.5, i + 0.5).
    near : ndarray of shape (n,)
        One over the depth; linear across a triangle on the screen. Triangles reaching behind the camera (near <= 0) are left out.
    nearness, owner, bary : ndarray of shape (h, w), (h, w) and (h, w, 2)
        Buffers, changed in place: nearness, number of the triangle, screen-space barycentric weights of its 2nd and 3rd corner.
    """
    h, w = nearness.shape
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        if near[a] <= 0.0 or near[b] <= 0.0 or near[c] <= 0.0:
            continue
        ax, ay, bx, by, cx, cy = xy[a, 0], xy[a, 1], xy[b, 0], xy[b, 1], xy[c, 0], xy[c, 1]
        area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax)
        if abs(area) < 1e-12:
            continue
        x0, x1 = max(0, math.ceil(min(ax, bx, cx) - 0.5)), min(w - 1, math.floor(max(ax, bx, cx) - 0.5))
        y0, y1 = max(0, math.ceil(min(ay, by, cy) - 0.5)), min(h - 1, math.floor(max(ay, by, cy) - 0.5))
        for i in range(y0, y1 + 1):
            py = i + 0.5
            for j in range(x0, x1 + 1):
                px = j + 0.5
                u = ((px - ax) * (cy - ay) - (py - ay) * (cx - ax)) / area
                v = ((bx - ax) * (py - ay) - (by - ay) * (px - ax)) / area
                if u < 0.0 or v < 0.0 or u + v > 1.0:
                    continue
                z = near[a] + u * (near[b] - near[a]) + v * (near[c] - near[a])
                if z > nearness[i, j]:
                    nearness[i, j] = z
                    owner[i, j] = t
                    bary[i, j, 0] = u
                    bary[i, j, 1] = v


@numba.njit(cache=True)
def draw_strands(
    xy: NDArray[np.float64],
    near: NDArray[np.float64],
    width: NDArray[np.float64],
    nearness: NDArray[np.float32],
    owner: NDArray[np.int32],
    bary: NDArray[np.float32],
    first: int,
) -> None:
    """Draw polylines as ribbons one or more samples wide.

    Parameters
    ----------
    xy, near : ndarray of shape (s, k, 2) and (s, k)
        Strands of k points each.
    width : ndarray of shape (s, k)
        Full width in samples; below one sample the ribbon is drawn with that probability per sample, which keeps thin hair soft.
    first
        Owner number of the first segment; segment q of strand s is ``first + s * (k - 1) + q``. ``bary[..., 0]`` is the position along it.
    """
    h, w = nearness.shape
    strands, points = near.shape
    for s in range(strands):
        for q in range(points - 1):
            za, zb = near[s, q], near[s, q + 1]
            if za <= 0.0 or zb <= 0.0:
                continue
            ax, ay, bx, by = xy[s, q, 0], xy[s, q, 1], xy[s, q + 1, 0], xy[s, q + 1, 1]
            length = max(abs(bx - ax), abs(by - ay))
            steps = int(length) + 1
            if steps > 400 or max(ax, bx) < 0.0 or min(ax, bx) > w or max(ay, by) < 0.0 or min(ay, by) > h:
                continue
            number = first + s * (points - 1) + q
            norm = math.sqrt((bx - ax) ** 2 + (by - ay) ** 2) + 1e-9
            nx, ny = -(by - ay) / norm, (bx - ax) / norm
            for k in range(steps):
                f = (k + 0.5) / steps
                half = width[s, q] + f * (width[s, q + 1] - width[s, q])
                across = max(1, int(half + 0.999))
                z = za + f * (zb - za)
                for m in range(across):
                    offset = (m + 0.5 - 0.5 * across) if across > 1 else 0.0
                    if half < 1.0:
                        mixed = (number * 7919 + k * 104729 + 12345) & 1023
                        if mixed > half * 1023.0:
                            continue
                    i, j = math.floor(ay + f * (by - ay) + offset * ny), math.floor(ax + f * (bx - ax) + offset * nx)
                    if 0 <= i < h and 0 <= j < w and z > nearness[i, j]:
                        nearness[i, j] = z
                        owner[i, j] = number
                        bary[i, j, 0] = f
                        bary[i, j, 1] = (m + 0.5) / across


def vertex_normals(points: NDArray[np.float64], triangles: NDArray[np.int32]) -> NDArray[np.float64]:
    """Unit normals, the mean of the neighbouring triangles' weighted by area, shape (n, 3)."""
    a, b, c = points[triangles[:, 0]], points[triangles[:, 1]], points[triangles[:, 2]]
    face = np.cross(b - a, c - a)
    normals = np.empty_like(points)
    for axis in range(3):
        normals[:, axis] = np.bincount(triangles.ravel(), weights=np.repeat(face[:, axis], 3), minlength=len(points))
    return np.asarray(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-12))
