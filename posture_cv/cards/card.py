"""The evidence card of a measure, finding, pattern, muscle, technique or complaint: the same data for terminal, app and report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_cv.domain.knowledge import Reference
    from posture_cv.domain.messages import Message
    from posture_cv.words import Words


class CardKind(StrEnum):
    """What a card is about. A name that two kinds share means the first of them here."""

    MEASURE = "measure"
    DISTORTION = "distortion"
    PATTERN = "pattern"
    MUSCLE = "muscle"
    TECHNIQUE = "technique"
    CONDITION = "condition"
    CHAPTER = "chapter"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardSection:
    """A heading and its lines, each a sentence or a few."""

    title: Message
    lines: tuple[Message, ...]

    def said(self, words: Words) -> tuple[str, ...]:
        """The lines as text, those that read alike once."""
        return tuple(dict.fromkeys(map(words.say, self.lines)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything the tables hold about one thing.

    Attributes
    ----------
    key, kind
        Identify it; ``card(key, knowledge, kind=kind)`` gives it back.
    sections
        In reading order; none is empty.
    sources
        References behind any line, each with its standing.
    related
        Keys of other cards named here.
    """

    kind: CardKind
    key: str
    title: Message
    plain_title: Message
    sections: tuple[CardSection, ...]
    sources: tuple[Reference, ...]
    related: tuple[str, ...]

    def section(self, heading: str) -> CardSection | None:
        """The section whose heading is that message, or None."""
        return next((section for section in self.sections if section.title.id == heading), None)
