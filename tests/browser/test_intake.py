"""An intake in a real Chromium: four photos to the report by mouse and by keyboard, a dragged point, a wrong photo among good ones."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from posture_cv.assets.samples import samples
from tests.browser.logged import Logged

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Download, FileChooser, Locator, Page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

pytestmark = pytest.mark.browser

SAMPLES = {sample.path.name: sample.path for sample in samples()}
VISIT = [SAMPLES[f"client_before_{view}.jpg"] for view in ("right", "back", "left", "front")]
IN_ORDER = ["1 · front", "2 · left side", "3 · back", "4 · right side"]
LONG_MS = 90_000
MOST_STOPS = 150


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Page]:
    width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce", accept_downloads=True)
    tab = context.new_page()
    tab.set_default_timeout(LONG_MS)
    logged = Logged(tab)
    tab.goto(address)
    tab.get_by_role("heading", name="Posture, measured from a photo").wait_for()
    yield tab
    assert logged.problems() == []
    context.close()


def put_in(page: Page, *files: object) -> None:
    page.locator("input[type=file]").first.set_input_files(list(files))
    page.get_by_role("tab", name="Findings").wait_for()


def tab_to(page: Page, target: Locator) -> None:
    """Press Tab until the element has the focus."""
    target.wait_for()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if target.evaluate("element => element === document.activeElement"):
            return
    pytest.fail("the Tab key does not get there")


def pages_of(download: Download) -> int:
    from pypdf import PdfReader

    with open(download.path(), "rb") as file:  # noqa: PTH123 - the driver gives a path as text
        return len(PdfReader(io.BytesIO(file.read())).pages)


def fits(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_four_photos_become_a_report_by_mouse(page: Page) -> None:
    put_in(page, *VISIT)
    shown = page.get_by_role("radiogroup", name="Photo to show").get_by_role("radio")
    expect(shown).to_have_count(len(IN_ORDER))
    for place, words in enumerate(IN_ORDER):
        expect(shown.nth(place)).to_contain_text(words)
    assert fits(page)
    page.get_by_role("tab", name="Report").click()
    with page.expect_download(timeout=LONG_MS) as given:
        page.get_by_role("button", name="PDF report").click()
    assert pages_of(given.value) >= 2


def chooser_by_keyboard(page: Page) -> FileChooser:
    """Open the file dialog by Tab and Enter; again if the page was still being drawn and the key fell beside the button."""
    for _ in range(5):
        tab_to(page, page.locator("[data-testid=stFileUploaderDropzone] button").first)
        try:
            with page.expect_file_chooser(timeout=8_000) as asked:
                page.keyboard.press("Enter")
        except playwright.TimeoutError:
            continue
        return asked.value
    raise AssertionError("Enter on the upload button opened no file dialog")


def test_four_photos_become_a_report_by_keyboard_alone(page: Page) -> None:
    chooser_by_keyboard(page).set_files(VISIT)
    findings = page.get_by_role("tab", name="Findings")
    tab_to(page, findings)
    report = page.get_by_role("tab", name="Report")
    for _ in range(10):
        page.keyboard.press("ArrowRight")
        if report.get_attribute("aria-selected") == "true":
            break
        if report.evaluate("element => element === document.activeElement"):
            page.keyboard.press("Enter")
            break
    tab_to(page, page.get_by_role("button", name="PDF report"))
    with page.expect_download(timeout=LONG_MS) as given:
        page.keyboard.press("Enter")
    assert pages_of(given.value) >= 2


def test_a_dragged_point_moves_the_number_and_stays_over_pages(page: Page) -> None:
    put_in(page, SAMPLES["left_2.jpg"])
    page.get_by_role("radio", name="Correct points").click()
    handle = page.locator('.handle[data-key="c7-midline"] .centre')
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 10, y + 14, steps=6)
    expect(page.locator('[data-measure^="craniovertebral_angle-"]')).to_contain_text("by this edit")
    page.mouse.up()
    effect = page.locator(".pcv-effect").first
    expect(effect).to_contain_text("Craniovertebral angle")
    said = effect.inner_text()
    if page.viewport_size is not None and page.viewport_size["width"] > 600:
        page.get_by_role("link", name="Learn").click()
        page.get_by_role("heading", name="What the numbers mean").wait_for()
        page.get_by_role("link", name="Assess").click()
        page.get_by_role("tab", name="Findings").wait_for()
        if not effect.is_visible():
            page.get_by_role("radio", name="Correct points").click()
        expect(effect).to_have_text(said, use_inner_text=True)
    page.get_by_role("button", name="All points back to automatic").click()
    expect(effect).to_have_count(0)


def test_a_wrong_photo_is_refused_and_the_others_are_kept(page: Page) -> None:
    sky = io.BytesIO()
    Image.new("RGB", (800, 600), (150, 190, 235)).save(sky, format="PNG")
    wrong = {"name": "sky.png", "mimeType": "image/png", "buffer": sky.getvalue()}
    right = [{"name": f"{path.name}", "mimeType": "image/jpeg", "buffer": path.read_bytes()} for path in VISIT[2:]]
    put_in(page, *right, wrong)
    shown = page.get_by_role("radiogroup", name="Photo to show").get_by_role("radio")
    expect(shown).to_have_count(3)
    shown.filter(has_text="not usable").click()
    expect(page.get_by_text("Nobody was found")).to_be_visible()
    page.get_by_role("button", name="Replace or retake").click()
    page.get_by_test_id("stPopoverBody").locator("input[type=file]").set_input_files(VISIT[1])
    expect(shown.filter(has_text="not usable")).to_have_count(0)
    expect(shown).to_have_count(3)
    expect(shown.nth(2)).to_contain_text("3 · back")


def test_the_guide_goes_from_step_to_step_and_to_the_results(page: Page) -> None:
    page.get_by_role("button", name="Start: Quick side view").click()
    page.get_by_text("Stand with your left side to the camera").wait_for()
    assert fits(page)
    page.locator("input[type=file]").first.set_input_files(SAMPLES["front_2.jpg"])
    expect(page.get_by_text("this step asks for the left side")).to_be_visible()
    page.get_by_role("button", name="Retake").click()
    expect(page.get_by_text("this step asks for the left side")).to_have_count(0)
    page.locator("input[type=file]").first.set_input_files(SAMPLES["left_2.jpg"])
    page.get_by_text("Taken: 1 of up to 3").wait_for()
    page.get_by_role("button", name="Show results").click()
    page.get_by_role("tab", name="Findings").wait_for()
    assert fits(page)
