"""Streamlit's own buttons and names in the language of the page, seen and heard, and back again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

pytestmark = pytest.mark.browser

A_LETTER = {"name": "letter.txt", "mimeType": "text/plain", "buffer": b"Dear client"}
PRETEND_CAMERA = """() => {
  const drawn = Object.assign(document.createElement('canvas'), { width: 640, height: 480 });
  drawn.getContext('2d').fillRect(0, 0, 640, 480);
  navigator.mediaDevices.getUserMedia = async () => drawn.captureStream(10);
}"""
SPOKEN = "[...document.querySelectorAll('button')].map(one => one.getAttribute('aria-label')).filter(Boolean)"


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.set_default_timeout(60_000.0)
    tab.goto(f"{address}/settings")
    tab.get_by_role("heading", name="Settings").wait_for()
    yield tab
    context.close()


def choose(page: Page, language: str, first_page: str) -> None:
    page.get_by_text(language, exact=True).click()
    page.get_by_role("link", name=first_page).click()


def test_the_way_in_is_spanish_for_eyes_and_ears(page: Page) -> None:
    choose(page, "Español", "Evaluar")
    expect(page.get_by_role("button", name="Elegir archivos")).to_have_text("uploadElegir archivos")
    expect(page.get_by_test_id("stFileUploaderDropzoneInstructions").first).to_contain_text("50MB por archivo • JPG")
    expect(page.get_by_role("button", name="Pantalla completa: Cabeza adelantada (derecha)")).to_have_count(1)
    assert page.evaluate("document.documentElement.lang") == "es"
    english = ("Help for", "Fullscreen", "Open", "Main menu", "Close")
    assert [name for name in page.evaluate(SPOKEN) if name.startswith(english)] == []
    expect(page.get_by_text("Ir al contenido")).to_have_count(1)
    expect(page.get_by_role("img", name="Logotipo")).to_have_count(1)
    expect(page.get_by_role("img", name="lock icon")).to_have_count(0)


def test_what_comes_later_is_spanish_too(page: Page) -> None:
    choose(page, "Español", "Evaluar")
    page.locator("input[type=file]").first.set_input_files([A_LETTER])
    expect(page.get_by_role("alert")).to_contain_text("No se admiten archivos de tipo text/plain.")
    expect(page.get_by_role("button", name="Quitar letter.txt")).to_be_visible()
    page.evaluate(PRETEND_CAMERA)
    page.get_by_text("Usar la cámara").click()
    expect(page.get_by_role("button", name="Tomar la foto")).to_be_enabled()


def test_english_comes_back_as_it_was(page: Page) -> None:
    choose(page, "Español", "Evaluar")
    page.get_by_role("button", name="Elegir archivos").wait_for()
    page.get_by_role("link", name="Ajustes").click()
    choose(page, "English", "Assess")
    expect(page.get_by_test_id("stFileUploaderDropzone").get_by_role("button").last).to_have_text("uploadUpload")
    expect(page.get_by_role("button", name="Help for Photos of one person, up to 12: side, front, back")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
