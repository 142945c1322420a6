"""The document every page begins with: the framework's own, without the framework's name, pictures and advice."""

from __future__ import annotations

import base64
import re
from functools import cache
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders

from posture_cv.ui import engine, serving
from posture_cv.ui.serving import in_every_language, text

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ICON = Path(__file__).with_name("icon.svg")
_OTHER_THAN_PAGES = ("/static/", "/media/", "/_stcore/")

_HIDDEN = (
    '[data-testid="stMainMenu"]',  # the menu, of which Settings offers what concerns her
    '[data-testid="stStatusWidget"]',
    '[data-testid="stAppDeployButton"]',
    ".stSkillsInstallCallout",
    'a[href*="streamlit.io"]',
)
_PARTS = (
    re.compile(r'(?<=<html )lang="[^"]*"'),
    re.compile(r"<title>.*?</title>", re.DOTALL),
    re.compile(r'<link\s+rel="shortcut icon"[^>]*>'),
    re.compile(r"<noscript>.*?</noscript>", re.DOTALL),
    re.compile(r"<!--.*?-->|<link\s+rel=\"service-desc\"[^>]*>|<script>.*?</script>", re.DOTALL),
)


class FrontPage:
    """ASGI middleware that puts the app's own name and words into HTML documents.

    Parameters
    ----------
    app
        What answers.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: D102 - ASGI's own name for answering
        if scope["type"] == "http" and scope["method"] == "GET" and not scope["path"].startswith(_OTHER_THAN_PAGES):
            plain = [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"]
            await self._app({**scope, "headers": plain}, receive, _rewriting(send))
        else:
            await self._app(scope, receive, send)


def _rewriting(send: Send) -> Send:
    """``send`` that holds an HTML document back until it is whole."""
    start: Message | None = None
    body = bytearray()

    async def sending(message: Message) -> None:
        nonlocal start
        if message["type"] == "http.response.start" and Headers(raw=message["headers"]).get("content-type", "").startswith("text/html"):
            start = message
        elif start is None:
            await send(message)
        else:
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                own = own_document(body.decode("utf-8")).encode("utf-8")
                headers = MutableHeaders(scope=start)
                headers["content-length"] = str(len(own))
                del headers["etag"]
                del headers["last-modified"]
                await send(start)
                await send({"type": "http.response.body", "body": own})
                engine.prepare_page()

    return sending


def own_document(document: str) -> str:
    """The document with title, icon and words of the app, and nothing of the framework's that would show or speak."""
    for part, own in zip(_PARTS, _own_parts(), strict=True):
        document = part.sub(lambda _, own=own: own, document)  # type: ignore[misc]  # mypy sees a parameter too many
    return document


@cache
def _own_parts() -> tuple[str, ...]:
    icon = base64.b64encode(_ICON.read_bytes()).decode("ascii")
    needs_script = "".join(f"<p>{escape(words)}</p>" for words in in_every_language("app.needs_script"))
    return (
        f'lang="{serving.DEFAULT_LANGUAGE}"',
        f"<title>{escape(text('app.name'))}</title>",
        f'<link rel="shortcut icon" href="data:image/svg+xml;base64,{icon}"><style>{",".join(_HIDDEN)}{{display:none!important}}</style>',
        f"<noscript>{needs_script}</noscript>",
        "",
    )
