"""C7 between the networks' word and the outline."""

from __future__ import annotations

import numpy as np
import pytest

from posture_cv.anatomy.learned_features import HEIGHTS, POINTS, Appearance, Frame
from posture_cv.anatomy.learned_nape import C7, FARTHEST, voted
from posture_cv.anatomy.learned_outputs import HIDDEN, LATERAL_OUTPUTS


def person(rear: np.ndarray) -> Appearance:
    frame = Frame(origin_px=np.zeros(2), unit_px=100.0, mirror=1)
    return Appearance(frame=frame, points=np.zeros((POINTS, 2)), rear=rear, front=rear + 0.3, shown=1.0, yaw_deg=0.0)


def said(x: float, y: float, hidden: float) -> np.ndarray:
    mean = np.zeros(LATERAL_OUTPUTS)
    mean[C7], mean[HIDDEN] = (x, y), hidden
    return mean


@pytest.mark.parametrize(("hidden", "x"), [(0.0, -0.20), (0.25, -0.19), (1.0, -0.16), (-0.3, -0.20), (1.2, -0.16)])
def test_the_nape_decides_between_outline_and_networks(hidden: float, x: float) -> None:
    """A straight outline at -0.20 and a C7 said at -0.16: bare on the outline, hidden where it was said, between them in proportion."""
    joined = voted(said(-0.16, 0.2, hidden), person(np.full(len(HEIGHTS), -0.20)))
    assert joined[C7] == pytest.approx([x, 0.2], abs=1e-3)


def test_nearest_point_of_a_slope_is_square_to_it() -> None:
    """The outline x = -y runs through (-0.2, 0.2); from (-0.16, 0.2) the foot of the perpendicular is (-0.18, 0.18)."""
    joined = voted(said(-0.16, 0.2, 0.0), person(-HEIGHTS))
    assert joined[C7] == pytest.approx([-0.18, 0.18], abs=1e-3)


def test_a_far_outline_is_not_the_napes() -> None:
    mean = said(-0.20 + 1.1 * FARTHEST, 0.2, 0.0)
    assert voted(mean, person(np.full(len(HEIGHTS), -0.20))) == pytest.approx(mean)


def test_nothing_else_moves() -> None:
    mean = said(-0.16, 0.2, 0.0)
    joined = voted(mean, person(np.full(len(HEIGHTS), -0.20)))
    assert joined[2:] == pytest.approx(mean[2:])
