"""The person's silhouette as runs of pixels: its largest connected part, and its edge to a fraction of a pixel."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

EDGE_LEVEL = 127.5
"""Silhouette value at its edge: as likely person as background."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Runs:
    """Horizontal runs of person pixels, ordered by row, then column.

    Attributes
    ----------
    row, start, stop : ndarray of shape (n,)
        Row, first column and one past the last column.
    """

    row: NDArray[np.intp]
    start: NDArray[np.intp]
    stop: NDArray[np.intp]

    @property
    def rows(self) -> tuple[int, int] | None:
        """First row and one past the last, None if there is no run."""
        return (int(self.row[0]), int(self.row[-1]) + 1) if self.row.size else None


def largest_part(silhouette: NDArray[np.uint8]) -> Runs:
    """Runs of the largest connected part of the silhouette (pixels touching along an edge are connected).

    Parameters
    ----------
    silhouette : ndarray of shape (height, width), uint8
    """
    height, width = silhouette.shape
    # One column of background before each row and one after the last, so that flattened runs begin and end by turns.
    inside = np.zeros(height * (width + 1) + 1, dtype=bool)
    np.greater(silhouette, EDGE_LEVEL, out=inside[:-1].reshape(height, width + 1)[:, 1:])
    turns = np.flatnonzero(inside[1:] != inside[:-1])
    row, start = np.divmod(turns[::2], width + 1)
    stop = turns[1::2] - row * (width + 1)
    label = _label(row, start, stop)
    if not label.size:
        return Runs(row=row, start=start, stop=stop)
    kept = label == np.argmax(np.bincount(label, weights=stop - start))
    return Runs(row=row[kept], start=start[kept], stop=stop[kept])


def _label(row: NDArray[np.intp], start: NDArray[np.intp], stop: NDArray[np.intp]) -> NDArray[np.intp]:
    """Number of the connected part of each run, by joining runs that overlap in neighbouring rows."""
    parent = list(range(len(row)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    rows, starts, stops = row.tolist(), start.tolist(), stop.tolist()
    above = 0
    for i in range(len(rows)):
        while rows[above] < rows[i] - 1 or (rows[above] == rows[i] - 1 and stops[above] <= starts[i]):
            above += 1
        j = above
        while rows[j] == rows[i] - 1 and starts[j] < stops[i]:
            parent[root(i)] = root(j)
            j += 1
    return np.array([root(i) for i in range(len(rows))], dtype=np.intp)


def left_edge_px(silhouette: NDArray[np.uint8], row: NDArray[np.intp], start: NDArray[np.intp]) -> NDArray[np.float64]:
    """Where the silhouette crosses its edge level left of each run's first pixel, continuous pixel coordinates.

    Parameters
    ----------
    silhouette : ndarray of shape (height, width), uint8
    row, start : ndarray of shape (n,)

    Returns
    -------
    ndarray of shape (n,)
    """
    inner = silhouette[row, start].astype(np.float64)
    outer = np.where(start > 0, silhouette[row, np.maximum(start - 1, 0)], 0).astype(np.float64)
    crossing: NDArray[np.float64] = start - 0.5 + (EDGE_LEVEL - outer) / (inner - outer)
    return crossing
