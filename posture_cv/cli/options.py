"""Options as typed on the command line, turned into what the wiring room takes."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence
from typing import TypeVar

from posture_cv.anatomy.marks import place_in
from posture_cv.cli.usage import UsageProblem
from posture_cv.corrections import points_typed
from posture_cv.domain.corrections import Aim, Corrections, LengthLine, PointCorrection
from posture_cv.domain.errors import ArgumentError
from posture_cv.domain.known_length import KnownLength
from posture_cv.domain.messages import message
from posture_cv.domain.views import View

T = TypeVar("T")


def one_per_photo(given: Sequence[T] | None, photos: int, *, option: str, default: T) -> list[T]:
    """Spread an option that may be given once for all photos, or once per photo.

    Raises
    ------
    UsageProblem
        If it is given some other number of times.
    """
    values = list(given or [default])
    if len(values) == 1:
        return values * photos
    if len(values) != photos:
        raise UsageProblem(message("usage.once_or_each", option=option, photos=photos, times=len(values)))
    return values


def stature_given(stature_cm: float | None) -> float | None:
    """The height as typed, None for none.

    Raises
    ------
    UsageProblem
        If it is no number: one that lies on neither side of the least and the greatest height.
    """
    if stature_cm is not None and not math.isfinite(stature_cm):
        raise UsageProblem(message("usage.value.plain", name="--stature-cm"))
    return stature_cm


def declared_view(word: str) -> View | None:
    """The view a word names; None for ``auto``."""
    return None if word == "auto" else View(word)


def named_day(text: str | None) -> dt.date | None:
    """The day that a text names.

    Raises
    ------
    UsageProblem
        If it names none.
    """
    try:
        return None if text is None else dt.date.fromisoformat(text)
    except ValueError as error:
        raise UsageProblem(message("usage.no_day", text=text or "")) from error


def typed_corrections(
    views: Sequence[View | None],
    persons: Sequence[int | None],
    marks: Sequence[str],
    known_lengths: Sequence[str],
    *,
    mirrored: bool = False,
    force: bool = False,
) -> list[Corrections]:
    """What the options say of each photo: view, person, mirrored, position confirmed, points and a known length.

    Raises
    ------
    UsageProblem
        If a mark or a length is of another form, or names a photo that was not given.
    MarkError
        If a name is no landmark's, or the view declared has no use for a point.
    """
    points, lengths = points_by_photo(marks, len(views)), known_lengths_by_photo(known_lengths, len(views))
    for index, view in enumerate(views):
        for point in points.get(index, ()):
            if view is not None:
                place_in(view, point.name, point.side)
    return [
        Corrections(
            aim=Aim(view=view, person=person, mirrored=mirrored, position_confirmed=force),
            points=points.get(index, ()),
            known=LengthLine.of(lengths[index]) if index in lengths else None,
        )
        for index, (view, person) in enumerate(zip(views, persons, strict=True))
    ]


def points_by_photo(texts: Sequence[str], photos: int) -> dict[int, tuple[PointCorrection, ...]]:
    """Parse ``NAME=X,Y``, or ``N:NAME=X,Y`` for the Nth of several photos, into corrections of points by index of the photo.

    Raises
    ------
    UsageProblem
        If a text is of another form, or names a photo that was not given.
    MarkError
        If the name is no landmark's.
    """
    points: dict[int, dict[str, tuple[float, float]]] = {}
    for text in texts:
        photo, name, point = _split_mark(text)
        points.setdefault(_index_of(photo, photos, text, option="--mark"), {})[name] = point
    return {index: points_typed(named) for index, named in points.items()}


def known_lengths_by_photo(texts: Sequence[str], photos: int) -> dict[int, KnownLength]:
    """Parse ``X1,Y1,X2,Y2=CM`` or ``X1,Y1,X2,Y2=CM@BEHIND``, with ``N:`` before it for the Nth of several photos, by index of the photo.

    Raises
    ------
    UsageProblem
        If a text is of another form, a length cannot be, or a photo was not given, or given twice.
    """
    found: dict[int, KnownLength] = {}
    for text in texts:
        photo, known = _split_known_length(text)
        index = _index_of(photo, photos, text, option="--known-length")
        if index in found:
            raise UsageProblem(message("usage.second_length", text=text, number=index + 1))
        found[index] = known
    return found


def _index_of(photo: int | None, photos: int, text: str, *, option: str) -> int:
    """The photo that a text belongs to, counted from 0; the only one need not be named."""
    if photo is None and photos > 1:
        raise UsageProblem(message("usage.which_photo", text=text, option=option))
    index = (photo or 1) - 1
    if not 0 <= index < photos:
        raise UsageProblem(message("usage.no_such_photo", text=text, number=index + 1, photos=photos))
    return index


def _split_mark(text: str) -> tuple[int | None, str, tuple[float, float]]:
    left, equals, right = text.partition("=")
    number, colon, name = left.rpartition(":")
    try:
        x, y = (float(part) for part in right.split(","))
        photo = int(number) if colon else None
    except ValueError:
        equals = ""
    if not equals or not name.strip():
        raise UsageProblem(message("usage.mark_form", text=text))
    return photo, name, (x, y)


def _split_known_length(text: str) -> tuple[int | None, KnownLength]:
    left, _, right = text.partition("=")
    number, colon, ends = left.rpartition(":")
    length, at, behind = right.partition("@")
    try:
        x1, y1, x2, y2 = (float(part) for part in ends.split(","))
        length_cm, behind_cm = float(length), float(behind) if at else 0.0
        photo = int(number) if colon else None
    except ValueError as error:
        raise UsageProblem(message("usage.length_form", text=text)) from error
    try:
        return photo, KnownLength(start_px=(x1, y1), end_px=(x2, y2), length_cm=length_cm, behind_cm=behind_cm)
    except ArgumentError as error:
        raise UsageProblem(message("usage.known_length", text=text, what=error.what, remedy=error.remedy)) from error
