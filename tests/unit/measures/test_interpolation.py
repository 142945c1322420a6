"""Values between knots lie on the straight line between them, and beyond the ends they stay."""

from __future__ import annotations

import numpy as np
import pytest

from posture_cv.measures.spine import _interpolate

KNOTS = np.array([[10.0, 20.0, 40.0, 0.0]])


@pytest.mark.parametrize(
    ("index", "value"),
    [(0.0, 10.0), (0.5, 15.0), (1.0, 20.0), (1.75, 35.0), (2.5, 20.0), (3.0, 0.0), (-2.0, 10.0), (3.4, 0.0), (9.0, 0.0)],
)
def test_between_knots_and_beyond_them(index: float, value: float) -> None:
    assert _interpolate(KNOTS, np.array([[index]]))[0, 0] == pytest.approx(value)


def test_each_row_of_knots_is_read_at_its_own_places() -> None:
    rows = np.array([[0.0, 10.0, 20.0], [5.0, 5.0, 7.0]])
    read = _interpolate(rows, np.array([[0.5, 2.0], [1.5, 0.2]]))
    np.testing.assert_allclose(read, [[5.0, 20.0], [6.0, 5.0]])
