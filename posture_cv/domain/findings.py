"""Departures from typical posture, with how sure we are of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.estimates import Estimate, MeasureName
from posture_cv.domain.judgements import EVEN, Judgement, PostureVerdict, Severity
from posture_cv.domain.messages import Message, RowText, interval_of, message, row_text, value_of
from posture_cv.domain.terms import side_term
from posture_cv.domain.views import BodySide, View


class Certainty(StrEnum):
    """How surely a finding may be worded: one that rests on a convention alone is never more than possible."""

    LIKELY = "likely"
    POSSIBLE = "possible"
    NOT_DISTINGUISHABLE = "not_distinguishable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """The measurement a finding rests on."""

    measure: MeasureName
    view: View
    side: BodySide
    photo: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One distortion, judged by the one classifier (``posture_cv.findings.classify``).

    Attributes
    ----------
    distortion
        Key of the row in ``distortions.toml``.
    side
        Body side it points to ("left shoulder high" has LEFT), MIDLINE where it has none.
    probability
        That the true value lies beyond the typical range on the distortion's side, 0 to 1; of several signs, that each does.
    verdict, borderline
        What may be said of it, and whether a small change of the value changes that.
    estimate
        Of the measure it is judged by, from all photos it rests on.
    absolute
        True for a tilt, which counts to either side: its sentences name the side and give the size without a sign.
    judgement
        Where the value stands among people without complaints; None in data written before that was kept.
    convention
        Cut-offs that the literature uses, shown beside; None where there are none.
    """

    distortion: str
    measure: MeasureName
    side: BodySide
    severity: Severity
    probability: float
    certainty: Certainty
    estimate: Estimate
    absolute: bool
    support: tuple[Support, ...]
    references: tuple[str, ...]
    verdict: PostureVerdict
    borderline: bool = False
    judgement: Judgement | None = None
    convention: Message | None = None

    title = RowText("distortions", of="distortion")
    plain_title = RowText("distortions", of="distortion")

    def __post_init__(self) -> None:
        if not 0.0 <= self.probability <= 1.0:
            raise ValueError(f"expected a probability between 0 and 1, but got {self.probability}")
        if self.is_distinguishable is not (self.verdict.is_beyond and not self.borderline):
            raise ValueError(
                f"expected a finding to be listed where its value is clearly beyond, but got {self.verdict} as {self.certainty}"
            )

    @property
    def is_distinguishable(self) -> bool:
        """True where the finding is at least possible: only then it is listed and muscles follow from it."""
        return self.certainty is not Certainty.NOT_DISTINGUISHABLE

    @property
    def statement(self) -> Message:
        """What was seen, for the clinician."""
        return self._told(plain=False)

    @property
    def plain_statement(self) -> Message:
        """What was seen, for the client."""
        return self._told(plain=True)

    def _told(self, *, plain: bool) -> Message:
        prefix, suffix = ("plain_", ".plain") if plain else ("", "")
        if not self.is_distinguishable:
            return message(
                f"finding.{_at_the_edge(self.probability) if self.borderline else self.verdict}",
                title=row_text("distortions", self.distortion, f"{prefix}title"),
                measure=row_text("measures", self.measure, f"{prefix}title"),
                value=value_of(self.estimate),
                interval=interval_of(self.estimate),
            )
        shown = self.estimate.mirrored() if self.absolute and self.estimate.value < 0.0 else self.estimate
        told = row_text(
            "distortions",
            self.distortion,
            f"{prefix}statement",
            value=value_of(shown),
            interval=interval_of(shown),
            side=side_term(self.side),
            severity=severity_term(self.severity),
            certainty=certainty_term(self.certainty, plain=plain),
        )
        if self.judgement is None or self.judgement.percentile is None:
            return told
        standing = self.judgement.plain_standing if plain else self.judgement.standing
        return message(f"finding.standing{suffix}", statement=told, standing=standing)


def _at_the_edge(probability: float) -> str:
    return "probably_typical" if probability < EVEN else "borderline"


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternMember:
    """A distortion that belongs to a pattern; ``probability`` is None where it was not assessed."""

    distortion: str
    required: bool
    probability: float | None

    title = RowText("distortions", of="distortion")
    plain_title = RowText("distortions", of="distortion")


@dataclass(frozen=True, slots=True, kw_only=True)
class PosturePattern:
    """A named combination of findings.

    Attributes
    ----------
    pattern
        Key of the row in ``patterns.toml``.
    probability
        That all required members and enough of the others lie beyond their typical ranges, taken as independent of each other; members not
        assessed count as absent. See ``posture_cv.findings.recognise``.
    """

    pattern: str
    probability: float
    certainty: Certainty
    members: tuple[PatternMember, ...]
    references: tuple[str, ...]

    title = RowText("patterns", of="pattern")
    plain_title = RowText("patterns", of="pattern")
    evidence_for = RowText("patterns", of="pattern")
    evidence_against = RowText("patterns", of="pattern")

    def __post_init__(self) -> None:
        if not 0.0 <= self.probability <= 1.0:
            raise ValueError(f"expected a probability between 0 and 1, but got {self.probability}")

    @property
    def not_assessed(self) -> tuple[PatternMember, ...]:
        """Members without a measurement to judge them by."""
        return tuple(member for member in self.members if member.probability is None)

    @property
    def statement(self) -> Message:
        """One or two sentences for the clinician; what was not assessed is said."""
        told = row_text("patterns", self.pattern, "statement", certainty=certainty_term(self.certainty))
        missing = tuple(member.title for member in self.not_assessed)
        return message("pattern.not_assessed", statement=told, titles=missing) if missing else told

    @property
    def plain_statement(self) -> Message:
        """The same for the client."""
        told = row_text("patterns", self.pattern, "plain_statement", certainty=certainty_term(self.certainty, plain=True))
        missing = tuple(member.plain_title for member in self.not_assessed)
        return message("pattern.not_assessed.plain", statement=told, titles=missing) if missing else told


def severity_term(severity: Severity) -> Message:
    """How marked a finding is."""
    return message(f"severity.{severity}")


def certainty_term(certainty: Certainty, *, plain: bool = False) -> Message:
    """How sure a finding is, for the clinician or, if it is at least possible, in plain words."""
    return message(f"certainty.plain.{certainty}" if plain else f"certainty.{certainty}")
