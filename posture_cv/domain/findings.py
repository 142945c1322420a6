"""Departures from typical posture, with how sure we are of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.views import BodySide, View


class Severity(StrEnum):
    """Severest band of the knowledge table that the true value reaches more probably than not."""

    TYPICAL = "typical"
    MILD = "mild"
    MARKED = "marked"


class Certainty(StrEnum):
    """Words for a finding's probability."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    NOT_DISTINGUISHABLE = "not_distinguishable"


LIKELY_FROM = 0.80
POSSIBLE_FROM = 0.50


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """The measurement a finding rests on."""

    measure: MeasureName
    view: View
    side: BodySide
    photo: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One distortion, judged against its cut-offs.

    Attributes
    ----------
    distortion
        Key of the row in ``distortions.toml``.
    title
        Clinician's name of the distortion.
    side
        Body side it points to ("left shoulder high" has LEFT), MIDLINE where it has none.
    probability
        That the true value lies beyond the mild cut, 0 to 1; the cut's own grey zone is part of it.
    statement, plain_statement
        One sentence for the clinician and one for the client, value and interval included.
    """

    distortion: str
    title: str
    side: BodySide
    severity: Severity
    probability: float
    certainty: Certainty
    statement: str
    plain_statement: str
    support: tuple[Support, ...]
    references: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 0.0 <= self.probability <= 1.0:
            raise ValueError(f"expected a probability between 0 and 1, but got {self.probability}")

    @property
    def is_distinguishable(self) -> bool:
        """True where the finding is at least possible."""
        return self.certainty is not Certainty.NOT_DISTINGUISHABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternMember:
    """A distortion that belongs to a pattern; ``probability`` is None where it was not assessed."""

    distortion: str
    title: str
    plain_title: str
    required: bool
    probability: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PosturePattern:
    """A named combination of findings.

    Attributes
    ----------
    pattern
        Key of the row in ``patterns.toml``.
    probability
        That all required members and enough of the others lie beyond their mild cuts, taken as independent of each other; members not
        assessed count as absent. See ``posture_cv.findings.recognise``.
    statement, plain_statement
        One or two sentences for the clinician and for the client; what was not assessed is said.
    """

    pattern: str
    title: str
    plain_title: str
    probability: float
    certainty: Certainty
    members: tuple[PatternMember, ...]
    statement: str
    plain_statement: str
    evidence: str
    references: tuple[str, ...]

    def __post_init__(self) -> None:
        if not 0.0 <= self.probability <= 1.0:
            raise ValueError(f"expected a probability between 0 and 1, but got {self.probability}")

    @property
    def not_assessed(self) -> tuple[PatternMember, ...]:
        """Members without a measurement to judge them by."""
        return tuple(member for member in self.members if member.probability is None)
