"""Runs, parts and edges of silhouettes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from posture_cv.anatomy.silhouette import Runs, largest_part, left_edge_px


def picture(*rows: str) -> np.ndarray:
    return np.array([[255 if c == "#" else 0 for c in row] for row in rows], dtype=np.uint8)


def painted(runs: Runs, shape: tuple[int, int]) -> np.ndarray:
    mask = np.zeros(shape, dtype=bool)
    for row, start, stop in zip(runs.row, runs.start, runs.stop, strict=True):
        mask[row, start:stop] = True
    return mask


@pytest.mark.parametrize(
    ("drawn", "kept"),
    [
        pytest.param(["##..#", "##..#"], ["##...", "##..."], id="the larger of two"),
        pytest.param(["#..#", "#..#", "####"], ["#..#", "#..#", "####"], id="two legs joined below"),
        pytest.param(["###.", "...#", "...#"], ["###.", "....", "...."], id="touching at a corner is apart"),
        pytest.param(["#.#.#", "#####", "....#"], ["#.#.#", "#####", "....#"], id="three fingers on a hand"),
        pytest.param(["....", "...."], ["....", "...."], id="nobody"),
    ],
)
def test_largest_part(drawn: list[str], kept: list[str]) -> None:
    silhouette = picture(*drawn)
    np.testing.assert_array_equal(painted(largest_part(silhouette), silhouette.shape), picture(*kept) > 0)


def flood(mask: np.ndarray) -> int:
    """Size of the largest part by walking from pixel to pixel."""
    left, largest = set(map(tuple, np.argwhere(mask).tolist())), 0
    while left:
        todo, size = [left.pop()], 0
        while todo:
            i, j = todo.pop()
            size += 1
            for near in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
                if near in left:
                    left.remove(near)
                    todo.append(near)
        largest = max(largest, size)
    return largest


@given(hnp.arrays(np.bool_, st.tuples(st.integers(1, 9), st.integers(1, 9))))
def test_largest_part_has_the_size_that_walking_finds(mask: np.ndarray) -> None:
    runs = largest_part((mask * 255).astype(np.uint8))
    assert int((runs.stop - runs.start).sum()) == flood(mask)


@pytest.mark.parametrize(
    ("values", "edge"),
    [
        pytest.param([0, 0, 255, 255], 2.0, id="sharp edge between two pixels"),
        pytest.param([0, 0, 128, 255], 2.498, id="half-covered pixel: the edge is its middle"),
        pytest.param([255, 255, 255, 255], 0.0, id="person cut off by the frame"),
    ],
)
def test_left_edge_is_where_the_silhouette_crosses_half(values: list[int], edge: float) -> None:
    silhouette = np.array([values], dtype=np.uint8)
    start = np.array([int(np.argmax(silhouette[0] > 127.5))])
    assert left_edge_px(silhouette, np.array([0]), start)[0] == pytest.approx(edge, abs=0.005)
