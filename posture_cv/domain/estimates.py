"""Numbers that know how sure they are."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Self, cast

from posture_cv.domain.views import BodySide, View

_NAME = re.compile(r"[a-z][a-z0-9_]*")

INTERVAL_LEVEL = 0.90
"""Confidence level of every interval shown."""

Z_90 = 1.6448536269514722
"""Half-width of the central ``INTERVAL_LEVEL`` of a standard normal distribution: its 95th percentile."""


class Unit(StrEnum):
    """Unit of an estimate."""

    DEGREE = "deg"
    PERCENT_HEIGHT = "pct_height"
    MILLIMETRE = "mm"


class MeasureName(str):
    """Identifier of a measure, the key of its row in the clinical table ``measures``.

    An open set: which names there are is said by the rows alone. The same name is always the same object, so that ``is`` compares names.

    Raises
    ------
    ValueError
        If it is not written in small letters, digits and underscores.
    """

    __slots__ = ()
    _known: ClassVar[dict[str, MeasureName]] = {}

    def __new__(cls, name: str) -> Self:
        """The one object of that name."""
        known = cls._known.get(name)
        if known is None:
            if _NAME.fullmatch(name) is None:
                raise ValueError(f"expected a measure's name in small letters, digits and underscores, but got {name!r}")
            known = cls._known.setdefault(str(name), super().__new__(cls, name))
        return cast("Self", known)

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: object) -> dict[str, object]:
        """How pydantic reads one: a string, then this class. A core schema is plain data, so that nothing need be imported here."""
        text = {"type": "str", "pattern": f"^{_NAME.pattern}$"}
        return {"type": "function-after", "function": {"type": "no-info", "function": cls}, "schema": text}


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Closed interval that holds the true value with probability ``level``."""

    lower: float
    upper: float
    level: float = INTERVAL_LEVEL

    def __post_init__(self) -> None:
        if not self.lower <= self.upper:
            raise ValueError(f"expected lower <= upper, but got {self.lower} and {self.upper}")
        if not 0.0 < self.level < 1.0:
            raise ValueError(f"expected a level between 0 and 1, but got {self.level}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value with its standard error and interval, all in ``unit``.

    The interval need not be symmetric about the value.
    """

    value: float
    standard_error: float
    interval: Interval
    unit: Unit

    def __post_init__(self) -> None:
        if not (math.isfinite(self.value) and math.isfinite(self.standard_error) and self.standard_error > 0.0):
            raise ValueError(f"expected a finite value with a positive error, but got {self.value} and {self.standard_error}")

    def bare(self) -> Estimate:
        """The number alone, without what a measurement knows beside it."""
        return Estimate(value=self.value, standard_error=self.standard_error, interval=self.interval, unit=self.unit)

    def mirrored(self) -> Estimate:
        """The bare estimate with its sign turned round, for words that name the side."""
        interval = Interval(lower=-self.interval.upper, upper=-self.interval.lower, level=self.interval.level)
        return Estimate(value=-self.value, standard_error=self.standard_error, interval=interval, unit=self.unit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement(Estimate):
    """An estimate of one named measure in one photo.

    ``side`` is the body side the number belongs to: the near side in a lateral view, a leg in a frontal one, else ``MIDLINE``.
    ``photo`` counts the visit's photos from 0.

    The standard error has three parts, by what shares them; the squares of the first two and of the rest, which every photo of the person
    shares, add up to its square.

    Attributes
    ----------
    own_error
        Drawn anew by every photo: detection scatter, how the feet were set.
    view_error
        Shared by repeats of one view, not by other views: the camera's roll and sideways aim.
    """

    name: MeasureName
    view: View
    side: BodySide
    photo: int = 0
    own_error: float = 0.0
    view_error: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FusedMeasurement(Estimate):
    """One measure from several photos of the visit; see ``posture_cv.measures.fusion`` for the rule.

    Attributes
    ----------
    side
        The photographed side or leg; ``MIDLINE`` for a measure without a side, and for left and right together.
    photos
        The photos it rests on, two or more.
    views
        Their views, each once.
    spread
        Standard deviation of the value between these photos, in ``unit``.
    """

    name: MeasureName
    side: BodySide
    photos: tuple[int, ...]
    views: tuple[View, ...]
    spread: float

    @property
    def n(self) -> int:
        """How many photos it rests on."""
        return len(self.photos)
