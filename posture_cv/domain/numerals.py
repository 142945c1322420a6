"""Numbers as callers pass them: Python's own, or NumPy's scalars."""

from __future__ import annotations

import math
from numbers import Integral, Real

import numpy as np

_NO_NUMBERS = (bool, np.timedelta64)
"""Kinds that pass for whole numbers: truth values, and spans of time."""


def finite(value: object) -> float | None:
    """The value as a float; None where it is no number, infinite, none (NaN), or beyond what a float holds."""
    if isinstance(value, _NO_NUMBERS) or not isinstance(value, Real):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def whole(value: object) -> int | None:
    """The value as an int; None where it is no whole number, though it may equal one."""
    return None if isinstance(value, _NO_NUMBERS) or not isinstance(value, Integral) else int(value)
