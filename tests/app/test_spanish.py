"""A therapist who chose Spanish reads every page, note and file in Spanish."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from html import unescape

import pytest
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from posture_cv.knowledge import load
from posture_cv.ui.state import Pane, language
from posture_cv.words.catalogue import catalogue

from .conftest import concluded_in, preferences_of, visit_of

BORROWED = {"pin and stretch"}
"""An English name of a technique, given in brackets."""


@pytest.fixture
def spanish(app: AppTest) -> AppTest:
    preferences_of(app).language = "es"
    return app.run()


@pytest.fixture
def spanish_visit(spanish: AppTest, upload: Callable[..., AppTest]) -> AppTest:
    return upload("client_before_left.jpg", "client_before_front.jpg")


def english() -> set[str]:
    """Texts of three words and more that a Spanish page must not hold."""
    texts = set(load().texts.values())
    # what Streamlit words itself is sent along, to be found and replaced in the browser
    texts |= {form for key, entry in catalogue("en").entries.items() if not key.startswith("streamlit.") for form in entry.forms}
    parts = {part for text in texts for part in re.split(r"\{\w+\}|(?<=[.!?]) ", text)}
    return {part for part in parts if len(part.split()) >= 3 and len(part) > 14} - BORROWED


def strings(message: Message) -> Iterator[str]:
    for field, held in message.ListFields():
        for each in held if isinstance(held, Iterable) and not isinstance(held, str | bytes) else (held,):
            if isinstance(each, Message):
                yield from strings(each)
            elif isinstance(each, str) and field.name not in ("id", "element_id", "js_content"):
                yield each


def shown(at: AppTest) -> str:
    """Everything sent to the browser, without sources, which are named as they were published."""
    assert not at.exception
    found: list[str] = []

    def visit(block: object) -> None:
        for element in getattr(block, "children", {}).values():
            if isinstance(proto := getattr(element, "proto", None), Message):
                found.extend(strings(proto))
            visit(element)

    visit(at._tree)
    return re.sub(r'<details class="pcv-more"><summary>Fuentes.*?</details>', "", unescape("\n".join(found)), flags=re.DOTALL)


def left_in_english(at: AppTest) -> set[str]:
    page = shown(at)
    return {text for text in english() if text in page}


def test_intake_and_results_hold_no_english(spanish: AppTest, spanish_visit: AppTest) -> None:
    assert left_in_english(spanish_visit) == set()
    page = shown(spanish_visit)
    assert "Cabeza adelantada, grado leve, probable: ángulo craneovertebral" in page
    assert "probablemente acortado: confirmar con la prueba de longitud" in page or "posiblemente acortado" in page
    assert re.search(r"\d,\d ± \d,\d % de la estatura|\d,\d a \d,\d % de la estatura", page)
    assert not re.search(r"\d\.\d+(?:° | ±)|% of height", page)


def test_no_part_of_the_worksheet_holds_english(spanish_visit: AppTest) -> None:
    visit = visit_of(spanish_visit)
    for part, heading in (
        ("factors", "Los cinco factores"),
        ("tests", "Pruebas, en orden de trabajo"),
        ("session", "Una sesión para considerar"),
    ):
        visit.part = part
        assert left_in_english(spanish_visit.run()) == set()
        assert heading in shown(spanish_visit)


@pytest.mark.parametrize("pane", [Pane.POINTS, Pane.NUMBERS])
def test_the_editor_and_its_table_hold_no_english(spanish_visit: AppTest, pane: Pane) -> None:
    visit_of(spanish_visit).pane = pane
    assert left_in_english(spanish_visit.run()) == set()


def test_what_is_kept_stays_english_so_that_the_language_can_change(spanish_visit: AppTest) -> None:
    visit = visit_of(spanish_visit)
    visit.part = "tests"
    spanish_visit.run()
    outcome = next(control for control in spanish_visit.button_group if control.key and control.key.startswith("outcome"))
    outcome.set_value("positive").run()
    assert {line.muscle for line in visit.visit.sheet.lines} <= {one.muscle for one in concluded_in(spanish_visit).muscles}
    preferences_of(spanish_visit).language = "en"
    assert "Forward head, mild, likely: craniovertebral angle" in shown(spanish_visit.run())


def test_guided_capture_and_an_unusable_photo_hold_no_english(spanish: AppTest, upload: Callable[..., AppTest], landscape: bytes) -> None:
    at = upload(("meadow.png", landscape))
    assert left_in_english(at) == set()
    assert "No se encontró a nadie en la foto." in shown(at)
    visit = visit_of(at)
    visit.guiding, visit.visit = True, replace(visit.visit, protocol="full_standing")
    assert left_in_english(at.run()) == set()
    assert "Mire a la cámara, dé unos pasos sin avanzar" in shown(at)


@pytest.mark.parametrize("screen", ["learn", "settings"])
def test_learn_and_settings_hold_no_english(spanish: AppTest, screen: str) -> None:
    spanish.switch_page(f"screens/{screen}.py").run()
    assert left_in_english(spanish) == set()


def test_nobody_looking_means_english() -> None:
    assert language() == "en"
