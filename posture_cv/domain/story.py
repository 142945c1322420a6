"""Rows of the learning pages about neuromuscular therapy (NMT): where it comes from, what it claims, and how much of that holds."""

from __future__ import annotations

from dataclasses import dataclass

from posture_cv.domain.messages import RowText
from posture_cv.domain.muscles import EvidenceGrade
from posture_cv.domain.standing import Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A part of the story; the first row of the table is the story as a whole. ``graded`` where everything told is a claim to be graded."""

    key: str
    graded: bool
    references: tuple[str, ...]

    title = RowText("chapters")
    plain_title = RowText("chapters")
    lead = RowText("chapters")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One thing to know of a chapter; ``grades`` where it is a claim about how the therapy works or what it does, empty for history."""

    key: str
    chapter: str
    grades: tuple[EvidenceGrade, ...]
    strength: Strength
    references: tuple[str, ...]

    title = RowText("lessons")
    text = RowText("lessons")
