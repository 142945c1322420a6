from __future__ import annotations

from collections.abc import Callable

import pytest

from posture_cv.domain.estimates import Interval, Measurement, MeasureName, Unit
from posture_cv.domain.views import BodySide, View


@pytest.fixture
def measure() -> Callable[..., Measurement]:
    """A measurement whose interval is 1.645 standard errors either way."""

    def build(
        name: MeasureName,
        value: float,
        error: float,
        *,
        view: View = View.LEFT,
        side: BodySide = BodySide.LEFT,
        photo: int = 0,
        unit: Unit = Unit.DEGREE,
    ) -> Measurement:
        interval = Interval(lower=value - 1.645 * error, upper=value + 1.645 * error)
        return Measurement(name=name, value=value, standard_error=error, interval=interval, unit=unit, view=view, side=side, photo=photo)

    return build
