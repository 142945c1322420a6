"""The tool for a known length, in a real Chromium: by mouse, by touch, by keyboard, taken back, and kept over a reload."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from posture_cv.assets.samples import samples

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

pytestmark = pytest.mark.browser

LONG_MS = 60_000
FIRST, SECOND, WHOLE = (f"Known length, {part}" for part in ("first end", "second end", "whole line"))
SIDE = next(sample.path for sample in samples() if sample.path.name == "left_2.jpg")
PHOTO = (720.0, 960.0)


@pytest.fixture(params=[False])
def page(open_editor: Callable[..., Page], request: pytest.FixtureRequest) -> Page:
    """The editor at desktop width; on a phone where the test asks for it."""
    return open_editor(viewport={"width": 390, "height": 844}, has_touch=True) if request.param else open_editor()


def tool(page: Page) -> Locator:
    return page.locator('.bar [data-act="known"]')


def on_photo(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a photo pixel lies on the page while the whole photo is shown."""
    box = page.locator(".stage").bounding_box()
    assert box is not None
    scale = min(box["width"] / PHOTO[0], box["height"] / PHOTO[1])
    left, top = (box["width"] - scale * PHOTO[0]) / 2.0, (box["height"] - scale * PHOTO[1]) / 2.0
    return box["x"] + left + scale * x, box["y"] + top + scale * y


def marked(page: Page) -> list[float]:
    """Both ends as Python has them, photo pixels."""
    line = page.get_by_text(re.compile(r"^known: -?[\d.]+ ")).inner_text()
    return [float(number) for number in line.split()[1:]]


def draw(page: Page, start: tuple[float, float], end: tuple[float, float]) -> None:
    tool(page).click()
    page.get_by_role("button", name=FIRST).wait_for()
    page.mouse.click(*on_photo(page, *start))
    page.get_by_role("button", name=SECOND).wait_for()
    page.mouse.click(*on_photo(page, *end))
    page.get_by_role("button", name=WHOLE).wait_for()


def test_two_clicks_draw_it_and_drags_correct_it(page: Page) -> None:
    expect(page.get_by_text("known: none")).to_be_visible()
    tool(page).click()
    chip = page.locator(".chip")
    expect(chip).to_contain_text("Click on one end")
    page.mouse.click(*on_photo(page, 110.0, 880.0))
    expect(chip).to_contain_text("Now its other end")
    page.mouse.move(*on_photo(page, 140.0, 300.0))
    page.mouse.down()
    page.mouse.move(*on_photo(page, 120.0, 200.0), steps=5)
    expect(page.locator(".loupe.is-shown")).to_have_count(1)
    page.mouse.up()
    expect(chip).to_contain_text("now type its length")
    page.get_by_text(re.compile(r"^known: 1")).wait_for()
    assert marked(page) == pytest.approx([110.0, 880.0, 120.0, 200.0], abs=2.0)
    expect(page.get_by_role("button", name=SECOND)).to_be_focused()
    before = page.get_by_text(re.compile(r"^known: ")).inner_text()
    page.mouse.move(*on_photo(page, 110.0, 880.0))
    page.mouse.down()
    page.mouse.move(*on_photo(page, 150.0, 860.0), steps=5)
    page.mouse.up()
    expect(page.get_by_text(before, exact=True)).to_have_count(0)
    assert marked(page) == pytest.approx([150.0, 860.0, 120.0, 200.0], abs=2.0)


def test_the_keyboard_sets_both_ends_and_moves_them(page: Page) -> None:
    page.locator('.handle[data-key="knee-left"]').focus()
    page.keyboard.press("k")
    expect(page.get_by_role("button", name=FIRST)).to_be_focused()
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=SECOND)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.get_by_text(re.compile(r"^known: \d")).wait_for()
    x1, y1, x2, y2 = marked(page)
    assert x1 == pytest.approx(x2, abs=12.0)
    assert y1 - y2 > 300.0
    before = page.get_by_text(re.compile(r"^known: ")).inner_text()
    page.keyboard.press("Shift+ArrowLeft")
    expect(page.get_by_text(before, exact=True)).to_have_count(0)
    assert marked(page) == pytest.approx([x1, y1, x2 - 10.0, y2], abs=0.2)


