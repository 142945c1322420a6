"""A file that is on offer on the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A file that a button makes. Its texts are in the language of the page."""

    name: str
    label: str
    make: Callable[[], str | bytes]
    file_name: str
    mime: str
    icon: str
