"""A browser reload in a real Chromium: the visit is still there, in this tab and in no other."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from posture_cv.assets.samples import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page, WebSocketRoute

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect
expect.set_options(timeout=60_000)

pytestmark = pytest.mark.browser

SAMPLES = {sample.path.name: sample.path for sample in samples()}
LONG_MS = 90_000
SIDE = SAMPLES["left_2.jpg"]
EMPTY = "Posture, measured from a photo"


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    one = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    one.set_default_timeout(LONG_MS)
    yield one
    one.close()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.get_by_role("heading", name=EMPTY).wait_for()
    return page


def with_photo(context: BrowserContext, address: str) -> Page:
    page = opened(context, address)
    page.locator("input[type=file]").first.set_input_files(SIDE)
    page.get_by_role("tab", name="Findings").wait_for()
    return page


def at_rest(page: Page, for_ms: int = 800) -> None:
    """Wait until the page has not been drawn anew for so long."""
    page.wait_for_function(
        """ms => {
          const drawn = document.querySelector('[data-test-script-state]')?.dataset.testScriptState === "notRunning";
          window.restingFrom = drawn ? window.restingFrom ?? performance.now() : null;
          return drawn && performance.now() - window.restingFrom > ms;
        }""",
        arg=for_ms,
    )


def drag(page: Page, point: str, by: tuple[int, int]) -> None:
    handle = page.locator(f'.handle[data-key="{point}"] .centre')
    box = None
    while box is None or box != handle.bounding_box():  # until the page around it has come to rest
        handle.scroll_into_view_if_needed()
        box = handle.bounding_box()
        page.wait_for_timeout(400)
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + by[0], y + by[1], steps=6)
    page.mouse.up()


def place_of(page: Page, point: str) -> list[float]:
    """Where a point lies on the photo as it is shown."""
    handle = page.locator(f'.handle[data-key="{point}"]')
    expect(handle).to_have_attribute("transform", re.compile("translate"))
    transform = handle.get_attribute("transform") or ""
    return [float(number) for number in re.findall(r"-?[\d.]+", transform)]


def with_a_dragged_point(context: BrowserContext, address: str) -> tuple[Page, Locator]:
    """A visit with C7 moved in the picture, and what the page says of it."""
    page = with_photo(context, address)
    page.get_by_role("radio", name="Correct points").click()
    drag(page, "c7-midline", (10, 14))
    effect = page.locator(".pcv-effect").first
    expect(effect).to_contain_text("Craniovertebral angle")
    return page, effect


def test_photo_dragged_point_number_and_worksheet_are_there_after_a_reload(context: BrowserContext, address: str) -> None:
    page, effect = with_a_dragged_point(context, address)
    said, dragged_to = effect.inner_text(), place_of(page, "c7-midline")
    page.get_by_role("tab", name="Worksheet").click()
    open_questions = page.get_by_text("open questions")
    all_open = open_questions.inner_text()
    page.get_by_role("button", name="No to all that is open here").first.click()
    expect(open_questions).not_to_have_text(all_open, use_inner_text=True)
    fewer_open = open_questions.inner_text()
    page.reload()
    expect(effect).to_have_text(said, use_inner_text=True)
    assert place_of(page, "c7-midline") == pytest.approx(dragged_to, abs=0.5)
    page.get_by_role("tab", name="Worksheet").click()
    expect(open_questions).to_have_text(fewer_open, use_inner_text=True)
    page.get_by_role("button", name="Undo").click()
    expect(effect).to_have_count(0)
    page.get_by_role("button", name="Redo").click()
    expect(effect).to_have_text(said, use_inner_text=True)


def test_a_point_set_by_numbers_can_be_undone_in_the_picture_after_a_reload(context: BrowserContext, address: str) -> None:
    page, effect = with_a_dragged_point(context, address)
    dragged = effect.inner_text()
    page.get_by_role("radio", name="As numbers").click()
    across = page.get_by_label("C7 spinous process: from the left edge, px")
    across.fill("150")
    across.press("Enter")
    expect(effect).not_to_have_text(dragged, use_inner_text=True)
    at_rest(page)  # the page may be drawn once more for the row that shows the number
    by_numbers = effect.inner_text()
    page.reload()
    page.get_by_role("radio", name="Correct points").click()
    expect(effect).to_have_text(by_numbers, use_inner_text=True)
    at_rest(page)
    page.get_by_role("button", name="Undo").click()
    expect(effect).to_have_text(dragged, use_inner_text=True)
    at_rest(page)
    page.get_by_role("button", name="Undo").click()
    expect(effect).to_have_count(0)
    at_rest(page)
    page.get_by_role("button", name="Redo").click()
    expect(effect).to_have_text(dragged, use_inner_text=True)
    at_rest(page)
    page.get_by_role("button", name="Redo").click()
    expect(effect).to_have_text(by_numbers, use_inner_text=True)


def test_a_fresh_tab_starts_empty_and_a_second_reload_still_finds_the_visit(context: BrowserContext, address: str) -> None:
    page = with_photo(context, address)
    page.reload()
    page.get_by_role("tab", name="Findings").wait_for()
    stranger = opened(context, address)
    expect(stranger.get_by_role("tab", name="Findings")).to_have_count(0)
    page.reload()
    page.get_by_role("tab", name="Findings").wait_for()


def test_what_was_started_over_does_not_come_back(context: BrowserContext, address: str) -> None:
    page = with_photo(context, address)
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("heading", name=EMPTY).wait_for()
    page.reload()
    page.get_by_role("heading", name=EMPTY).wait_for()
    at_rest(page)
    expect(page.get_by_role("tab", name="Findings")).to_have_count(0)


def test_the_language_is_kept(context: BrowserContext, address: str) -> None:
    page = context.new_page()
    page.goto(f"{address}/settings")
    page.get_by_role("radio", name="Español").click()
    page.get_by_role("heading", name="Ajustes").wait_for()
    page.reload()
    page.get_by_role("heading", name="Ajustes").wait_for()


def test_a_copied_tab_goes_on_with_the_visit_and_the_first_one_says_so(context: BrowserContext, address: str) -> None:
    page = with_photo(context, address)
    ticket = page.evaluate("sessionStorage.getItem('posture_cv.ticket')")
    copy = context.new_page()
    copy.add_init_script(f"sessionStorage.getItem('posture_cv.ticket') || sessionStorage.setItem('posture_cv.ticket', '{ticket}')")
    copy.goto(address)
    copy.get_by_role("tab", name="Findings").wait_for()
    page.get_by_text("Blur face", exact=True).click()
    page.get_by_text("This visit goes on in another tab").wait_for()
    copy.get_by_text("Blur face", exact=True).click()
    copy.get_by_role("tab", name="Findings").wait_for()
    expect(copy.get_by_text("This visit goes on in another tab")).to_have_count(0)


def test_an_address_typed_over_an_open_page_leads_there_on_a_slow_line(context: BrowserContext, address: str) -> None:
    page = opened(context, address)

    def pass_on_slowly(browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()

        def to_browser(message: str | bytes) -> None:
            time.sleep(0.1)  # so that the page answers one message before it has the next
            browser.send(message)

        server.on_message(to_browser)

    page.route_web_socket(re.compile("/_stcore/stream"), pass_on_slowly)
    page.goto(f"{address}/learn")
    page.get_by_role("heading", name="What the numbers mean").wait_for()
    page.wait_for_timeout(1000)
    assert page.url == f"{address}/learn"
