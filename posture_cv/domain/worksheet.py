"""The sheet a therapist works through with her hands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.loads import Load
from posture_cv.domain.messages import Message, RowText, message, row_text
from posture_cv.domain.muscles import EvidenceGrade, MuscleState
from posture_cv.domain.screen import SafetyQuestion, SafetyRule
from posture_cv.domain.terms import muscle_side_term, site_with_warning
from posture_cv.domain.views import BodySide

SHORTEST_MINUTES, LONGEST_MINUTES = 30, 60
"""Of a session."""

MOST_TESTS = 8
"""Lead the sheet; the others are done on request. A convention: at a minute each they leave most of a session for work."""


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


ENTERED = ("outcome", "outcome_side", "tenderness", "referral_felt", "note")
"""Fields of a line that a hand fills in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WorksheetItem:
    """One muscle, one side, one test.

    Attributes
    ----------
    test
        Key of the row in ``tests.toml``.
    reliability
        What is known of the test's reliability.
    caution
        What to know before pressing the muscle; None where the tables name nothing.
    palpation
        How to feel for tender spots, or that the muscle is not pressed.
    referral
        Where tender spots of this muscle are typically felt; None where no source says.
    midline
        True where the test looks at both sides at once, so that no side is asked for.
    priority
        Place in the order of doing, from 1; 0 for a line that nobody put in order.
    entrapments, endangerments
        Keys of nerve sites that the muscle takes part in, and of places beside it to keep out of.
    outcome, outcome_side, tenderness, referral_felt, note
        Filled in by hand. ``outcome_side`` says which side was positive where both are compared; ``tenderness`` runs from 0 to 10;
        ``referral_felt`` is True where pressure was felt in the known zone.
    """

    muscle: str
    side: BodySide
    state: MuscleState
    grades: tuple[EvidenceGrade, ...]
    test: str
    position: BodyPosition
    references: tuple[str, ...]
    reliability: tuple[Message, ...] = ()
    caution: Message | None = None
    palpation: tuple[Message, ...] = ()
    referral: Message | None = None
    entrapments: tuple[str, ...] = ()
    endangerments: tuple[str, ...] = ()
    outcome: Outcome = Outcome.NOT_TESTED
    tenderness: int | None = None
    note: str = ""
    outcome_side: BodySide | None = None
    referral_felt: bool | None = None
    midline: bool = False
    priority: int = 0

    name = RowText("muscles", of="muscle")
    plain_name = RowText("muscles", of="muscle")
    test_title = RowText("tests", of="test", column="title")
    how = RowText("tests", of="test")
    normal = RowText("tests", of="test")

    def __post_init__(self) -> None:
        if self.tenderness is not None and not 0 <= self.tenderness <= 10:
            raise ValueError(f"expected a tenderness from 0 to 10, but got {self.tenderness}")

    @property
    def leads(self) -> bool:
        """Whether it is one of the tests to begin with, or was already begun."""
        return self.priority <= MOST_TESTS or self.is_begun

    @property
    def is_begun(self) -> bool:
        """Whether anything was written on it."""
        return self.outcome is not Outcome.NOT_TESTED or self.tenderness is not None or self.referral_felt is not None or bool(self.note)

    @property
    def asks_side(self) -> bool:
        """Whether both sides are compared, so that a positive outcome needs its side."""
        return self.side is BodySide.MIDLINE and not self.midline

    @property
    def side_told(self) -> Message:
        """The side to test; of a midline test, that it is done once."""
        return message("side.once") if self.midline else muscle_side_term(self.side)

    @property
    def nerves(self) -> tuple[Message, ...]:
        """What pressure on a nerve nearby feels like."""
        return tuple(
            message("nerve.felt", nerve=row_text("entrapments", key, "nerve"), feels_like=row_text("entrapments", key, "feels_like"))
            for key in self.entrapments
        )

    @property
    def keep_out(self) -> tuple[Message, ...]:
        """Places beside the muscle to keep out of, and why."""
        return tuple(map(site_with_warning, self.endangerments))


