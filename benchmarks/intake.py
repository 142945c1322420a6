"""An intake in a real Chromium, from four photos to the PDF report with two points corrected on the way; and what a drag costs."""

from __future__ import annotations

import os
import re
import shutil
import sys
import time
from contextlib import suppress
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from playwright.sync_api import expect, sync_playwright

from benchmarks.start import served
from posture_cv.assets.samples import samples

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, Page

WHOLE_TARGET_S = 60.0
STEP_TARGET_S = 1.0
DRAG_TARGET_MS = 100.0
DRAG_MOVES = 80
_VIEWS = ("front", "left", "back", "right")
_PATIENCE_MS = 300_000
_EDITED_VIEW = "left side"
_SHIFTED = {"c7-midline": ("ArrowDown", 4), "asis-left": ("ArrowRight", 3)}
"""The two corrections: which key, and how often with Shift, which is ten pixels each."""

_TICKS_PER_S = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 1


class Spent(NamedTuple):
    """What a step took: seconds by the clock, and processor seconds of everything that worked for it, which a busy machine blurs less."""

    clock_s: float
    cpu_s: float


_WATCH = """() => {
  const parts = [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')];
  const chip = parts.map((part) => part.shadowRoot.querySelector(".chip.is-shown")).find((found) => found);
  window.waits = [];
  window.since = null;
  document.addEventListener("pointermove", () => { window.since ??= performance.now(); }, true);
  new MutationObserver(() => {
    if (window.since === null) return;
    window.waits.push(performance.now() - window.since);
    window.since = null;
  }).observe(chip, { childList: true, characterData: true, subtree: true });
}"""


def measure() -> dict[str, object]:
    """Seconds of each step and of the whole, milliseconds from the pointer's move to the value that follows it; the targets beside them."""
    chromium = shutil.which("chromium")
    if chromium is None:
        return {"left_out": "no Chromium is installed"}
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        try:
            return _measured(browser, address)
        finally:
            browser.close()


def _measured(browser: Browser, address: str) -> dict[str, object]:
    page = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True).new_page()
    page.set_default_timeout(_PATIENCE_MS)
    expect.set_options(timeout=_PATIENCE_MS)
    page.goto(address)
    page.get_by_role("button", name="Start: Full standing").wait_for()
    page.wait_for_timeout(10_000)
    steps: dict[str, Spent] = {}
    photos = _visit()
    _timed(steps, "start", lambda: _start(page))
    for place, (view, photo) in enumerate(zip(_VIEWS, photos, strict=True)):
        _timed(steps, f"photo_{view}", lambda photo=photo: _give(page, photo))
        if place + 1 < len(_VIEWS):
            _timed(steps, f"next_after_{view}", lambda place=place: _next(page, place + 2))
    _timed(steps, "results", lambda: _press(page, "Show results", page.get_by_role("tab", name="Findings")))
    _timed(steps, "choose_photo", lambda: _choose(page))
    _timed(steps, "open_editor", lambda: _choose_pane(page))
    for key, (arrow, times) in _SHIFTED.items():
        _timed(steps, f"correct_{key}", lambda key=key, arrow=arrow, times=times: _correct(page, key, arrow, times))
    _timed(steps, "open_report", lambda: _press_tab(page))
    _timed(steps, "pdf", lambda: _download(page))
    drag = _drag(page)
    alone = {name: taken for name, taken in steps.items() if not name.startswith("photo_")}
    return {
        "steps_s": {name: round(taken.clock_s, 2) for name, taken in steps.items()},
        "steps_cpu_s": {name: round(taken.cpu_s, 2) for name, taken in steps.items()},
        "whole_s": round(sum(taken.clock_s for taken in steps.values()), 1),
        "whole_cpu_s": round(sum(taken.cpu_s for taken in steps.values()), 1),
        "whole_target_s": WHOLE_TARGET_S,
        "slowest_step_but_photos_s": round(max(taken.clock_s for taken in alone.values()), 2),
        "step_target_s": STEP_TARGET_S,
        "drag_median_ms": round(median(drag), 1),
        "drag_max_ms": round(max(drag), 1),
        "drag_updates": len(drag),
        "drag_target_ms": DRAG_TARGET_MS,
    }


