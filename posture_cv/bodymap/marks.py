"""From hypotheses to what each muscle on each body side is marked as."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.messages import Message, message
from posture_cv.domain.muscles import Confidence, EvidenceGrade, MuscleHypothesis, MuscleState, grade_text
from posture_cv.domain.terms import muscle_side_term
from posture_cv.domain.views import BodySide

_BOTH = (BodySide.LEFT, BodySide.RIGHT)


class MapMark(StrEnum):
    """How a muscle is shown; its value names the hatch pattern."""

    SHORTENED = "shortened"
    LENGTHENED = "lengthened"
    NAMED = "named"
    CONFLICT = "conflict"


_MARKS = {MuscleState.LIKELY_SHORTENED: MapMark.SHORTENED, MuscleState.LIKELY_LENGTHENED: MapMark.LENGTHENED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """What one muscle on one body side is marked as.

    Attributes
    ----------
    weight
        0 to 1, of the weightiest hypothesis; sets how heavy the outline is drawn.
    state, test
        What is supposed of the muscle, and what is to be done about it.
    """

    name: Message
    mark: MapMark
    weight: float
    confidence: Confidence
    grades: tuple[EvidenceGrade, ...]
    state: Message
    test: Message

    @property
    def wording(self) -> Message:
        """State and what confirms it."""
        return message("state.with_test", state=self.state, test=self.test)


Markings = Mapping[tuple[str, BodySide], Marking]


@dataclass(frozen=True, slots=True, kw_only=True)
class LegendEntry:
    """A numbered line of the legend. ``sides`` are those that share number and marking."""

    number: int
    muscle: str
    sides: tuple[BodySide, ...]
    marking: Marking

    @property
    def title(self) -> Message:
        """Muscle and body side."""
        side = BodySide.MIDLINE if len(self.sides) == 2 else self.sides[0]
        return message("bodymap.entry", muscle=self.marking.name, side=muscle_side_term(side))

    @property
    def detail(self) -> Message:
        """State, what confirms it, and the evidence grade."""
        return message("bodymap.detail", state=self.marking.wording, grades=grade_text(self.marking.grades))


def markings(hypotheses: Sequence[MuscleHypothesis]) -> Markings:
    """Marking by muscle and body side; hypotheses that say the opposite of each other become a conflict."""
    placed: dict[tuple[str, BodySide], list[MuscleHypothesis]] = {}
    for one in hypotheses:
        for side in _BOTH if one.side is BodySide.MIDLINE else (one.side,):
            placed.setdefault((one.muscle, side), []).append(one)
    return {key: _marking(ones) for key, ones in placed.items()}


def entries(marked: Markings) -> tuple[LegendEntry, ...]:
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
        LegendEntry(number=number, muscle=muscle, sides=sides, marking=marking) for number, (muscle, sides, marking) in enumerate(drafts, 1)
    )


def _marking(ones: list[MuscleHypothesis]) -> Marking:
    first = max(ones, key=lambda one: one.weight)
    disputed = any(one.conflicts for one in ones) or len({one.state for one in ones}) > 1
    return Marking(
        name=first.name,
        mark=MapMark.CONFLICT if disputed else _mark(first),
        weight=first.weight,
        confidence=first.confidence,
        grades=first.grades,
        state=message("bodymap.disputed") if disputed else first.state_told,
        test=message("bodymap.test_first" if disputed else f"confirm.{first.state}"),
    )


def _mark(one: MuscleHypothesis) -> MapMark:
    """By state; of a muscle that only the complaint names nothing is supposed until its test was positive."""
    return MapMark.NAMED if not one.because and not one.test_positive else _MARKS[one.state]
