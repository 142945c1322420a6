"""The server, started in every way there is: whom it answers, what its answers carry, and that it asks nobody outside."""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import pytest
from websockets.exceptions import InvalidHandshake
from websockets.sync.client import connect

from posture_cv.ui.phone import addresses

from .conftest import Served

GUARDED = ("posture-cv app", "streamlit run", "uvicorn")
OPENED_WIDE = {
    "STREAMLIT_SERVER_ALLOWED_HOSTS": "*",
    "STREAMLIT_SERVER_ENABLE_CORS": "false",
    "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION": "false",
    "STREAMLIT_SERVER_ENABLE_AGENT_API": "true",
    "STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED": "true",
    "STREAMLIT_SERVER_CORS_ALLOWED_ORIGINS": "http://evil.example",
    "STREAMLIT_GLOBAL_E2E_TEST": "true",
    "FORWARDED_ALLOW_IPS": "*",
}
PATHS = ("/", "/learn", "/_stcore/health", "/_stcore/host-config", "/media/a.jpg", "/static/index.js", "/_stcore/agent/mcp", "/live/frames")
CLOSED = (
    "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp",
    "/_stcore/metrics",
    "/_stcore/script-health-check",
    "/_stcore",
    "/auth/login",
    "/oauth2callback",
    "/component/x/index.html",
    "/app/static/x",
    "/x/_stcore/agent/openapi.json",
)
GARBAGE = (
    b"\x16\x03\x01" * 100,
    b"GET / HTTP/9\r\n\r\n",
    b"A" * 100_000,
    b"\r\n" * 1000,
    b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
)
SLOWEST_HEALTH_S = 0.5
TRIES = 3


def ask(port: int, path: str, method: str = "GET", host: str | None = None, **headers: str) -> http.client.HTTPResponse:
    """One request; underscores in the names of headers stand for hyphens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.putrequest(method, path, skip_host=True)
    if host != "":
        connection.putheader("Host", host or f"127.0.0.1:{port}")
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    connection.endheaders()
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer


def greets(port: int, origin: str | None, host: str | None = None, path: str = "/_stcore/stream") -> bool:
    """Whether a WebSocket opens."""
    line = socket.create_connection(("127.0.0.1", port), timeout=30)
    try:
        with connect(f"ws://{host or f'127.0.0.1:{port}'}{path}", sock=line, origin=origin, open_timeout=30):
            return True
    except InvalidHandshake:
        return False


def forged(port: int) -> list[tuple[str | None, str | None]]:
    """Origins and hosts that no page of the app sends."""
    own = f"http://127.0.0.1:{port}"
    return [
        (None, None),
        ("null", None),
        ("http://evil.example", None),
        ("http://localhost:3000", None),
        (f"http://localhost:{port}", None),  # a page of the app says the host by which it was asked for
        (f"https://127.0.0.1:{port}", None),
        (own, "evil.example"),
        (f"http://evil.example:{port}", f"evil.example:{port}"),
        ("http://evil.example", "evil.example"),
        ("http://127.0.0.1:1", "127.0.0.1:1"),
        ("http://127.0.0.1", "127.0.0.1"),
    ]


@pytest.mark.parametrize("way", GUARDED)
@pytest.mark.parametrize("environment", [{}, OPENED_WIDE], ids=["plain", "opened wide"])
def test_only_a_page_of_the_app_is_answered(serve: Callable[..., Served], way: str, environment: dict[str, str]) -> None:
    served = serve(way, **environment)
    port = served.port
    own = f"127.0.0.1:{port}"
    for path in PATHS:
        assert ask(port, path, host="evil.example").status == 403, path
        assert ask(port, path, host=f"evil.example:{port}").status == 403, path
        assert ask(port, path, host="").status in {400, 403}, path
        for origin in ("http://evil.example", "null", "http://localhost:3000", f"https://{own}"):
            assert ask(port, path, Origin=origin).status == 403, (path, origin)
        assert ask(port, path, Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="no-cors", Sec_Fetch_Dest="image").status == 403, path
        assert ask(port, path, "POST").status == 403, path
        assert ask(port, path, "OPTIONS", Origin="http://evil.example", Access_Control_Request_Method="PUT").status == 403, path
    for path in CLOSED:
        assert ask(port, path).status == 404, path
        assert ask(port, path, "POST", Origin=f"http://{own}").status == 404, path
    assert ask(port, "/").status == 200
    assert ask(port, "/", host=f"localhost:{port}").status == 200
    followed = {"Sec_Fetch_Site": "cross-site", "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert ask(port, "/", **followed).status == 200
    assert [each for each in forged(port) if greets(port, *each)] == []
    assert greets(port, f"http://{own}")
    assert greets(port, f"http://localhost:{port}", f"localhost:{port}")
    assert served.asked_outside() == []


def test_another_address_of_this_computer_is_not_answered_though_the_environment_asks_for_it(serve: Callable[..., Served]) -> None:
    served = serve("streamlit run", **OPENED_WIDE, STREAMLIT_SERVER_ADDRESS="0.0.0.0")  # noqa: S104 - that it asks for it is the point
    for address in addresses():
        connection = http.client.HTTPConnection(address, served.port, timeout=30)
        for host in (f"{address}:{served.port}", f"127.0.0.1:{served.port}"):
            connection.request("GET", "/", headers={"Host": host, "X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": "127.0.0.1"})
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 403
        connection.close()
    assert ask(served.port, "/").status == 200


@pytest.mark.parametrize("way", GUARDED)
def test_answers_keep_content_off_the_disk_and_pages_out_of_frames(serve: Callable[..., Served], way: str) -> None:
    port = serve(way).port
    for path in ("/", "/learn", "/media/none.jpg", "/_stcore/health", "/_stcore/host-config", "/_stcore/agent/mcp"):
        headers = ask(port, path).headers
        assert headers["Cache-Control"] == "no-store", path
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Access-Control-Allow-Origin"] is None
        assert headers.get_all("Cache-Control") == ["no-store"]
    policy = ask(port, "/").headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]


def test_forged_requests_neither_hold_the_server_up_nor_make_it_ask_anyone(served: Served) -> None:
    slowest_s = []
    for _ in range(TRIES):  # a machine under load may be slow once; a server that looks up an address is so every time
        slowest_s.append(slowest_health_s(served.port, lambda: attack(served.port)))
        if slowest_s[-1] < SLOWEST_HEALTH_S:
            break
    assert min(slowest_s) < SLOWEST_HEALTH_S
    assert served.asked_outside() == []


def attack(port: int) -> None:
    for origin, host in forged(port):
        greets(port, origin, host)
        for path in PATHS:
            ask(port, path, host=host, **({"Origin": origin} if origin else {"X": ""}))
    for garbage in GARBAGE:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=5) as line:
            line.sendall(garbage)
            line.settimeout(1)
            line.recv(64)


def slowest_health_s(port: int, meanwhile: Callable[[], None]) -> float:
    """The longest wait for the server's health while something else goes on."""
    waits: list[float] = []
    over = threading.Event()

    def look() -> None:
        while not over.is_set():
            begun = time.monotonic()
            assert ask(port, "/_stcore/health").status == 200
            waits.append(time.monotonic() - begun)

    looking = threading.Thread(target=look)
    looking.start()
    meanwhile()
    over.set()
    looking.join(timeout=60)
    assert not looking.is_alive()
    return max(waits)