def test_it_is_one_step_of_undo_and_delete_removes_it(page: Page) -> None:
    draw(page, (110.0, 880.0), (110.0, 300.0))
    page.get_by_text(re.compile(r"^known: 1")).wait_for()
    page.keyboard.press("Control+z")
    expect(page.get_by_text("known: none")).to_be_visible()
    page.keyboard.press("Control+y")
    page.get_by_text(re.compile(r"^known: 1")).wait_for()
    page.get_by_role("button", name=FIRST).focus()
    page.keyboard.press("Delete")
    expect(page.get_by_text("known: none")).to_be_visible()
    expect(page.get_by_role("button", name=WHOLE)).to_have_count(0)


def test_escape_stops_half_way_and_leaves_nothing_behind(page: Page) -> None:
    tool(page).click()
    page.mouse.click(*on_photo(page, 110.0, 880.0))
    page.get_by_role("button", name=SECOND).wait_for()
    page.keyboard.press("Escape")
    expect(page.locator('.end[data-line="known"]')).to_have_count(0)
    expect(page.locator('.bar [data-act="undo"]')).to_be_disabled()
    expect(page.get_by_text("known: none")).to_be_visible()


def test_a_vertical_and_a_known_length_stand_beside_each_other(page: Page) -> None:
    page.get_by_role("button", name="True vertical", exact=True).click()
    page.get_by_role("button", name="True vertical, whole line").wait_for()
    draw(page, (620.0, 880.0), (620.0, 300.0))
    page.get_by_text(re.compile(r"^known: 6")).wait_for()
    page.get_by_role("button", name="True vertical, whole line").focus()
    page.keyboard.press("Delete")
    expect(page.get_by_role("button", name="True vertical, whole line")).to_have_count(0)
    expect(page.get_by_role("button", name=WHOLE)).to_have_count(1)


@pytest.mark.parametrize("page", [True], indirect=True)
def test_two_taps_draw_it_on_a_phone(page: Page) -> None:
    page.locator(".stage").scroll_into_view_if_needed()
    tool(page).tap()
    page.get_by_role("button", name=FIRST).wait_for()
    page.locator(".stage").scroll_into_view_if_needed()
    page.touchscreen.tap(*on_photo(page, 150.0, 700.0))
    page.get_by_role("button", name=SECOND).wait_for()
    page.touchscreen.tap(*on_photo(page, 150.0, 300.0))
    page.get_by_text(re.compile(r"^known: 1")).wait_for()
    assert marked(page) == pytest.approx([150.0, 700.0, 150.0, 300.0], abs=4.0)


def test_the_typed_length_fills_the_millimetres_and_survives_a_reload(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 1280, "height": 1000}, reduced_motion="reduce")
    tab = context.new_page()
    tab.set_default_timeout(2 * LONG_MS)
    tab.goto(address)
    tab.locator("input[type=file]").first.set_input_files(SIDE)
    tab.get_by_role("radio", name="Correct points").click()
    tab.locator(".editor .handle").first.wait_for()
    draw(tab, (110.0, 880.0), (110.0, 300.0))
    length = tab.get_by_role("spinbutton", name="Length of what you marked, cm")
    length.fill("145")
    length.press("Enter")
    says = tab.get_by_text(re.compile(r"^By it the client is \d+ ± \d+ cm tall"))
    says.wait_for()
    expect(tab.locator("text.name", has_text="145 cm")).to_be_visible()
    was = says.inner_text()
    tab.get_by_role("button", name=SECOND).focus()
    tab.keyboard.press("Shift+ArrowDown")
    expect(tab.get_by_text(was, exact=True)).to_have_count(0)
    said = says.inner_text()
    tab.reload()
    tab.get_by_role("button", name=WHOLE).wait_for()
    expect(says).to_have_text(said)
    expect(length).to_have_value("145")
    tab.get_by_role("tab", name="Measures").click()
    expect(tab.get_by_text(re.compile("Millimetres come from a known length"))).to_be_visible()
    context.close()
