"""From hypotheses to what each muscle on each body side is marked as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from posture_cv.codecs.wording import grade_words, muscle_side_words, state_words
from posture_cv.domain.muscles import Confidence, EvidenceGrade, MuscleHypothesis, MuscleState
from posture_cv.domain.views import BodySide

_BOTH = (BodySide.LEFT, BodySide.RIGHT)


class Mark(StrEnum):
    """How a muscle is shown; its value names the hatch pattern."""

    SHORTENED = "shortened"
    LENGTHENED = "lengthened"
    CONFLICT = "conflict"


_MARKS = {MuscleState.LIKELY_SHORTENED: Mark.SHORTENED, MuscleState.LIKELY_LENGTHENED: Mark.LENGTHENED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """What one muscle on one body side is marked as.

    Attributes
    ----------
    weight
        0 to 1, of the weightiest hypothesis; sets how heavy the outline is drawn.
    words
        State in words, its confirmation included.
    """

    name: str
    mark: Mark
    weight: float
    confidence: Confidence
    grades: tuple[EvidenceGrade, ...]
    words: str


Markings = Mapping[tuple[str, BodySide], Marking]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A numbered line of the legend. ``sides`` are those that share number and marking."""

    number: int
    muscle: str
    sides: tuple[BodySide, ...]
    marking: Marking

    @property
    def title(self) -> str:
        """Muscle and body side."""
        side = BodySide.MIDLINE if len(self.sides) == 2 else self.sides[0]
        return f"{self.marking.name}, {muscle_side_words(side)}"

    @property
    def detail(self) -> str:
        """State, what confirms it, and the evidence grade."""
        return f"{self.marking.words} (grade\u00a0{grade_words(self.marking.grades)})"


def markings(hypotheses: Sequence[MuscleHypothesis]) -> Markings:
    """Marking by muscle and body side; hypotheses that say the opposite of each other become a conflict."""
    placed: dict[tuple[str, BodySide], list[MuscleHypothesis]] = {}
    for one in hypotheses:
        for side in _BOTH if one.side is BodySide.MIDLINE else (one.side,):
            placed.setdefault((one.muscle, side), []).append(one)
    return {key: _marking(ones) for key, ones in placed.items()}


def entries(marked: Markings) -> tuple[Entry, ...]:
    """Legend lines, weightiest first; left and right share a line where both are marked alike."""
    drafts: list[tuple[str, tuple[BodySide, ...], Marking]] = []
    for muscle in dict.fromkeys(muscle for muscle, _ in marked):
        found = [(side, marked[muscle, side]) for side in _BOTH if (muscle, side) in marked]
        if len(found) == 2 and found[0][1] == found[1][1]:
            drafts.append((muscle, _BOTH, found[0][1]))
        else:
            drafts.extend((muscle, (side,), marking) for side, marking in found)
    drafts.sort(key=lambda draft: -draft[2].weight)
    return tuple(
        Entry(number=number, muscle=muscle, sides=sides, marking=marking) for number, (muscle, sides, marking) in enumerate(drafts, 1)
    )


def _marking(ones: list[MuscleHypothesis]) -> Marking:
    first = max(ones, key=lambda one: one.weight)
    disputed = any(one.conflicts for one in ones) or len({one.state for one in ones}) > 1
    return Marking(
        name=first.name,
        mark=Mark.CONFLICT if disputed else _MARKS[first.state],
        weight=first.weight,
        confidence=first.confidence,
        grades=first.grades,
        words="findings disagree, shortened or lengthened: test first" if disputed else state_words(first.state, first.confidence),
    )
