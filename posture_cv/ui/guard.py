"""Who may talk to the app's server: a browser on this computer, on a page of the app itself, and nobody else.

It stands before everything the server answers, on every path and for both HTTP and WebSocket. What it lets through leaves with headers that
keep pages out of frames, scripts to the app's own, and every answer with content off the browser's disk.
"""

from __future__ import annotations

import re
from ipaddress import ip_address
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_NAMES = ("127.0.0.1", "localhost", "[::1]")
_READING = frozenset({"GET", "HEAD"})
_OWN_SITE = frozenset({"same-origin", "none"})
_ANSWERED_INTERFACES = frozenset({"health", "host-config", "stream", "upload_file", "bidi-components"})
_CLOSED_PATHS = re.compile(r"/(auth|oauth2callback|component|app/static)(/|$)")
_NEVER_CHANGES = re.compile(r"/static/(js|css|media)/")
_DROPPED = ("access-control-allow-origin", "access-control-allow-credentials", "access-control-allow-methods", "server")
_DEFAULT_PORT = 80
_POLICY_VIOLATION = 1008
_REFUSED = (
    "This page answers only the browser of the computer it runs on, at http://127.0.0.1:{port}\n"
    "Esta página solo responde al navegador del ordenador en que funciona, en http://127.0.0.1:{port}\n"
)
_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "media-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws://{host}",
        "worker-src 'self' blob:",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'self'",
        "frame-ancestors 'none'",
    )
)
_NO_SCRIPT = "default-src 'none'; frame-ancestors 'none'"
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(), usb=(), serial=(), payment=()",
}


class Guard:
    """ASGI middleware around the whole server.

    Parameters
    ----------
    app
        What is guarded.
    """

    standing = False
    """Whether one stands in this process."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        Guard.standing = True

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI's own name for answering
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif not _is_let_in(scope):
            _, port = scope.get("server") or ("", "")
            await _answer(403, _REFUSED.format(port=port), scope, receive, send)
        elif _is_closed(scope["path"]):
            await _answer(404, "", scope, receive, send)
        else:
            policy = _POLICY.format(host=Headers(scope=scope)["host"])
            await self._app(scope, receive, _dressed(scope, send, policy=policy))


def _is_let_in(scope: Scope) -> bool:
    """Whether a request comes from this computer, to a name of this computer, from a page of the app."""
    headers = Headers(scope=scope)
    host, origin = headers.getlist("host"), headers.getlist("origin")
    if len(host) != 1 or host[0].lower() not in _own_hosts(scope) or len(origin) > 1:
        return False
    if origin and origin[0].lower() != f"http://{host[0].lower()}":
        return False
    if scope["type"] == "websocket" or scope["method"] not in _READING:
        return bool(origin)
    return headers.get("sec-fetch-site", "none") in _OWN_SITE or _is_a_link_followed(scope, headers)


def _is_a_link_followed(scope: Scope, headers: Headers) -> bool:
    """Whether the user went from another site to a page of the app, which then is all she sees."""
    return scope["method"] == "GET" and headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"


def _own_hosts(scope: Scope) -> frozenset[str]:
    """Values of Host that mean this server, by the address the connection itself reached; none where that is no loopback address.

    Neither the name nor the port is taken from a setting: without one the server takes the next free port, and an address set by hand must
    not open it to others.
    """
    address, port = scope.get("server") or (None, None)
    if address is None or port is None or not _is_loopback(address):
        return frozenset()
    return frozenset(f"{name}:{port}" for name in _NAMES) | (frozenset(_NAMES) if port == _DEFAULT_PORT else frozenset())


def _is_loopback(address: str) -> bool:
    try:
        ip = ip_address(address)
    except ValueError:
        return False
    return (getattr(ip, "ipv4_mapped", None) or ip).is_loopback


def _is_closed(path: str) -> bool:
    """Whether the path leads to something the app never uses: remote control, statistics, sign-in and files of the framework's own."""
    parts = [part for part in path.split("/") if part]
    if "_stcore" in parts:
        named = parts[parts.index("_stcore") + 1 :]
        return not named or named[0] not in _ANSWERED_INTERFACES
    return _CLOSED_PATHS.match(path) is not None


async def _answer(status: int, words: str, scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
    else:
        await PlainTextResponse(words, status)(scope, receive, _dressed(scope, send, policy=_NO_SCRIPT))


def _dressed(scope: Scope, send: Send, *, policy: str) -> Send:
    """``send`` with the guard's headers on the answer."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name in _DROPPED:
                del headers[name]
            for name, value in _HEADERS.items():
                headers[name] = value
            headers["Content-Security-Policy"] = policy
            if not (message["status"] == 200 and _NEVER_CHANGES.match(scope["path"])):
                headers["Cache-Control"] = "no-store"
        await send(message)

    return sending
