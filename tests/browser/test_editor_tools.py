"""Lines to measure against, points placed by a click, and the record of who did what, in a real Chromium."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
expect = playwright.expect

pytestmark = pytest.mark.browser

WHOLE = "True vertical, whole line"
UPPER = "True vertical, upper end"


@pytest.fixture
def page(open_editor: Callable[..., Page]) -> Page:
    """The editor at desktop width, for a reader in another time zone."""
    return open_editor(timezone_id="Etc/GMT-14")


def measures(page: Page) -> dict[str, float]:
    lines = page.get_by_text(re.compile(r"^[a-z_0-9]+ (left|right|midline): -?[\d.]+$")).all_inner_texts()
    return {name: float(value) for name, value in (line.rsplit(": ", 1) for line in lines)}


def ends(page: Page) -> list[float]:
    """Both ends of the drawn line, stage pixels."""
    return page.locator(".lines line.vertical").evaluate("line => ['x1', 'y1', 'x2', 'y2'].map(name => Number(line.getAttribute(name)))")


def on_stage(page: Page, x: float, y: float) -> tuple[float, float]:
    box = page.locator(".stage").bounding_box()
    assert box is not None
    return box["x"] + x, box["y"] + y


def drag(page: Page, start: tuple[float, float], dx: float, dy: float) -> None:
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0] + dx, start[1] + dy, steps=6)
    page.mouse.up()


def draw_vertical(page: Page) -> list[float]:
    page.get_by_role("button", name="True vertical", exact=True).click()
    page.get_by_role("button", name=WHOLE).wait_for()
    return ends(page)


def test_the_drawn_vertical_moves_as_a_whole_and_keeps_its_lean(page: Page) -> None:
    before = draw_vertical(page)
    tilt = page.locator(".where").inner_text()
    quarter = [before[i] + 0.25 * (before[i + 2] - before[i]) for i in (0, 1)]
    drag(page, on_stage(page, *quarter), 60.0, 25.0)
    page.wait_for_timeout(200)
    after = ends(page)
    assert [b - a for a, b in zip(before, after, strict=True)] == pytest.approx([60.0, 25.0, 60.0, 25.0], abs=1.0)
    assert page.locator(".where").inner_text() == tilt
    page.keyboard.press("Shift+ArrowRight")
    expect(page.get_by_role("button", name=WHOLE)).to_be_focused()
    page.wait_for_timeout(200)
    assert ends(page)[0] > after[0]
    assert ends(page)[0] - after[0] == pytest.approx(ends(page)[2] - after[2], abs=0.01)


def test_an_end_of_the_vertical_turns_the_measures_by_its_lean(page: Page) -> None:
    draw_vertical(page)
    was = measures(page)["craniovertebral_angle_as_photographed left"]
    x1, y1, x2, y2 = ends(page)
    drag(page, on_stage(page, x1, y1), 30.0, 0.0)
    lean = math.degrees(math.atan2(30.0 + x1 - x2, y2 - y1))
    # the line leans to the image's right at its top, the person faces left: upright, the head comes forward by as much
    expect(page.get_by_text(f"craniovertebral_angle_as_photographed left: {was:.2f}")).to_have_count(0)
    assert measures(page)["craniovertebral_angle_as_photographed left"] == pytest.approx(was - lean, abs=0.5)


def test_a_vertical_that_cannot_be_one_leaves_the_editor_usable(page: Page) -> None:
    x, y, *_ = draw_vertical(page)
    drag(page, on_stage(page, x, y), 280.0, 150.0)
    expect(page.get_by_text(re.compile(r"Camera tilted [3-9]\d"))).to_be_visible()
    page.get_by_role("button", name="Run again").click()
    page.keyboard.press("Control+z")
    page.locator(".stage").focus()
    page.keyboard.press("Control+z")
    expect(page.get_by_text(re.compile(r"Camera tilted [0-2]\."))).to_be_visible()


def test_a_point_that_was_estimated_can_be_placed_by_a_click(page: Page) -> None:
    page.locator('[data-place="psis-left"]').click()
    spot = page.locator('.handle[data-key="psis-left"] .centre').bounding_box()
    assert spot is not None
    page.mouse.click(spot["x"] + 14.0, spot["y"] - 9.0)
    page.get_by_text("edited: 1", exact=True).wait_for()
    now = page.locator('.handle[data-key="psis-left"] .centre').bounding_box()
    assert now is not None
    assert now["x"] + now["width"] / 2 == pytest.approx(spot["x"] + 14.0, abs=1.0)
    assert now["y"] + now["height"] / 2 == pytest.approx(spot["y"] - 9.0, abs=1.0)


def test_a_corrected_point_says_who_when_and_how_far_in_picture_and_table(page: Page) -> None:
    page.locator('.handle[data-key="c7-midline"]').focus()
    page.keyboard.press("Shift+ArrowDown")
    page.get_by_text("edited: 1", exact=True).wait_for()
    card = page.locator(".card.point")
    expect(card).to_contain_text(re.compile(r"moved 10 px \(1\.\d % of height\)"))
    expect(card.locator(".signed")).to_have_text(re.compile(r"^By Robin Example, \d{1,2}:\d\d"))
    expect(page.get_by_text(re.compile(r"^moved 10 px \(1\.\d % of height\)\. By Robin Example, \d\d:\d\d$"))).to_be_visible()


def test_the_plumb_line_shows_how_far_each_point_lies_from_it(page: Page) -> None:
    expect(page.locator("line.offset")).to_have_count(0)
    page.get_by_role("button", name="Plumb line", exact=True).click()
    expect(page.locator("line.offset")).to_have_count(4)
    ear = measures(page)["plumb_offset_ear left"]
    expect(page.locator("text.name", has_text="Tragus")).to_have_text(f"Tragus {ear:.1f} %")


def test_the_vertical_can_be_drawn_by_numbers_and_the_picture_follows(page: Page) -> None:
    page.get_by_test_id("stCheckbox").filter(has_text="True vertical").click()
    page.get_by_role("button", name=WHOLE).wait_for()
    across = page.get_by_label("True vertical, upper end: from the left edge, px")
    across.fill("140")
    across.press("Enter")
    expect(page.get_by_role("button", name=UPPER)).to_have_attribute("aria-label", re.compile(r"x 140, y \d+$"))


def test_full_screen_and_back_by_the_same_key(page: Page) -> None:
    page.locator('.handle[data-key="knee-left"]').focus()
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    assert (page.locator(".stage").bounding_box() or {"height": 0.0})["height"] > 750.0
    page.locator('.handle[data-key="knee-left"]').focus()
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement === null")


def test_escape_leaves_the_full_screen_to_the_page_as_it_was_with_the_focus_where_it_was(page: Page) -> None:
    knee, stage = page.locator('.handle[data-key="knee-left"]'), page.locator(".stage")
    page.set_viewport_size({"width": 1280, "height": 500})
    knee.focus()
    knee.scroll_into_view_if_needed()
    page.wait_for_timeout(300)
    before = stage.bounding_box()
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.wait_for_timeout(300)
    assert stage.bounding_box() != before
    page.keyboard.press("Escape")
    page.wait_for_function("document.fullscreenElement === null")
    expect(knee).to_be_focused()
    expect(page.get_by_role("button", name="Full screen (F)")).to_have_attribute("aria-pressed", "false")
    expect(stage).to_be_in_viewport()
    after = stage.bounding_box()
    assert before is not None
    assert after is not None
    assert (after["width"], after["height"]) == (before["width"], before["height"])
    page.keyboard.press("ArrowRight")
    page.get_by_text("edited: 1", exact=True).wait_for()


def test_escape_in_the_full_screen_first_leaves_out_a_point_that_is_being_placed(page: Page) -> None:
    page.locator(".stage").focus()
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.locator('[data-place="psis-left"]').click()
    expect(page.locator(".stage.is-placing")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".stage.is-placing")).to_have_count(0)
    assert page.evaluate("document.fullscreenElement !== null")


def test_leaving_the_full_screen_in_the_middle_of_a_drag_takes_the_drag_back(page: Page) -> None:
    page.locator(".stage").focus()
    page.keyboard.press("f")
    page.wait_for_function("document.fullscreenElement !== null")
    page.wait_for_timeout(300)
    at = page.locator('.handle[data-key="c7-midline"] .centre').bounding_box()
    assert at is not None
    page.mouse.move(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
    page.mouse.down()
    page.mouse.move(at["x"] + 60.0, at["y"] + 40.0, steps=5)
    page.evaluate("document.exitFullscreen()")
    page.wait_for_function("document.fullscreenElement === null")
    page.mouse.move(300.0, 300.0)
    page.mouse.up()
    expect(page.locator(".stage.is-dragging")).to_have_count(0)
    expect(page.get_by_text("edited: 0", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()
