"""What is drawn: solid pieces with materials, and tufts of strands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from training.people import light, shade
from training.people.raster import vertex_normals

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from training.people.hair import Strands
    from training.people.skeleton import Skeleton


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Piece:
    """One thing to draw: vertices (n, COLUMNS) with positions, normals, rest positions and extras filled in, triangles, material."""

    vertices: NDArray[np.float32]
    triangles: NDArray[np.int32]
    material: NDArray[np.float64]
    casts_shadow: bool = True


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tuft:
    """Strands with a colour: hair, brows, beard, spectacle frames. ``openness`` is per guide and point."""

    strands: Strands
    colour: NDArray[np.float64]
    shine: float
    openness: NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posed:
    """A person in a posture, in body space: x to their left, y backwards, z up from the floor.

    Attributes
    ----------
    pieces
        Everything solid; their vertices already carry ambient openness.
    sky
        Ambient depth maps, for hair and floor.
    points, back_line
        Landmarks and the back's mid-line skin, metres.
    occluder
        Everything that casts shadows.
    furniture
        What the person sits on.
    """

    pieces: tuple[Piece, ...]
    tufts: tuple[Tuft, ...]
    skeleton: Skeleton
    points: dict[str, NDArray[np.float64]]
    back_line: NDArray[np.float64]
    sky: light.Sky
    occluder: tuple[NDArray[np.float64], NDArray[np.int32]]
    stature_m: float
    furniture: tuple[Piece, ...] = ()


def material(kind: int, colour: NDArray[np.float64], **values: float) -> NDArray[np.float64]:
    """A material's row; ``values`` by column name in lower case."""
    row = np.zeros(shade.MATERIAL_COLUMNS)
    row[shade.KIND], row[shade.COLOUR], row[shade.SECOND] = kind, colour, colour
    row[shade.ROUGH], row[shade.SHINE], row[shade.PATTERN_SIZE] = 0.6, 0.5, 1.0
    for name, value in values.items():
        row[getattr(shade, name.upper())] = value
    return row


def piece(
    points: NDArray[np.float64],
    triangles: NDArray[np.int32],
    rest: NDArray[np.float64],
    extra: NDArray[np.float64],
    mat: NDArray[np.float64],
    *,
    casts_shadow: bool = True,
) -> Piece:
    """A piece from positions, rest positions (n, 3) and extra columns (n, 1 to 5)."""
    vertices = np.zeros((len(points), shade.COLUMNS), dtype=np.float32)
    vertices[:, shade.POSITION], vertices[:, shade.NORMAL] = points, vertex_normals(points, triangles)
    vertices[:, shade.REST], vertices[:, shade.OPEN], vertices[:, shade.KEY] = rest, 1.0, 1.0
    vertices[:, 12 : 12 + extra.shape[1]] = extra
    return Piece(vertices=vertices, triangles=triangles, material=mat, casts_shadow=casts_shadow)


def merge(parts: Iterable[tuple[NDArray[np.float64], NDArray[np.int32]]]) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """Several meshes as one."""
    chosen = list(parts)
    starts = np.cumsum([0, *[len(p) for p, _ in chosen[:-1]]])
    joined = np.concatenate([t + s for (_, t), s in zip(chosen, starts, strict=True)])
    return np.concatenate([p for p, _ in chosen]), joined.astype(np.int32)


def coarse(points: NDArray[np.float64], triangles: NDArray[np.int32], cell_m: float) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """A mesh with the vertices of each small cube made one, for shadows."""
    cells = np.floor(points / cell_m).astype(np.int64)
    key = (cells[:, 0] * 4096 + cells[:, 1]) * 4096 + cells[:, 2]
    _, first, cluster = np.unique(key, return_index=True, return_inverse=True)
    moved = cluster[triangles].astype(np.int32)
    keep = (moved[:, 0] != moved[:, 1]) & (moved[:, 1] != moved[:, 2]) & (moved[:, 0] != moved[:, 2])
    return points[first], np.unique(moved[keep], axis=0)
