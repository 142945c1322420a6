"""What is to be said, as data: an identifier and typed fields. The room ``words`` makes sentences of it, in any language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NoReturn, TypeAlias, overload

from posture_cv.domain.estimates import Unit

if TYPE_CHECKING:
    from posture_cv.domain.estimates import Estimate

_WHOLE_UNITS_FROM = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number to be shown with so many decimals, None for as many as it has, in ``unit``; None for a bare number."""

    value: float
    decimals: int | None = 0
    unit: Unit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Two numbers that bound a range, shown as ``Quantity`` is."""

    lower: float
    upper: float
    decimals: int | None = 0
    unit: Unit | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A day, to be written as the language writes it."""

    on: dt.date


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence, a phrase or a term before it is worded.

    Attributes
    ----------
    id
        Dotted key in the catalogues (``"photo.blurred"``), or ``table/row/column`` for the text of a clinical table's row.
    fields
        What its template asks for, by name. Text stays as it is in every language: names of files, keys, what a person typed. Terms that
        differ between languages are messages of their own.
    """

    id: str
    fields: Mapping[str, Field] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.id)

    def __format__(self, format_spec: str) -> NoReturn:
        raise TypeError(f"the message {self.id} is worded by Words, not by an f-string")


Field: TypeAlias = str | int | float | Quantity | Span | Day | Message | tuple[Message | Day | str, ...]
"""What a message may hold. A tuple is a series; a template says how it is joined."""


def message(key: str, /, **fields: Field) -> Message:
    """The message of that id with these fields."""
    return Message(key, fields)


def row_text(table: str, row: str, column: str, /, **fields: Field) -> Message:
    """The text in one column of a clinical table's row, its template's fields filled in."""
    return Message(f"{table}/{row}/{column}", fields)


class RowText:
    """Text in the clinical table's row that an object names: an attribute that gives the message, and is stored nowhere.

    Parameters
    ----------
    table
        Name of the table.
    of
        Attribute that holds the row's key.
    column
        Column of the text; the attribute's own name where empty.

    Examples
    --------
    >>> class Tested:
    ...     muscle = "soleus"
    ...     name = RowText("muscles", of="muscle")
    >>> Tested().name.id
    'muscles/soleus/name'
    """

    def __init__(self, table: str, *, of: str = "key", column: str = "") -> None:
        self.table = table
        self.column = column
        self._of = of

    def __set_name__(self, owner: type, name: str) -> None:
        self.column = self.column or name

    @overload
    def __get__(self, holder: None, owner: type) -> RowText: ...
    @overload
    def __get__(self, holder: object, owner: type) -> Message: ...
    def __get__(self, holder: object | None, owner: type) -> RowText | Message:
        """The message of the holder's row."""
        return self if holder is None else row_text(self.table, getattr(holder, self._of), self.column)


def probability_of(probability: float) -> Message:
    """A probability from 0 to 1 in whole per cent; the ends are "under 1 %" and "over 99 %"."""
    percent = round(100.0 * probability)
    if percent < 1:
        return message("probability.under")
    return message("probability.over") if percent > 99 else message("probability.percent", percent=percent)


def plus_minus(value: float, half: float, *, decimals: int, unit: Unit | None = None) -> Message:
    """A value with half the width of its interval, ``"47 ± 5°"``."""
    figure = message("figure.plus_minus", value=Quantity(value=value, decimals=decimals), half=Quantity(value=half, decimals=decimals))
    return figure if unit is None else message(f"unit.{unit}", figure=figure)


def decimals_for(standard_error: float) -> int:
    """Decimals a value with this standard error may show: none from 1 unit on, else one.

    Parameters
    ----------
    standard_error
        In the value's unit, positive.
    """
    return 0 if standard_error >= _WHOLE_UNITS_FROM else 1


def value_of(estimate: Estimate) -> Quantity:
    """The estimate's value, with as many decimals as its error allows."""
    return Quantity(value=estimate.value, decimals=decimals_for(estimate.standard_error), unit=estimate.unit)


def interval_of(estimate: Estimate) -> Span:
    """The estimate's interval, with as many decimals as its error allows."""
    decimals = decimals_for(estimate.standard_error)
    return Span(lower=estimate.interval.lower, upper=estimate.interval.upper, decimals=decimals, unit=estimate.unit)


def estimate_of(estimate: Estimate) -> Message:
    """The estimate with half its interval's width, ``"47 ± 5°"``."""
    return _with_half_width(estimate, estimate.value)


def size_of(estimate: Estimate) -> Message:
    """The same without the sign, where words say the direction: ``"3 ± 2°"`` for -3."""
    return _with_half_width(estimate, abs(estimate.value))


def _with_half_width(estimate: Estimate, value: float) -> Message:
    half = (estimate.interval.upper - estimate.interval.lower) / 2.0
    return plus_minus(value, half, decimals=decimals_for(estimate.standard_error), unit=estimate.unit)
