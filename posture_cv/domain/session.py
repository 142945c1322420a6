"""A session laid out in minutes: a suggestion to edit, made of plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.muscles import MuscleState
from posture_cv.domain.therapy import Advice, HomeExercise
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import BodyPosition, SafetyQuestion


class StepKind(StrEnum):
    """What a part of a session is."""

    OPENING = "opening"
    TEST = "test"
    TECHNIQUE = "technique"
    EXERCISE = "exercise"
    RETEST = "retest"
    CLOSING = "closing"


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStep:
    """One part of a session.

    Attributes
    ----------
    title, plain_title
        What is done, in the clinician's and in the client's words.
    wording
        A sentence that begins with "Consider" for everything that is done to or by the client.
    muscle, name, side, state
        What it is for; empty and None for opening and closing.
    seconds
        Planned time, changeover included.
    """

    kind: StepKind
    title: str
    plain_title: str
    wording: str
    dose: str
    seconds: int
    muscle: str = ""
    name: str = ""
    side: BodySide = BodySide.MIDLINE
    state: MuscleState | None = None
    position: BodyPosition | None = None
    cautions: tuple[str, ...] = ()
    endangerments: tuple[str, ...] = ()
    references: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """What names the step when it is left out: kind, title, muscle and side."""
        return "/".join((self.kind, self.title, self.muscle, self.side))


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlan:
    """A session that fits the minutes, or the reason why there is none.

    Attributes
    ----------
    stopped_by
        Safety questions of tier 1 answered yes: then there are no steps and no home care.
    needs_clearance
        Questions of tier 2 answered yes and not cleared by a doctor: then there are no steps and no home care either.
    unanswered
        Questions of tiers 1 and 2 still open.
    left_out
        Names of muscles the time did not suffice for.
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
    cautions: tuple[str, ...] = ()
    stopped_by: tuple[SafetyQuestion, ...] = ()
    needs_clearance: tuple[SafetyQuestion, ...] = ()
    unanswered: tuple[SafetyQuestion, ...] = ()
    left_out: tuple[str, ...] = ()
    skipped: tuple[SessionStep, ...] = ()

    @property
    def seconds(self) -> int:
        """Planned time of all steps; at most ``60 * minutes``."""
        return sum(step.seconds for step in self.steps)
