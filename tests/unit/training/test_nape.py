"""Where a rater would mark C7 on drawn masks."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy", reason="the extra train is not installed")

from training.people.nape import FARTHEST_PCT, seen_c7

PERCENT_PX = 8.0


def wall(edge: float, *, facing: int) -> np.ndarray:
    """A mask of 200 x 200 pixels covered in front of a vertical edge, partly where the edge runs through a pixel."""
    x = np.arange(200)
    share = np.clip(x + 1.0 - edge, 0.0, 1.0) if facing > 0 else np.clip(edge - x, 0.0, 1.0)
    return np.tile((share * 255.0).round().astype(np.uint8), (200, 1))


@pytest.mark.parametrize("facing", [1, -1])
def test_c7_inside_a_wall_is_seen_on_its_edge(facing: int) -> None:
    edge = 80.25 if facing > 0 else 119.75
    inside = np.array([edge + facing * 6.0, 100.5])
    seen = seen_c7(inside, wall(edge, facing=facing), facing=facing, percent_px=PERCENT_PX)
    assert seen == pytest.approx([edge, 100.5], abs=0.01)


def test_nearest_point_of_a_slope_is_square_to_it() -> None:
    """On an edge that falls back by one pixel a row the foot of the perpendicular lies half-way up."""
    rows, columns = np.mgrid[0:200, 0:200]
    mask = np.where(columns >= 180 - rows, 255, 0).astype(np.uint8)
    seen = seen_c7(np.array([90.0, 102.0]), mask, facing=1, percent_px=PERCENT_PX)
    assert seen == pytest.approx([84.5, 96.0], abs=1.0)


def test_far_from_any_edge_it_stays() -> None:
    deep = np.array([80.0 + (FARTHEST_PCT + 0.5) * PERCENT_PX, 100.5])
    assert seen_c7(deep, wall(80.0, facing=1), facing=1, percent_px=PERCENT_PX) == pytest.approx(deep)


def test_outside_the_mask_it_stays() -> None:
    at = np.array([50.0, 50.0])
    assert seen_c7(at, np.zeros((200, 200), dtype=np.uint8), facing=1, percent_px=PERCENT_PX) == pytest.approx(at)
