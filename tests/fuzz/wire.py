"""Garbage for servers of HTTP and WebSocket: sound requests and frames, damaged; the same for the same seed."""

from __future__ import annotations

import base64
import random
import struct
from collections.abc import Iterator

from tests.fuzz.texts import hostile_text

_METHODS = ("GET", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PRI", "get", "", "\x16\x03\x01", "G" * 9000)
_VERSIONS = ("HTTP/1.1", "HTTP/1.0", "HTTP/9.9", "HTTP/2.0", "", "HTTP/1.1 HTTP/1.1", "FTP/1.1")
_PATHS = (
    "/",
    "/_stcore/health",
    "/_stcore/stream",
    "/_stcore/upload_file/a/b",
    "/media/../../etc/passwd",
    "/%00",
    "/%2e%2e/%2e%2e/etc/passwd",
    "//",
    "http://127.0.0.1/",
    "*",
    "/" + "a" * 70_000,
    "/?" + "&".join(f"a{i}=b" for i in range(3000)),
)
_HEADERS = (
    b"Content-Length: -1",
    b"Content-Length: 5\r\nContent-Length: 6",
    b"Content-Length: 99999999999999999999",
    b"Transfer-Encoding: chunked",
    b"Transfer-Encoding: chunked\r\nContent-Length: 4",
    b"Transfer-Encoding: gzip, chunked",
    b"Expect: 100-continue",
    b"Upgrade: websocket\r\nConnection: Upgrade",
    b"Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__",
    b"X: \x00\xff",
    b" folded: no name",
    b": no name",
    b"Cookie: " + b"a=b; " * 3000,
    b"Range: bytes=" + b"0-1," * 2000,
    b"Host: a\r\nHost: b",
    b"X-Forwarded-For: 127.0.0.1\r\nForwarded: for=127.0.0.1",
)
_BODIES = (b"", b"5\r\nhello\r\n0\r\n\r\n", b"fffffffffffffff\r\n", b"-1\r\n\r\n", b"\0" * 20_000, b"\xff\xd8\xff" * 5000, b"0\r\n" * 500)


def http_garbage(count: int, seed: int, host: str, path: str = "/") -> Iterator[bytes]:
    """So many requests that are none, or nearly; some of them to a path of the server's own."""
    draw = random.Random(seed)  # noqa: S311  # repeatable, not secret
    for _ in range(count):
        if draw.random() < 0.15:
            yield draw.randbytes(draw.choice((1, 100, 70_000)))
            continue
        target = draw.choice((path, *_PATHS, hostile_text(draw)[:500]))
        line = f"{draw.choice(_METHODS)} {target} {draw.choice(_VERSIONS)}".encode("utf-8", "surrogatepass")
        headers = [f"Host: {host}".encode(), f"Origin: http://{host}".encode(), *draw.choices(_HEADERS, k=draw.randint(0, 4))]
        draw.shuffle(headers)
        ends = draw.choice((b"\r\n", b"\r\n", b"\r\n", b"\n", b"\r"))
        whole = ends.join((line, *headers, b"", draw.choice(_BODIES)))
        yield whole[: draw.randrange(1, len(whole))] if draw.random() < 0.3 else whole


def handshake(host: str, origin: str, path: str = "/_stcore/stream") -> bytes:
    """A sound request for a WebSocket (RFC 6455, 4.1)."""
    key = base64.b64encode(bytes(16)).decode()
    lines = (
        f"GET {path} HTTP/1.1",
        f"Host: {host}",
        f"Origin: {origin}",
        "Upgrade: websocket",
        "Connection: Upgrade",
        f"Sec-WebSocket-Key: {key}",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Protocol: streamlit",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def frame(opcode: int, payload: bytes, *, final: bool = True, masked: bool = True, reserved: int = 0, length: int | None = None) -> bytes:
    """One frame (RFC 6455, 5.2), whose length may be a lie."""
    said = len(payload) if length is None else length
    first = (0x80 if final else 0) | reserved << 4 | opcode
    size = struct.pack(">B", said) if said < 126 else struct.pack(">BH", 126, said) if said < 1 << 16 else struct.pack(">BQ", 127, said)
    size = bytes([size[0] | (0x80 if masked else 0)]) + size[1:]
    return bytes([first]) + size + (b"\0\0\0\0" if masked else b"") + payload


def frames(count: int, seed: int) -> Iterator[bytes]:
    """So many runs of frames that no browser sends; what they carry is no message of the app."""
    draw = random.Random(seed)  # noqa: S311  # repeatable, not secret
    for _ in range(count):
        run = b""
        for _ in range(draw.choice((1, 1, 3, 40))):
            payload = draw.randbytes(draw.choice((0, 1, 20, 125, 3000)))
            kind = draw.choice((1, 2, 2, 2, 2, 0, 3, 8, 9, 10, 11, 15))
            lie = draw.choice((None, None, None, 0, 1 << 40, (1 << 63) - 1))
            run += frame(
                kind,
                payload,
                final=draw.random() < 0.8,
                masked=draw.random() < 0.9,
                reserved=draw.choice((0, 0, 0, 0, 1, 4, 7)),
                length=lie,
            )
        yield run if draw.random() < 0.8 else draw.randbytes(500)
