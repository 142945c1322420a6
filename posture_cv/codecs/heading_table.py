"""Tables that others wrote: CSV with a heading, commas or semicolons between the cells."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from posture_cv.domain.messages import Message, message

Choice = TypeVar("Choice", bound=str)
_DECIMAL_COMMA = str.maketrans({"\u2212": "-", ",": "."})
_BYTE_ORDER_MARK = "\ufeff"


class CellRefused(ValueError):
    """A cell that means nothing here, with a message that names its line and column."""

    def __init__(self, what: Message) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table and the line it stands in, counted from 1."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        """What stands in a column, without blanks around it; nothing where the table has no such column."""
        return self.cells.get(column, "").strip()

    def one_of(self, column: str, known: Iterable[Choice], default: Choice | None = None) -> Choice:
        """The word in a column, in any case of letters; ``default`` where it is empty. Raises CellRefused where nobody knows it."""
        text = self.get(column).lower()
        if not text and default is not None:
            return default
        choices = tuple(known)
        for choice in choices:
            if text == str(choice):
                return choice
        words = ", ".join(str(choice) for choice in choices)
        raise CellRefused(message("table.unknown_word", line=self.line, column=column, text=self.get(column), known=words))

    def number(self, column: str, *, least: float, most: float) -> float:
        """The number in a column, with a decimal point or comma. Raises CellRefused where it is none, or out of bounds."""
        try:
            value = float(self.get(column).translate(_DECIMAL_COMMA))
        except ValueError:
            value = float("nan")
        if least <= value <= most:
            return value
        raise CellRefused(message("table.no_number", line=self.line, column=column, text=self.get(column)))


def read_heading(lines: Iterable[str]) -> tuple[tuple[str, ...], Iterator[TableRow]]:
    """The columns of a table, in small letters, and its rows, read as they are asked for.

    Raises
    ------
    csv.Error
        Here or in the rows, where the lines are no such table.
    """
    rest = iter(lines)
    heading = next(rest, "").removeprefix(_BYTE_ORDER_MARK)
    reader = csv.DictReader(chain([heading], rest), delimiter=";" if ";" in heading else ",", restval="", strict=True)
    columns = [name.strip().lower() for name in reader.fieldnames or ()]
    reader.fieldnames = columns
    # cells beyond the heading come as a list, under no name
    rows = (TableRow(reader.line_num, {name: cell for name, cell in row.items() if isinstance(cell, str)}) for row in reader)
    return tuple(columns), rows
