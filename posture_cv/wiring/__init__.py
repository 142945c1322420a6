"""The only place that builds instruments from what is installed."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_cv.wiring.assessor import Assessor, default_assessor
    from posture_cv.wiring.words import words_in

__all__ = ["Assessor", "default_assessor", "words_in"]

_HOMES = {"Assessor": "assessor", "default_assessor": "assessor", "words_in": "words"}


def __getattr__(name: str) -> object:
    """Load a name's module on first use: the instruments are too slow to load for a page that only has something to say."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
