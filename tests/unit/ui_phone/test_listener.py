"""The page a phone reaches, over a real connection: what it takes, what it refuses, and when it is gone."""

from __future__ import annotations

import http.client
import json
import socket
import time
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest

from posture_cv.assets.samples import samples
from posture_cv.capture.source import MAX_BYTES
from posture_cv.domain.views import View
from posture_cv.ui.phone import Letterbox, PhoneListener
from posture_cv.ui.phone.listener import IDLE_FOR_S, PREFERRED_PORT
from posture_cv.ui.texts import phone_texts

HOST = "127.0.0.1"
PHOTO = samples()[0].path.read_bytes()
TEXTS = phone_texts()
Answer = tuple[int, str, dict[str, str]]


class Clock:
    """Seconds set by hand."""

    now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


@pytest.fixture
def opened() -> Iterator[Callable[..., PhoneListener]]:
    listeners: list[PhoneListener] = []

    def start(room: int = 12, **settings: object) -> PhoneListener:
        listener = PhoneListener(HOST, Letterbox(lambda: room), texts=TEXTS, language="en", **settings)
        listeners.append(listener)
        return listener

    yield start
    for listener in listeners:
        listener.close()
        listener.wait_closed()


def ask(listener: PhoneListener, method: str = "GET", path: str | None = None, body: bytes | None = None) -> Answer:
    """One request; ``path`` follows the secret address, or is one of its own where it begins with a slash."""
    url = urlsplit(listener.url)
    connection = http.client.HTTPConnection(HOST, url.port, timeout=30)
    target = path if path is not None and path.startswith("/") else url.path + (path or "")
    connection.request(method, target, body)
    answer = connection.getresponse()
    said = answer.status, answer.read().decode("utf-8"), {name.lower(): value for name, value in answer.getheaders()}
    connection.close()
    return said


def send(listener: PhoneListener, content: bytes, view: str = "left") -> tuple[int, str]:
    url = urlsplit(listener.url)
    status, said, _ = ask(listener, "POST", f"{url.path}/photo?view={view}", content)
    return status, json.loads(said)["said"]


def until(happens: Callable[[], bool]) -> bool:
    deadline = time.monotonic() + 30.0
    while time.monotonic() < deadline and not happens():
        time.sleep(0.05)
    return happens()


def test_a_photo_arrives_as_it_was_sent_with_its_view(opened: Callable[..., PhoneListener]) -> None:
    listener = opened()
    assert send(listener, PHOTO, "left") == (200, "taken")
    assert send(listener, PHOTO, "") == (200, "taken")
    first, second = listener.letterbox.take()
    assert (first.content, first.view, second.view) == (PHOTO, View.LEFT, None)
    assert len(listener.letterbox) == 0
    assert listener.letterbox.received == 2


def test_the_page_holds_both_languages_and_may_not_be_kept_or_framed(opened: Callable[..., PhoneListener]) -> None:
    status, page, headers = ask(opened())
    assert status == 200
    data = json.loads(page.partition("const DATA = ")[2].partition(";\n")[0])
    assert data["texts"] == {each: dict(said) for each, said in TEXTS.items()}
    assert 'accept="image/*" capture="environment" multiple' in page
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
    assert "default-src 'none'" in headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/", "/wrong", "/wrong/photo", "/favicon.ico", "/_stcore/health", "/../etc/passwd", "/a/b/c"])
@pytest.mark.parametrize("method", ["GET", "POST", "PUT", "DELETE"])
def test_whoever_lacks_the_secret_address_gets_one_plain_page(opened: Callable[..., PhoneListener], method: str, path: str) -> None:
    listener = opened()
    status, page, _ = ask(listener, method, path, PHOTO if method in {"POST", "PUT"} else None)
    assert status == 403
    assert path == "/wrong/photo" or (TEXTS["en"]["gone"] in page and TEXTS["es"]["gone"] in page)
    assert len(listener.letterbox) == 0


