"""Rows of the tables about hands-on work and home care. All of it is offered for consideration, nothing is prescribed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.areas import BodyArea
from posture_cv.domain.loads import Load
from posture_cv.domain.messages import RowText
from posture_cv.domain.muscles import EvidenceGrade, MuscleState
from posture_cv.domain.standing import Standing, Strength
from posture_cv.domain.worksheet import BodyPosition


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferralZone:
    """Where tender spots of a muscle are typically felt."""

    key: str
    muscle: str
    areas: tuple[BodyArea, ...]
    standing: Standing
    references: tuple[str, ...]

    zone = RowText("referrals")
    plain_zone = RowText("referrals")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entrapment:
    """A place where muscles can press on a nerve, and what that feels like and where."""

    key: str
    muscles: tuple[str, ...]
    areas: tuple[BodyArea, ...]
    standing: Standing
    references: tuple[str, ...]

    nerve = RowText("entrapments")
    site = RowText("entrapments")
    feels_like = RowText("entrapments")
    plain_feels_like = RowText("entrapments")


class Pressure(StrEnum):
    """How much force a technique needs."""

    FIRM = "firm"
    LIGHT = "light"


class TechniqueAim(StrEnum):
    """What a technique is for; a session goes through them in this order, strengthening last."""

    RELEASE = "release"
    LENGTHEN = "lengthen"
    GLIDE = "glide"


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique:
    """An NMT technique with its dose.

    Attributes
    ----------
    tool, mechanics
        Which part of the hand or arm works, and how the therapist stands behind it.
    hold_upper_s
        Longest bout in seconds: a hold, a pass or a set; sessions are planned with it.
    bouts, rest_s
        How many bouts, and the pause between two of them.
    loads
        What it asks of the body whatever the muscle.
    stop_when
        What ends it at once.
    """

    key: str
    aim: TechniqueAim
    hold_upper_s: float
    bouts: int
    rest_s: float
    pressure: Pressure
    loads: tuple[Load, ...]
    grades: tuple[EvidenceGrade, ...]
    standing: Standing
    references: tuple[str, ...]

    title = RowText("techniques")
    plain_title = RowText("techniques")
    how = RowText("techniques")
    plain_how = RowText("techniques")
    tool = RowText("techniques")
    mechanics = RowText("techniques")
    dose = RowText("techniques")
    evidence_for = RowText("techniques")
    evidence_against = RowText("techniques")
    stop_when = RowText("techniques")

    def seconds(self, hold_upper_s: float | None = None) -> float:
        """Longest time on one side, pauses included; with a shorter bout where a muscle asks for it."""
        hold_s = self.hold_upper_s if hold_upper_s is None else hold_upper_s
        return self.bouts * hold_s + (self.bouts - 1) * self.rest_s


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """Muscles a technique suits, with what differs for them.

    ``hold_upper_s`` shortens the technique's bout for these muscles; ``pressure`` lightens it; ``loads`` add to the technique's. Rows
    come in order of preference.
    """

    key: str
    technique: str
    muscles: tuple[str, ...]
    position: BodyPosition
    pressure: Pressure
    loads: tuple[Load, ...]
    standing: Standing
    references: tuple[str, ...]
    hold_upper_s: float | None = None

    note = RowText("treatments")


@dataclass(frozen=True, slots=True, kw_only=True)
class EndangermentSite:
    """A place to keep out of, the muscles beside it, and why."""

    key: str
    muscles: tuple[str, ...]
    strength: Strength
    references: tuple[str, ...]

    title = RowText("endangerments")
    plain_title = RowText("endangerments")
    holds = RowText("endangerments")
    warning = RowText("endangerments")
    plain_warning = RowText("endangerments")


class ExerciseKind(StrEnum):
    """What an exercise at home is for."""

    STRETCH = "stretch"
    STRENGTHEN = "strengthen"
    MOBILISE = "mobilise"


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeExercise:
    """Something to try at home; ``shortened`` and ``lengthened`` name the muscles it may suit in that state."""

    key: str
    kind: ExerciseKind
    loads: tuple[Load, ...]
    shortened: tuple[str, ...]
    lengthened: tuple[str, ...]
    standing: Standing
    references: tuple[str, ...]

    title = RowText("exercises")
    plain_title = RowText("exercises")
    how = RowText("exercises")
    plain_how = RowText("exercises")
    dose = RowText("exercises")
    plain_dose = RowText("exercises")
    caution = RowText("exercises")
    plain_caution = RowText("exercises")

    def suits(self, muscle: str, state: MuscleState) -> bool:
        """True where the exercise may help that muscle in that state."""
        return muscle in (self.shortened if state is MuscleState.LIKELY_SHORTENED else self.lengthened)


class Restriction(StrEnum):
    """What a rule of the safety screen takes away, the strictest first; it holds even after a doctor has agreed."""

    NO_PRESSURE = "no_pressure"
    LIGHT_ONLY = "light_only"
    ADAPT = "adapt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contraindication:
    """What a rule of the safety screen that does not stop the visit takes away from it.

    Attributes
    ----------
    rules
        Keys of the rules it follows from.
    muscles
        Muscles the restriction holds for; empty for all.
    forbids
        Loads that nothing on the sheet, in the session or at home may carry.
    outside_norms
        True where the typical ranges were taken from other people, so that no finding is made of this client's measures.
    strength
        How well it is founded.
    """

    key: str
    rules: tuple[str, ...]
    restriction: Restriction
    muscles: tuple[str, ...]
    forbids: tuple[Load, ...]
    strength: Strength
    references: tuple[str, ...]
    outside_norms: bool = False

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
    standing: Standing
    references: tuple[str, ...]

    text = RowText("advice")
    plain_text = RowText("advice")
