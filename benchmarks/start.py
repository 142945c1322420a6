"""Time to import the package, and from the command to the app's first page."""

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from statistics import median

ROUNDS = 7


def import_times() -> dict[str, float]:
    """Median seconds of a bare interpreter and of one that imports the package."""
    bare = median(_run("pass") for _ in range(ROUNDS))
    package = median(_run("import posture_cv") for _ in range(ROUNDS))
    return {"interpreter_s": round(bare, 3), "with_posture_cv_s": round(package, 3), "import_s": round(package - bare, 3)}


def first_page() -> dict[str, float]:
    """Median seconds from the command until the server answers with the page."""
    return {"first_page_s": round(median(_serve_once() for _ in range(3)), 2)}


def _run(code: str) -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True)
    return time.perf_counter() - began


def _serve_once() -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    command = [str(Path(sys.executable).parent / "posture-cv"), "app", "--port", str(port), "--no-browser"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        while time.perf_counter() - began < 30.0:
            if _answers(f"http://127.0.0.1:{port}/"):
                return time.perf_counter() - began
            time.sleep(0.02)
        raise TimeoutError("the app did not answer within 30 s")
    finally:
        server.terminate()
        server.wait(timeout=10)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as response:  # noqa: S310 - our own server
            return bool(response.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
