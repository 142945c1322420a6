"""Tables that others wrote."""

import pytest

from posture_cv.codecs.heading_table import CellRefused, TableRow, read_heading


def test_cells_are_found_by_their_heading_in_any_case_and_order() -> None:
    columns, rows = read_heading(["\ufeffPhoto; View\n", "a.jpg ; left\n", "b.jpg\n"])
    assert columns == ("photo", "view")
    first, second = rows
    assert (first.line, first.get("photo"), first.get("view")) == (2, "a.jpg", "left")
    assert (second.line, second.get("view"), second.get("side")) == (3, "", "")


def test_a_comma_is_a_decimal_point_too_and_a_minus_may_be_a_typographer_s() -> None:
    row = TableRow(2, {"value": " \u22124,5 "})
    assert row.number("value", least=-10.0, most=10.0) == -4.5


@pytest.mark.parametrize("text", ["", "nan", "inf", "eleven", "11", "-10.5"])
def test_no_number_or_one_out_of_bounds_is_refused_with_its_line(text: str) -> None:
    with pytest.raises(CellRefused) as refusal:
        TableRow(7, {"age": text}).number("age", least=-10.0, most=10.0)
    assert refusal.value.what.id == "table.no_number"
    assert refusal.value.what.fields == {"line": 7, "column": "age", "text": text}


def test_a_word_is_one_of_those_known() -> None:
    row = TableRow(2, {"view": "LEFT", "side": ""})
    assert row.one_of("view", ("left", "right")) == "left"
    assert row.one_of("side", ("left", "right"), "right") == "right"
    with pytest.raises(CellRefused) as refusal:
        row.one_of("side", ("left", "right"))
    assert refusal.value.what.fields["known"] == "left, right"
