"""Typical ranges: rows of the table ``norms``."""

from __future__ import annotations

from dataclasses import dataclass

from posture_cv.domain.estimates import Z_90, MeasureName
from posture_cv.domain.messages import Message, RowText
from posture_cv.domain.person import Person, Sex
from posture_cv.domain.standing import Standing
from posture_cv.domain.views import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Norm:
    """Typical range of a measure: of people without complaints, or by a convention of the field.

    Attributes
    ----------
    mean, sd, size
        Of so many people without complaints, in the measure's unit. Their 5th to 95th percentile is the typical range, by the normal
        distribution, as no source gives percentiles. None for a convention.
    between
        Bounds of a convention; None where people were measured.
    sex, age_from, age_to
        Whom the row is for, ages in completed years, ends included; None for everybody.
    group
        The same in words; None for a convention.
    """

    key: str
    measure: MeasureName
    position: Position
    standing: Standing
    references: tuple[str, ...]
    mean: float | None = None
    sd: float | None = None
    size: int | None = None
    between: tuple[float, float] | None = None
    sex: Sex | None = None
    age_from: int | None = None
    age_to: int | None = None
    group: Message | None = None

    basis = RowText("norms")

    @property
    def is_convention(self) -> bool:
        """Whether nobody measured people without complaints."""
        return self.between is not None

    @property
    def is_general(self) -> bool:
        """Whether the row is for either sex and any age."""
        return self.sex is None and self.age_from is None and self.age_to is None

    @property
    def lower(self) -> float:
        """Lower end of the typical range."""
        return self._end(-1)

    @property
    def upper(self) -> float:
        """Upper end of the typical range."""
        return self._end(1)

    def suits(self, person: Person) -> bool:
        """Whether the row is for somebody of whom that was stated."""
        if self.sex is not None and self.sex is not person.sex:
            return False
        if self.age_from is None and self.age_to is None:
            return True
        if person.age is None:
            return False
        return (self.age_from is None or person.age >= self.age_from) and (self.age_to is None or person.age <= self.age_to)

    def _end(self, sign: int) -> float:
        if self.between is not None:
            return self.between[sign > 0]
        if self.mean is None or self.sd is None:
            raise ValueError(f"expected mean and standard deviation in row {self.key}, which has no bounds by convention")
        return self.mean + sign * Z_90 * self.sd
