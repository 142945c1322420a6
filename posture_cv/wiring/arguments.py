"""What callers of the Python interface pass, checked before any work: each thing that does not fit is said, with what to pass instead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from posture_cv.corrections import points_typed
from posture_cv.domain.corrections import Aim, Corrections, LengthLine
from posture_cv.domain.errors import ArgumentError
from posture_cv.domain.known_length import KnownLength
from posture_cv.domain.messages import Quantity, message
from posture_cv.domain.numerals import finite, whole
from posture_cv.domain.person import OLDEST, SHORTEST_STATURE_CM, TALLEST_STATURE_CM, YOUNGEST, Person, Sex
from posture_cv.domain.views import Position, View
from posture_cv.knowledge import load

_AUTO = "auto"


def several_photos(photos: object) -> list[Any]:
    """The photos of a visit, at least one."""
    if isinstance(photos, str | bytes | bytearray | memoryview) or not isinstance(photos, Sequence):
        raise ArgumentError(message("argument.no_list"), message("argument.pass_list"))
    if not photos:
        raise ArgumentError(message("argument.no_photo"), message("argument.pass_photo"))
    return list(photos)


def corrections_of_each(photos: int, *, views: object, marks: object, persons: object, known_lengths: object) -> list[Corrections]:
    """What is said about each photo, in their order; an argument left out says nothing about any."""
    return [
        Corrections(
            aim=Aim(view=declared_view(view), person=person_from(person)),
            points=() if points is None else points_typed(points),
            known=None if known is None else LengthLine.of(known_length_from(known)),
        )
        for view, points, person, known in zip(
            _one_for_each(views, photos, name="views", default=_AUTO),
            _one_for_each(marks, photos, name="marks"),
            _one_for_each(persons, photos, name="persons"),
            _one_for_each(known_lengths, photos, name="known_lengths"),
            strict=True,
        )
    ]


def _one_for_each(given: object, photos: int, *, name: str, default: object = None) -> list[Any]:
    if given is None:
        return [default] * photos
    if isinstance(given, str | bytes) or not isinstance(given, Sequence) or len(given) != photos:
        raise ArgumentError(message("argument.not_one_each", name=name), message("argument.pass_one_each", photos=photos))
    return list(given)


def declared_view(view: object) -> View | None:
    """The view a word names; None for ``auto``."""
    known = [_AUTO, *(each for each in View if each is not View.OBLIQUE)]
    if not isinstance(view, str) or view not in known:
        raise ArgumentError(message("argument.no_view"), message("argument.pass_one_of", keys=tuple(known)))
    return None if view == _AUTO else View(view)


def position_from(position: object) -> Position:
    """The position a word names."""
    if not isinstance(position, str) or position not in list(Position):
        raise ArgumentError(message("argument.no_position"), message("argument.pass_one_of", keys=tuple(Position)))
    return Position(position)


def day_from(day: object) -> dt.date | None:
    """The day that a text names, year first."""
    if day is None or (isinstance(day, dt.date) and not isinstance(day, dt.datetime)):
        return day
    try:
        return dt.date.fromisoformat(day) if isinstance(day, str) else _no_day()
    except ValueError:
        return _no_day()


def _no_day() -> dt.date:
    raise ArgumentError(message("argument.no_day"), message("argument.pass_day"))


def person_from(person: object) -> int | None:
    """The number of a person, counted from 1; whole numbers of NumPy are as good as Python's."""
    if person is None:
        return None
    number = whole(person)
    if number is None or number < 1:
        raise ArgumentError(message("argument.no_person"), message("argument.pass_number"))
    return number


def stature_from(stature_cm: object) -> float | None:
    """A stature in centimetres; numbers of NumPy are as good as Python's."""
    if stature_cm is None:
        return None
    stature = finite(stature_cm)
    if stature is None or not SHORTEST_STATURE_CM <= stature <= TALLEST_STATURE_CM:
        least, most = Quantity(value=SHORTEST_STATURE_CM), Quantity(value=TALLEST_STATURE_CM)
        raise ArgumentError(message("argument.no_height"), message("argument.pass_height", least=least, most=most))
    return stature


def stated_person(sex: object, age: object) -> Person:
    """Sex and age as stated; whole numbers of NumPy are as good as Python's."""
    if not (sex is None or (isinstance(sex, str) and sex in tuple(Sex))):
        raise ArgumentError(message("argument.no_sex"), message("argument.pass_sex"))
    years = None if age is None else whole(age)
    if age is not None and (years is None or not YOUNGEST <= years <= OLDEST):
        raise ArgumentError(message("argument.no_age"), message("argument.pass_age", least=YOUNGEST, most=OLDEST))
    return Person(sex=None if sex is None else Sex(str(sex)), age=years)


def complaint_from(complaint: object) -> str:
    """The key of a complaint, or none."""
    known = [row.key for row in load().conditions]
    if not isinstance(complaint, str) or (complaint and complaint not in known):
        raise ArgumentError(message("argument.no_complaint"), message("tables.use_complaints", keys=tuple(known)))
    return complaint


def known_length_from(known: object) -> KnownLength:
    """A known length, checked when it was made."""
    if not isinstance(known, KnownLength):
        raise ArgumentError(message("argument.no_known_length"), message("argument.pass_known_length"))
    return known
