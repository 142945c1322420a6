"""Hypotheses about muscles: never a statement that a muscle *is* short."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from posture_cv.domain.messages import Message, RowText, message
from posture_cv.domain.views import BodySide

if TYPE_CHECKING:
    from collections.abc import Iterable


class MuscleState(StrEnum):
    """What a posture suggests about a muscle's resting length."""

    LIKELY_SHORTENED = "likely_shortened"
    LIKELY_LENGTHENED = "likely_lengthened"


class EvidenceGrade(StrEnum):
    """A consistent controlled data, B mixed or limited, C expert model only, X evidence against the simple claim."""

    A = "A"
    B = "B"
    C = "C"
    X = "X"


class Confidence(StrEnum):
    """How strongly the hypothesis may be worded; never above ``POSSIBLE`` for grades X and C unless its test was positive."""

    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True, kw_only=True)
class MuscleHypothesis:
    """One muscle worth testing by hand.

    Attributes
    ----------
    muscle
        Key of the row in ``muscles.toml``.
    side
        Body side to test; MIDLINE for both sides or an unpaired muscle.
    grades
        Evidence grades of the strongest link behind it (``("B", "X")`` where the literature speaks on both sides).
    because
        Keys of the distortions that suggest it, strongest first.
    weight
        0 to 1; orders the list. Probabilities of the findings behind it, reduced by grade and combined.
    conflicts
        True where a finding suggests the opposite state for the same muscle and side; models disagree even within one finding.
    test
        Key of the length or strength test that confirms or drops the idea.
    link
        Key of the strongest link behind it, whose evidence is told.
    test_positive
        True once the confirming test was positive: the words are then "test positive". A negative test drops the hypothesis.
    test_withheld
        True where the safety screen keeps the confirming test off the sheet: then it is not named.
    """

    muscle: str
    side: BodySide
    state: MuscleState
    grades: tuple[EvidenceGrade, ...]
    confidence: Confidence
    because: tuple[str, ...]
    weight: float
    conflicts: bool
    test: str
    link: str
    references: tuple[str, ...]
    test_positive: bool = False
    test_withheld: bool = False

    name = RowText("muscles", of="muscle")
    plain_name = RowText("muscles", of="muscle")
    test_title = RowText("tests", of="test", column="title")
    evidence_for = RowText("links", of="link")
    evidence_against = RowText("links", of="link")

    @property
    def confirm_by(self) -> Message:
        """The test that confirms or drops the idea, or that it is withheld."""
        return message("withheld.test") if self.test_withheld else self.test_title

    @property
    def wording(self) -> Message:
        """The idea and what confirms it, ``"likely shortened: confirm by length test"``."""
        confirmation = "confirm.positive" if self.test_positive else f"confirm.{self.state}"
        return message("state.with_test", state=state_term(self.state, self.confidence), test=message(confirmation))


def state_term(state: MuscleState, confidence: Confidence) -> Message:
    """What a posture suggests about a muscle, ``"likely shortened"``."""
    return message(f"state.{confidence}.{state}")


def grade_text(grades: Iterable[EvidenceGrade]) -> str:
    """Evidence grades as printed in every language, ``"B/X"``."""
    return "/".join(grades)
