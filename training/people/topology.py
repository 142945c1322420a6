"""The base mesh's faces, texture coordinates and Catmull-Clark subdivision."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

GROUPS = ("body", "helper-l-eye", "helper-r-eye", "helper-tights", "helper-l-eyelashes-1", "helper-r-eyelashes-1")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mesh:
    """A subdivided part of the base mesh.

    Attributes
    ----------
    sources : ndarray of shape (n,)
        Base-mesh vertices the part is made of.
    smooth : csr_matrix of shape (m, n)
        Takes the sources' positions, or any attribute of theirs, to the subdivided vertices; the first n rows are the sources themselves.
    triangles : ndarray of shape (t, 3)
    """

    sources: NDArray[np.int64]
    smooth: sparse.csr_matrix
    triangles: NDArray[np.int32]


def read_groups(base_obj: Path) -> dict[str, NDArray[np.int64]]:
    """Quads of every group of a Wavefront file, as vertex numbers counted from 0; triangles repeat their last vertex."""
    groups: dict[str, list[list[int]]] = {}
    current: list[list[int]] = []
    for line in base_obj.read_text().splitlines():
        if line.startswith("g "):
            current = groups.setdefault(line[2:].strip(), [])
        elif line.startswith("f "):
            corners = [int(c.split("/")[0]) - 1 for c in line.split()[1:]]
            current.append((corners + corners[-1:])[:4])
    return {name: np.array(quads, dtype=np.int64) for name, quads in groups.items() if quads}


def _edges(quads: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Unique edges (e, 2), the edge of each quad side (q, 4), and how many quads meet at each edge (e,)."""
    sides = np.stack([quads, np.roll(quads, -1, axis=1)], axis=2).reshape(-1, 2)
    unique, inverse, counts = np.unique(np.sort(sides, axis=1), axis=0, return_inverse=True, return_counts=True)
    return unique, inverse.reshape(-1, 4), counts


def catmull_clark(quads: NDArray[np.int64], vertices: int) -> tuple[sparse.csr_matrix, NDArray[np.int64]]:
    """One Catmull-Clark step.

    Returns
    -------
    matrix : csr_matrix of shape (vertices + edges + quads, vertices)
        Old positions to new ones: moved vertices first, then edge points, then face points. Borders are cubic B-splines.
    quads : ndarray of shape (4 q, 4)

    Notes
    -----
    Catmull and Clark, Recursively generated B-spline surfaces on arbitrary topological meshes, Computer-Aided Design 10 (1978).
    """
    q = len(quads)
    edges, side_edge, counts = _edges(quads)
    e = len(edges)
    rows = np.repeat(np.arange(q), 4)
    face = sparse.csr_matrix((np.full(4 * q, 0.25), (rows, quads.ravel())), shape=(q, vertices))
    middle = sparse.csr_matrix((np.full(2 * e, 0.5), (np.repeat(np.arange(e), 2), edges.ravel())), shape=(e, vertices))
    edge_face = sparse.csr_matrix((np.ones(4 * q), (side_edge.ravel(), rows)), shape=(e, q))
    inner = counts >= 2
    per_edge = sparse.diags(1.0 / counts)
    edge_point = sparse.diags(np.where(inner, 0.5, 1.0)) @ middle + sparse.diags(np.where(inner, 0.5, 0.0)) @ per_edge @ edge_face @ face
    vertex_face = sparse.csr_matrix((np.ones(4 * q), (quads.ravel(), rows)), shape=(vertices, q))
    vertex_edge = sparse.csr_matrix((np.ones(2 * e), (edges.ravel(), np.repeat(np.arange(e), 2))), shape=(vertices, e))
    border_edge = vertex_edge @ sparse.diags((~inner).astype(float))
    border = np.asarray(border_edge.sum(axis=1)).ravel() > 0
    valence = np.maximum(np.asarray(vertex_edge.sum(axis=1)).ravel(), 1.0)
    faces_at = np.maximum(np.asarray(vertex_face.sum(axis=1)).ravel(), 1.0)
    f_mean, r_mean = sparse.diags(1.0 / faces_at) @ vertex_face @ face, sparse.diags(1.0 / valence) @ vertex_edge @ middle
    identity = sparse.identity(vertices)
    smooth = sparse.diags(1.0 / valence) @ (f_mean + 2.0 * r_mean) + sparse.diags(1.0 - 3.0 / valence) @ identity
    curve = 0.25 * border_edge @ middle * 1.0 + 0.5 * identity
    moved = sparse.diags((~border).astype(float)) @ smooth + sparse.diags(border.astype(float)) @ curve
    matrix = sparse.vstack([moved, edge_point, face]).tocsr()
    centre = vertices + e + np.arange(q)
    along = vertices + side_edge
    children = [np.stack([quads[:, k], along[:, k], centre, along[:, k - 1]], axis=1) for k in range(4)]
    return matrix, np.concatenate(children)


def triangulate(quads: NDArray[np.int64]) -> NDArray[np.int32]:
    """Two triangles per quad, degenerate ones left out."""
    triangles = np.concatenate([quads[:, [0, 1, 2]], quads[:, [0, 2, 3]]])
    keep = (triangles[:, 0] != triangles[:, 1]) & (triangles[:, 1] != triangles[:, 2]) & (triangles[:, 0] != triangles[:, 2])
    return triangles[keep].astype(np.int32)


def subdivide(quads: NDArray[np.int64], levels: int) -> Mesh:
    """A mesh of some of the base mesh's quads, subdivided ``levels`` times."""
    sources, local = np.unique(quads, return_inverse=True)
    current = local.reshape(-1, 4).astype(np.int64)
    matrix = sparse.identity(len(sources), format="csr")
    for _ in range(levels):
        step, current = catmull_clark(current, matrix.shape[0])
        matrix = (step @ matrix).tocsr()
    matrix.sort_indices()
    return Mesh(sources=sources, smooth=matrix.astype(np.float64), triangles=triangulate(current))
