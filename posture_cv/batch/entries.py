"""The photos of a batch and what is stated about each: a folder's, or a manifest's, a table with one photo a row."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from posture_cv.capture.source import FILE_ENDINGS
from posture_cv.codecs.heading_table import CellRefused, TableRow, read_heading
from posture_cv.domain.corrections import UNAIMED, Aim
from posture_cv.domain.errors import BatchError
from posture_cv.domain.messages import Message, message
from posture_cv.domain.person import OLDEST, SHORTEST_STATURE_CM, TALLEST_STATURE_CM, UNSTATED, YOUNGEST, Person, Sex
from posture_cv.domain.views import Position, View

COLUMNS = ("photo", "view", "position", "person", "mirrored", "force", "sex", "age", "stature_cm")
"""Of a manifest; all but the first may be left out, and any cell but the photo's be empty."""

_AUTO = "auto"
_VIEWS = (_AUTO, View.LEFT, View.RIGHT, View.FRONT, View.BACK)
_YES = "yes"
_NO = "no"
_MOST_PEOPLE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One photo of a batch.

    Attributes
    ----------
    name
        As it stands in the table of results: the path below the folder, or the manifest's cell.
    path
        Where the file lies.
    refused
        What is wrong with the row of the manifest; None where it can be followed.
    """

    name: str
    path: str | os.PathLike[str]
    aim: Aim = UNAIMED
    position: Position = Position.STANDING
    person: Person = UNSTATED
    stature_cm: float | None = None
    refused: Message | None = None


def in_folder(folder: Path) -> Iterator[Entry]:
    """Every photo in a folder and the folders in it, by name; nothing is stated about any.

    Raises
    ------
    BatchError
        If there is none, or the folder cannot be read.
    """
    names = sorted(
        os.path.relpath(Path(below) / file, folder)
        for below, _, files in os.walk(folder, onerror=_unreadable)
        for file in files
        if Path(file).suffix.lower().removeprefix(".") in FILE_ENDINGS and not file.startswith(".")
    )
    if not names:
        raise BatchError(message("batch.no_photos"), message("batch.no_photos.remedy", endings=", ".join(FILE_ENDINGS)))
    return (Entry(name=Path(name).as_posix(), path=str(folder / name)) for name in names)


def in_manifest(table: Path) -> Iterator[Entry]:
    """Every photo that a manifest names, in its order, read as they are asked for; paths start from the manifest's folder.

    A row that cannot be followed is an entry that says what is wrong with it.

    Raises
    ------
    BatchError
        If it is no table with a heading ``photo``, or one whose headings are not all known; here, or in the rows where one cannot be read.
    """
    rows = _rows(table)
    try:
        first = next(rows)
    except StopIteration:
        raise BatchError(message("batch.no_rows"), message("batch.manifest.remedy", known=", ".join(COLUMNS))) from None
    return _followed(first, rows, table.parent)


def _followed(first: TableRow, rest: Iterator[TableRow], folder: Path) -> Iterator[Entry]:
    yield _entry(first, folder)
    for row in rest:
        yield _entry(row, folder)


def _rows(table: Path) -> Iterator[TableRow]:
    try:
        with table.open(encoding="utf-8", newline="") as lines:
            columns, rows = read_heading(lines)
            if "photo" not in columns or not set(columns) <= set(COLUMNS):
                raise BatchError(message("batch.columns"), message("batch.manifest.remedy", known=", ".join(COLUMNS)))
            yield from rows
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise BatchError(message("batch.no_table"), message("batch.no_table.remedy")) from error


def _entry(row: TableRow, folder: Path) -> Entry:
    name = row.get("photo")
    path = str(folder / name)
    try:
        view = row.one_of("view", _VIEWS, _AUTO)
        return Entry(
            name=name,
            path=path,
            aim=Aim(
                view=None if view == _AUTO else View(view),
                person=_whole(row, "person", 1, _MOST_PEOPLE),
                mirrored=row.one_of("mirrored", (_YES, _NO), _NO) == _YES,
                position_confirmed=row.one_of("force", (_YES, _NO), _NO) == _YES,
            ),
            position=row.one_of("position", tuple(Position), Position.STANDING),
            person=Person(sex=row.one_of("sex", tuple(Sex)) if row.get("sex") else None, age=_whole(row, "age", YOUNGEST, OLDEST)),
            stature_cm=row.number("stature_cm", least=SHORTEST_STATURE_CM, most=TALLEST_STATURE_CM) if row.get("stature_cm") else None,
        )
    except CellRefused as cell:
        return Entry(name=name, path=path, refused=cell.what)


def _whole(row: TableRow, column: str, least: int, most: int) -> int | None:
    if not row.get(column):
        return None
    number = row.number(column, least=least, most=most)
    if not number.is_integer():
        raise CellRefused(message("table.no_number", line=row.line, column=column, text=row.get(column)))
    return int(number)


def _unreadable(error: OSError) -> None:
    raise BatchError(message("batch.no_folder"), message("batch.no_folder.remedy")) from error
