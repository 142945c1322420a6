"""The app as its command starts it, and a real Chromium to look at it with."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_START_TIMEOUT_S = 60.0
_PATIENCE_MS = 30_000.0
_EDITOR_PAGE = Path(__file__).with_name("editor_page.py")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium, or a skip where none is installed."""
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip("no Chromium is installed")
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    playwright.expect.set_options(timeout=_PATIENCE_MS)
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the app answers; started away from the checkout, as an installed one would be."""
    start = "from posture_cv.ui import launch; launch(port={port}, open_browser=False)"
    yield from _serve(lambda port: ["-c", start.format(port=port)], tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="session")
def editor_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a page with nothing but the landmark editor answers."""
    options = {"server.address": "127.0.0.1", "server.headless": "true", "server.fileWatcherType": "none"}
    settings = [f"--{name}={value}" for name, value in options.items()]
    yield from _serve(
        lambda port: ["-m", "streamlit", "run", str(_EDITOR_PAGE), f"--server.port={port}", *settings], tmp_path_factory.mktemp("editor")
    )


@pytest.fixture
def open_editor(chromium: Browser, editor_address: str) -> Iterator[Callable[..., Page]]:
    """Opens the editor and its table on a left side photo, in a context with the options given; no script may stumble meanwhile."""
    contexts, errors = [], []

    def opened(**options: Any) -> Page:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options})
        contexts.append(context)
        tab = context.new_page()
        tab.set_default_timeout(2 * _PATIENCE_MS)
        tab.on("pageerror", lambda error: errors.append(str(error)))
        tab.goto(f"{editor_address}/?sample=left_2.jpg&table=1")
        tab.locator(".editor .handle").first.wait_for()
        tab.get_by_text("edited: 0").wait_for()
        return tab

    yield opened
    for context in contexts:
        context.close()
    assert errors == []


def _serve(arguments: Callable[[int], list[str]], folder: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "log.txt").open("w+") as log:
        server = subprocess.Popen([sys.executable, *arguments(port)], stdout=log, stderr=subprocess.STDOUT, cwd=folder)
        try:
            _wait_for(port, server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(timeout=20)


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _START_TIMEOUT_S
    while time.monotonic() < deadline:
        assert server.poll() is None, "the app stopped before it answered"
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=2):
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail(f"the app did not answer within {_START_TIMEOUT_S:.0f} s")
