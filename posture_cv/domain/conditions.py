"""Rows of the tables about complaints that people bring: what to rule out, what it may be, and what to test and consider."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.areas import BodyArea
from posture_cv.domain.loads import Load
from posture_cv.domain.messages import Message, RowText
from posture_cv.domain.screen import Tier
from posture_cv.domain.standing import Strength
from posture_cv.domain.worksheet import BodyPosition


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalCondition:
    """A complaint, by the name that clinicians and clients use, with what to rule out before anything is done.

    Attributes
    ----------
    red_flags
        Keys of the safety questions to ask first; never empty.
    areas
        Where it is typically felt; empty where it may be anywhere.
    caution
        What to hold back before any test or work; None where the red flags say all.
    nerves
        Keys of the entrapments that may take part.
    techniques, exercises
        Keys, the first to consider first; none where the sources give none.
    strength
        Of the best source behind the row.
    """

    key: str
    red_flags: tuple[str, ...]
    areas: tuple[BodyArea, ...]
    nerves: tuple[str, ...]
    techniques: tuple[str, ...]
    exercises: tuple[str, ...]
    strength: Strength
    references: tuple[str, ...]
    caution: Message | None = None

    title = RowText("conditions")
    plain_title = RowText("conditions")
    presents = RowText("conditions")
    plain_advice = RowText("conditions")


@dataclass(frozen=True, slots=True, kw_only=True)
class Differential:
    """What else a complaint may be that is not for hands-on work, what points to it, and how soon a doctor should see it."""

    key: str
    conditions: tuple[str, ...]
    tier: Tier
    strength: Strength
    references: tuple[str, ...]

    title = RowText("differentials")
    points_to_it = RowText("differentials")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionMuscle:
    """A muscle worth examining with a complaint, and why. Rows of a condition come in the order of examining."""

    key: str
    condition: str
    muscle: str
    strength: Strength
    references: tuple[str, ...]

    why = RowText("condition_muscles")


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionTest:
    """A test worth doing with a complaint, and what a positive result changes.

    ``test`` is the key of a row in table tests or in table provocations.
    """

    key: str
    condition: str
    test: str
    strength: Strength
    references: tuple[str, ...]

    if_positive = RowText("condition_tests")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provocation:
    """A test of a nerve, a joint or a tendon, by what it brings on.

    Attributes
    ----------
    sensitivity, specificity
        From 0 to 1; None where no source gives a figure or sources differ too much for one.
    """

    key: str
    position: BodyPosition
    loads: tuple[Load, ...]
    strength: Strength
    references: tuple[str, ...]
    sensitivity: float | None = None
    specificity: float | None = None

    title = RowText("provocations")
    how = RowText("provocations")
    positive = RowText("provocations")
    accuracy = RowText("provocations")

    @property
    def positive_likelihood_ratio(self) -> float | None:
        """How many times as often it is positive in people who have what it tests for; None without figures, or where it is endless."""
        if self.sensitivity is None or self.specificity is None or self.specificity >= 1.0:
            return None
        return self.sensitivity / (1.0 - self.specificity)


class ClaimAbout(StrEnum):
    """What a statement of the evidence is about."""

    HANDS_ON = "hands_on"
    EXERCISE = "exercise"
    EXAMINATION = "examination"
    COURSE = "course"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One statement of what the evidence says about a complaint, and how strong it is."""

    key: str
    conditions: tuple[str, ...]
    about: ClaimAbout
    strength: Strength
    references: tuple[str, ...]

    statement = RowText("claims")
