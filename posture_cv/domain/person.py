"""Who is assessed, as far as norms depend on it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

YOUNGEST, OLDEST = 5, 120
"""Ages that can be stated, in completed years."""

SHORTEST_STATURE_CM, TALLEST_STATURE_CM = 60.0, 250.0
"""Statures that can be stated or measured."""


class Sex(StrEnum):
    """The sex that published norms tell apart."""

    FEMALE = "female"
    MALE = "male"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """What was stated of the person; None where nobody stated it.

    Attributes
    ----------
    age
        In completed years, ``YOUNGEST`` to ``OLDEST``.
    """

    sex: Sex | None = None
    age: int | None = None

    def __post_init__(self) -> None:
        if self.age is not None and not YOUNGEST <= self.age <= OLDEST:
            raise ValueError(f"expected an age from {YOUNGEST} to {OLDEST} years, but got {self.age}")


UNSTATED = Person()
"""Nobody stated anything: the norms of all adults together hold."""
