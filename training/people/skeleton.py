"""Forward kinematics with absolute bone rotations, and linear blend skinning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from scipy import sparse


def rotation(pitch: float = 0.0, roll: float = 0.0, yaw: float = 0.0) -> NDArray[np.float64]:
    """Rotation matrix from degrees.

    Parameters
    ----------
    pitch
        About the person's left axis; positive bends forward.
    roll
        About the backward axis; positive leans to the person's left.
    yaw
        About the upward axis; positive turns to the person's left.
    """
    p, r, y = np.radians([pitch, roll, yaw])
    about_x = np.array([[1, 0, 0], [0, np.cos(p), -np.sin(p)], [0, np.sin(p), np.cos(p)]])
    about_y = np.array([[np.cos(r), 0, np.sin(r)], [0, 1, 0], [-np.sin(r), 0, np.cos(r)]])
    about_z = np.array([[np.cos(y), -np.sin(y), 0], [np.sin(y), np.cos(y), 0], [0, 0, 1]])
    return about_z @ about_y @ about_x


def aim(direction: NDArray[np.float64], target: NDArray[np.float64]) -> NDArray[np.float64]:
    """The smallest rotation that takes one direction to another."""
    a, b = direction / np.linalg.norm(direction), target / np.linalg.norm(target)
    v, c = np.cross(a, b), float(a @ b)
    if c < -1.0 + 1e-9:
        raise ValueError("expected directions that are not opposite, but they are")
    k = np.array([[0, -v[2], v[1]], [v[2], 0, -v[0]], [-v[1], v[0], 0]])
    return np.eye(3) + k + k @ k / (1.0 + c)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Skeleton:
    """Posed bones: absolute rotations (b, 3, 3), where each begins now (b, 3) and began at rest (b, 3)."""

    rotations: NDArray[np.float64]
    heads: NDArray[np.float64]
    rest_heads: NDArray[np.float64]

    def carry(self, points: NDArray[np.float64], bone: int) -> NDArray[np.float64]:
        """Points of the rest pose, shape (..., 3), moved rigidly with one bone."""
        return (points - self.rest_heads[bone]) @ self.rotations[bone].T + self.heads[bone]

    def skin(self, points: NDArray[np.float64], weights: sparse.csr_matrix) -> NDArray[np.float64]:
        """Linear blend skinning of points (n, 3) with weights (n, b)."""
        offsets = self.heads - np.einsum("bij,bj->bi", self.rotations, self.rest_heads)
        blended = weights @ self.rotations.reshape(-1, 9)
        return np.einsum("nij,nj->ni", blended.reshape(-1, 3, 3), points) + weights @ offsets


def pose(rest_heads: NDArray[np.float64], parents: Sequence[int], rotations: NDArray[np.float64]) -> Skeleton:
    """Place every bone's beginning by walking from the root; parents come before children."""
    heads = rest_heads.copy()
    for bone, parent in enumerate(parents):
        if parent >= 0:
            heads[bone] = heads[parent] + rotations[parent] @ (rest_heads[bone] - rest_heads[parent])
    return Skeleton(rotations=rotations, heads=heads, rest_heads=rest_heads)
