"""The one page a phone can reach: it takes photos in, and gives nothing out."""

from __future__ import annotations

import asyncio
import json
import os
import secrets
import socket
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial
from html import escape
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from posture_cv.capture.formats import recognise
from posture_cv.capture.source import MAX_BYTES
from posture_cv.domain.errors import PhotoError
from posture_cv.domain.views import View
from posture_cv.ui.phone.door import Connection, Door, Upload, Uploads
from posture_cv.ui.phone.letterbox import Arrived, Letterbox

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import uvicorn

Texts = Mapping[str, Mapping[str, str | dict[str, str]]]
"""The page's texts by language and key."""

IDLE_FOR_S = 30 * 60.0
"""So long without a photo or a look at the page, and the listener closes."""

PREFERRED_PORT = 8765
_LOOK_EVERY_S = 1.0
_STOP_WITHIN_S = 2
_ALL = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"]
_NO_STORE = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


class PhoneListener:
    """A small web server of its own on one address of this computer; it runs until it is closed, unused for long, or no longer wanted.

    Parameters
    ----------
    host
        Address to listen on.
    letterbox
        Where photos go.
    texts, language
        Texts of the page, and the language it opens in.
    is_wanted
        Asked about once a second; the listener closes itself at the first False.
    clock
        Seconds that only ever grow.

    Raises
    ------
    OSError
        If nothing can listen on that address.
    """

    def __init__(
        self,
        host: str,
        letterbox: Letterbox,
        *,
        texts: Texts,
        language: str,
        is_wanted: Callable[[], bool] = lambda: True,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.host, self.letterbox = host, letterbox
        self._token = secrets.token_urlsafe(24)
        self._texts, self._language = texts, language
        self._is_wanted, self._clock = is_wanted, clock
        self._used_s = clock()
        self._closed = False
        self._uploads = Uploads(lambda: asyncio.get_running_loop().time())
        self._socket = _listening(host)
        self.url = f"http://{host}:{self._socket.getsockname()[1]}/{self._token}"
        self._server = self._serve()

    @property
    def is_open(self) -> bool:
        """Whether a phone can still reach the page."""
        return self._thread.is_alive() and not self._closed

    def close(self) -> None:
        """Stop listening at once; a photo that is half sent, and what nobody took in, is dropped."""
        self._closed = True
        self.letterbox.take()
        self._server.should_exit = True

    def wait_closed(self, timeout_s: float = 10.0) -> None:
        """Wait until the last connection is gone."""
        self._thread.join(timeout_s)

    def _serve(self) -> uvicorn.Server:
        import uvicorn

        routes = [
            Route("/{token}", self._page, methods=["GET"]),
            Route("/{token}/photo", self._photo, methods=["POST"]),
            Route("/{rest:path}", self._refuse, methods=_ALL),
        ]
        server = uvicorn.Server(
            uvicorn.Config(
                Starlette(routes=routes, lifespan=self._watch),
                log_config=None,
                access_log=False,
                server_header=False,
                date_header=False,
                http=partial(Connection, door=Door()),  # type: ignore[arg-type]  # called like the class it makes
                timeout_keep_alive=5,
                timeout_graceful_shutdown=_STOP_WITHIN_S,
                proxy_headers=False,
                ws="none",
            )
        )
        self._thread = threading.Thread(target=server.run, args=([self._socket],), name="phone-listener", daemon=True)
        self._thread.start()
        return server

    @asynccontextmanager
    async def _watch(self, _app: Starlette) -> AsyncIterator[None]:
        watching = asyncio.create_task(self._close_in_time())
        yield
        watching.cancel()

    async def _close_in_time(self) -> None:
        while self._is_wanted() and self._clock() - self._used_s < IDLE_FOR_S:
            await asyncio.sleep(_LOOK_EVERY_S)
        self.close()

    def _is_let_in(self, request: Request) -> bool:
        let_in = not self._closed and secrets.compare_digest(request.path_params["token"].encode(), self._token.encode())
        if let_in:
            self._used_s = self._clock()
        return let_in

    async def _page(self, request: Request) -> Response:
        if not self._is_let_in(request):
            return await self._refuse(request)
        needs_script = " · ".join(escape(str(texts["needs_script"])) for texts in self._texts.values())
        return _html(_part("page.html").replace("{needs_script}", needs_script), self._data(), status=200)

    async def _refuse(self, _request: Request) -> Response:
        words = "".join(f"<h1>{escape(str(texts['gone_title']))}</h1><p>{escape(str(texts['gone']))}</p>" for texts in self._texts.values())
        return _html(_part("refused.html").replace("{words}", words), None, status=403)

    async def _photo(self, request: Request) -> Response:
        if (refused := self._refusal_of(request)) is not None:
            return refused
        try:
            async with self._uploads.begin(request.client.host if request.client else "") as upload:
                if upload is None:
                    return _answer(503, "busy")
                content = await self._read(request, upload)
        except TimeoutError:
            return _answer(408, "lost")
        except ClientDisconnect:
            return _answer(400, "unreadable")
        view = request.query_params.get("view")
        return self._take_in(content, View(view) if view else None)

    def _refusal_of(self, request: Request) -> Response | None:
        """Why a photo is not read at all."""
        if not self._is_let_in(request):
            return _answer(403, "gone")
        if (request.query_params.get("view") or View.LEFT) not in set(View):
            return _answer(400, "unreadable")
        if int(request.headers.get("content-length") or 0) > MAX_BYTES:
            return _answer(413, "too_large")
        return _answer(409, "full") if self.letterbox.is_full() else None

    @staticmethod
    async def _read(request: Request, upload: Upload) -> bytes:
        """What is sent; stops reading beyond the size that is taken in."""
        content = bytearray()
        clock = asyncio.get_running_loop().time
        async for piece in request.stream():
            content += piece
            if len(content) > MAX_BYTES:
                break
            upload.hear(clock(), len(piece))
        return bytes(content)

    def _take_in(self, content: bytes, view: View | None) -> Response:
        if len(content) > MAX_BYTES:
            return _answer(413, "too_large")
        try:
            recognise(content)
        except PhotoError:
            return _answer(415, "unreadable")
        if self._closed:
            return _answer(403, "gone")
        self._used_s = self._clock()
        return _answer(200, "taken") if self.letterbox.put(Arrived(content, view)) else _answer(409, "full")

    def _data(self) -> dict[str, Any]:
        return {"texts": self._texts, "language": self._language, "to": f"/{self._token}/photo", "most": MAX_BYTES}


def _listening(host: str) -> socket.socket:
    """A socket on the usual port, so that a firewall asks but once, or on any other where that is taken."""
    for port in (PREFERRED_PORT, 0):
        listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if os.name == "posix":  # elsewhere the option lets two programs share a port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with suppress(OSError):
            listening.bind((host, port))
            listening.listen()
            return listening
        listening.close()
    raise OSError(f"nothing can listen on {host}")


def _html(page: str, data: Mapping[str, Any] | None, *, status: int) -> HTMLResponse:
    nonce = secrets.token_urlsafe(12)
    script = "" if data is None else f'<script nonce="{nonce}">const DATA = {_in_script(data)};\n{_part("page.js")}</script>'
    policy = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; script-src 'nonce-{nonce}'; connect-src 'self'; img-src blob:; form-action 'none'"
    )
    whole = page.replace("{style}", f'<style nonce="{nonce}">{_part("page.css")}</style>').replace("{script}", script)
    return HTMLResponse(whole, status, headers={**_NO_STORE, "Content-Security-Policy": policy})


def _in_script(data: Mapping[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=True).replace("<", "\\u003c")


def _answer(status: int, key: str) -> JSONResponse:
    return JSONResponse({"said": key}, status, headers=_NO_STORE)


def _part(name: str) -> str:
    return (files("posture_cv.ui.phone") / name).read_text(encoding="utf-8")
