"""An assessment as plain data, and back."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from posture_cv.codecs.faults import faults
from posture_cv.codecs.migrations import migrated
from posture_cv.codecs.record import RecordKind
from posture_cv.codecs.texts import with_known_messages, with_texts
from posture_cv.domain.assessment import SCHEMA_VERSION, Assessment
from posture_cv.domain.messages import message

if TYPE_CHECKING:
    from pydantic import TypeAdapter


def to_dict(assessment: Assessment) -> dict[str, Any]:
    """Plain data: dictionaries, lists, strings, numbers, booleans and None, ready for ``json.dumps``."""
    data: dict[str, Any] = with_texts(assessment, adapter().dump_python(assessment, mode="json"))
    return data


def from_dict(data: Mapping[str, Any]) -> Assessment:
    """Read back what ``to_dict`` gave, this version's or an older one's; ``from_dict(to_dict(a)) == a``.

    What is returned can be printed, drawn, and written again; half of a surrogate pair in a text is U+FFFD then, as in every file.

    Raises
    ------
    RecordNewer
        If the data were written with a newer schema.
    RecordDamaged
        If the data are not an assessment, or say what cannot be.
    """
    return _kind().read(data)


@cache
def _kind() -> RecordKind[Assessment]:
    return RecordKind(
        adapter=adapter,
        version=SCHEMA_VERSION,
        migrated=lambda data: with_known_messages(migrated(data)),
        faults=faults,
        newer=message("record.newer"),
        damaged="record.damaged",
        remedy=message("record.open_original"),
    )


@cache
def adapter() -> TypeAdapter[Assessment]:
    """Pydantic's view of the type; built once."""
    from pydantic import TypeAdapter

    return TypeAdapter(Assessment)
