"""A lab's own photos and what is known about them: a folder, and a table with an angle or a marked point in each row."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from posture_cv.codecs.heading_table import CellRefused, TableRow, read_heading
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
_MOST = 1e6
"""Of a coordinate or a value, to either side of nought."""


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
    try:
        return _pictures(rows, photos, measures)
    except CellRefused as refused:
        raise TruthTableError(refused.what, message("truth.mend_row")) from refused


def _pictures(rows: list[TableRow], photos: Path, measures: tuple[MeasureDefinition, ...]) -> tuple[Picture, ...]:
    by_photo: dict[str, list[TableRow]] = defaultdict(list)
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


def _rows(table: Path) -> list[TableRow]:
    try:
        if table.stat().st_size > _MOST_BYTES:
            raise TruthTableError(message("truth.unreadable"), message("truth.unreadable.remedy"))
        columns, reader = read_heading(io.StringIO(table.read_text(encoding="utf-8"), newline=""))
        rows = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise TruthTableError(message("truth.unreadable"), message("truth.unreadable.remedy")) from error
    missing = [name for name in NEEDED if name not in columns]
    if missing or not ({"measure", "value"} <= set(columns) or {"landmark", "x_px", "y_px"} <= set(columns)):
        raise TruthTableError(message("truth.columns", known=", ".join(_COLUMNS)), message("truth.columns.remedy"))
    if not rows:
        raise TruthTableError(message("truth.empty"), message("truth.columns.remedy"))
    return rows


def _photo(photos: Path, name: str, row: TableRow) -> Path:
    path = photos / name
    if not name or not path.is_file():
        raise CellRefused(message("truth.no_photo", line=row.line))
    return path


def _picture(path: Path, rows: list[TableRow], person: int, visit: int, measures: tuple[MeasureDefinition, ...]) -> Picture:
    first = rows[0]
    view = first.one_of("view", _VIEWS)
    values: dict[str, list[float]] = defaultdict(list)
    points: dict[Place, list[tuple[float, float]]] = defaultdict(list)
    for row in rows:
        if row.one_of("view", _VIEWS) is not view:
            raise CellRefused(message("truth.two_views", line=row.line))
        if row.get("measure"):
            values[_key(row, view, measures)].append(row.number("value", least=-_MOST, most=_MOST))
        if row.get("landmark"):
            points[_place(row, view)].append((row.number("x_px", least=-_MOST, most=_MOST), row.number("y_px", least=-_MOST, most=_MOST)))
        if not (row.get("measure") or row.get("landmark")):
            raise CellRefused(message("truth.nothing_said", line=row.line))
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


def _key(row: TableRow, view: View, measures: tuple[MeasureDefinition, ...]) -> str:
    name = row.one_of("measure", tuple(each.name for each in measures))
    side = row.one_of("side", tuple(BodySide), BodySide.MIDLINE)
    return str(name) if view.is_lateral or side is BodySide.MIDLINE else f"{MeasureName(name)}_{side}"


def _place(row: TableRow, view: View) -> Place:
    """The landmark and its side: that of the camera in a lateral view."""
    name = row.one_of("landmark", tuple(LandmarkName))
    if name in UNPAIRED:
        return name, BodySide.MIDLINE
    if view.is_lateral:
        return name, BodySide.LEFT if view is View.LEFT else BodySide.RIGHT
    return name, row.one_of("side", (BodySide.LEFT, BodySide.RIGHT))


def _middle(marked: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(x for x, _ in marked) / len(marked), sum(y for _, y in marked) / len(marked)
