"""What was closed or started over is gone from the server's memory in time, without any page being opened or closed meanwhile."""

from __future__ import annotations

import http.client
import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from PIL import Image

from posture_cv.assets.samples import samples
from posture_cv.ui.phone import addresses

from .conftest import start_server
from .mortal_server import KEPT_FOR_S

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = pytest.mark.browser

SAMPLES = {sample.path.name: sample.path for sample in samples()}
SIDE, FRONT = SAMPLES["left_2.jpg"], SAMPLES["front_0.jpg"]
LONG_MS = 90_000
LARGE_VISITS = int(os.environ.get("POSTURE_CV_LARGE_VISITS", "4"))
"""Visits of twelve megapixels at a time."""

AT_ONCE_S = 3.0
SLOW_MACHINE_S = 20.0
"""Added to every wait that ends as soon as what is waited for happens."""


class Memory:
    """What the witness in the server has written last."""

    def __init__(self, report: Path) -> None:
        self._report = report

    def now(self) -> dict[str, int]:
        return {name: count for name, count in json.loads(self._report.read_text()).items() if name != "memory_kb"}

    def filled_kb(self) -> int:
        """Memory that the whole server fills."""
        return int(json.loads(self._report.read_text())["memory_kb"])

    def until(self, holds: Callable[[dict[str, int]], bool], within_s: float) -> dict[str, int]:
        deadline = time.monotonic() + within_s
        while not holds(self.now()) and time.monotonic() < deadline:
            time.sleep(0.1)
        return self.now()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Memory]]:
    folder = tmp_path_factory.mktemp("mortal")
    report = folder / "memory.json"
    script = str(Path(__file__).with_name("mortal_server.py"))
    serving = start_server(lambda port: [script, str(port), str(report)], folder)
    port, _ = next(serving)
    yield f"http://127.0.0.1:{port}", Memory(report)
    serving.close()


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    one = chromium.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    one.set_default_timeout(LONG_MS)
    yield one
    one.close()


def opened(context: BrowserContext, address: str) -> Page:
    page = context.new_page()
    page.goto(address)
    page.get_by_role("heading", name="Posture, measured from a photo").wait_for()
    return page


def with_report(page: Page) -> None:
    """A whole visit: photo, points, and a report taken away."""
    page.locator("input[type=file]").first.set_input_files(SIDE)
    page.get_by_role("tab", name="Findings").wait_for()
    page.get_by_role("radio", name="Correct points").click()
    page.locator(".handle").first.wait_for()
    page.get_by_role("tab", name="Report").click()
    with page.expect_download():
        page.get_by_role("button", name="PDF report").click()


def test_started_over_nothing_of_the_client_is_left_though_the_page_stays_open(server: tuple[str, Memory], context: BrowserContext) -> None:
    address, memory = server
    page = opened(context, address)
    before = memory.now()["seen"]
    with_report(page)
    assert memory.until(lambda now: now["alive"] == 1, SLOW_MACHINE_S) == {"seen": before + 1, "alive": 1, "files": 1}
    page.get_by_role("button", name="Start over").click()
    page.get_by_role("heading", name="Posture, measured from a photo").wait_for()
    assert memory.until(lambda now: now["alive"] == now["files"] == 0, AT_ONCE_S + SLOW_MACHINE_S) == {
        "seen": before + 1,
        "alive": 0,
        "files": 0,
    }


def test_a_closed_page_is_kept_for_a_reload_and_gone_in_time(server: tuple[str, Memory], context: BrowserContext) -> None:
    address, memory = server
    page = opened(context, address)
    before = memory.now()["seen"]
    with_report(page)
    page.close()
    closed_s = time.monotonic()
    now = memory.until(lambda now: now["files"] == 0, KEPT_FOR_S / 2)
    assert (now["seen"], now["alive"]) == (before + 1, 1)
    memory.until(lambda now: now["alive"] == 0, KEPT_FOR_S + SLOW_MACHINE_S)
    assert memory.now()["alive"] == 0
    assert time.monotonic() - closed_s > KEPT_FOR_S / 2


def test_photos_from_a_phone_die_with_the_visit_taken_in_or_not(server: tuple[str, Memory], context: BrowserContext) -> None:
    if not addresses():
        pytest.skip("this computer is in no network")
    address, memory = server
    page = opened(context, address)
    page.get_by_text("Photos from a phone", exact=True).click()
    url = urlsplit(page.get_by_test_id("stCode").inner_text().strip())
    assert post(url.hostname, url.port, url.path, SIDE) == 200
    page.get_by_role("tab", name="Findings").wait_for()
    assert memory.until(lambda now: now["alive"] == 2, SLOW_MACHINE_S)["alive"] == 2  # the photo's pixels and the listener
    page.close()
    assert post(url.hostname, url.port, url.path, FRONT) == 200  # nobody takes this one in
    assert memory.until(lambda now: now["alive"] == 0, KEPT_FOR_S + SLOW_MACHINE_S)["alive"] == 0


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read where Linux shows it")
def test_memory_comes_back_after_several_large_visits_as_after_one(
    server: tuple[str, Memory], context: BrowserContext, tmp_path: Path
) -> None:
    address, memory = server
    large = tmp_path / "large.jpg"
    Image.open(SIDE).resize((3000, 4000)).save(large, quality=90)

    def visits(count: int) -> int:
        """Memory in kB once so many pages at a time were closed and their time is over."""
        pages = [opened(context, address) for _ in range(count)]
        for page in pages:
            page.locator("input[type=file]").first.set_input_files(large)
        for page in pages:
            page.get_by_role("tab", name="Findings").wait_for()
            page.close()
        assert memory.until(lambda now: now["alive"] == 0, KEPT_FOR_S + SLOW_MACHINE_S)["alive"] == 0
        time.sleep(AT_ONCE_S)
        return memory.filled_kb()

    visits(1)  # libraries and model come with the first
    after_one = visits(1)
    assert visits(LARGE_VISITS) < 1.2 * after_one


def post(host: str | None, port: int | None, path: str, photo: Path) -> int:
    connection = http.client.HTTPConnection(host or "", port, timeout=30)
    connection.request("POST", f"{path}/photo?view=left", photo.read_bytes())
    status = connection.getresponse().status
    connection.close()
    return status
