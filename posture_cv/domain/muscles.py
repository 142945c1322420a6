"""Hypotheses about muscles: never a statement that a muscle *is* short."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from posture_cv.domain.messages import Message, RowText, message, row_text
from posture_cv.domain.views import BodySide

if TYPE_CHECKING:
    from collections.abc import Iterable


class MuscleState(StrEnum):
    """What a posture suggests about a muscle's resting length."""

    LIKELY_SHORTENED = "likely_shortened"
    LIKELY_LENGTHENED = "likely_lengthened"


class Activity(StrEnum):
    """What a model says of a muscle's activity in a posture: a second property beside its length."""

    OVERACTIVE = "overactive"
    UNDERACTIVE = "underactive"


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


LEADING_MUSCLES = 6
"""As many lead wherever muscles are listed; the rest is one step away. A convention: more are not kept in mind while testing."""


class NamingTable(StrEnum):
    """Tables by which a complaint names a muscle: those to examine, and those that its tests are about."""

    MUSCLES = "condition_muscles"
    TESTS = "condition_tests"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedByComplaint:
    """That the client's complaint names a muscle.

    Attributes
    ----------
    condition
        Key of the complaint.
    table, row
        The row that names it.
    """

    condition: str
    table: NamingTable
    row: str

    title = RowText("conditions", of="condition")

    @property
    def why(self) -> Message:
        """Why the muscle is examined with the complaint, or what a positive test of it changes."""
        return row_text(self.table, self.row, "why" if self.table is NamingTable.MUSCLES else "if_positive")


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
        Keys of the distortions that suggest it, strongest first; empty where only the complaint names it.
    weight
        0 to 1; orders the list (``posture_cv.muscles.ranking``).
    rank
        Place in the list, from 1; 0 in files that did not tell it.
    named
        That the client's complaint names it; None where it does not.
    conflicts
        True where a finding suggests the opposite state for the same muscle and side; models disagree even within one finding.
    test
        Key of the length or strength test that confirms or drops the idea.
    link
        Key of the strongest link behind it, whose evidence is told; empty where only the complaint names it.
    activity
        What the links behind it say of the muscle's activity, apart from its length; None where none says anything, or where they disagree.
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
    activity: Activity | None = None
    named: NamedByComplaint | None = None
    rank: int = 0
    test_positive: bool = False
    test_withheld: bool = False

    name = RowText("muscles", of="muscle")
    plain_name = RowText("muscles", of="muscle")
    test_title = RowText("tests", of="test", column="title")

    @property
    def evidence_for(self) -> Message:
        """What speaks for it: of its strongest link, else of the complaint."""
        return row_text("links", self.link, "evidence_for") if self.named is None or self.link else self.named.why

    @property
    def evidence_against(self) -> Message:
        """What speaks against it."""
        return row_text("links", self.link, "evidence_against") if self.link else message("muscle.named.against")

    @property
    def reasons_told(self) -> tuple[Message, ...]:
        """Titles of the findings that suggest it, then of the complaint that names it."""
        findings = tuple(row_text("distortions", key, "title") for key in self.because)
        return findings if self.named is None else (*findings, self.named.title)

    @property
    def leads(self) -> bool:
        """Whether it is one of those to test first."""
        return self.rank <= LEADING_MUSCLES

    @property
    def confirm_by(self) -> Message:
        """The test that confirms or drops the idea, or that it is withheld."""
        return message("withheld.test") if self.test_withheld else self.test_title

    @property
    def wording(self) -> Message:
        """The idea and what confirms it, ``"likely shortened: confirm by length test"``."""
        confirmation = "confirm.positive" if self.test_positive else f"confirm.{self.state}"
        return message("state.with_test", state=self.state_told, test=message(confirmation))

    @property
    def state_told(self) -> Message:
        """What is supposed of its length, and what a model says of its activity: ``"possibly lengthened, overactive in the model"``.

        Of a muscle that only the complaint names nothing is supposed: it is worth examining.
        """
        if self.named is not None and not self.because and not self.test_positive:
            return message("state.examine", complaint=self.named.title)
        return state_term(self.state, self.confidence, self.activity)


def state_term(state: MuscleState, confidence: Confidence, activity: Activity | None = None) -> Message:
    """What a posture suggests about a muscle, ``"likely shortened"``, and what a model says of its activity."""
    length = message(f"state.{confidence}.{state}")
    return length if activity is None else message("state.and_activity", state=length, activity=activity_term(activity))


def activity_term(activity: Activity) -> Message:
    """What a model says of a muscle's activity, ``"overactive in the model"``."""
    return message(f"activity.{activity}")


def grade_text(grades: Iterable[EvidenceGrade]) -> str:
    """Evidence grades as printed in every language, ``"B/X"``."""
    return "/".join(grades)
