"""What no record can say, whatever it is about: values outside their interval, negative errors, times without an offset."""

from __future__ import annotations

import dataclasses
import math
import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from datetime import datetime
from enum import Enum

from posture_cv.domain.corrections import PointCorrection, PointStatus
from posture_cv.domain.estimates import Estimate
from posture_cv.domain.pose import PersonBox

GREATEST = 1e6
"""Of any number whose field says nothing narrower."""

_BOUNDS = (
    (re.compile(r"^(xx|xy|yy)$"), (-(GREATEST**2), GREATEST**2)),
    (re.compile(r"^(probability|weight|sharpness|exposure|contrast)$"), (0.0, 1.0)),
    (re.compile(r"(^|_)(error|spread)(_px|_deg|_mm)?$|^(photo|index|passes|revision|last_number|person_height_px)$"), (0.0, GREATEST)),
    (re.compile(r"^(yaw|roll)_deg$"), (-180.0, 180.0)),
    (re.compile(r"^noise_scale$"), (1.0, GREATEST)),
    (re.compile(r"^decimals$"), (0, 3)),
)
"""Least and greatest value by the name of a field; squares of pixels, shares, errors and counts, angles."""

_TIMES = frozenset({"at", "created_at"})
_FIRST_YEAR, _LAST_YEAR = 1900, 2999


def unsound(held: object, place: str = "") -> Iterator[str]:
    """Places of what cannot be in an object made of dataclasses, mappings, tuples, texts and numbers."""
    if not _holds_together(held):
        yield place
    named = dataclasses.is_dataclass(held)
    for name, value in _parts(held):
        at = f"{place}.{name}" if place else name
        if not _can_be(name if named else "", value):
            yield at
        yield from unsound(value, at)


def _parts(held: object) -> Iterable[tuple[str, object]]:
    if isinstance(held, Enum):
        return ()
    if dataclasses.is_dataclass(held) and not isinstance(held, type):
        return [(field.name, getattr(held, field.name)) for field in dataclasses.fields(held)]
    if isinstance(held, Mapping):
        return held.items()
    return [(str(index), each) for index, each in enumerate(held)] if isinstance(held, tuple | frozenset) else ()


def is_moment(text: str) -> bool:
    """Whether that is an ISO 8601 time with its offset, in a year that a calendar of ours knows."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return False
    return at.utcoffset() is not None and _FIRST_YEAR <= at.year <= _LAST_YEAR


def repeats(things: Iterable[Hashable]) -> bool:
    """Whether something stands there twice."""
    each = list(things)
    return len(set(each)) < len(each)


def _can_be(name: str, value: object) -> bool:
    """Whether a field of that name can hold that value."""
    if isinstance(value, str) and name in _TIMES:
        return is_moment(value) or (name == "at" and not value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return True
    least, most = next((bounds for names, bounds in _BOUNDS if names.search(name)), (-GREATEST, GREATEST))
    return least <= value <= most


def _holds_together(held: object) -> bool:
    """Whether the fields of one object can stand beside each other."""
    if isinstance(held, Estimate):
        return held.interval.lower <= held.value <= held.interval.upper
    if isinstance(held, PersonBox):
        return held.left_px <= held.right_px and held.top_px <= held.bottom_px
    return not isinstance(held, PointCorrection) or held.final_px is not None or held.status is PointStatus.HIDDEN


def lies_in(point: tuple[float, float], width_px: float, height_px: float, *, margin_px: float = 0.0) -> bool:
    """Whether a point lies in a photo of that size, or at most so far outside."""
    x, y = point
    return -margin_px <= x <= width_px + margin_px and -margin_px <= y <= height_px + margin_px and math.isfinite(x) and math.isfinite(y)
