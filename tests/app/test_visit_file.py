"""A visit saved from the page and opened on another: the same photos, points and sheet; nothing is saved unasked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from posture_cv.domain.estimates import MeasureName
from posture_cv.wiring.visits import read_visit_file

from .conftest import ROOT, concluded_in, visit_of, words

PHRASE = "four words apart"
CVA = MeasureName("craniovertebral_angle")


def field(at: AppTest, name: str) -> object:
    return next(one for one in at.text_input if one.key and one.key.startswith(name))


def button(at: AppTest, label: str) -> object:
    return next(one for one in at.button if one.label == label)


@pytest.fixture
def saved(upload: Callable[..., AppTest]) -> tuple[AppTest, bytes]:
    """A page with a corrected photo and an answered sheet, and the file it was saved in."""
    at = upload("left_2.jpg")
    page = visit_of(at)
    page.visit = page.visit.with_points(1, {"c7": (410.0, 170.0)})
    page.write(page.visit.sheet.answered("bleeding", yes=True).clearing("bleeding").planned(minutes=60, approach="european"))
    at.run()
    field(at, "visit-save-passphrase").set_value(PHRASE)
    field(at, "visit-save-again").set_value(PHRASE).run()
    assert not at.exception
    assert page.sealed is not None
    made = page.sealed.make()
    assert isinstance(made, bytes)
    return at, made


def opened(file: bytes, phrase: str, name: str = "posture.visit") -> AppTest:
    at = AppTest.from_file(str(ROOT / "posture_cv" / "ui" / "app.py"), default_timeout=120).run()
    next(one for one in at.file_uploader if one.label == "Visit file").set_value((name, file, "application/octet-stream")).run()
    field(at, "visit-open").set_value(phrase)
    button(at, "Open it").click().run()
    assert not at.exception
    return at


def test_what_was_saved_goes_on(saved: tuple[AppTest, bytes]) -> None:
    at, file = saved
    again = opened(file, PHRASE)
    assert visit_of(again).visit == visit_of(at).visit.dated(visit_of(again).visit.photo(1).corrections.points[0].at)
    first, second = concluded_in(at), concluded_in(again)
    assert first is not None
    assert second is not None
    assert second.measurements == first.measurements
    assert next(m for m in second.measurements if m.name is CVA)
    assert visit_of(again).visit.sheet.approach == "european"


def test_a_wrong_passphrase_says_so_and_leaves_the_page_as_it_was(saved: tuple[AppTest, bytes]) -> None:
    _, file = saved
    at = opened(file, "other words apart")
    assert "The passphrase does not open this file." in words(at)
    assert not visit_of(at).visit.photos
    field(at, "visit-open").set_value(PHRASE)
    button(at, "Open it").click().run()
    assert len(visit_of(at).visit.photos) == 1
    assert "does not open" not in words(at)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Dear client", "This is no visit file."),
        (b'{"schema_version": 2}', "without its photos"),
        (b"PSTRVST\n" + bytes(70), "damaged"),
    ],
)
def test_another_file_is_refused_in_plain_words(content: bytes, said: str) -> None:
    assert said in words(opened(content, PHRASE))


def test_the_button_waits_for_two_equal_passphrases(upload: Callable[..., AppTest]) -> None:
    at = upload("left_2.jpg")

    def waits() -> bool:
        return bool(button(at, "Save the file").disabled)

    assert waits()
    field(at, "visit-save-passphrase").set_value("short").run()
    assert waits()
    assert "It needs at least 8 letters." in words(at)
    field(at, "visit-save-passphrase").set_value(PHRASE)
    field(at, "visit-save-again").set_value("four words apar").run()
    assert waits()
    assert "The two differ." in words(at)
    field(at, "visit-save-again").set_value(PHRASE).run()
    assert not waits()


def test_the_file_holds_what_is_on_the_page_when_it_is_pressed(saved: tuple[AppTest, bytes]) -> None:
    at, _ = saved
    page = visit_of(at)
    next(one for one in at.text_input if one.key == "client").set_value("Avery Example").run()
    assert page.sealed is not None
    made = page.sealed.make()
    assert isinstance(made, bytes)
    assert read_visit_file(made, passphrase=PHRASE)[0].client == "Avery Example"
