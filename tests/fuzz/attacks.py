"""What strangers can do to a server beside its own page, and how long its health is waited for meanwhile.

By hand, with the figures: ``python -m tests.fuzz.attacks``.
"""

from __future__ import annotations

import http.client
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.wire import frames, handshake, http_garbage

LINES = 150
"""Connections that an attack holds open at once."""

PIECE = bytes(1 << 16)


@dataclass(frozen=True, slots=True)
class Target:
    """A server, and a path of its own that answers 200.

    Attributes
    ----------
    own_host
        What its own page says in Host.
    upload
        Path and method by which something is sent to it.
    attacked_from
        Another address of this computer, so that the server tells attacker and friend apart; empty for the same.
    """

    port: int
    path: str
    upload: tuple[str, str]
    host: str = "127.0.0.1"
    attacked_from: str = ""

    @property
    def own_host(self) -> str:
        return f"{self.host}:{self.port}"

    def line(self) -> socket.socket:
        return socket.create_connection((self.host, self.port), timeout=10, source_address=(self.attacked_from, 0))


def ask(target: Target, *, timeout_s: float = 60.0) -> float:
    """Seconds until the server's own path has answered 200."""
    begun = time.monotonic()
    connection = http.client.HTTPConnection(target.host, target.port, timeout=timeout_s)
    connection.request("GET", target.path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == 200, answer.status
    return time.monotonic() - begun


def forged(target: Target) -> None:
    """Hosts and origins of other sites, over HTTP and WebSocket."""
    own = target.own_host
    for host in ("evil.example", f"evil.example:{target.port}", own, "", "0.0.0.0", f"localhost:{target.port}", "[::1]"):  # noqa: S104
        for origin in ("http://evil.example", "null", "http://localhost:3000", f"https://{own}", f"http://evil.example:{target.port}"):
            for path in ("/", "/_stcore/stream", "/media/a.jpg", "/_stcore/host-config"):
                _send(target, f"GET {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n\r\n".encode(), listen=True)
            _send(target, handshake(host, origin), listen=True)


def garbage(target: Target, *, count: int = 120, seed: int = 1) -> None:
    """Requests that are none."""
    for request in http_garbage(count, seed, target.own_host, target.path):
        _send(target, request)


def garbage_frames(target: Target, *, count: int = 120, seed: int = 1) -> None:
    """Frames that no browser sends, on a WebSocket opened as the app's own page does."""
    for run in frames(count, seed):
        with suppress(OSError), target.line() as line:
            line.sendall(handshake(target.own_host, f"http://{target.own_host}"))
            line.settimeout(2)
            line.recv(4096)
            line.sendall(run)
            line.settimeout(0.02)
            line.recv(4096)


def idle(target: Target) -> None:
    """Connections that ask nothing, and as many WebSockets that say nothing."""
    with ExitStack() as held:
        for number in range(LINES):
            with suppress(OSError):
                line = held.enter_context(target.line())
                if number % 3 == 0:
                    line.sendall(handshake(target.own_host, f"http://{target.own_host}"))
        time.sleep(2.0)


def slow(target: Target) -> None:
    """Headers and bodies that come a letter at a time."""
    path, method = target.upload
    head = f"{method} {path} HTTP/1.1\r\nHost: {target.own_host}\r\nOrigin: http://{target.own_host}\r\n".encode()
    with ExitStack() as held:
        lines = []
        for number in range(40):
            with suppress(OSError):
                line = held.enter_context(target.line())
                line.sendall(head + (b"Content-Length: 5000000\r\n\r\n" if number % 2 else b"X: "))
                lines.append(line)
        for _ in range(30):
            for line in lines:
                with suppress(OSError):
                    line.sendall(b"a")
            time.sleep(0.1)


def large_uploads(target: Target) -> None:
    """Several hundred megabytes at once, to a session that is none, or more than is taken."""

    def send() -> None:
        path, method = target.upload
        with suppress(OSError), target.line() as line:
            head = f"{method} {path} HTTP/1.1\r\nHost: {target.own_host}\r\nOrigin: http://{target.own_host}\r\n"
            line.sendall(f"{head}Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {1 << 27}\r\n\r\n--x\r\n".encode())
            for _ in range((1 << 26) // len(PIECE)):
                line.sendall(PIECE)

    senders = [threading.Thread(target=send) for _ in range(4)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()


ATTACKS: tuple[Callable[[Target], None], ...] = (forged, garbage, garbage_frames, idle, slow, large_uploads)


def _send(target: Target, request: bytes, *, listen: bool = False) -> None:
    with suppress(OSError), target.line() as line:
        line.sendall(request)
        line.settimeout(2.0 if listen else 0.02)
        line.recv(4096)


@contextmanager
def health(target: Target) -> Iterator[list[float]]:
    """Waits for the server's own path, asked again and again until the block ends."""
    waits: list[float] = []
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            waits.append(ask(target))
            time.sleep(0.005)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield waits
    finally:
        over.set()
        looking.join(120)
        assert waits
        assert not looking.is_alive()


@contextmanager
def app_server(folder: Path, *, bombed: bool = False) -> Iterator[Target]:
    """The app as its command starts it; ``bombed`` has it decode one bomb after the other meanwhile."""
    from tests.browser.conftest import start_server

    script = str(Path(__file__).with_name("bombed_server.py"))
    serving = start_server(lambda port: [script, str(port), "bombed" if bombed else "quiet"], folder)
    port, _ = next(serving)
    target = Target(port=port, path="/_stcore/health", upload=("/_stcore/upload_file/none/none", "PUT"))
    try:
        ask(target)
        yield target
    finally:
        serving.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        for bombed in (False, True):
            with app_server(Path(folder), bombed=bombed) as target:
                for attack in ((lambda _: time.sleep(20.0)),) if bombed else ATTACKS:
                    with health(target) as waits:
                        attack(target)
                    name = "decode bombs" if bombed else attack.__name__
                    figures = (
                        f"median {1000 * statistics.median(waits):.0f} ms, slowest {1000 * max(waits):.0f} ms, asked {len(waits)} times"
                    )
                    sys.stdout.write(f"{name}: {figures}\n")
