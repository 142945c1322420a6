"""Which parts of the program read a clinical table: a column that nobody reads protects nobody."""

from __future__ import annotations

import ast
import dataclasses
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from posture_cv.knowledge.columns import text_columns
from posture_cv.knowledge.library import ROW_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

_TAKING_NAMES = {"row_text", "row", "getattr"}
"""Calls that are given a column by its name."""

_OWN_ROOM = "knowledge/"


def readers(table: str) -> dict[str, tuple[str, ...]]:
    """Modules that read each column of a table, by the column's name; the room that loads and checks the tables is left out.

    A column is told by its name in modules that name its row's type or the tables, so that a name which other things share may be counted
    for it too.
    """
    row = ROW_TYPES[table]
    columns = (*(field.name for field in dataclasses.fields(row)), *sorted(text_columns(row).required))
    reading = [(place, names) for place, names, source in _modules() if row.__name__ in source or "nowledge" in source]
    return {column: tuple(place for place, names in reading if column in names) for column in dict.fromkeys(columns)}


@cache
def _modules() -> tuple[tuple[str, frozenset[str], str], ...]:
    """Each module of the package: its place, the names it reads, its source."""
    found = []
    for place, file in _sources(resources.files("posture_cv"), ""):
        source = file.read_text(encoding="utf-8")
        found.append((place, frozenset(_reads(source)), source))
    return tuple(found)


def _sources(folder: Traversable, place: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        inner = f"{place}{entry.name}"
        if entry.is_dir() and inner + "/" != _OWN_ROOM:
            yield from _sources(entry, f"{inner}/")
        elif inner.endswith(".py"):
            yield inner, entry


def _reads(source: str) -> Iterator[str]:
    """Names read as attributes, or given as text to what looks a column up."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield node.attr
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in _TAKING_NAMES:
            yield from (given.value for given in node.args if isinstance(given, ast.Constant) and isinstance(given.value, str))
