"""Numbers as callers pass them: Python's own, or NumPy's scalars."""

from __future__ import annotations

import math
from numbers import Integral, Real

_SPAN_OF_TIME = "m"
"""NumPy's code for one."""


def finite(value: object) -> float | None:
    """The value as a float; None where it is no number, infinite, none (NaN), or beyond what a float holds."""
    if _only_passes_for_one(value) or not isinstance(value, Real):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def whole(value: object) -> int | None:
    """The value as an int; None where it is no whole number, though it may equal one."""
    return None if _only_passes_for_one(value) or not isinstance(value, Integral) else int(value)


def _only_passes_for_one(value: object) -> bool:
    """Whether that is one of the kinds that pass for whole numbers: truth values, and NumPy's spans of time."""
    return isinstance(value, bool) or getattr(getattr(value, "dtype", None), "kind", None) == _SPAN_OF_TIME
