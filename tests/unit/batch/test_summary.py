"""Figures of a table of results, against ones worked out by hand."""

from posture_cv.batch.rows import ResultRow, RowKind, as_table
from posture_cv.batch.summary import Summary


def measured(value: float, *, verdict: str | None = None, borderline: bool = False) -> ResultRow:
    return ResultRow(
        photo=f"{value}.jpg", kind=RowKind.MEASURED, measure="trunk_lean", value=value, unit="deg", verdict=verdict, borderline=borderline
    )


def test_percentiles_are_those_of_the_values() -> None:
    """Of -10, -9.9 to 10 in tenths, 201 values, 5 % do not exceed the 11th (10.05 rounded up), half the 101st, 95 % the 191st."""
    summary = Summary()
    summary.add(as_table([measured(tenth / 10) for tenth in range(-100, 101)]), photos=201)
    (trunk_lean,) = summary.distributions
    assert (trunk_lean.lowest, trunk_lean.median, trunk_lean.highest) == (-9.0, 0.0, 9.0)
    assert (trunk_lean.measured, trunk_lean.unit, summary.photos, summary.rows) == (201, "deg", 201, 201)


def test_values_beyond_all_bounds_are_counted_at_the_bound() -> None:
    summary = Summary()
    summary.add(as_table([measured(1e9), measured(-1e9)]), photos=2)
    (trunk_lean,) = summary.distributions
    assert (trunk_lean.lowest, trunk_lean.highest) == (-360.0, 360.0)


def test_what_differs_is_counted_where_it_clearly_does() -> None:
    summary = Summary()
    rows = [
        measured(9.0, verdict="differs"),
        measured(5.0, verdict="differs", borderline=True),
        measured(0.0, verdict="typical"),
        measured(1.0),
    ]
    summary.add(as_table(rows), photos=4)
    (trunk_lean,) = summary.distributions
    assert (trunk_lean.judged, trunk_lean.differs) == (3, 1)


def test_refusals_are_counted_by_their_reason_and_measures_withheld_with_theirs() -> None:
    summary = Summary()
    withheld = ResultRow(photo="a", kind=RowKind.NOT_MEASURED, measure="trunk_lean")
    refusals = [
        ResultRow(photo=name, kind=RowKind.REFUSED, reason_text=reason) for name, reason in (("b", "dark"), ("c", "dark"), ("d", "far"))
    ]
    summary.add(as_table([withheld, measured(1.0), *refusals]), photos=5)
    assert summary.refused == {"dark": 2, "far": 1}
    assert (summary.measured, summary.distributions[0].withheld) == (2, 1)
