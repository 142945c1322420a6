"""The sheet a therapist works through with her hands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.muscles import EvidenceGrade, MuscleState
from posture_cv.domain.views import BodySide

SHORTEST_MINUTES, LONGEST_MINUTES = 30, 60
"""Of a session."""


class BodyPosition(StrEnum):
    """How the client lies, sits or stands for a test; the sheet is ordered by it so that the client turns over least."""

    STANDING = "standing"
    SEATED = "seated"
    SUPINE = "supine"
    SIDE_LYING = "side_lying"
    PRONE = "prone"


class Outcome(StrEnum):
    """What the therapist found. POSITIVE confirms the hypothesis, NEGATIVE drops it."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NOT_TESTED = "not_tested"


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksheetItem:
    """One muscle, one side, one test.

    Attributes
    ----------
    palpation
        How to feel for tender spots, or that the muscle is not pressed.
    referral, entrapment
        Where tender spots of this muscle are typically felt, and what pressure on a nerve nearby feels like; empty where no source says.
    endangerments
        Places beside the muscle to keep out of.
    outcome, outcome_side, tenderness, referral_felt, note
        Filled in by hand. ``outcome_side`` says which side was positive where both are compared; ``tenderness`` runs from 0 to 10;
        ``referral_felt`` is True where pressure was felt in the known zone.
    """

    muscle: str
    name: str
    side: BodySide
    state: MuscleState
    grades: tuple[EvidenceGrade, ...]
    test: str
    how: str
    normal: str
    position: BodyPosition
    reliability: str
    caution: str
    references: tuple[str, ...]
    outcome: Outcome = Outcome.NOT_TESTED
    tenderness: int | None = None
    note: str = ""
    plain_name: str = ""
    palpation: str = ""
    referral: str = ""
    entrapment: str = ""
    endangerments: tuple[str, ...] = ()
    outcome_side: BodySide | None = None
    referral_felt: bool | None = None

    def __post_init__(self) -> None:
        if self.tenderness is not None and not 0 <= self.tenderness <= 10:
            raise ValueError(f"expected a tenderness from 0 to 10, but got {self.tenderness}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyQuestion:
    """A question of the safety screen. Tier 1 stops the assessment, 2 asks for medical advice first, 3 asks to adapt."""

    key: str
    tier: int
    question: str
    why: str
    action: str
    references: tuple[str, ...]
    answer: bool | None = None
    plain_question: str = ""


class NmtFactor(StrEnum):
    """The five factors of neuromuscular therapy; the last bears its proper name."""

    ISCHEMIA = "ischemia"
    TRIGGER_POINTS = "trigger_points"
    NERVE_COMPRESSION = "nerve_compression"
    POSTURAL_DISTORTION = "postural_distortion"
    BIOMECHANICAL_DYSFUNCTION = "biomechanical_dysfunction"


class Approach(StrEnum):
    """Order in which the five factors are gone through: causes first (American), or points first (European)."""

    AMERICAN = "american"
    EUROPEAN = "european"


class FilledBy(StrEnum):
    """Who answered a factor."""

    SOFTWARE = "software"
    THERAPIST = "therapist"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorEntry:
    """One of the five factors.

    Attributes
    ----------
    look_for
        Prompts for the therapist.
    hints
        What this visit's findings point to: findings for posture, referral zones for points, nerve sites for nerves.
    present
        Whether the factor plays a part; None while nobody has said. ``filled_by`` says who did.
    """

    factor: NmtFactor
    title: str
    plain_title: str
    question: str
    plain_question: str
    look_for: tuple[str, ...]
    references: tuple[str, ...]
    hints: tuple[str, ...] = ()
    present: bool | None = None
    filled_by: FilledBy = FilledBy.THERAPIST
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet:
    """Safety screen first, then the five factors, then the tests in working order; the only holder of what was answered and chosen.

    Attributes
    ----------
    cleared
        Keys of tier-2 safety questions where a doctor has agreed.
    approach, minutes
        Order and length chosen for the session; ``minutes`` from ``SHORTEST_MINUTES`` to ``LONGEST_MINUTES``.
    skipped
        Keys of session steps that the therapist took out.

    Raises
    ------
    ValueError
        If ``minutes`` is out of its range.
    """

    safety: tuple[SafetyQuestion, ...]
    items: tuple[WorksheetItem, ...]
    factors: tuple[FactorEntry, ...] = ()
    cleared: tuple[str, ...] = ()
    approach: Approach = Approach.AMERICAN
    minutes: int = 45
    skipped: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not SHORTEST_MINUTES <= self.minutes <= LONGEST_MINUTES:
            raise ValueError(f"expected {SHORTEST_MINUTES} to {LONGEST_MINUTES} minutes, but got {self.minutes}")
