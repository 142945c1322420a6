"""Sentence templates of the tables."""

from __future__ import annotations

import string


def placeholders(template: str) -> set[str] | None:
    """Names in braces that a template asks for; None if it is not a template."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    except ValueError:
        return None
