"""A visit as plain data, and back. The photos' pixels are no part of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from posture_cv.domain.errors import RecordDamaged, RecordNewer
from posture_cv.domain.messages import message
from posture_cv.visit.visit import SCHEMA_VERSION, Visit

if TYPE_CHECKING:
    from pydantic import TypeAdapter

MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
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
        If the data are not a visit.
    """
    from pydantic import ValidationError

    version = data.get("schema_version")
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise RecordNewer(message("record.visit_newer"), message("record.update"))
    try:
        return _adapter().validate_python(_migrated(dict(data)))
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise RecordDamaged(message("record.visit_damaged", place=place), message("record.open_copy")) from error


def _migrated(data: dict[str, Any]) -> dict[str, Any]:
    for version in range(data.get("schema_version", SCHEMA_VERSION), SCHEMA_VERSION):
        if version in MIGRATIONS:
            data = {**MIGRATIONS[version](data), "schema_version": version + 1}
    return data


@cache
def _adapter() -> TypeAdapter[Visit]:
    from pydantic import TypeAdapter

    return TypeAdapter(Visit)