class WithheldFor(StrEnum):
    """Why a line is kept off the sheet.

    ``LOAD``: its test asks for something that an answer forbids. ``DOCTOR``: nothing is done by hand before a doctor has agreed. ``NORMS``:
    it rests on a finding that typical ranges of other people would make. ``STOP``: the screen stops the visit.
    """

    STOP = "stop"
    DOCTOR = "doctor"
    NORMS = "norms"
    LOAD = "load"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldLine:
    """A line that an answer of the safety screen keeps off the sheet: which it is, why, and what was written on it, nothing of how.

    Attributes
    ----------
    loads
        What its test asks of the body that is forbidden; empty for other reasons.
    because
        Keys of the safety rules that forbid it.
    outcome, outcome_side, tenderness, referral_felt, note, priority
        As in ``WorksheetItem``.
    """

    muscle: str
    side: BodySide
    state: MuscleState
    grades: tuple[EvidenceGrade, ...]
    test: str
    reason: WithheldFor
    because: tuple[str, ...]
    loads: tuple[Load, ...] = ()
    outcome: Outcome = Outcome.NOT_TESTED
    tenderness: int | None = None
    note: str = ""
    outcome_side: BodySide | None = None
    referral_felt: bool | None = None
    priority: int = 0

    name = RowText("muscles", of="muscle")
    test_title = RowText("tests", of="test", column="title")

    @property
    def told(self) -> Message:
        """Why it is kept off the sheet."""
        titles = tuple(row_text("rules", key, "why") for key in self.because)
        if self.reason is WithheldFor.LOAD:
            return message("withheld.load", loads=tuple(message(f"load.{load}") for load in self.loads), because=titles)
        return message(f"withheld.{self.reason}", because=titles)


class NmtFactor(StrEnum):
    """The five factors of neuromuscular therapy; the last bears its proper name."""

    ISCHEMIA = "ischemia"
    TRIGGER_POINTS = "trigger_points"
    NERVE_COMPRESSION = "nerve_compression"
    POSTURAL_DISTORTION = "postural_distortion"
    BIOMECHANICAL_DYSFUNCTION = "biomechanical_dysfunction"


class Approach(StrEnum):
    """Two schools: led by the assessment, causes first (American); over the points of a region, points first (European)."""

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
    look_for: tuple[Message, ...]
    references: tuple[str, ...]
    hints: tuple[Message, ...] = ()
    present: bool | None = None
    filled_by: FilledBy = FilledBy.THERAPIST
    note: str = ""

    title = RowText("factors", of="factor")
    plain_title = RowText("factors", of="factor")
    question = RowText("factors", of="factor")
    plain_question = RowText("factors", of="factor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Worksheet:
    """Safety screen first, then the five factors, then the tests in working order; the only holder of what was answered and chosen.

    Attributes
    ----------
    rules
        What the answers mean, alone and together.
    cleared
        Keys of rules where a doctor has agreed.
    approach, minutes
        Order and length chosen for the session; ``minutes`` from ``SHORTEST_MINUTES`` to ``LONGEST_MINUTES``.
    skipped
        Keys of session steps that the therapist took out.
    withheld
        Lines that the answers keep off the sheet, see ``posture_cv.worksheet.screened``.
    held_back
        Keys of the rules under which no finding is made, since typical ranges do not apply.
    complaint
        Key of the complaint that the client brings, in table conditions; empty for none.

    Raises
    ------
    ValueError
        If ``minutes`` is out of its range.
    """

    safety: tuple[SafetyQuestion, ...]
    items: tuple[WorksheetItem, ...]
    rules: tuple[SafetyRule, ...] = ()
    factors: tuple[FactorEntry, ...] = ()
    cleared: tuple[str, ...] = ()
    approach: Approach = Approach.AMERICAN
    minutes: int = 45
    skipped: tuple[str, ...] = ()
    withheld: tuple[WithheldLine, ...] = ()
    held_back: tuple[str, ...] = ()
    complaint: str = ""

    def __post_init__(self) -> None:
        if not SHORTEST_MINUTES <= self.minutes <= LONGEST_MINUTES:
            raise ValueError(f"expected {SHORTEST_MINUTES} to {LONGEST_MINUTES} minutes, but got {self.minutes}")

    def answered_in(self, rule: SafetyRule) -> tuple[SafetyQuestion, ...]:
        """Questions answered yes that a rule rests on."""
        return tuple(asked for asked in self.safety if asked.answer and asked.key in rule.members)

    @property
    def held_back_told(self) -> Message | None:
        """That no finding is made of this client's measures, and why; None where findings are made."""
        if not self.held_back:
            return None
        return message("findings.held_back", because=tuple(row_text("rules", key, "why") for key in self.held_back))


def position_term(position: BodyPosition) -> Message:
    """How the client lies, sits or stands for a test."""
    return message(f"body_position.{position}")
