"""A session laid out in minutes: a suggestion to edit, made of plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.messages import Message, message, row_text
from posture_cv.domain.muscles import MuscleState
from posture_cv.domain.screen import SafetyQuestion, SafetyRule
from posture_cv.domain.terms import site_with_warning
from posture_cv.domain.therapy import Advice, HomeExercise
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import BodyPosition


class StepKind(StrEnum):
    """What a part of a session is."""

    OPENING = "opening"
    TEST = "test"
    ROUTINE = "routine"
    TECHNIQUE = "technique"
    EXERCISE = "exercise"
    RETEST = "retest"
    CLOSING = "closing"


class SessionPhase(StrEnum):
    """What a part of the work is for, in the order it is done."""

    RELEASE = "release"
    LENGTHEN = "lengthen"
    STRENGTHEN = "strengthen"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStep:
    """One part of a session.

    Attributes
    ----------
    row
        Key of the test, technique or exercise in its table; of a routine, region and position; empty for opening and closing.
    phase
        What the work is for; None for what is no work.
    title, plain_title
        What is done, in the clinician's and in the client's words.
    wording
        A sentence that begins with "Consider" for everything that is done to or by the client.
    how
        How a technique or an exercise is done.
    dose, normal
        Of a technique or an exercise; of a test, what is found where nothing is shortened or weak.
    cautions
        What to know of the muscle or the exercise. ``stop_when`` is what ends a technique at once.
    muscle, side, state
        What it is for; empty and None for opening, closing and exercises.
    endangerments
        Keys of places beside the muscle to keep out of.
    treatments
        Of a routine, the keys of the treatments it goes through.
    seconds
        Planned time, changeover included.
    """

    kind: StepKind
    title: Message
    plain_title: Message
    wording: Message
    seconds: int
    row: str = ""
    how: Message | None = None
    dose: Message | None = None
    normal: Message | None = None
    muscle: str = ""
    side: BodySide = BodySide.MIDLINE
    state: MuscleState | None = None
    position: BodyPosition | None = None
    cautions: tuple[Message, ...] = ()
    stop_when: Message | None = None
    endangerments: tuple[str, ...] = ()
    phase: SessionPhase | None = None
    treatments: tuple[str, ...] = ()
    references: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What names the step when it is left out: kind, row, muscle and side."""
        return "/".join((self.kind, self.row, self.muscle, self.side))

    @property
    def name(self) -> Message | None:
        """Name of the muscle."""
        return row_text("muscles", self.muscle, "name") if self.muscle else None

    @property
    def all_cautions(self) -> tuple[Message, ...]:
        """Cautions, and what ends the technique at once."""
        return self.cautions if self.stop_when is None else (*self.cautions, message("session.stop_with", signs=self.stop_when))

    @property
    def keep_out(self) -> tuple[Message, ...]:
        """Places to keep out of, and why."""
        return tuple(map(site_with_warning, self.endangerments))


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlan:
    """A session that fits the minutes, or the reason why there is none.

    Attributes
    ----------
    stopped_by
        Safety rules that hold and end the visit: then there are no steps and no home care.
    needs_clearance
        Rules that ask for a doctor's advice nobody has given yet: then there are no steps and no home care either.
    unanswered
        Questions still open that could lead to more than adapted work.
    left_out
        Keys of muscles the time did not suffice for.
    skipped
        Steps that the therapist took out; their time stays free.
    cautions
        What the safety screen changes, for the whole session.
    """

    minutes: int
    steps: tuple[SessionStep, ...]
    home_care: tuple[HomeExercise, ...]
    after_care: tuple[Advice, ...]
    reassessment: tuple[Advice, ...]
    cautions: tuple[Message, ...] = ()
    stopped_by: tuple[SafetyRule, ...] = ()
    needs_clearance: tuple[SafetyRule, ...] = ()
    unanswered: tuple[SafetyQuestion, ...] = ()
    left_out: tuple[str, ...] = ()
    skipped: tuple[SessionStep, ...] = ()

    @property
    def seconds(self) -> int:
        """Planned time of all steps; at most ``60 * minutes``."""
        return sum(step.seconds for step in self.steps)

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing to test, to work on or to teach: at most opening and closing are left."""
        return all(step.kind in (StepKind.OPENING, StepKind.CLOSING) for step in self.steps)

    @property
    def left_out_names(self) -> tuple[Message, ...]:
        """Names of the muscles left out."""
        return tuple(row_text("muscles", muscle, "name") for muscle in self.left_out)


def phase_term(phase: SessionPhase) -> Message:
    """What a part of the work is for, ``"lengthen"``."""
    return message(f"session.phase.{phase}")
