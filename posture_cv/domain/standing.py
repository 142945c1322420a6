"""How sure the tables are of a fact, and how good its source is."""

from __future__ import annotations

from enum import StrEnum


class Standing(StrEnum):
    """Whether a fact was read in its source, is remembered, was computed from figures with a source, or is a convention of the trade."""

    CONFIRMED = "confirmed"
    REMEMBERED = "remembered"
    COMPUTED = "computed"
    CONVENTION = "convention"


class Strength(StrEnum):
    """How well a rule about safety is founded, the best first.

    A convention is the trade's, or the stricter reading where sources leave it open.
    """

    GUIDELINE = "guideline"
    REVIEW = "review"
    TRIAL = "trial"
    OBSERVATIONAL = "observational"
    TEXTBOOK = "textbook"
    CONVENTION = "convention"


class ReadHow(StrEnum):
    """How a source was read."""

    FULL_TEXT = "full_text"
    ABSTRACT = "abstract"
    SECONDARY = "secondary"