def test_no_photo_can_be_read_back(opened: Callable[..., PhoneListener]) -> None:
    listener = opened()
    send(listener, PHOTO)
    token = urlsplit(listener.url).path
    for path in (f"{token}/photo", f"{token}/photo/1", f"{token}/", f"{token}/photos"):
        status, page, headers = ask(listener, "GET", path)
        assert status == 403
        assert not headers["content-type"].startswith("image/")
        assert "\ufffd" not in page


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.7 and so on", b"\x1aE\xdf\xa3" + bytes(100)])
def test_what_is_no_photo_is_refused(opened: Callable[..., PhoneListener], content: bytes) -> None:
    listener = opened()
    assert send(listener, content) == (415, "unreadable")
    assert len(listener.letterbox) == 0


def test_an_unknown_view_is_refused(opened: Callable[..., PhoneListener]) -> None:
    assert send(opened(), PHOTO, "sideways") == (400, "unreadable")


def test_what_says_it_is_too_large_is_refused_before_it_is_read(opened: Callable[..., PhoneListener]) -> None:
    listener = opened()
    url = urlsplit(listener.url)
    with socket.create_connection((HOST, url.port or 0), timeout=30) as line:
        line.sendall(f"POST {url.path}/photo HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Length: {MAX_BYTES + 1}\r\n\r\n".encode())
        assert line.recv(64).startswith(b"HTTP/1.1 413")


def test_what_turns_out_too_large_is_refused_while_it_is_read(opened: Callable[..., PhoneListener]) -> None:
    listener = opened()
    url = urlsplit(listener.url)
    piece = bytes(1_000_000)
    with socket.create_connection((HOST, url.port or 0), timeout=60) as line:
        line.sendall(f"POST {url.path}/photo HTTP/1.1\r\nHost: {url.netloc}\r\nTransfer-Encoding: chunked\r\n\r\n".encode())
        for _ in range(MAX_BYTES // len(piece) + 1):
            line.sendall(f"{len(piece):x}\r\n".encode() + piece + b"\r\n")
        assert line.recv(64).startswith(b"HTTP/1.1 413")
    assert len(listener.letterbox) == 0


def test_a_full_visit_takes_no_more(opened: Callable[..., PhoneListener]) -> None:
    listener = opened(room=1)
    assert send(listener, PHOTO) == (200, "taken")
    assert send(listener, PHOTO) == (409, "full")
    assert len(listener.letterbox) == 1


def test_two_listeners_find_a_port_each_and_have_secrets_of_their_own(opened: Callable[..., PhoneListener]) -> None:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            taken.bind((HOST, PREFERRED_PORT))
            taken.listen()
        except OSError:
            pass  # taken by something else already, which is just as well
        first, second = opened(), opened()
        assert urlsplit(first.url).port not in {PREFERRED_PORT, urlsplit(second.url).port}
        assert len(urlsplit(first.url).path) > 30
        assert ask(first, path=urlsplit(second.url).path)[0] == 403


def test_switched_off_it_is_gone_even_for_a_photo_half_sent(opened: Callable[..., PhoneListener]) -> None:
    listener = opened()
    url = urlsplit(listener.url)
    with socket.create_connection((HOST, url.port or 0), timeout=30) as line:
        line.sendall(
            f"POST {url.path}/photo HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Length: {len(PHOTO)}\r\n\r\n".encode() + PHOTO[:1000]
        )
        listener.close()
        listener.wait_closed(20.0)
    assert not listener.is_open
    assert len(listener.letterbox) == 0
    with pytest.raises(ConnectionRefusedError, match="refused"):
        socket.create_connection((HOST, url.port or 0), timeout=5)


def test_unused_for_long_it_closes_and_use_keeps_it_open(opened: Callable[..., PhoneListener]) -> None:
    clock = Clock()
    listener = opened(clock=clock)
    clock.now_s = IDLE_FOR_S - 1.0
    assert send(listener, PHOTO) == (200, "taken")
    clock.now_s = IDLE_FOR_S + 100.0
    time.sleep(2.5)
    assert listener.is_open
    clock.now_s = 2.0 * IDLE_FOR_S
    assert until(lambda: not listener.is_open)


def test_it_closes_when_its_page_is_gone(opened: Callable[..., PhoneListener]) -> None:
    pages = {"open"}
    listener = opened(is_wanted=lambda: "open" in pages)
    assert ask(listener)[0] == 200
    pages.clear()
    assert until(lambda: not listener.is_open)
