"""An assessment as plain data, and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from posture_cv.codecs.migrations import migrated
from posture_cv.codecs.texts import with_known_messages, with_texts
from posture_cv.domain.assessment import SCHEMA_VERSION, Assessment
from posture_cv.domain.errors import RecordDamaged, RecordNewer
from posture_cv.domain.messages import message

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def to_dict(assessment: Assessment) -> dict[str, Any]:
    """Plain data: dictionaries, lists, strings, numbers, booleans and None, ready for ``json.dumps``."""
    data: dict[str, Any] = with_texts(assessment, adapter().dump_python(assessment, mode="json"))
    return data


def from_dict(data: Mapping[str, Any]) -> Assessment:
    """Read back what ``to_dict`` gave, this version's or an older one's; ``from_dict(to_dict(a)) == a``.

    Raises
    ------
    RecordNewer
        If the data were written with a newer schema.
    RecordDamaged
        If the data are not an assessment.
    """
    from pydantic import ValidationError

    version = data.get("schema_version")
    if isinstance(version, int) and version > SCHEMA_VERSION:
        raise RecordNewer(message("record.newer"), message("record.update"))
    try:
        return adapter().validate_python(with_known_messages(migrated(data)))
    except ValidationError as error:
        place = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise RecordDamaged(
            message("record.damaged", place=place),
            message("record.open_original"),
        ) from error


@cache
def adapter() -> TypeAdapter[Assessment]:
    """Pydantic's view of the type; built once."""
    from pydantic import TypeAdapter

    return TypeAdapter(Assessment)
