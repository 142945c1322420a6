"""What each row of the tables asks of the body, as somebody read it who knows the movement: ``reviewed_loads.txt``, beside the tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.loads import Load


@cache
def reviewed() -> dict[str, frozenset[Load]]:
    """Loads by ``table/key``, as somebody who knows the movement read them."""
    lines = (Path(__file__).parent / "reviewed_loads.txt").read_text(encoding="utf-8").splitlines()
    split = (line.split(":") for line in lines if line and not line.startswith("#"))
    return {place: frozenset(map(Load, loads.split())) for place, loads in split}


def rows(tables: Knowledge) -> Iterator[tuple[str, tuple[Load, ...]]]:
    for table in ("tests", "techniques", "treatments", "exercises"):
        yield from ((f"{table}/{row.key}", row.loads) for row in getattr(tables, table))


def lost(tables: Knowledge) -> list[str]:
    """Rows that no longer carry a load they were reviewed with, or were never reviewed."""
    return [place for place, loads in rows(tables) if place not in reviewed() or reviewed()[place] - set(loads)]


def without(tables: Knowledge, place: str, tag: Load) -> Knowledge:
    """The tables with one tag taken off one row."""
    table, key = place.split("/")
    changed = [
        replace(row, loads=tuple(each for each in row.loads if each is not tag)) if row.key == key else row
        for row in getattr(tables, table)
    ]
    return replace(tables, **{table: tuple(changed)})
