"""Numbers, units and dates as a language writes them (CLDR, by Babel)."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date as day_of
    from datetime import datetime

_SHORTEST = "0.######"

MINUS = "\u2212"
"""Before a number below zero, in every language: a hyphen is shorter than a digit, and parted from it at the end of a line."""


@lru_cache(maxsize=10_000)
def number(value: float, decimals: int | None, locale: str) -> str:
    """The value rounded to so many decimals, None for as many as it has; a rounded zero carries no sign."""
    from babel.numbers import format_decimal

    shown, pattern = str(value), _SHORTEST
    if decimals is not None:
        shown = "0" if round(value, decimals) == 0.0 else f"{value:.{decimals}f}"
        pattern = f"0.{'0' * decimals}" if decimals else "0"
    return str(format_decimal(shown, pattern, locale=locale)).replace("-", MINUS)


def date(moment: day_of, locale: str) -> str:
    """A day in full, ``"29 November 2026"``."""
    from babel.dates import format_date

    return str(format_date(moment, "long", locale=locale))


def time(moment: datetime, locale: str) -> str:
    """A time of day to the minute, ``"11:32"``, in the moment's own zone."""
    from babel.dates import format_time

    return str(format_time(moment, "short", tzinfo=moment.tzinfo, locale=locale))


def moment(at: datetime, locale: str) -> str:
    """A day and a time to the minute, ``"29 Nov 2026, 11:32"``, in the moment's own zone."""
    from babel.dates import format_date

    return f"{format_date(at, 'medium', locale=locale)}, {time(at, locale)}"


JOINTS = {"": ", ", ";": "; ", "run": " "}
"""What stands between the parts of a series by its style, where the language does not decide: commas, semicolons, sentences that run on."""


def series(parts: list[str], locale: str, *, style: str) -> str:
    """Parts joined the language's way; ``style`` is ``"and"``, ``"or"``, or one of ``JOINTS``."""
    if style not in ("and", "or"):
        return JOINTS[style].join(parts)
    from babel.lists import format_list

    return str(format_list(parts, style="standard" if style == "and" else "or", locale=locale))
