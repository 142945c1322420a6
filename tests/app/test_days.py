"""Photos of several days on the page: one sentence, and one press to go on with those of one day."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image
from streamlit.testing.v1 import AppTest

from posture_cv.ui import intake

from .conftest import SAMPLES, concluded_in, visit_of, words

EXIF_POINTER, TAKEN = 0x8769, 0x9003


def dated(name: str, taken: str) -> tuple[str, bytes]:
    block = Image.Exif()
    block.get_ifd(EXIF_POINTER)[TAKEN] = taken
    file = io.BytesIO()
    with Image.open(SAMPLES[name]) as picture:
        picture.save(file, "JPEG", quality=95, exif=block.tobytes())
    return name, file.getvalue()


def test_a_visit_of_two_days_goes_on_with_one(upload: Callable[..., AppTest]) -> None:
    at = upload(dated("client_before_left.jpg", "2026:05:03 10:00:00"), dated("client_after_front.jpg", "2026:06:10 10:00:00"))
    assert "These photos were taken on several days" in words(at)
    keep = next(each for each in at.button if each.label == "10 June 2026: 1 photo")
    keep.click().run()
    assert [photo.name for photo in visit_of(at).visit.photos] == ["client_after_front.jpg"]
    found = concluded_in(at)
    assert found is not None
    assert [photo.view for photo in found.photos] == ["front"]
    assert "several days" not in words(at)
    assert "set aside" in words(at)


def press(at: AppTest, label: str) -> None:
    next(each for each in at.button if each.label == label).click().run()


def test_the_other_day_is_one_press_away_and_so_are_all(upload: Callable[..., AppTest]) -> None:
    at = upload(
        dated("client_before_left.jpg", "2026:05:03 10:00:00"),
        dated("client_after_front.jpg", "2026:06:10 10:00:00"),
        "client_before_back.jpg",
    )
    page = visit_of(at)
    pictures = dict(page.album.photos)
    press(at, "10 June 2026: 1 photo")
    press(at, "3 May 2026: 1 photo")
    assert [photo.name for photo in page.visit.photos] == ["client_before_left.jpg"]
    assert page.selected == page.visit.photos[0].number
    press(at, "All 3 photos")
    assert {photo.name for photo in page.visit.photos} == {"client_before_left.jpg", "client_after_front.jpg", "client_before_back.jpg"}
    assert page.album.photos == pictures
    assert "several days" in words(at)


def test_the_last_photo_of_a_day_removed_brings_the_others_back(upload: Callable[..., AppTest]) -> None:
    at = upload(dated("client_before_left.jpg", "2026:05:03 10:00:00"), dated("client_after_front.jpg", "2026:06:10 10:00:00"))
    page = visit_of(at)
    press(at, "10 June 2026: 1 photo")
    intake.remove(page, page.visit.photos[0].number)
    assert [photo.name for photo in page.visit.photos] == ["client_before_left.jpg"]
    assert page.set_aside == ()
    assert set(page.album.photos) == {page.visit.photos[0].digest}


def test_a_closed_visit_forgets_what_was_set_aside(upload: Callable[..., AppTest]) -> None:
    at = upload(dated("client_before_left.jpg", "2026:05:03 10:00:00"), dated("client_after_front.jpg", "2026:06:10 10:00:00"))
    page = visit_of(at)
    press(at, "10 June 2026: 1 photo")
    page.forget_all()
    assert page.set_aside == ()
    assert page.album.photos == {}


def test_a_visit_of_one_day_asks_nothing(upload: Callable[..., AppTest]) -> None:
    at = upload(dated("client_before_left.jpg", "2026:05:03 10:00:00"))
    assert "several days" not in words(at)
    assert not [each for each in at.button if each.key and each.key.startswith("day-")]
