"""Which columns of a table hold text: a row's type says it, by attributes that are messages. Every other column holds keys and figures."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, get_type_hints

from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.messages import Message, RowText, message

if TYPE_CHECKING:
    from collections.abc import Mapping

REMEDY = message("tables.correct_row")
KEYS = ("key", "name", "factor")
"""Columns that tell the rows of a table apart; the first that a table has."""

_KINDS: dict[Any, str] = {Message: "single", Message | None: "single", tuple[Message, ...]: "list"}


@dataclass(frozen=True, slots=True, kw_only=True)
class TextColumns:
    """Names of a row type's columns of text.

    Attributes
    ----------
    required
        In every row, and given by its key alone.
    single, listed
        Kept in the row as messages, as there may be none (empty text) or several (a list).
    """

    required: frozenset[str]
    single: frozenset[str]
    listed: frozenset[str]


@cache
def text_columns(row_type: type) -> TextColumns:
    """The columns of text that a row type declares."""
    hints = get_type_hints(row_type)
    kinds = {field.name: _KINDS.get(hints[field.name], "") for field in dataclasses.fields(row_type)}
    return TextColumns(
        required=frozenset(held.column for held in vars(row_type).values() if isinstance(held, RowText)),
        single=frozenset(name for name, kind in kinds.items() if kind == "single"),
        listed=frozenset(name for name, kind in kinds.items() if kind == "list"),
    )


def row_key(row: Mapping[str, Any]) -> str | None:
    """What identifies a row in its table; None where it says nothing of the kind."""
    return next((str(row[name]) for name in KEYS if name in row), None)


def texts_of(table: str, row: Mapping[str, Any], row_type: type) -> dict[str, str]:
    """A row's texts by ``table/row/column``, lines of a list by their number after that; empty optional ones are no texts."""
    columns, place = text_columns(row_type), f"{table}/{row_key(row)}"
    found = {f"{place}/{name}": row[name] for name in row if name in columns.required or (name in columns.single and row[name] != "")}
    for name in row:
        if name in columns.listed:
            found |= {f"{place}/{name}/{number}": line for number, line in enumerate(row[name])}
    return found


def with_messages(table: str, row: Mapping[str, Any], row_type: type, *, place: str) -> dict[str, Any]:
    """The row as its type keeps it: without the texts that follow from the key, and with messages for those that do not.

    Parameters
    ----------
    place
        Names the row where one of its texts is wrong.

    Raises
    ------
    KnowledgeError
        If a text is missing, or no text.
    """
    columns, key = text_columns(row_type), row_key(row)
    kept = {name: held for name, held in row.items() if name not in columns.required}
    for name in sorted(columns.required):
        if name not in row:
            raise _wrong(table, f"{place}, field {name}", "field required")
        _require_text(row[name], table, f"{place}, field {name}")
    for name in sorted(columns.single & kept.keys()):
        _require_text(kept[name], table, f"{place}, field {name}")
        kept[name] = _message(f"{table}/{key}/{name}") if kept[name] else None
    for name in sorted(columns.listed & kept.keys()):
        if not isinstance(kept[name], list):
            raise _wrong(table, f"{place}, field {name}", "input should be a valid list")
        for line in kept[name]:
            _require_text(line, table, f"{place}, field {name}")
        kept[name] = [_message(f"{table}/{key}/{name}/{number}") for number in range(len(kept[name]))]
    return kept


def _require_text(held: object, table: str, place: str) -> None:
    if not isinstance(held, str):
        raise _wrong(table, place, "input should be a valid string")


def _wrong(table: str, place: str, detail: str) -> KnowledgeError:
    return KnowledgeError(message("tables.wrong_row", key=table, place=place, detail=detail), REMEDY)


def _message(key: str) -> dict[str, Any]:
    return {"id": key, "fields": {}}
