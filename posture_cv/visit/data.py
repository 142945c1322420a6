"""A visit as plain data, and back. The photos' pixels are no part of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from posture_cv.codecs.record import RecordKind
from posture_cv.domain.errors import RecordDamaged
from posture_cv.domain.messages import message
from posture_cv.visit.faults import faults
from posture_cv.visit.visit import SCHEMA_VERSION, Visit

if TYPE_CHECKING:
    from pydantic import TypeAdapter

_DAMAGED = "record.visit_damaged"


def _asking_one_thing_at_a_time(data: dict[str, Any]) -> dict[str, Any]:
    """Version 1 asked several things in one question: its no is a no to each of them, its yes stays in its own words."""
    from posture_cv.knowledge import load

    sheet = data.get("sheet")
    answers = sheet.get("answers") if isinstance(sheet, dict) else None
    if not isinstance(sheet, dict) or not isinstance(answers, dict):
        return data
    denied = [key for row in load().safety if row.retired and answers.get(row.key) is False for key in row.now if key not in answers]
    kept = {key: answer for key, answer in answers.items() if answer or key not in {row.key for row in load().safety if row.retired}}
    return {**data, "sheet": {**sheet, "answers": {**kept, **dict.fromkeys(denied, False)}, "together": denied}}


MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _asking_one_thing_at_a_time}
"""From a version of the plain data to the next; each gets the data of its version and gives those of the one after."""


def to_dict(visit: Visit) -> dict[str, Any]:
    """Plain data: dictionaries, lists, strings, numbers, booleans and None, ready for ``json.dumps``."""
    data: dict[str, Any] = _adapter().dump_python(visit, mode="json")
    return data


def from_dict(data: Mapping[str, Any]) -> Visit:
    """Read back what ``to_dict`` gave, this version's or an older one's; ``from_dict(to_dict(visit)) == visit``.

    Raises
    ------
    RecordNewer
        If the data were written with a newer schema.
    RecordDamaged
        If the data are not a visit, or say what cannot be.
    """
    return _kind().read(data)


def damaged(place: str) -> RecordDamaged:
    """The error that a place of the plain data is at fault."""
    return RecordDamaged(message(_DAMAGED, place=place), message("record.open_copy"))


def _kind() -> RecordKind[Visit]:
    return RecordKind(
        adapter=_adapter,
        version=SCHEMA_VERSION,
        migrated=_migrated,
        faults=faults,
        newer=message("record.visit_newer"),
        damaged=_DAMAGED,
        remedy=message("record.open_copy"),
    )


def _migrated(data: dict[str, Any]) -> dict[str, Any]:
    for version in range(data["schema_version"], SCHEMA_VERSION):
        if version in MIGRATIONS:
            data = {**MIGRATIONS[version](data), "schema_version": version + 1}
    return data


@cache
def _adapter() -> TypeAdapter[Visit]:
    from pydantic import TypeAdapter

    return TypeAdapter(Visit)
