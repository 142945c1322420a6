"""Every page under the rules of axe-core, light and dark."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from posture_cv.assets.samples import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")

pytestmark = pytest.mark.browser

SAMPLES = {sample.path.name: sample.path for sample in samples()}
GRAVE = {"serious", "critical"}
LONG_MS = 90_000
LOOKS = 12
TABS = ("Findings", "Measures", "Muscles", "Worksheet", "Not measured", "Report")


@pytest.fixture(params=[("light", 1280, 900), ("dark", 390, 844)], ids=["light desk", "dark phone"])
def page(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Page]:
    scheme, width, height = request.param
    context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce")
    tab = context.new_page()
    tab.set_default_timeout(LONG_MS)
    tab.goto(address)
    tab.get_by_role("heading", name="Posture, measured from a photo").wait_for()
    yield tab
    context.close()


def grave(page: Page, place: str) -> list[str]:
    """Serious and critical violations that stay, each with the first element that has it.

    Streamlit draws the labels of tabs and choices a moment after the elements themselves: what is gone within six seconds was that.
    """
    found: list[str] = []
    for _ in range(LOOKS):
        page.wait_for_timeout(500)
        violations = axe.Axe().run(page).response["violations"]
        found = [f"{place}: {rule['id']}: {rule['nodes'][0]['html'][:200]}" for rule in violations if rule["impact"] in GRAVE]
        if not found:
            break
    return found


def test_first_page_learn_and_settings(page: Page) -> None:
    page.get_by_role("button", name="Start: Full standing").wait_for()
    found = grave(page, "first page")
    for name, title in (("learn", "What the numbers mean"), ("settings", "Settings")):
        page.goto(f"{page.url.rstrip('/').removesuffix('/learn')}/{name}")
        page.get_by_role("heading", name=title).wait_for()
        found += grave(page, name)
    assert found == []


def test_guided_capture(page: Page) -> None:
    page.get_by_role("button", name="Start: Full standing").click()
    page.get_by_text("Face the camera").wait_for()
    page.locator("input[type=file]").first.set_input_files(SAMPLES["front_2.jpg"])
    page.get_by_text("Taken: 1").wait_for()
    assert grave(page, "guided") == []


def test_results_in_every_tab_and_the_photo_in_every_way(page: Page) -> None:
    page.locator("input[type=file]").first.set_input_files([SAMPLES["left_2.jpg"], SAMPLES["front_2.jpg"]])
    page.get_by_role("tab", name="Findings").wait_for()
    found = []
    for tab in TABS:
        page.get_by_role("tab", name=tab).click()
        found += grave(page, tab)
    for pane in ("Correct points", "As numbers"):
        page.get_by_role("radio", name=pane).click()
        page.wait_for_timeout(1500)
        found += grave(page, pane)
    assert found == []
