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

    def mirrored(self, width: int) -> Runs:
        """The runs of the silhouette of that width with left and right exchanged."""
        order = np.lexsort((-self.start, self.row))
        return Runs(row=self.row, start=width - self.stop[order], stop=width - self.start[order])


def largest_part(silhouette: NDArray[np.uint8]) -> Runs:
    """Runs of the largest connected part of the silhouette (pixels touching along an edge are connected).

    Parameters
    ----------
    silhouette : ndarray of shape (height, width), uint8
    """
    height, width = silhouette.shape
    # One column of background before each row and one after the last, so that flattened runs begin and end by turns.
    inside = np.zeros(height * (width + 1) + 1, dtype=bool)
    np.greater(silhouette, int(EDGE_LEVEL), out=inside[:-1].reshape(height, width + 1)[:, 1:])
    turns = np.flatnonzero(inside[1:] != inside[:-1])
    row, start = np.divmod(turns[::2], width + 1)
    stop = turns[1::2] - row * (width + 1)
    if not row.size:
        return Runs(row=row, start=start, stop=stop)
    label = _label(*_above(turns[::2], turns[1::2], width + 1))
    kept = label == np.argmax(np.bincount(label, weights=stop - start))
    return Runs(row=row[kept], start=start[kept], stop=stop[kept])


def _above(start: NDArray[np.intp], stop: NDArray[np.intp], row_length: int) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """First run, and one past the last, that touches each run from the row above; ``start`` and ``stop`` of the flattened silhouette."""
    first = np.searchsorted(stop, start - row_length, side="right")
    last = np.searchsorted(start, stop - row_length, side="left")
    return first, last


def _label(first: NDArray[np.intp], last: NDArray[np.intp]) -> NDArray[np.intp]:
    """Number of the connected part of each run, from the first and one past the last run that touch it from above."""
    label = _roots(np.where(last > first, first, np.arange(first.size)))
    # Only a run that touches several above joins parts that were apart so far: a few rows in a person.
    several = np.flatnonzero(last - first > 1).tolist()
    if not several:
        return label
    joined = list(range(first.size))

    def root(i: int) -> int:
        while joined[i] != i:
            joined[i] = joined[joined[i]]
            i = joined[i]
        return i

    for i in several:
        for other in label[first[i] + 1 : last[i]].tolist():
            joined[root(other)] = root(int(label[i]))
    return _roots(np.array(joined, dtype=np.intp))[label]


def _roots(parent: NDArray[np.intp]) -> NDArray[np.intp]:
    """Where each chain of parents ends."""
    while (parent != (grandparent := parent[parent])).any():
        parent = grandparent
    return parent


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
