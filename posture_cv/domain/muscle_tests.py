"""Hands-on tests of muscles: what they find, how far their outcome can be believed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.loads import Load
from posture_cv.domain.messages import Message, RowText, message
from posture_cv.domain.muscles import MuscleState
from posture_cv.domain.standing import Standing
from posture_cv.domain.worksheet import BodyPosition

NO_FIGURE = "test.no_figure"
"""Message that no source gives a reliability."""


class Validity(StrEnum):
    """Whether a study found that a test tells what it is used for; where none looked, nobody knows."""

    SUPPORTED = "supported"
    UNKNOWN = "unknown"
    POOR = "poor"


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthTest:
    """The hands-on test that confirms or drops a hypothesis about a muscle.

    Attributes
    ----------
    reliability_known, reliability
        False where a search found no figure for the test as it is done here; the figure, or what else is known.
    validity, validity_note
        Whether its outcome may weigh, and what a study found; a note wherever a study looked.
    sensitivity, specificity
        From 0 to 1, of what the title says it tests; None where no source gives both.
    midline
        True for a test that looks at both sides at once: it is done once and asks for no side.
    """

    key: str
    muscle: str
    state: MuscleState
    position: BodyPosition
    loads: tuple[Load, ...]
    reliability_known: bool
    validity: Validity
    standing: Standing
    references: tuple[str, ...]
    reliability: Message | None = None
    validity_note: Message | None = None
    sensitivity: float | None = None
    specificity: float | None = None
    midline: bool = False

    title = RowText("tests")
    how = RowText("tests")
    normal = RowText("tests")

    @property
    def reliability_told(self) -> tuple[Message, ...]:
        """What is known of its reliability and validity, that no figure was found included."""
        no_figure = () if self.reliability_known else (message(NO_FIGURE),)
        validity = None if self.validity_note is None else message(f"test.validity.{self.validity}", note=self.validity_note)
        return tuple(told for told in (*no_figure, self.reliability, validity) if told is not None)

    def likelihood_ratio(self, *, positive: bool) -> float | None:
        """How many times as often that outcome is found in people who have what it tests for; None where no source says."""
        if self.sensitivity is None or self.specificity is None:
            return None
        return self.sensitivity / (1.0 - self.specificity) if positive else (1.0 - self.sensitivity) / self.specificity
