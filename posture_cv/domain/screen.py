"""The safety screen: questions that each ask one thing, and rules that say what their answers mean, alone and together."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.messages import RowText
from posture_cv.domain.standing import Strength


class Tier(StrEnum):
    """What a rule asks for, the strictest first: an emergency, a doctor today, a doctor's advice before any work, adapted work."""

    STOP_NOW = "stop_now"
    SAME_DAY = "same_day"
    ADVICE = "advice"
    ADAPT = "adapt"

    @property
    def stops(self) -> bool:
        """Whether it ends the visit: no test, no work, no exercise."""
        return self in (Tier.STOP_NOW, Tier.SAME_DAY)


class QuestionKind(StrEnum):
    """A sign is felt or seen now; a risk makes a sign weigh more."""

    SIGN = "sign"
    RISK = "risk"


class ScreenTopic(StrEnum):
    """What questions are about; they are asked topic by topic."""

    ABOUT = "about"
    CAUDA_EQUINA = "cauda_equina"
    NECK_VESSELS = "neck_vessels"
    HEART = "heart"
    THROMBOSIS = "thrombosis"
    CORD = "cord"
    INJURY = "injury"
    HEAD = "head"
    GENERAL = "general"
    JOINTS = "joints"
    NERVES = "nerves"
    BLEEDING = "bleeding"
    TISSUE = "tissue"


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyQuestion:
    """A question of the safety screen, and its answer.

    Attributes
    ----------
    retired
        True for a question of an earlier version that asked several things at once: it is no longer asked, and a yes of old still counts.
    now
        Keys of the questions that a no of old answers.
    from_age, to_age
        Completed years from and up to which a yes is possible; None where it is at any age below, or above.
    age_decides
        Whether everybody of those years says yes; else the question stays open for them.
    asked_together
        True where a no was given for a whole list of questions that had been shown.
    by_age
        True where the age that was stated gives the answer.
    """

    key: str
    topic: ScreenTopic
    kind: QuestionKind
    references: tuple[str, ...]
    retired: bool = False
    now: tuple[str, ...] = ()
    from_age: int | None = None
    to_age: int | None = None
    age_decides: bool = False
    answer: bool | None = None
    asked_together: bool = False
    by_age: bool = False

    question = RowText("safety")

    @property
    def is_shown(self) -> bool:
        """Whether it stands on the screen: asked today, or answered yes in earlier words."""
        return not self.retired or self.answer is True

    def answer_at(self, age: int | None) -> bool | None:
        """The answer that an age in completed years gives; None where it leaves the question open, or nobody stated it."""
        if age is None or (self.from_age is None and self.to_age is None):
            return None
        if (self.from_age is not None and age < self.from_age) or (self.to_age is not None and age > self.to_age):
            return False
        return True if self.age_decides else None


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyRule:
    """What certain answers mean, and what to do.

    Attributes
    ----------
    together
        Groups of questions; the rule holds where each has a yes, and ``at_least`` so many of all their questions do.
    strength
        How well it is founded.
    """

    key: str
    tier: Tier
    together: tuple[tuple[str, ...], ...]
    at_least: int
    strength: Strength
    references: tuple[str, ...]

    why = RowText("rules")
    action = RowText("rules")
    plain_action = RowText("rules")

    @property
    def members(self) -> frozenset[str]:
        """Keys of all questions it rests on."""
        return frozenset(key for group in self.together for key in group)

    def holds(self, yes: Collection[str]) -> bool:
        """Whether it holds where exactly these questions were answered yes."""
        answered = set(yes)
        return all(answered.intersection(group) for group in self.together) and len(answered & self.members) >= self.at_least
