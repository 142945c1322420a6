"""A value that moves a little across an edge, as a photo saved once more moves it, reads borderline on both sides and changes no list."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from posture_cv.domain.estimates import Z_90, Estimate, Interval
from posture_cv.domain.judgements import PostureVerdict
from posture_cv.domain.knowledge import Direction
from posture_cv.domain.norms import Norm
from posture_cv.findings.classify import judge, tail_of
from posture_cv.knowledge import load

TABLES = load()
UNITS = {row.name: row.unit for row in TABLES.measures}
LITTLE = 0.2
"""Standard errors; half of what a photo saved once more moves a value by in one of ten."""


def estimate(norm: Norm, value: float, error: float) -> Estimate:
    reach = Z_90 * error
    return Estimate(
        value=value,
        standard_error=error,
        interval=Interval(lower=value - reach, upper=value + reach),
        unit=UNITS[norm.measure],
    )


@pytest.mark.parametrize("norm", TABLES.norms, ids=lambda norm: norm.key)
@given(st.data())
def test_across_an_edge_both_values_read_borderline_and_neither_is_listed(norm: Norm, data: st.DataObject) -> None:
    width = norm.upper - norm.lower
    error = data.draw(st.floats(0.02, 1.0)) * width
    value = data.draw(st.floats(norm.lower - 3.0 * width, norm.upper + 3.0 * width))
    moved = value + data.draw(st.floats(-LITTLE, LITTLE)) * error
    one, other = estimate(norm, value, error), estimate(norm, moved, error)
    for direction in Direction:
        for either in (False, True):
            before, after = (tail_of(each, norm, direction, either=either) for each in (one, other))
            if before.verdict is not after.verdict:
                assert before.borderline
                assert after.borderline
                assert not any(tail.is_clearly_beyond or tail.is_clearly_typical for tail in (before, after))
    told, again = judge(one, norm), judge(other, norm)
    if told.verdict.is_beyond is not again.verdict.is_beyond:
        assert told.borderline
        assert again.borderline
    # nothing goes from listed to called typical, or back, at one step
    for first, second in ((told, again), (again, told)):
        assert not first.is_clearly_beyond or second.verdict is not PostureVerdict.TYPICAL
