"""HTML and Markdown the app writes itself; every value passes through ``escape`` or ``literal``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~:$&])")


def literal(words: str) -> str:
    """Words from outside, such as a file's name, for use in Markdown: shown as they are, no link, picture or format."""
    return _MARKDOWN.sub(r"\\\1", words)


def definition_list(rows: Iterable[tuple[str, str]]) -> str:
    """Terms and what they mean; rows without a meaning are left out."""
    items = "".join(f"<dt>{escape(term)}</dt><dd>{escape(meaning)}</dd>" for term, meaning in rows if meaning)
    return f"<dl>{items}</dl>" if items else ""


def bullets(items: Iterable[str], *, css_class: str = "pcv-list") -> str:
    """An unordered list."""
    return f'<ul class="{css_class}">' + "".join(f"<li>{escape(item)}</li>" for item in items) + "</ul>"


def paragraph(words: str, *, css_class: str = "") -> str:
    """A paragraph; empty words give nothing."""
    return f'<p class="{css_class}">{escape(words)}</p>' if words else ""


def more(label: str, body: str) -> str:
    """A passage that opens when asked for; ``body`` is markup."""
    return f'<details class="pcv-more"><summary>{escape(label)}</summary>{body}</details>' if body else ""


def tags(*labels: str) -> str:
    """Small labels beside a title; empty ones are left out."""
    return '<span class="pcv-tags">' + "".join(f'<span class="pcv-tag">{escape(words)}</span>' for words in labels if words) + "</span>"
