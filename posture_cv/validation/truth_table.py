"""A lab's own photos and what is known about them: a folder, and a table with an angle or a marked point in each row."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from posture_cv.domain.errors import TruthTableError
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import UNPAIRED, LandmarkName
from posture_cv.domain.messages import message
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.validation.marked_points import angles_between
from posture_cv.validation.pictures import UNKNOWN, Picture

if TYPE_CHECKING:
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.measures.recipe import Place

NEEDED = ("photo", "view")
"""Columns that every table has; besides, ``measure`` and ``value``, or ``landmark``, ``x_px`` and ``y_px``, or all five."""

_COLUMNS = (*NEEDED, "measure", "value", "landmark", "x_px", "y_px", "side", "position", "person", "visit", "clothing", "nape")
_VIEWS = (View.LEFT, View.RIGHT, View.FRONT, View.BACK)
_CLOTHING, _NAPE = ("fitted", "loose", UNKNOWN), ("clear", "hidden", UNKNOWN)
_MOST_BYTES = 64 * 2**20

Choice = TypeVar("Choice", bound=str)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table and the line it stands in."""

    line: int
    cells: dict[str, str]

    def get(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def one_of(self, column: str, known: Iterable[Choice], default: Choice | None = None) -> Choice:
        text = self.get(column).lower()
        if not text and default is not None:
            return default
        for each in known:
            if text == str(each):
                return each
        raise self.refused("truth.unknown_word", column=column, text=self.get(column), known=", ".join(str(each) for each in known))

    def number(self, column: str) -> float:
        text = self.get(column).replace("\u2212", "-").replace(",", ".")
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if abs(value) <= 1e6:
            return value
        raise self.refused("truth.no_number", column=column, text=self.get(column))

    def refused(self, key: str, **fields: str) -> TruthTableError:
        return TruthTableError(message(key, line=self.line, **fields), message("truth.mend_row"))


def read_truth(table: Path, photos: Path, measures: tuple[MeasureDefinition, ...]) -> tuple[Picture, ...]:
    """The photos a table speaks of, each with what is known about it, in the table's order.

    Several rows about one thing, of several raters, are averaged. Points are in pixels of the photo as a viewer shows it, from its top left
    corner; the angles between them are as photographed, and count where the table does not give the angle itself.

    Parameters
    ----------
    table
        CSV with a heading, comma or semicolon between the cells, UTF-8. ``measure`` is a name of ``measures``, ``value`` its true value in
        degrees or per cent of stature; ``person`` and ``visit`` tell which photos show the same one on the same occasion.
    photos
        The folder the file names in ``photo`` start from.

    Raises
    ------
    TruthTableError
        If the table cannot be read, names a photo that is not there, or holds a row that means nothing; the line is named, no photo is.
    """
    rows = _rows(table)
    by_photo: dict[str, list[_Row]] = defaultdict(list)
    for row in rows:
        by_photo[row.get("photo")].append(row)
    people: dict[str, int] = {}
    visits: dict[tuple[int, str], int] = {}
    pictures = []
    for name, of_photo in by_photo.items():
        person = people.setdefault(of_photo[0].get("person") or f"photo {name}", len(people))
        visit = visits.setdefault((person, of_photo[0].get("visit")), len(visits))
        pictures.append(_picture(_photo(photos, name, of_photo[0]), of_photo, person, visit, measures))
    return tuple(pictures)


def _rows(table: Path) -> list[_Row]:
    try:
        if table.stat().st_size > _MOST_BYTES:
            raise TruthTableError(message("truth.unreadable"), message("truth.unreadable.remedy"))
        text = table.read_text(encoding="utf-8-sig")
        heading = text.partition("\n")[0]
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in heading else ",", restval="", strict=True)
        columns = [name.strip().lower() for name in reader.fieldnames or ()]
        reader.fieldnames = columns
        rows = [_Row(reader.line_num, {key: value for key, value in row.items() if isinstance(value, str)}) for row in reader]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TruthTableError(message("truth.unreadable"), message("truth.unreadable.remedy")) from error
    missing = [name for name in NEEDED if name not in columns]
    if missing or not ({"measure", "value"} <= set(columns) or {"landmark", "x_px", "y_px"} <= set(columns)):
        raise TruthTableError(message("truth.columns", known=", ".join(_COLUMNS)), message("truth.columns.remedy"))
    if not rows:
        raise TruthTableError(message("truth.empty"), message("truth.columns.remedy"))
    return rows


def _photo(photos: Path, name: str, row: _Row) -> Path:
    path = photos / name
    if not name or not path.is_file():
        raise row.refused("truth.no_photo")
    return path


def _picture(path: Path, rows: list[_Row], person: int, visit: int, measures: tuple[MeasureDefinition, ...]) -> Picture:
    first = rows[0]
    view = first.one_of("view", _VIEWS)
    values: dict[str, list[float]] = defaultdict(list)
    points: dict[Place, list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        if row.one_of("view", _VIEWS) is not view:
            raise row.refused("truth.two_views")
        if row.get("measure"):
            values[_key(row, view, measures)].append(row.number("value"))
        if row.get("landmark"):
            points[_place(row, view)].append((row.number("x_px"), row.number("y_px")))
        if not (row.get("measure") or row.get("landmark")):
            raise row.refused("truth.nothing_said")
    between = angles_between({place: _middle(marked) for place, marked in points.items()}, view, measures)
    return Picture(
        path=path,
        view=view,
        position=first.one_of("position", tuple(Position), Position.STANDING),
        subject=person,
        posture=visit,
        clothing=first.one_of("clothing", _CLOTHING, UNKNOWN),
        nape=first.one_of("nape", _NAPE, UNKNOWN),
        yaw_deg=0.0,
        truth=between | {key: sum(given) / len(given) for key, given in values.items()},
    )


def _key(row: _Row, view: View, measures: tuple[MeasureDefinition, ...]) -> str:
    name = row.one_of("measure", tuple(each.name for each in measures))
    side = row.one_of("side", tuple(BodySide), BodySide.MIDLINE)
    return str(name) if view.is_lateral or side is BodySide.MIDLINE else f"{MeasureName(name)}_{side}"


def _place(row: _Row, view: View) -> Place:
    """The landmark and its side: that of the camera in a lateral view."""
    name = row.one_of("landmark", tuple(LandmarkName))
    if name in UNPAIRED:
        return name, BodySide.MIDLINE
    if view.is_lateral:
        return name, BodySide.LEFT if view is View.LEFT else BodySide.RIGHT
    return name, row.one_of("side", (BodySide.LEFT, BodySide.RIGHT))


def _middle(marked: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(x for x, _ in marked) / len(marked), sum(y for _, y in marked) / len(marked)
