"""What a page logs as wrong while a test uses it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page

_PICTURES = "/media/"
_SHOWN = "() => [...document.images].map(each => each.src)"
_ALL_HERE = "() => [...document.images].every(each => each.complete && each.naturalWidth > 0)"


class Logged:
    """Collects a page's errors from now on."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._errors: list[tuple[str, str]] = []
        page.on("console", self._note)
        page.on("pageerror", lambda error: self._errors.append((str(error), "")))

    def problems(self) -> list[str]:
        """The errors, once every picture now on the page is there.

        A picture taken away by a further run of the page before the browser had fetched it is none: nobody sees it, another stands there.
        """
        self._page.wait_for_function(_ALL_HERE)
        shown = self._page.evaluate(_SHOWN)
        return [text for text, about in self._errors if _PICTURES not in about or any(picture in about for picture in shown)]

    def _note(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._errors.append((message.text, f"{message.location.get('url', '')} {message.text}"))
