"""The days on which the photos of a visit were taken, by their files: a visit is one day."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.domain.errors import PhotoError, PostureError
from posture_cv.domain.messages import Day, message

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from posture_cv.visit.album import Album
    from posture_cv.visit.visit import Visit, VisitPhoto


def days_of(photos: Iterable[VisitPhoto], album: Album) -> dict[dt.date, tuple[int, ...]]:
    """Numbers of the photos by their day, the earliest first; photos whose file names no day are in none."""
    days: dict[dt.date, tuple[int, ...]] = {}
    for photo in photos:
        day = _day_of(photo.digest, album)
        if day is not None:
            days[day] = (*days.get(day, ()), photo.number)
    return dict(sorted(days.items()))


def of_day(visit: Visit, aside: Iterable[VisitPhoto], album: Album, day: dt.date | None) -> tuple[Visit, tuple[VisitPhoto, ...]]:
    """The visit with the photos of one day alone, or with all, and the photos that are set aside for that.

    Parameters
    ----------
    aside
        What was set aside before; it comes back as it left, with everything a hand said of it.
    day
        None for every photo.

    Raises
    ------
    PhotoError
        If there is no photo of that day.
    """
    photos = (*visit.photos, *aside)
    if day is None:
        return replace(visit, photos=photos), ()
    require_day(day, (_day_of(photo.digest, album) for photo in photos))
    kept = tuple(photo for photo in photos if _day_of(photo.digest, album) == day)
    return replace(visit, photos=kept), tuple(photo for photo in photos if photo not in kept)


def require_day(day: dt.date, taken_on: Iterable[dt.date | None]) -> None:
    """Check that a photo was taken on that day.

    Raises
    ------
    PhotoError
        If none was; it names the days that there are.
    """
    days = sorted({each for each in taken_on if each is not None})
    if day in days:
        return
    if days:
        raise PhotoError(
            message("visit.not_that_day", day=Day(on=day)), message("visit.name_a_day", days=tuple(Day(on=each) for each in days))
        )
    raise PhotoError(message("visit.not_that_day", day=Day(on=day)), message("visit.no_days"))


def _day_of(digest: str, album: Album) -> dt.date | None:
    photo = album.photos.get(digest)
    return None if photo is None or isinstance(photo, PostureError) else photo.taken_on
