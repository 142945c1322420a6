"""A column of a clinical table that nothing reads is an error."""

from __future__ import annotations

import ast
import dataclasses
from pathlib import Path

import pytest

import posture_cv
from posture_cv.knowledge import load
from posture_cv.knowledge.checks import TABLES_OF_ROWS
from posture_cv.knowledge.columns import text_columns

PACKAGE = Path(posture_cv.__file__).parent

READ_LATER = {
    # What the client is told of a muscle or an exercise in plain words: its readers are the client's own pages.
    "referrals.plain_zone",
    "entrapments.plain_feels_like",
    "endangerments.plain_warning",
    "exercises.plain_dose",
    "exercises.plain_caution",
    "advice.plain_text",
    # The client's own wording of a question, for readers of the data file.
    "factors.plain_question",
}
"""Columns without a reader that were looked at and are kept."""

TAKING_NAMES = {"row_text", "row", "getattr"}
"""Calls that are given a column by its name."""


def row_types() -> dict[str, type]:
    tables = load()
    return {table: type(getattr(tables, table)[0]) for table in TABLES_OF_ROWS}


def reads(source: str) -> set[str]:
    """Names read as attributes, or given as text to what looks a column up."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            found.add(node.attr)
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in TAKING_NAMES:
            found |= {given.value for given in node.args if isinstance(given, ast.Constant) and isinstance(given.value, str)}
    return found


def unread(types: dict[str, type], sources: dict[str, str]) -> set[str]:
    """Columns read in no source that names their row's type or the tables.

    A column is told by its name, so that one whose name other things share may be missed; none that is read is told.
    """
    read = {place: reads(source) for place, source in sources.items()}
    return {
        f"{table}.{column}"
        for table, row in types.items()
        for column in (*(field.name for field in dataclasses.fields(row)), *text_columns(row).required)
        if not any(column in read[place] for place, source in sources.items() if row.__name__ in source or "nowledge" in source)
    }


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    """Every module outside the room that loads and checks the tables."""
    files = {str(file.relative_to(PACKAGE)): file for file in PACKAGE.rglob("*.py")}
    return {place: file.read_text(encoding="utf-8") for place, file in files.items() if not place.startswith("knowledge/")}


def test_every_column_has_a_reader(sources: dict[str, str]) -> None:
    assert unread(row_types(), sources) - READ_LATER == set()


def test_a_column_on_the_list_is_there_and_still_unread(sources: dict[str, str]) -> None:
    assert READ_LATER - unread(row_types(), sources) == set()


def test_a_new_column_without_a_reader_is_found(sources: dict[str, str]) -> None:
    measure = row_types()["measures"]
    wider = dataclasses.make_dataclass("MeasureDefinition", [("favourite_colour", str)], bases=(measure,), frozen=True, kw_only=True)
    assert unread({"measures": wider}, sources) == {"measures.favourite_colour"}
