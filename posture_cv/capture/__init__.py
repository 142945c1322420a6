"""From a file to a judged photo: decode, turn upright, forget the metadata, and say what the pixels are good for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_cv.capture.decoding import read_photo
    from posture_cv.capture.judging import judge

__all__ = ["judge", "read_photo"]

_HOMES = {"judge": "judging", "read_photo": "decoding"}


def __getattr__(name: str) -> object:
    """Load a function's module on first use: Pillow and OpenCV are too slow to load for an import that may never read a photo."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
