"""A therapist's first visit: a sample, its measures, the report; and nothing leaves the machine."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlparse

import pytest

from tests.browser.logged import Logged

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

pytestmark = pytest.mark.browser

_PHOTO_TIMEOUT_MS = 30_000


@dataclass
class Watched:
    """A page, every host it spoke to, and every error it logged."""

    page: object
    logged: Logged
    hosts: set[str] = field(default_factory=set)


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desk", "phone"])
def watched(request: pytest.FixtureRequest, chromium: object, address: str) -> Iterator[Watched]:
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", accept_downloads=True)
    page = context.new_page()
    seen = Watched(page, Logged(page))
    page.on("request", lambda asked: seen.hosts.add(urlparse(asked.url).hostname or urlparse(asked.url).scheme))
    page.on("websocket", lambda opened: seen.hosts.add(urlparse(opened.url).hostname or ""))
    page.goto(address)
    yield seen
    context.close()


def test_a_sample_is_measured_and_its_report_downloaded_without_leaving_the_machine(watched: Watched) -> None:
    page = watched.page
    expect(page.get_by_role("heading", name="Posture, measured from a photo")).to_be_visible()
    page.get_by_role("button", name="Side photo").click()
    expect(page.get_by_role("img", name="Photo from the right side with measured points")).to_be_visible(timeout=_PHOTO_TIMEOUT_MS)
    page.get_by_role("tab", name="Measures").click()
    expect(page.get_by_role("heading", name="Head and neck")).to_be_visible()
    page.get_by_text("The same as a table").click()
    expect(page.get_by_role("rowheader", name="Craniovertebral angle", exact=True)).to_be_visible()
    page.get_by_role("tab", name="Report").click()
    page.get_by_role("textbox", name="Client's name").fill("Ada Beispiel")
    page.get_by_role("textbox", name="Client's name").press("Enter")
    with page.expect_download(timeout=_PHOTO_TIMEOUT_MS) as given:
        page.get_by_role("button", name="PDF report for Ada Beispiel").click()
    assert _text_of(given.value).count("Ada Beispiel") >= 1
    assert given.value.suggested_filename.startswith("posture_")
    assert _is_as_wide_as_the_screen(page)
    assert watched.hosts <= {"127.0.0.1", "data", "blob"}
    assert watched.logged.problems() == []


def test_what_is_open_stays_open_while_she_works(watched: Watched) -> None:
    page = watched.page
    page.get_by_role("button", name="Side photo").click()
    page.get_by_role("tab", name="Worksheet").click(timeout=_PHOTO_TIMEOUT_MS)
    page.wait_for_function("() => [...document.querySelectorAll('[data-testid=stImage] img')].some(each => each.naturalWidth > 0)")
    page.get_by_role("radio", name="As numbers").click()
    page.get_by_role("spinbutton", name="C7 spinous process: from the top edge, px").wait_for()
    page.locator('[data-test-script-state="notRunning"]').wait_for()
    page.get_by_text("Heart and blood pressure").click()
    chest = page.get_by_role("radiogroup", name="Pain or pressure in the chest")
    chest.get_by_text("Yes").click()
    expect(page.get_by_text("First things first: no hands-on work today.").last).to_be_visible()
    expect(page.get_by_role("tab", name="Worksheet")).to_have_attribute("aria-selected", "true")
    page.get_by_role("spinbutton", name="C7 spinous process: from the top edge, px").fill("300")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="All points back to automatic")).to_be_visible()
    expect(page.get_by_role("tab", name="Worksheet")).to_have_attribute("aria-selected", "true")
    expect(chest).to_be_visible()
    assert watched.logged.problems() == []


def test_the_first_result_is_reached_by_keyboard_alone(watched: Watched) -> None:
    page = watched.page
    button = page.get_by_role("button", name="Front photo")
    expect(button).to_be_visible()
    for _ in range(40):
        page.keyboard.press("Tab")
        if button.evaluate("element => element === document.activeElement"):
            break
    else:
        pytest.fail("the sample button cannot be reached by the Tab key")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="Findings")).to_be_visible(timeout=_PHOTO_TIMEOUT_MS)
    assert watched.logged.problems() == []


def _text_of(download: object) -> str:
    from pypdf import PdfReader

    with open(download.path(), "rb") as file:  # noqa: PTH123 - the driver gives a path as text
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(file.read())).pages)


def _is_as_wide_as_the_screen(page: object) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
