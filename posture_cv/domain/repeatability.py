"""How large a change must be before it is more than error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_cv.domain.estimates import MeasureName, Unit


@dataclass(frozen=True, slots=True, kw_only=True)
class MinimalDetectableChange:
    """Smallest change of one measure between two photos of one person that is no mere error at 95 % confidence.

    Attributes
    ----------
    mdc95
        1.96 x root of 2 x ``sem``, in ``unit``.
    sem
        Error of a single measurement within one person: SD of the error of the change between two photos, over the root of two.
    pairs
        How many pairs of photos it was derived from.
    estimator
        Name and version of the landmark estimator it holds for.
    """

    name: MeasureName
    unit: Unit
    mdc95: float
    sem: float
    pairs: int
    estimator: str

    def __post_init__(self) -> None:
        if not 0.0 < self.sem < self.mdc95:
            raise ValueError(f"expected 0 < sem < mdc95, but got {self.sem} and {self.mdc95}")
