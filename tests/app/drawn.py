"""Everything that a page sends to be read or heard, without what only steers the browser."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

_STEERING = frozenset(
    {
        "autocomplete",
        "block_type",
        "color",
        "component_name",
        "content_icon",
        "css_content",
        "deferred_file_id",
        "element_id",
        "format",
        "html_content",
        "icon",
        "id",
        "js_content",
        "key",
        "page",
        "page_script_hash",
        "type",
        "url",
        "url_path",
    }
)
"""Fields of Streamlit's messages that hold names, addresses and code."""

_TO_SAY = frozenset({"alt", "check", "examiner", "hint", "label", "short", "svg"})
"""Keys in the data of the app's own components under which stands something to read; so does everything under ``texts``."""

_SILENT = re.compile(r"<style.*?</style>|<\?xml.*?\?>", re.DOTALL)
_HEARD = re.compile(r"""\b(?:alt|title|aria-label|placeholder)=(?:"([^"]*)"|'([^']*)')""")
_TAG = re.compile(r"<[^>]*>")
_MARKDOWN = re.compile(r":material/\w+:|:\w+\[|https?://\S+")


def texts(at: AppTest) -> list[str]:
    """All of it, markup taken off, in the order of the page."""
    assert not at.exception
    found: list[str] = []

    def visit(block: object) -> None:
        for element in getattr(block, "children", {}).values():
            if isinstance(proto := getattr(element, "proto", None), Message):
                found.extend(bare(text) for text in _strings(proto))
            visit(element)

    visit(at._tree)
    return found


def bare(text: str) -> str:
    """A text without its markup; what is said aloud stays."""
    text = _SILENT.sub(" ", text)
    heard = " ".join(first or second for first, second in _HEARD.findall(text))
    return unescape(f"{_TAG.sub(' ', _MARKDOWN.sub(' ', text))} {heard}")


def _strings(message: Message) -> Iterator[str]:
    for field, held in message.ListFields():
        if field.name in _STEERING:
            continue
        for each in held if isinstance(held, Iterable) and not isinstance(held, str | bytes) else (held,):
            if isinstance(each, Message):
                yield from _strings(each)
            elif isinstance(each, str):
                yield from _of_component(json.loads(each)) if field.name == "json" else [each]


def _of_component(data: Any, *, to_say: bool = False) -> Iterator[str]:
    if isinstance(data, dict):
        for key, held in data.items():
            yield from _of_component(held, to_say=to_say or key in _TO_SAY or key == "texts")
    elif isinstance(data, list):
        for each in data:
            yield from _of_component(each, to_say=to_say)
    elif isinstance(data, str) and to_say:
        yield data
