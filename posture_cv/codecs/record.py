"""Records read back: the same steps for all plain data that carry a version, from bytes to an object that every output can take.

A record comes from a file that anybody may have written. It is read in bounds, by type without any guess (``"2"``, ``true`` and ``2.0`` are
no whole numbers), and then judged by what it says; where one of these fails, the first place that is at fault is named.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from posture_cv.domain.errors import RecordDamaged, RecordNewer
from posture_cv.domain.messages import message
from posture_cv.domain.written import one_line, whole

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from posture_cv.domain.messages import Message

T = TypeVar("T")

MOST_BYTES = 64_000_000
"""Of a record's text; a visit of twelve photos takes less than one of them."""

LONGEST_TEXT = 10_000
"""Letters of one name, note or sentence."""

MOST_LETTERS = 2_000_000
"""Letters of all texts of a record together."""

MOST_VALUES = 200_000
"""Numbers, texts, lists and objects of a record together: ten times as many as twelve photos with their back lines have."""

DEEPEST = 24
"""Objects and lists within each other; an assessment has eleven."""

_LONGEST_PLACE = 80
"""Letters of a place that is named."""

_GREATEST_WHOLE = 1 << 53
"""Up to it every program reads a whole number the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordKind(Generic[T]):
    """What is kept, and how it is told from damage.

    Attributes
    ----------
    adapter
        Pydantic's view of the type.
    version
        Of the plain data written today.
    migrated
        Brings data of an older version to the form of today.
    faults
        Places of what such a record cannot say.
    newer, damaged, remedy
        What is said of a record of a newer version, and of a damaged one; ``damaged`` is the id of a message with a place.
    """

    adapter: Callable[[], TypeAdapter[T]]
    version: int
    migrated: Callable[[dict[str, Any]], dict[str, Any]]
    faults: Callable[[T], Iterator[str]]
    newer: Message
    damaged: str
    remedy: Message

    def read(self, data: Mapping[str, Any]) -> T:
        """The object that the plain data stand for.

        Raises
        ------
        RecordNewer
            If the data were written with a newer schema.
        RecordDamaged
            If they are of another form, out of bounds, or say what cannot be.
        """
        from pydantic import ValidationError

        if not isinstance(data, Mapping):
            raise self._damage("")
        self._refuse(out_of_bounds(data))
        version = data.get("schema_version")
        if type(version) is not int or version < 1:
            raise self._damage("schema_version")
        if version > self.version:
            raise RecordNewer(self.newer, message("record.update"))
        try:
            # as JSON, since pydantic reads that without guessing at types and yet takes lists for tuples and texts for enumerations
            held = self.adapter().validate_json(whole(json.dumps(self.migrated(dict(data)), ensure_ascii=False)), strict=True)
        except ValidationError as error:
            raise self._damage(".".join(str(part) for part in error.errors(include_url=False)[0]["loc"])) from error
        self._refuse(self.faults(held))
        return held

    def _refuse(self, places: Iterator[str]) -> None:
        for place in places:
            raise self._damage(place)

    def _damage(self, place: str) -> RecordDamaged:
        return RecordDamaged(message(self.damaged, place=one_line(place)[:_LONGEST_PLACE]), self.remedy)


def parsed(content: bytes | str) -> Any:
    """Plain data of JSON text.

    Raises
    ------
    ValueError
        If it is no JSON text, too long, too deep, names a field of an object twice, or holds a number that is none.
    """
    if len(content) > MOST_BYTES:
        raise ValueError(f"expected at most {MOST_BYTES} bytes, but got {len(content)}")
    try:
        return json.loads(content, object_pairs_hook=_each_once, parse_constant=_no_number)
    except RecursionError as error:
        raise ValueError("expected fewer objects within each other") from error


def out_of_bounds(data: object) -> Iterator[str]:
    """Places in plain data of what no record holds: values beyond number, depth or length, and what is none of JSON's kinds."""
    values = letters = 0
    waiting: list[tuple[str, int, object]] = [("", 0, data)]
    while waiting:
        place, depth, held = waiting.pop()
        values += 1
        letters += sum(map(len, held)) if isinstance(held, Mapping) else len(held) if isinstance(held, str) else 0
        beyond = values + len(waiting) + _size(held) > MOST_VALUES or letters > MOST_LETTERS
        if beyond or depth > DEEPEST or not _is_plain(held):
            yield place
            return
        waiting.extend((at, depth + 1, each) for at, each in _inside(place, held))


def _size(held: object) -> int:
    return len(held) if isinstance(held, Mapping | list | tuple) else 0


def _inside(place: str, held: object) -> list[tuple[str, object]]:
    before = f"{place}." if place else ""
    if isinstance(held, Mapping):
        return [(f"{before}{name}"[:LONGEST_TEXT], each) for name, each in held.items()]
    if isinstance(held, list | tuple):
        return [(f"{before}{index}", each) for index, each in enumerate(held)]
    return []


def _is_plain(held: object) -> bool:
    if isinstance(held, Mapping):
        return isinstance(held, dict) and all(isinstance(name, str) and len(name) <= LONGEST_TEXT for name in held)
    if isinstance(held, str):
        return len(held) <= LONGEST_TEXT
    if isinstance(held, float):
        return math.isfinite(held)
    if isinstance(held, int):
        return abs(held) <= _GREATEST_WHOLE
    return held is None or isinstance(held, list | tuple)


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("expected each field of an object once")
    return found


def _no_number(name: str) -> None:
    raise ValueError(f"expected a number, but got {name}")
