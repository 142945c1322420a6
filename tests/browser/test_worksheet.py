"""The therapist's hour in a real browser: point at a muscle by keyboard, screen, test, correct a point, take the files with her."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from posture_cv.domain.screen import ScreenTopic
from posture_cv.wiring import words_in
from tests.browser.logged import Logged

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

pytestmark = pytest.mark.browser

_PHOTO_TIMEOUT_MS = 30_000
_NOTE = "tender beside the third rib"


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, chromium: object, address: str) -> Iterator[object]:
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", accept_downloads=True)
    opened = context.new_page()
    logged = Logged(opened)
    opened.goto(address)
    opened.get_by_role("button", name="Side photo").click()
    expect(opened.get_by_role("tab", name="Findings")).to_be_visible(timeout=_PHOTO_TIMEOUT_MS)
    yield opened
    assert logged.problems() == []
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    context.close()


def come_to_rest(page: object, element: object) -> None:
    """Wait until the page is drawn and the element, in view, no longer moves."""
    page.locator('[data-test-script-state="notRunning"]').wait_for()
    box = None
    while box is None or box != element.bounding_box():
        element.scroll_into_view_if_needed()
        box = element.bounding_box()
        page.wait_for_timeout(400)


def test_a_muscle_on_the_map_opens_its_card_by_keyboard_and_keeps_the_focus(page: object) -> None:
    page.get_by_role("tab", name="Muscles").click()
    page.get_by_role("radio", name="Back", exact=True).click()
    soleus = page.locator('[data-muscle="soleus"][data-side="left"]').first
    expect(soleus).to_be_visible()
    soleus.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Soleus")).to_be_visible()
    expect(page.locator('[data-muscle="soleus"][aria-pressed="true"]').first).to_be_visible()
    assert page.locator("#map").evaluate("map => map.getRootNode().activeElement.dataset.muscle") == "soleus"
    # the same by name, and back by a click on the same shape
    chooser = page.get_by_role("combobox", name="Muscle")
    come_to_rest(page, chooser)  # a list opened while the page still moves closes again
    chooser.focus()
    page.keyboard.press("ArrowDown")
    first = page.get_by_role("option").first
    named = first.inner_text()
    first.click()
    expect(page.get_by_role("heading", name=named, exact=True)).to_be_visible()
    page.get_by_role("radio", name="Back", exact=True).click()
    soleus.click()
    expect(page.get_by_role("heading", name="Soleus")).to_be_visible()


def test_a_name_opens_its_card_and_escape_closes_it(page: object) -> None:
    page.get_by_role("tab", name="Measures").click()
    page.get_by_role("button", name="Craniovertebral angle", exact=True).press("Enter")
    card = page.get_by_role("dialog")
    expect(card.get_by_role("heading", name="Craniovertebral angle", exact=True)).to_be_visible()
    expect(card.get_by_role("img", name="Figure: the points and lines of Craniovertebral angle")).to_be_visible()
    card.get_by_role("button", name="Forward head", exact=True).click()
    expect(card.get_by_role("heading", name="Forward head", exact=True)).to_be_visible()
    come_to_rest(page, card)  # a card closed while it is drawn is opened again
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_what_the_hands_found_outlives_a_corrected_point_and_is_in_the_files(page: object) -> None:
    page.get_by_role("tab", name="Worksheet").click()
    topics = [words_in("en").text(f"screen.topic.{topic}") for topic in ScreenTopic]
    at_rest = page.locator('[data-test-script-state="notRunning"]')  # what is opened while the page is drawn anew may close again
    remaining = page.get_by_role("button", name="No to all that is open here")
    expect(remaining).to_have_count(1)
    for opened, topic in enumerate(topics[1:], start=2):
        line = page.get_by_text(topic, exact=True)
        come_to_rest(page, line)  # the topic opened before pushes it down
        line.click()
        expect(remaining).to_have_count(opened)
    for left in reversed(range(len(topics))):
        at_rest.wait_for()
        remaining.first.click()
        expect(remaining).to_have_count(left)
    expect(page.get_by_text("nothing stands against hands-on work")).to_be_visible()
    page.get_by_role("radio", name="3 Tests").click()
    test = page.locator('[class*="st-key-test-"]').first
    name = test.locator("h4").inner_text()
    test.get_by_role("radio", name="Positive").click()
    expect(test.get_by_role("radiogroup", name="Positive on")).to_be_visible()
    test.get_by_role("textbox", name="Note").fill(_NOTE)
    test.get_by_role("textbox", name="Note").press("Enter")
    page.get_by_role("radio", name="As numbers").click()
    page.get_by_role("spinbutton", name="C7 spinous process: from the top edge, px").fill("300")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="All points back to automatic")).to_be_visible()
    kept = page.locator('[class*="st-key-test-"]').filter(has=page.get_by_role("heading", name=name, exact=True)).first
    expect(kept.get_by_role("radio", name="Positive")).to_be_checked()
    expect(kept.get_by_role("textbox", name="Note")).to_have_value(_NOTE)
    page.get_by_role("tab", name="Report").click()
    data = json.loads(_downloaded(page, "Data (JSON)"))
    written = [item for item in data["worksheet"]["items"] if item["note"] == _NOTE]
    assert [(item["text"]["test_title"], item["outcome"]) for item in written] == [(name, "positive")]
    asked = [question for question in data["worksheet"]["safety"] if not question["retired"]]
    assert {(question["answer"], question["asked_together"]) for question in asked} == {(False, True)}
    assert _NOTE in " ".join(_text_of(_downloaded(page, "PDF report")).split())


def _downloaded(page: object, button: str) -> bytes:
    with page.expect_download(timeout=_PHOTO_TIMEOUT_MS) as given:
        page.get_by_role("button", name=button).click()
    return Path(given.value.path()).read_bytes()


def _text_of(pdf: bytes) -> str:
    from pypdf import PdfReader

    return "\n".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
