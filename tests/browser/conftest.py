"""The app as its command starts it, and a real Chromium to look at it with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Playwright

_START_TIMEOUT_S = 60.0
_PATIENCE_MS = 30_000.0
_EDITOR_PAGE = Path(__file__).with_name("editor_page.py")
_WATCHED_SERVER = Path(__file__).with_name("watched_server.py")


Running = tuple[int, "subprocess.Popen[bytes]"]


@dataclass(frozen=True)
class Served:
    """A running server: where it answers, what it wrote to its terminal, and whom it tried to reach outside this computer."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path
    noted: Path

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def asked_outside(self) -> list[str]:
        return self.noted.read_text().splitlines() if self.noted.exists() else []


@pytest.fixture(scope="session")
def program() -> str:
    """The Chromium there is, or a skip where none is installed."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium is installed")
    return found


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What drives browsers; there can be but one."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    playwright.expect.set_options(timeout=_PATIENCE_MS)
    with playwright.sync_playwright() as one:
        yield one


@pytest.fixture(scope="session")
def chromium(driver: Playwright, program: str) -> Iterator[Browser]:
    """A Chromium without a profile on the disk."""
    browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The app as its command starts it, away from the checkout, as an installed one would be."""
    yield from _serve_app("posture-cv app", tmp_path_factory.mktemp("server"))


@pytest.fixture(scope="session")
def address(served: Served) -> str:
    """Where the app answers."""
    return served.address


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Callable[..., Served]]:
    """Starts the app in a way of ``watched_server.WAYS``, under further environment variables, and ends it after the test."""
    running = []

    def start(way: str, **environment: str) -> Served:
        server = _serve_app(way, tmp_path, environment)
        running.append(server)
        return next(server)

    yield start
    for server in running:
        server.close()


@pytest.fixture(scope="session")
def editor_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where a page with nothing but the landmark editor answers."""
    options = {"server.address": "127.0.0.1", "server.headless": "true", "server.fileWatcherType": "none"}
    settings = [f"--{name}={value}" for name, value in options.items()]
    serving = start_server(
        lambda port: ["-m", "streamlit", "run", str(_EDITOR_PAGE), f"--server.port={port}", *settings], tmp_path_factory.mktemp("editor")
    )
    port, _ = next(serving)
    yield f"http://127.0.0.1:{port}"
    serving.close()


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


def _serve_app(way: str, folder: Path, environment: dict[str, str] | None = None) -> Generator[Served, None, None]:
    noted = folder / "asked_outside.txt"
    serving = start_server(lambda port: [str(_WATCHED_SERVER), way, str(port), str(noted)], folder, environment)
    try:
        yield Served(*next(serving), folder / "log.txt", noted)
    finally:
        serving.close()


def start_server(
    arguments: Callable[[int], list[str]], folder: Path, environment: dict[str, str] | None = None
) -> Generator[Running, None, None]:
    """Run a Python program that listens on the port it is given, until the generator is closed; yields that port and the process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "log.txt").open("w+") as log:
        command = [sys.executable, *arguments(port)]
        server = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT, cwd=folder, env={**os.environ, **(environment or {})})
        try:
            _wait_for(port, server)
            yield port, server
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
