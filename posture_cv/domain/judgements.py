"""Where a measured value stands among people without complaints, with the error of the measurement carried through."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.estimates import Interval, MeasureName
from posture_cv.domain.messages import Message, Quantity, Span, message
from posture_cv.domain.views import BodySide

SURE = 0.80
"""Probability from which a value differs from typical; it is typical where no more than the rest is left for that."""

EDGE = 0.25
"""A value closer than so many standard errors to one of probability ``SURE``, or of the rest, is borderline: another copy of the photo may
read otherwise. Saving sample pictures and real photos as JPEG once more moves a value by 0.08 standard errors in the median, by 0.3 in one
of ten."""

EVEN = 0.5
"""A borderline value that is beyond with less than this probability is called probably typical: it lies on the inner side."""


class PostureVerdict(StrEnum):
    """What may be said of a value."""

    TYPICAL = "typical"
    CANNOT_TELL = "cannot_tell"
    DIFFERS = "differs"
    BEYOND_CONVENTION = "beyond_convention"

    @property
    def is_beyond(self) -> bool:
        """Whether the value lies beyond the range it is compared with."""
        return self in (PostureVerdict.DIFFERS, PostureVerdict.BEYOND_CONVENTION)


class Severity(StrEnum):
    """How far beyond: mild beyond the typical range, marked beyond three standard deviations; a convention knows no degrees."""

    TYPICAL = "typical"
    MILD = "mild"
    MARKED = "marked"
    BEYOND_CONVENTION = "beyond_convention"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceRange:
    """The range a value is compared with, in the measure's unit.

    Attributes
    ----------
    norm
        Key of the row in ``norms.toml``.
    is_convention
        False for the 5th to 95th percentile of people without complaints, True for bounds that nobody measured in such people.
    group
        Whom the row is for; None for a convention.
    is_pooled
        Whether the row is for people of either sex and any age: neither was stated, or no source tells them apart.
    """

    norm: str
    lower: float
    upper: float
    is_convention: bool
    group: Message | None
    is_pooled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The one classifier's answer about one value.

    Attributes
    ----------
    below, above
        Probabilities, 0 to 1, that the true value lies below or above the range.
    borderline
        Whether a small change of the value changes the verdict. A borderline value is told as such and enters no list.
    percentile
        Of people without complaints, 0 to 100, of the value as measured, and its 90 % interval; None for a convention.
    """

    range: ReferenceRange
    below: float
    above: float
    verdict: PostureVerdict
    borderline: bool
    severity: Severity
    percentile: float | None
    percentile_interval: Interval | None

    @property
    def is_clearly_typical(self) -> bool:
        """Whether it may be listed among what is typical."""
        return self.verdict is PostureVerdict.TYPICAL and not self.borderline

    @property
    def is_clearly_beyond(self) -> bool:
        """Whether it may be listed among what differs."""
        return self.verdict.is_beyond and not self.borderline

    @property
    def wording(self) -> Message:
        """The verdict in words; a borderline value that lies more likely within its range than beyond it is called probably typical."""
        if not self.borderline:
            return message(f"verdict.{self.verdict}")
        return message("verdict.probably_typical" if self.below + self.above < EVEN else "verdict.borderline")

    @property
    def standing(self) -> Message:
        """The percentile with its interval and the people it is among; for a convention, that there is none."""
        if self.percentile is None or self.percentile_interval is None or self.range.group is None:
            return message("percentile.none")
        interval = Span(lower=_shown(self.percentile_interval.lower), upper=_shown(self.percentile_interval.upper), decimals=0)
        return message(
            "percentile.pooled" if self.range.is_pooled else "percentile.of",
            percentile=Quantity(value=_shown(self.percentile), decimals=0),
            interval=interval,
            group=self.range.group,
        )

    @property
    def percentile_shown(self) -> Quantity | None:
        """The percentile as it is told, 1 to 99."""
        return None if self.percentile is None else Quantity(value=_shown(self.percentile), decimals=0)

    @property
    def plain_standing(self) -> Message:
        """The percentile for the client: of how many in a hundred people the value is smaller still, or larger."""
        if self.percentile is None:
            return message("percentile.plain.none")
        smaller = self.percentile <= 50.0
        share = round(self.percentile if smaller else 100.0 - self.percentile)
        which = "smaller" if smaller else "larger"
        return message(f"percentile.plain.{which}", share=share) if share else message(f"percentile.plain.hardly.{which}")


def _shown(percentile: float) -> float:
    """A percentile as it is told: from 1 to 99, as nobody measured people enough to tell those further out apart."""
    return min(max(percentile, 1.0), 99.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedMeasure:
    """A measure of one photo, or of several together (``photo`` None), and what is to be said of it."""

    measure: MeasureName
    side: BodySide
    photo: int | None
    judgement: Judgement
