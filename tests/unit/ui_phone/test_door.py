"""Attacks on the listener's door over real connections: the true phone gets in beside all of them."""

from __future__ import annotations

import http.client
import json
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack
from urllib.parse import urlsplit

import pytest

from posture_cv.assets.samples import samples
from posture_cv.ui.phone import Letterbox, PhoneListener, door
from posture_cv.ui.texts import phone_texts

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="only there all of 127.0.0.0/8 is this computer, as many phones as one likes"
)

HOST = "127.0.0.1"
PHOTO = samples()[0].path.read_bytes()
PATIENCE_S = 30.0


@pytest.fixture
def listener() -> Iterator[PhoneListener]:
    one = PhoneListener(HOST, Letterbox(lambda: 12), texts=phone_texts(), language="en")
    yield one
    one.close()
    one.wait_closed()


@pytest.fixture
def lines() -> Iterator[ExitStack]:
    """Connections that are closed after the test."""
    with ExitStack() as stack:
        yield stack


def call(listener: PhoneListener, lines: ExitStack, source: str = HOST) -> socket.socket:
    url = urlsplit(listener.url)
    return lines.enter_context(socket.create_connection((HOST, url.port or 0), timeout=PATIENCE_S, source_address=(source, 0)))


def begin_upload(listener: PhoneListener, lines: ExitStack, source: str = HOST) -> socket.socket:
    """An upload that stops after its first thousand bytes."""
    url = urlsplit(listener.url)
    line = call(listener, lines, source)
    line.sendall(f"POST {url.path}/photo HTTP/1.1\r\nHost: {url.netloc}\r\nContent-Length: {len(PHOTO)}\r\n\r\n".encode() + PHOTO[:1000])
    return line


def send(listener: PhoneListener, source: str = HOST) -> tuple[int, str]:
    """What a whole photo from a phone is answered."""
    url = urlsplit(listener.url)
    connection = http.client.HTTPConnection(HOST, url.port, timeout=PATIENCE_S, source_address=(source, 0))
    connection.request("POST", f"{url.path}/photo?view=left", PHOTO)
    answer = connection.getresponse()
    said = answer.status, json.loads(answer.read())["said"]
    connection.close()
    return said


def look(listener: PhoneListener) -> int:
    url = urlsplit(listener.url)
    connection = http.client.HTTPConnection(HOST, url.port, timeout=PATIENCE_S)
    connection.request("GET", url.path)
    status = connection.getresponse().status
    connection.close()
    return status


def is_closed(line: socket.socket) -> bool:
    """Whether the other side ends a connection, and says nothing on it."""
    try:
        return line.recv(64) == b""
    except ConnectionResetError:
        return True


@pytest.mark.parametrize("addresses", [1, 60])
@pytest.mark.parametrize("said", [b"", b"GET / HTT"], ids=["silent", "half a request"])
def test_sixty_idle_connections_do_not_keep_the_phone_out(listener: PhoneListener, lines: ExitStack, addresses: int, said: bytes) -> None:
    for number in range(60):
        call(listener, lines, f"127.0.1.{1 + number % addresses}").sendall(said)
    assert look(listener) == 200
    assert send(listener) == (200, "taken")


def test_idle_connections_of_the_phone_s_own_address_make_room_for_it(listener: PhoneListener, lines: ExitStack) -> None:
    held = [call(listener, lines) for _ in range(door.MOST_LINES_AN_ADDRESS)]
    assert send(listener) == (200, "taken")
    assert is_closed(held[0])


def test_two_stalled_uploads_do_not_keep_the_phone_out(listener: PhoneListener, lines: ExitStack) -> None:
    for _ in range(2):
        begin_upload(listener, lines, "127.0.1.1")
    assert send(listener) == (200, "taken")


def test_the_phone_s_own_lost_uploads_do_not_keep_it_out(listener: PhoneListener, lines: ExitStack) -> None:
    held = [begin_upload(listener, lines) for _ in range(door.MOST_UPLOADS_AN_ADDRESS)]
    assert send(listener) == (200, "taken")
    assert held[0].recv(64).startswith(b"HTTP/1.1 408")


def test_uploads_that_came_to_a_standstill_make_room(listener: PhoneListener, lines: ExitStack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_STALLED_S", 0.2)
    for number in range(door.MOST_UPLOADS):
        begin_upload(listener, lines, f"127.0.1.{1 + number}")
    time.sleep(0.5)
    assert send(listener) == (200, "taken")


def test_an_upload_too_many_is_refused_at_once_and_not_queued(
    listener: PhoneListener, lines: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "_STALLED_S", PATIENCE_S)
    held = [begin_upload(listener, lines, f"127.0.1.{1 + number}") for number in range(door.MOST_UPLOADS)]
    assert look(listener) == 200  # so that all of them have begun
    assert send(listener) == (503, "busy")
    held[0].sendall(PHOTO[1000:])
    assert held[0].recv(64).startswith(b"HTTP/1.1 200")
    assert send(listener) == (200, "taken")


@pytest.mark.parametrize(
    "said", [b"", b"GET /", b"POST /x HTTP/1.1\r\nHost: x\r\nX-Long: "], ids=["nothing", "half a line", "half a header"]
)
def test_who_does_not_ask_in_time_is_closed(
    listener: PhoneListener, lines: ExitStack, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(door, "HEADER_WITHIN_S", 0.5)
    line = call(listener, lines)
    line.sendall(said)
    assert is_closed(line)


def test_a_header_that_trickles_in_is_closed_all_the_same(
    listener: PhoneListener, lines: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "HEADER_WITHIN_S", 1.0)
    line = call(listener, lines)
    with pytest.raises(OSError, match=r"reset|pipe|closed"):  # noqa: PT012 - which of the writes meets the closed line is chance
        for _ in range(600):
            line.sendall(b"A")
            time.sleep(0.05)


def test_a_photo_that_trickles_in_below_the_least_rate_is_given_up(
    listener: PhoneListener, lines: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "GRACE_S", 1.0)
    line = begin_upload(listener, lines)
    line.settimeout(0.05)
    answer = b""
    for byte in PHOTO[1000:1600]:
        line.sendall(bytes([byte]))
        try:
            answer = line.recv(64)
        except TimeoutError:
            continue
        break
    assert answer.startswith(b"HTTP/1.1 408")
    assert len(listener.letterbox) == 0


def test_what_is_sent_after_a_refusal_is_not_listened_to_for_ever(
    listener: PhoneListener, lines: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(door, "REST_WITHIN_S", 0.5)
    line = call(listener, lines)
    line.sendall(b"POST /wrong/photo HTTP/1.1\r\nHost: x\r\nContent-Length: 40000000\r\n\r\n" + bytes(1000))
    assert line.recv(64).startswith(b"HTTP/1.1 403")
    while line.recv(4096):
        pass


def test_a_slow_but_steady_photo_arrives(listener: PhoneListener, lines: ExitStack, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "GRACE_S", 1.0)
    line = begin_upload(listener, lines)
    for start in range(1000, len(PHOTO), 10_000):
        line.sendall(PHOTO[start : start + 10_000])
        time.sleep(0.1)
    assert line.recv(64).startswith(b"HTTP/1.1 200")
    assert listener.letterbox.take()[0].content == PHOTO
