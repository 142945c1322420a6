"""Time to import the package, and from the command to the app's first page."""

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

ROUNDS = 7
_PATIENCE_S = 180.0


def import_times() -> dict[str, float]:
    """Median seconds of a bare interpreter and of one that imports the package."""
    bare = median(_run("pass") for _ in range(ROUNDS))
    package = median(_run("import posture_cv") for _ in range(ROUNDS))
    return {"interpreter_s": round(bare, 3), "with_posture_cv_s": round(package, 3), "import_s": round(package - bare, 3)}


def first_page() -> dict[str, float]:
    """Median seconds from the command until the server answers, and until Chromium, where installed, has drawn the page."""
    served = {"served_s": round(median(_serve_once(_answered) for _ in range(3)), 2)}
    chromium = shutil.which("chromium")
    if chromium is None:
        return served
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        drawn = median(_serve_once(lambda url: _drawn(browser, url)) for _ in range(3))
        browser.close()
    return {**served, "drawn_s": round(drawn, 2)}


def _run(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began


def _serve_once(reached: Callable[[str], None]) -> float:
    began = time.perf_counter()
    with served() as address:
        reached(address)
        return time.perf_counter() - began


@contextmanager
def served() -> Iterator[str]:
    """Address of the app, started by its command and stopped afterwards."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(Path(sys.executable).parent / "posture-cv"), "app", "--port", str(port), "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _answered(f"http://127.0.0.1:{port}/")
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=_PATIENCE_S)


def _answered(url: str) -> None:
    deadline = time.perf_counter() + _PATIENCE_S
    while not _answers(url):
        if time.perf_counter() > deadline:
            raise TimeoutError(f"the app did not answer within {_PATIENCE_S:.0f} s")
        time.sleep(0.02)


def _drawn(browser: Browser, url: str) -> None:
    page = browser.new_page()
    page.goto(url)
    page.locator("h1").first.wait_for(timeout=30_000)
    page.close()


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as response:  # noqa: S310 - our own server
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
