"""Rows of the tables about hands-on work and home care. All of it is offered for consideration, nothing is prescribed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.muscles import EvidenceGrade, MuscleState
from posture_cv.domain.standing import Standing
from posture_cv.domain.worksheet import BodyPosition


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralZone:
    """Where tender spots of a muscle are typically felt."""

    key: str
    muscle: str
    zone: str
    plain_zone: str
    standing: Standing
    references: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrapment:
    """A place where muscles can press on a nerve, and what that feels like."""

    key: str
    nerve: str
    site: str
    muscles: tuple[str, ...]
    feels_like: str
    plain_feels_like: str
    standing: Standing
    references: tuple[str, ...]


class Pressure(StrEnum):
    """How much force a technique needs."""

    FIRM = "firm"
    LIGHT = "light"


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique:
    """An NMT technique with its dose.

    Attributes
    ----------
    hold_lower_s, hold_upper_s
        Length of one bout in seconds: a hold, a pass or a set.
    bouts, rest_s
        How many bouts, and the pause between two of them; ``seconds`` plans with the longest bout.
    stretches
        Whether the muscle is lengthened in the course of it.
    stop_when
        What ends it at once.
    """

    key: str
    title: str
    plain_title: str
    how: str
    plain_how: str
    dose: str
    hold_lower_s: float
    hold_upper_s: float
    bouts: int
    rest_s: float
    pressure: Pressure
    stretches: bool
    grades: tuple[EvidenceGrade, ...]
    evidence: str
    stop_when: str
    standing: Standing
    references: tuple[str, ...]

    def seconds(self, hold_upper_s: float | None = None) -> float:
        """Longest time on one side, pauses included; with a shorter bout where a muscle asks for it."""
        hold_s = self.hold_upper_s if hold_upper_s is None else hold_upper_s
        return self.bouts * hold_s + (self.bouts - 1) * self.rest_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """Muscles a technique suits, with what differs for them.

    ``hold_upper_s`` shortens the technique's bout for these muscles; ``pressure`` lightens it. Rows come in order of preference.
    """

    key: str
    technique: str
    muscles: tuple[str, ...]
    position: BodyPosition
    pressure: Pressure
    note: str
    standing: Standing
    references: tuple[str, ...]
    hold_upper_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EndangermentSite:
    """A place to keep out of, the muscles beside it, and why."""

    key: str
    title: str
    plain_title: str
    holds: str
    warning: str
    plain_warning: str
    muscles: tuple[str, ...]
    standing: Standing
    references: tuple[str, ...]


class ExerciseKind(StrEnum):
    """What an exercise at home is for."""

    STRETCH = "stretch"
    STRENGTHEN = "strengthen"
    MOBILISE = "mobilise"


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeExercise:
    """Something to try at home; ``shortened`` and ``lengthened`` name the muscles it may suit in that state."""

    key: str
    title: str
    plain_title: str
    kind: ExerciseKind
    shortened: tuple[str, ...]
    lengthened: tuple[str, ...]
    how: str
    plain_how: str
    dose: str
    plain_dose: str
    caution: str
    plain_caution: str
    standing: Standing
    references: tuple[str, ...]

    def suits(self, muscle: str, state: MuscleState) -> bool:
        """True where the exercise may help that muscle in that state."""
        return muscle in (self.shortened if state is MuscleState.LIKELY_SHORTENED else self.lengthened)


class Restriction(StrEnum):
    """What a yes in the safety screen takes away; the first is the strictest.

    The others hold once a doctor has agreed, where the question asks for a doctor's advice.
    """

    NO_TREATMENT = "no_treatment"
    NO_PRESSURE = "no_pressure"
    LIGHT_ONLY = "light_only"
    NO_STRETCH = "no_stretch"
    ADAPT = "adapt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contraindication:
    """What follows from a yes to the safety question ``safety``.

    Attributes
    ----------
    muscles
        Muscles the restriction holds for; empty for all.
    avoid_positions, avoid_exercises
        Body positions not to use, and keys of exercises not to offer.
    """

    key: str
    title: str
    plain_title: str
    safety: str
    restriction: Restriction
    muscles: tuple[str, ...]
    avoid_positions: tuple[BodyPosition, ...]
    advice: str
    plain_advice: str
    standing: Standing
    references: tuple[str, ...]
    avoid_exercises: tuple[str, ...] = ()

    def holds_for(self, muscle: str) -> bool:
        """True where the restriction covers the muscle."""
        return not self.muscles or muscle in self.muscles


class Topic(StrEnum):
    """When a piece of advice is given."""

    OPENING = "opening"
    AFTER_CARE = "after_care"
    REASSESSMENT = "reassessment"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """A sentence for the start of a session, for the days after it, or about looking again."""

    key: str
    topic: Topic
    text: str
    plain_text: str
    standing: Standing
    references: tuple[str, ...]
