"""In the pseudo-language no letter of a page stands outside the marks, but names, keys, units and figures."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from posture_cv.knowledge import load
from posture_cv.ui.state import Pane
from posture_cv.words import PSEUDO
from tests.unmarked import unmarked

from .conftest import preferences_of, visit_of
from .drawn import texts

Upload = Callable[..., AppTest]

NAMES = re.compile(r"English|Español|en-GB|[\w-]*\\?\.(jpe?g|png|webp|hei[cf]|avif|tiff?|bmp|gif|pdf|json|posture)\b|\b[ABCX](/[ABCX])+\b")
"""Languages, which are named in themselves, the one whose clock and figures are used, names of files and grades."""

SOURCES = sorted({text for source in load().references for text in (source.citation, source.identifier) if text}, key=len, reverse=True)


@pytest.fixture
def marked(app: AppTest) -> AppTest:
    preferences_of(app).language = PSEUDO
    return app.run()


@pytest.fixture
def visit(marked: AppTest, upload: Upload) -> AppTest:
    """Two photos of one person, something to see in both."""
    return upload("client_before_left.jpg", "client_before_front.jpg")


def escaped(at: AppTest) -> set[str]:
    return {word for text in texts(at) for word in unmarked(without_sources(text), known=NAMES)}


def without_sources(text: str) -> str:
    for source in SOURCES:
        text = text.replace(source, "")
    return text


def answered(at: AppTest, question: str) -> AppTest:
    """That question of the safety screen answered yes."""
    page = visit_of(at)
    page.write(page.visit.sheet.answered(question, yes=True))
    return at.run()


def test_the_first_page(marked: AppTest) -> None:
    assert escaped(marked) == set()


def test_settings(marked: AppTest) -> None:
    marked.switch_page("screens/settings.py").run()
    assert escaped(marked) == set()


def test_guided_capture_and_an_unusable_photo(marked: AppTest, upload: Callable[..., AppTest], landscape: bytes) -> None:
    at = upload(("meadow.png", landscape))
    assert escaped(at) == set()
    visit = visit_of(at)
    visit.guiding, visit.visit = True, replace(visit.visit, protocol="full_standing")
    assert escaped(at.run()) == set()


def test_results_of_two_photos(visit: AppTest) -> None:
    assert len(texts(visit)) > 300
    assert escaped(visit) == set()


def test_results_of_one_photo(marked: AppTest, upload: Upload) -> None:
    assert escaped(upload("left_3.jpg")) == set()


def test_repeats_and_lengths(marked: AppTest, upload: Upload) -> None:
    at = upload("left_2.jpg", "left_3.jpg")
    page = visit_of(at)
    page.visit = replace(page.visit, stature_cm=172.0)
    assert escaped(at.run()) == set()


@pytest.mark.parametrize("part", ["safety", "factors", "tests", "session"])
def test_every_part_of_the_worksheet(visit: AppTest, part: str) -> None:
    visit_of(visit).part = part
    assert escaped(visit.run()) == set()


@pytest.mark.parametrize("question", ["saddle_numbness", "fever", "weak_bones", "hernia"])
def test_the_sheet_with_a_question_answered_yes(visit: AppTest, question: str) -> None:
    """What stops at once, what needs a doctor the same day, a doctor's advice, and what is adapted to."""
    at = answered(visit, question)
    for part in ("safety", "session"):
        visit_of(at).part = part
        assert escaped(at.run()) == set()


def test_tests_with_outcomes(visit: AppTest) -> None:
    visit_of(visit).part = "tests"
    visit.run()
    outcomes = [control.key for control in visit.button_group if control.key and control.key.startswith("outcome")]
    for key, outcome in zip(outcomes, ("positive", "negative"), strict=False):
        visit.button_group(key=key).set_value(outcome).run()
    assert escaped(visit) == set()


@pytest.mark.parametrize("photo", ["client_before_left.jpg", "client_before_front.jpg"])
@pytest.mark.parametrize("pane", list(Pane))
def test_editor_and_table_of_points(marked: AppTest, upload: Upload, photo: str, pane: Pane) -> None:
    at = upload(photo)
    visit_of(at).pane = pane
    assert escaped(at.run()) == set()


def test_learn(marked: AppTest) -> None:
    marked.switch_page("screens/learn.py").run()
    assert escaped(marked) == set()
    marked.selectbox[0].set_value("levator_scapulae").run()
    assert escaped(marked) == set()


def test_several_people(marked: AppTest, upload: Upload, two_people: bytes) -> None:
    assert escaped(upload(("pair.png", two_people))) == set()


def test_a_file_that_is_no_photo(marked: AppTest, upload: Upload) -> None:
    assert escaped(upload(("notes.jpg", b"not a photo"))) == set()
