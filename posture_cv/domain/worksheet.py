"""The sheet a therapist works through with her hands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.muscles import EvidenceGrade, MuscleState
from posture_cv.domain.views import BodySide


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
    """One muscle, one side, one test; the last three fields are filled in by hand."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet:
    """Safety screen first, then the tests in working order."""

    safety: tuple[SafetyQuestion, ...]
    items: tuple[WorksheetItem, ...]
