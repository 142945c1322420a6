"""Light and dark, chosen in Settings: on every page, after a reload, with the visit still there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_cv.assets.samples import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

pytestmark = pytest.mark.browser

SIDE = next(sample.path for sample in samples() if sample.path.name == "left_2.jpg")
LIGHT, DARK = "rgb(251, 250, 247)", "rgb(19, 24, 26)"
LONG_MS = 90_000


def go(page: Page, name: str) -> None:
    page.get_by_role("link", name=name).click()


def test_colours_chosen_in_settings_hold_on_every_page_and_lose_no_visit(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, color_scheme="light")
    page = context.new_page()
    page.set_default_timeout(LONG_MS)
    page.goto(address)
    page.locator("input[type=file]").first.set_input_files(SIDE)
    page.get_by_role("tab", name="Findings").wait_for()
    go(page, "Settings")
    expect(page.get_by_role("radio", name="As the computer")).to_be_checked()
    page.get_by_role("radio", name="Dark").click()
    expect(page.locator(".stApp")).to_have_css("background-color", DARK)
    expect(page.get_by_role("radio", name="Dark")).to_be_checked()
    go(page, "Assess")
    page.get_by_role("tab", name="Findings").wait_for()
    expect(page.locator(".stApp")).to_have_css("background-color", DARK)
    page.reload()
    page.get_by_role("tab", name="Findings").wait_for()
    expect(page.locator(".stApp")).to_have_css("background-color", DARK)
    another = context.new_page()
    another.goto(f"{address}/settings")
    expect(another.get_by_role("radio", name="Dark")).to_be_checked()
    another.get_by_role("radio", name="As the computer").click()
    expect(another.locator(".stApp")).to_have_css("background-color", LIGHT)
    context.close()
