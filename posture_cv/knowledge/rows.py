"""Read one clinical table into typed rows, or say which of them is wrong."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from typing import Any, TypeVar

from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.knowledge import SideRule
from posture_cv.domain.messages import RowText, message
from posture_cv.domain.muscles import Activity, EvidenceGrade, MuscleState
from posture_cv.domain.standing import Standing
from posture_cv.knowledge.columns import REMEDY, texts_of, with_messages

Row = TypeVar("Row")

_LABELS = ("key", "name", "measure", "distortion", "muscle", "factor", "technique")
_NAMES = {"safety": "question"}


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGroup:
    """One row of the links table: several muscles that share distortion, state, side, grades and evidence.

    ``overactive`` and ``underactive`` are those of them whose activity the model tells too.
    """

    key: str
    distortion: str
    muscles: tuple[str, ...]
    state: MuscleState
    side: SideRule
    grades: tuple[EvidenceGrade, ...]
    standing: Standing
    references: tuple[str, ...]
    overactive: tuple[str, ...] = ()
    underactive: tuple[str, ...] = ()

    evidence_for = RowText("links")
    evidence_against = RowText("links")

    def activity_of(self, muscle: str) -> Activity | None:
        """What the row says of a muscle's activity."""
        if muscle in self.overactive:
            return Activity.OVERACTIVE
        return Activity.UNDERACTIVE if muscle in self.underactive else None


def read_rows(table: str, content: bytes, row_type: type[Row]) -> tuple[Row, ...]:
    """Type the rows of a table; an unknown or missing field, a wrong type and an unknown word are all refused.

    Texts become messages, as the row's type declares them (``columns``).

    Parameters
    ----------
    table
        The table's name; its rows are ``[[name]]`` in the singular.
    content
        The TOML file's bytes.
    row_type
        A dataclass whose fields are the columns.

    Raises
    ------
    KnowledgeError
        Naming table, row and field.
    """
    from pydantic import ConfigDict, TypeAdapter, ValidationError

    raw = _raw_rows(table, content)
    places = [row_label(raw, index) for index in range(len(raw))]
    rows = [with_messages(table, row, row_type, place=place) for row, place in zip(raw, places, strict=True)]
    adapter: TypeAdapter[tuple[Row, ...]] = TypeAdapter(tuple[row_type, ...], config=ConfigDict(extra="forbid"))  # type: ignore[valid-type]
    try:
        return adapter.validate_json(json.dumps(rows), strict=True)
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False, include_input=False)[0]
        index, *fields = first["loc"]
        place = ", ".join([places[int(index)], *(f"field {name}" for name in fields[:1])])
        raise KnowledgeError(message("tables.wrong_row", key=table, place=place, detail=first["msg"].lower()), REMEDY) from error


def row_label(rows: list[dict[str, Any]], index: int) -> str:
    """Name a row by its number, counted from 1, and what it is about: ``"row 3 (upper_trapezius)"``."""
    label = next((str(rows[index][key]) for key in _LABELS if key in rows[index]), "unnamed")
    return f"row {index + 1} ({label})"


def row_texts(table: str, content: bytes, row_type: type) -> dict[str, str]:
    """Every text of a table by ``table/row/column``, lines of a list by their number after that."""
    return {key: text for row in _raw_rows(table, content) for key, text in texts_of(table, row, row_type).items()}


def _raw_rows(table: str, content: bytes) -> list[dict[str, Any]]:
    name = _NAMES.get(table, table.removesuffix("s"))
    try:
        data = tomllib.loads(content.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise KnowledgeError(message("tables.damaged", key=table, detail=str(error)), REMEDY) from error
    rows = data.pop(name, None)
    if data:
        raise KnowledgeError(message("tables.foreign_rows", key=table, found=sorted(data)[0], name=name), REMEDY)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, dict) for row in rows):
        raise KnowledgeError(message("tables.no_rows", key=table, name=name), REMEDY)
    return rows
