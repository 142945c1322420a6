"""Photos of several days are told apart by their files, and a visit goes on with one of them."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from posture_cv.domain.corrections import Aim
from posture_cv.domain.errors import PhotoError, PhotoUnreadable
from posture_cv.domain.messages import Day, message
from posture_cv.domain.photo import Photo
from posture_cv.domain.views import View
from posture_cv.visit import Album, Visit
from posture_cv.visit.days import days_of, of_day
from posture_cv.wiring import words_in

MAY, JUNE = dt.date(2026, 5, 3), dt.date(2026, 6, 10)


@pytest.fixture
def album() -> Album:
    """Two photos of May with one of June between, one without a day, and a file that is no photo."""
    taken = Album()
    for name, day in (("a", MAY), ("b", JUNE), ("c", MAY), ("d", None)):
        taken.put(name, Photo(pixels=np.zeros((4, 4, 3), dtype=np.uint8), taken_on=day), name)
    taken.put("e", PhotoUnreadable(message("file.empty"), message("file.choose_again")), "e")
    return taken


def test_each_day_has_its_photos_and_those_without_a_day_are_in_none(album: Album) -> None:
    assert days_of(Visit.of(album.names).photos, album) == {MAY: (1, 3), JUNE: (2,)}


def test_the_visit_of_a_day_keeps_the_numbers_of_its_photos(album: Album) -> None:
    visit = Visit.of(album.names)
    for day, numbers, aside in ((MAY, [1, 3], [2, 4, 5]), (JUNE, [2], [1, 3, 4, 5])):
        chosen, others = of_day(visit, (), album, day)
        assert [photo.number for photo in chosen.photos] == numbers
        assert [photo.number for photo in others] == aside


def test_what_was_set_aside_comes_back_with_what_was_said_of_it(album: Album) -> None:
    aimed = Visit.of(album.names).aimed(3, Aim(view=View.LEFT))
    june, aside = of_day(aimed, (), album, JUNE)
    may, others = of_day(june, aside, album, MAY)
    assert {photo.number: photo.corrections.aim.view for photo in may.photos} == {1: None, 3: View.LEFT}
    assert {photo.number for photo in others} == {2, 4, 5}
    everything, none = of_day(may, others, album, None)
    assert {photo.number: photo for photo in everything.photos} == {photo.number: photo for photo in aimed.photos}
    assert none == ()


def test_a_day_that_no_photo_names_is_refused_with_those_there_are(album: Album) -> None:
    with pytest.raises(PhotoError, match=r"No photo was taken on 4 May 2026.*3 May 2026 or 10 June 2026"):
        of_day(Visit.of(album.names), (), album, dt.date(2026, 5, 4))
    with pytest.raises(PhotoError, match="Their files name no day"):
        of_day(Visit.of({"d": "d"}), (), album, MAY)


def test_a_day_is_written_as_the_language_writes_it() -> None:
    told = message("visit.day", day=Day(on=MAY), photos=("1", "3"), count=2)
    assert words_in("en").say(told) == "3 May 2026: photos 1, 3"
    assert words_in("es").say(told) == "3 de mayo de 2026: fotos 1, 3"