def _visit() -> list[Path]:
    """One person's four photos, in the protocol's order."""
    paths = {sample.path.name: sample.path for sample in samples()}
    return [paths[f"client_before_{view}.jpg"] for view in _VIEWS]


def _timed(steps: dict[str, Spent], name: str, act: Callable[[], object]) -> None:
    began, worked = time.perf_counter(), _cpu_s()
    act()
    steps[name] = Spent(time.perf_counter() - began, _cpu_s() - worked)
    sys.stderr.write(f"{name}: {steps[name].clock_s:.2f} s, {steps[name].cpu_s:.2f} s of processor time\n")


def _cpu_s() -> float:
    """Processor seconds that this process and all it started have used so far, browser and server included; 0 where /proc is missing."""
    used: dict[int, float] = {}
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = stat.read_text().rpartition(")")[2].split()
            parents[int(stat.parent.name)] = int(fields[1])
            used[int(stat.parent.name)] = (int(fields[11]) + int(fields[12])) / _TICKS_PER_S
    own = {os.getpid()}
    while more := {child for child, parent in parents.items() if parent in own} - own:
        own |= more
    return sum(used.get(process, 0.0) for process in own)


def _start(page: Page) -> None:
    page.get_by_role("button", name="Start: Full standing").click()
    page.get_by_text("0 of 4 views taken").wait_for()


def _give(page: Page, photo: Path) -> None:
    """From the file's choice until the photo is judged."""
    page.locator("input[type=file]").first.set_input_files(photo)
    page.get_by_text("Taken: 1 of up to 3").wait_for()


def _next(page: Page, number: int) -> None:
    page.get_by_role("button", name="Next view").click()
    expect(page.get_by_role("radio", name=re.compile(rf"{number} · "))).to_be_checked()
    expect(page.get_by_text("Taken: 1 of up to 3")).to_have_count(0)


def _press(page: Page, button: str, seen: object) -> None:
    page.get_by_role("button", name=button).click()
    expect(seen).to_be_visible()


def _choose(page: Page) -> None:
    page.get_by_role("radiogroup", name="Photo to show").get_by_role("radio", name=_EDITED_VIEW).click()
    page.get_by_role("img", name=f"Photo from the {_EDITED_VIEW}").wait_for()


def _choose_pane(page: Page) -> None:
    page.get_by_role("radio", name="Correct points").click()
    page.locator(".editor .handle").first.wait_for()


def _correct(page: Page, key: str, arrow: str, times: int) -> None:
    """From the first key until the page says what the correction changes, the point among what was set by hand."""
    handle = page.locator(f'.handle[data-key="{key}"]')
    handle.focus()
    before = page.locator(".pcv-effect li").count()
    for _ in range(times):
        page.keyboard.press(f"Shift+{arrow}")
    page.wait_for_function("before => document.querySelectorAll('.pcv-effect li').length > before", arg=before)


def _press_tab(page: Page) -> None:
    page.get_by_role("tab", name="Report").click()
    page.get_by_role("button", name="PDF report").wait_for()


def _download(page: Page) -> None:
    with page.expect_download() as given:
        page.get_by_role("button", name="PDF report").click()
    given.value.path()


def _drag(page: Page) -> list[float]:
    """Milliseconds from each move of the pointer to the live value that answers it."""
    centre = page.locator('.handle[data-key="tragus-left"] .centre')
    centre.scroll_into_view_if_needed()
    box = centre.bounding_box()
    if box is None:
        raise RuntimeError("expected the ear's handle on the page, but it is not shown")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 6, y + 6, steps=3)
    page.locator(".chip.is-shown").wait_for()
    page.evaluate(_WATCH)
    for i in range(DRAG_MOVES):
        page.mouse.move(x + 6 + i / 2, y + 6 + i / 2)
    page.wait_for_function("window.since === null")
    waits: list[float] = page.evaluate("window.waits")
    page.mouse.up()
    return waits
