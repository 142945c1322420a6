"""A visit in a Chromium with a profile of its own: once it is closed, nothing of the client lies in that profile."""

from __future__ import annotations

import base64
import http.server
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_cv.assets.samples import samples

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Playwright, Route

    from .conftest import Served

    Profiled = Callable[[Path], AbstractContextManager[BrowserContext]]

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")

pytestmark = pytest.mark.browser

SIDE = next(sample.path for sample in samples() if sample.path.name == "left_2.jpg")
FILE_NAME = "marisol-querubin-side"
FAMILY = "Ejemplarovitz"
CLIENT = f"Quetzalina {FAMILY}"
TAB_WRITTEN_MS = 8_000
"""Longer than Chromium waits before it writes down what a tab shows and holds."""

LARGEST_ICON_BYTES = 20_000
BEGINNINGS = {
    "JPEG": b"\xff\xd8\xff[\xdb\xe0\xe1\xe2\xee]",
    "PDF": rb"%PDF-1\.",
    "JPEG in base64": b"/9j/[2-4]",
    "PDF in base64": b"JVBERi0x",
}


@pytest.fixture
def profiled(driver: Playwright, program: str) -> Profiled:
    """Opens a browser with its profile in a folder."""

    @contextmanager
    def opened(folder: Path) -> Iterator[BrowserContext]:
        context = driver.chromium.launch_persistent_context(
            str(folder),
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu"],
            accept_downloads=True,
            viewport={"width": 1280, "height": 900},
        )
        context.set_default_timeout(90_000)
        yield context
        context.close()

    return opened


def pngs_of_photos(content: bytes) -> int:
    """PNG pictures larger than an icon."""
    ends = [content.find(b"IEND", start.start()) - start.start() for start in re.finditer(b"\x89PNG\r\n\x1a\n", content)]
    return sum(end > LARGEST_ICON_BYTES or end < 0 for end in ends)


def found_in(folder: Path, *names: str) -> list[tuple[str, str]]:
    """What of pictures, reports and names lies in the files of a folder."""
    found = []
    for path in (path for path in folder.rglob("*") if path.is_file()):
        content = path.read_bytes()
        where = str(path.relative_to(folder))
        found += [(kind, where) for kind, beginning in BEGINNINGS.items() if re.search(beginning, content)]
        if pngs_of_photos(content):
            found.append(("PNG", where))
        for name in names:
            found += [(name, where) for written in ("utf-8", "utf-16-le") if name.encode(written) in content]
    return found


class OnePicture(http.server.BaseHTTPRequestHandler):
    """A site as others are: its picture may be kept."""

    def do_GET(self) -> None:
        picture = self.path.endswith(".jpg")
        self.send_response(200)
        self.send_header("Content-Type", "image/jpeg" if picture else "text/html")
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(SIDE.read_bytes() if picture else b"<img src=a.jpg>")

    def log_message(self, *_: object) -> None:
        pass


def test_the_search_finds_what_another_site_leaves_behind(profiled: Profiled, tmp_path: Path) -> None:
    site = http.server.ThreadingHTTPServer(("127.0.0.1", 0), OnePicture)
    threading.Thread(target=site.serve_forever, daemon=True).start()
    with profiled(tmp_path) as context:
        page = context.new_page()
        page.goto(f"http://127.0.0.1:{site.server_port}/")
        page.wait_for_function("document.images[0].complete && document.images[0].naturalWidth > 0")
        page.goto("about:blank")
    site.shutdown()
    site.server_close()
    assert "JPEG" in {kind for kind, _ in found_in(tmp_path)}


def send_late(route: Route) -> None:
    """Let a chosen photo stay in its field for as long as the browser may take to write the tab down."""
    time.sleep(TAB_WRITTEN_MS / 1000)
    route.continue_()


def test_a_closed_browser_holds_no_picture_report_or_name(served: Served, profiled: Profiled, tmp_path: Path) -> None:
    photo = tmp_path / f"{FILE_NAME}.jpg"
    shutil.copy(SIDE, photo)
    profile = tmp_path / "profile"
    asked: list[str] = []
    shown = ""
    with profiled(profile) as context:
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("websocket", lambda socket: asked.append(socket.url))
        page.goto(served.address)
        page.get_by_role("heading", name="Posture, measured from a photo").wait_for()
        page.route("**/_stcore/upload_file/**", send_late)
        page.locator("input[type=file]").first.set_input_files(photo)
        page.get_by_role("tab", name="Findings").wait_for()
        picture = page.locator(".st-key-photo-pane [data-testid=stImage] img")
        picture.wait_for()
        shown = picture.get_attribute("src") or ""
        page.get_by_role("radio", name="Correct points").click()
        page.locator(".handle").first.wait_for()
        page.get_by_role("tab", name="Report").click()
        name = page.get_by_role("textbox", name="Client's name on the report")
        name.fill(CLIENT)
        name.press("Enter")
        pdf = page.get_by_role("button", name=f"PDF report for {CLIENT}")
        for button in (pdf, page.get_by_role("button", name="Picture 1"), page.get_by_role("button", name="Data (JSON)")):
            with page.expect_download() as download:
                button.click()
            saved = download.value.path()
            assert saved.stat().st_size > 0
            saved.unlink()  # where the user puts it is hers
        page.wait_for_timeout(TAB_WRITTEN_MS)
        page.reload()
        page.get_by_role("tab", name="Report").wait_for()
        page.wait_for_timeout(TAB_WRITTEN_MS)
    assert base64.b64decode(shown.removeprefix("data:image/jpeg;base64,"), validate=True).startswith(b"\xff\xd8\xff")
    assert found_in(profile, CLIENT, FAMILY, FILE_NAME) == []
    outside = [url for url in asked if not url.startswith((served.address, served.address.replace("http", "ws"), "data:", "blob:"))]
    assert outside == []
    assert served.asked_outside() == []
