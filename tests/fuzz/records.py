"""Damaged and forged records: plain data of real ones, changed in one to three places as a careless program or an enemy changes them."""

from __future__ import annotations

import copy
import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

from tests.fuzz.texts import hostile_text

Path = tuple[str | int, ...]
Change = Callable[[Any, random.Random, list[Any]], Any]

_NUMBERS = (0, -1, 1, 2, 3, 7, 99, -1e-9, 1e-300, 0.5, 1.5, 359.9, 1e5, -1e5, 1e7, 1e18, -1e300, 1e308, 2**31, 2**53, 2**63, 10**30)
_NO_NUMBERS = (float("nan"), float("inf"), float("-inf"))
_OTHER_KINDS = (None, True, False, "", "2", "left", 2.0, 0, [], {}, [None], {"id": "photo.dark", "fields": {}}, [[0.0, 0.0]])
_WORDS = (
    "midline",
    "left",
    "right",
    "front",
    "oblique",
    "mm",
    "deg",
    "pct_height",
    "positive",
    "possible",
    "not_distinguishable",
    "forward_head",
    "a_row_no_table_has",
    "photo.dark",
    "no.such.message",
    "2031-05-04T12:30:00",
    "2031-02-30T12:30:00+00:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-23:59",
)


def deleted(value: Any, draw: random.Random, others: list[Any]) -> Any:
    """Not there any more; `_put` takes the place out where it meets this."""
    return _GONE


def of_another_kind(value: Any, draw: random.Random, others: list[Any]) -> Any:
    """A truth value for a number, a number for a text, nothing at all."""
    return copy.deepcopy(draw.choice(_OTHER_KINDS))


def as_text(value: Any, draw: random.Random, others: list[Any]) -> Any:
    """What the place held, quoted."""
    return json.dumps(value)


def of_another_size(value: Any, draw: random.Random, others: list[Any]) -> Any:
    """A number near or far from the one there was, or one that a computer makes of errors."""
    if isinstance(value, int | float) and not isinstance(value, bool) and draw.random() < 0.4:
        return draw.choice((-value, value * 10, value + 1, value - 1, value * (1 + draw.gauss(0, 0.2)), float(value)))
    return draw.choice(_NO_NUMBERS if draw.random() < 0.1 else _NUMBERS)


def of_another_word(value: Any, draw: random.Random, others: list[Any]) -> Any:
    """A word that some field knows, or none does."""
    return draw.choice(_WORDS)


def hostile(value: Any, draw: random.Random, others: list[Any]) -> Any:
    """A text made to break what shows it."""
    return hostile_text(draw)


def from_elsewhere(value: Any, draw: random.Random, others: list[Any]) -> Any:
    """What stands at another place of the record."""
    return copy.deepcopy(draw.choice(others))


def nested(value: Any, draw: random.Random, others: list[Any]) -> Any:
    """The same, deep inside lists, objects, or a message's fields."""
    for _ in range(draw.choice((1, 3, 30, 400))):
        value = draw.choice(([value], {"id": "text.run", "fields": {"sentences": [value]}}, {"fields": value}))
    return value


def repeated(value: Any, draw: random.Random, others: list[Any]) -> Any:
    """Everything in it once more, or very often."""
    times = draw.choice((2, 2, 2, 40, 3000))
    if isinstance(value, list | str):
        return value * (times if len(value) < 200 else 2)
    return [value] * times


def emptied(value: Any, draw: random.Random, others: list[Any]) -> Any:
    """Of the same kind, with nothing in it."""
    return type(value)() if isinstance(value, list | dict | str) else None


def shuffled(value: Any, draw: random.Random, others: list[Any]) -> Any:
    """In another order, or with one of them in another's place."""
    if not isinstance(value, list) or len(value) < 2:
        return [value, value]
    found = copy.deepcopy(value)
    draw.shuffle(found)
    if draw.random() < 0.5:
        found[0] = copy.deepcopy(found[-1])
    return found


CHANGES: tuple[Change, ...] = (
    deleted,
    of_another_kind,
    as_text,
    of_another_size,
    of_another_size,
    of_another_size,
    of_another_word,
    of_another_word,
    hostile,
    from_elsewhere,
    nested,
    repeated,
    emptied,
    shuffled,
)
"""Numbers and words more often than the rest: they come closest to what a true record holds."""

_GONE = object()


def mutants(data: dict[str, Any], count: int, seed: int) -> Iterator[tuple[str, dict[str, Any]]]:
    """So many changed copies of a record's plain data, each with what was done to it; the same for the same seed."""
    draw = random.Random(seed)  # noqa: S311  # repeatable, not secret
    kinds = _by_kind(data)
    others = [_at(data, path) for paths in kinds.values() for path in paths[:3]]
    for number in range(count):
        found, told = copy.deepcopy(data), []
        for _ in range(draw.choice((1, 1, 1, 2, 3))):
            path, change = draw.choice(kinds[draw.choice(list(kinds))]), draw.choice(CHANGES)
            told.append(f"{'.'.join(map(str, path))} {change.__name__}")
            _put(found, path, change(_at(data, path), draw, others))
        yield f"{number}: {', '.join(told)}", found


def forged_texts(data: dict[str, Any], seed: int) -> Iterator[tuple[str, str]]:
    """JSON texts that no plain data give: fields named twice, numbers that are none, objects without end, other encodings."""
    draw = random.Random(seed)  # noqa: S311  # repeatable, not secret
    text = json.dumps(data)
    yield "a field twice", text.replace('"schema_version": ', '"schema_version": 9, "schema_version": ', 1)
    yield "NaN", re.sub(r"\d+\.\d+", "NaN", text, count=1)
    yield "infinity", re.sub(r"\d+\.\d+", "1e999", text, count=1)
    yield "a number of ten thousand digits", re.sub(r"\d+\.\d+", "9" * 10_000, text, count=1)
    yield "lists in lists", '{"schema_version": ' + "[" * 100_000 + "]" * 100_000 + "}"
    yield "objects in objects", '{"a":' * 100_000 + "1" + "}" * 100_000
    yield "another kind at the top", json.dumps([data])
    yield "cut", text[: draw.randrange(1, len(text))]
    yield "empty", ""
    yield "nothing but spaces", " " * 10_000
    yield "in UTF-16, read as Latin-1", text[:2000].encode("utf-16").decode("latin-1")


def _by_kind(data: dict[str, Any]) -> dict[str, list[Path]]:
    """Paths of every value, by their names without the numbers in lists: a rare field is met as often as one of each point."""
    found: dict[str, list[Path]] = {}
    waiting: list[tuple[Path, Any]] = [((), data)]
    while waiting:
        path, held = waiting.pop()
        if path:
            found.setdefault(".".join(str(part) for part in path if isinstance(part, str)), []).append(path)
        inner = held.items() if isinstance(held, dict) else enumerate(held) if isinstance(held, list) else ()
        waiting.extend(((*path, name), value) for name, value in inner)
    return found


def _at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def _put(data: Any, path: Path, value: Any) -> None:
    """Put it there, if an earlier change has left the place."""
    try:
        holder = _at(data, path[:-1])
        if value is _GONE:
            del holder[path[-1]]
        else:
            holder[path[-1]] = value
    except (KeyError, IndexError, TypeError):
        pass
