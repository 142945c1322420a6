"""What the therapist wrote on the worksheet, kept apart from it: a corrected point lays the sheet out anew and loses none of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from posture_cv.domain.muscles import EvidenceGrade, MuscleState
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import ENTERED, LONGEST_MINUTES, SHORTEST_MINUTES, Approach, NmtFactor, Outcome

if TYPE_CHECKING:
    from posture_cv.domain.screen import SafetyQuestion, SafetyRule
    from posture_cv.domain.worksheet import WorksheetItem

LineKey = tuple[str, BodySide, MuscleState]
"""Muscle, side and state: what a line of the sheet is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenLine:
    """What was written on one line of the sheet; the rest of the line follows from the tables.

    Attributes
    ----------
    grades
        Evidence it was suggested with.
    outcome, outcome_side, tenderness, referral_felt, note
        As in ``WorksheetItem``.
    """

    muscle: str
    side: BodySide
    state: MuscleState
    grades: tuple[EvidenceGrade, ...]
    outcome: Outcome = Outcome.NOT_TESTED
    outcome_side: BodySide | None = None
    tenderness: int | None = None
    referral_felt: bool | None = None
    note: str = ""

    @property
    def key(self) -> LineKey:
        """What the line is about."""
        return self.muscle, self.side, self.state

    @property
    def is_empty(self) -> bool:
        """Whether nothing was entered on it."""
        return self.outcome is Outcome.NOT_TESTED and self.tenderness is None and self.referral_felt is None and not self.note

    def onto(self, item: WorksheetItem) -> WorksheetItem:
        """The line with this written on it."""
        return replace(item, **{name: getattr(self, name) for name in ENTERED})


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFactor:
    """What was written beside one of the five factors; ``present`` None leaves what the photos say."""

    factor: NmtFactor
    present: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntries:
    """Everything entered by hand on the sheet, whether or not the present findings still ask for it.

    Attributes
    ----------
    answers
        Safety questions answered, by key; where a stated age answers one, the age counts.
    together
        Those of them answered no for a whole list that had been shown.
    cleared
        Keys of safety rules where a doctor has agreed.
    skipped
        Keys of session steps taken out.
    complaint
        Key of the complaint that the client brings; empty for none.
    """

    answers: Mapping[str, bool] = field(default_factory=dict)
    together: frozenset[str] = frozenset()
    cleared: frozenset[str] = frozenset()
    lines: tuple[WrittenLine, ...] = ()
    factors: tuple[WrittenFactor, ...] = ()
    approach: Approach = Approach.AMERICAN
    minutes: int = 45
    skipped: frozenset[str] = frozenset()
    complaint: str = ""

    def answered(self, question: str, yes: bool | None, rules: Iterable[SafetyRule] = ()) -> SheetEntries:
        """With a safety question answered, or its answer taken back; a doctor's word goes with the answers it was about.

        Parameters
        ----------
        rules
            Of the screen: the doctor's word on those that rest on the question is taken back. Where they are not given, a yes takes every
            doctor's word back, for none was given with it in mind.
        """
        others = {key: answer for key, answer in self.answers.items() if key != question}
        resting = tuple(rules)
        about = {question, *(rule.key for rule in resting if question in rule.members)} if resting or not yes else self.cleared
        return replace(
            self,
            answers=others if yes is None else {**others, question: yes},
            together=self.together - {question},
            cleared=self.cleared - about,
        )

    def denied(self, questions: Iterable[str]) -> SheetEntries:
        """With no to a whole list of questions that was shown, and a record that they were asked together."""
        denied = tuple(questions)
        return replace(self, answers={**self.answers, **dict.fromkeys(denied, False)}, together=self.together.union(denied))

    def aged(self, age: int | None, safety: Iterable[SafetyQuestion], rules: Iterable[SafetyRule], *, before: int | None) -> SheetEntries:
        """With another age stated: what it answers is no longer answered by hand, and the doctor's word goes with answers that change."""
        known = {asked.key for asked in safety if asked.answer_at(age) is not None}
        changed = {asked.key for asked in safety if asked.answer_at(age) is not asked.answer_at(before)}
        return replace(
            self,
            answers={key: answer for key, answer in self.answers.items() if key not in known},
            together=self.together - known,
            cleared=self.cleared - {rule.key for rule in rules if not changed.isdisjoint(rule.members)},
        )

    def clearing(self, rule: str, *, agreed: bool = True) -> SheetEntries:
        """With a doctor's word on what a safety rule asks, or without it."""
        return replace(self, cleared=self.cleared | {rule} if agreed else self.cleared - {rule})

    def with_line(self, line: WrittenLine) -> SheetEntries:
        """With a line as written; a line left empty again is forgotten."""
        others = tuple(other for other in self.lines if other.key != line.key)
        return replace(self, lines=others if line.is_empty else (*others, line))

    def written_on(self, item: WorksheetItem) -> WrittenLine:
        """What was written on a line, nothing at first."""
        blank = WrittenLine(muscle=item.muscle, side=item.side, state=item.state, grades=item.grades)
        return next((line for line in self.lines if line.key == blank.key), blank)

    def with_factor(self, written: WrittenFactor) -> SheetEntries:
        """With that written beside a factor."""
        return replace(self, factors=(*(other for other in self.factors if other.factor is not written.factor), written))

    def written_beside(self, factor: NmtFactor) -> WrittenFactor:
        """What was written beside a factor, nothing at first."""
        return next((written for written in self.factors if written.factor is factor), WrittenFactor(factor=factor))

    def planned(self, *, minutes: int | None = None, approach: str | None = None) -> SheetEntries:
        """With a session of so many minutes, in the order of an approach ("american", "european").

        Raises
        ------
        ValueError
            If the minutes are out of range, or there is no such approach.
        """
        length = self.minutes if minutes is None else minutes
        if not SHORTEST_MINUTES <= length <= LONGEST_MINUTES:
            raise ValueError(f"expected {SHORTEST_MINUTES} to {LONGEST_MINUTES} minutes, but got {length}")
        return replace(self, minutes=length, approach=self.approach if approach is None else Approach(approach))

    def bringing(self, complaint: str) -> SheetEntries:
        """With the complaint that the client brings; empty for none."""
        return replace(self, complaint=complaint)

    def skipping(self, offered: Iterable[str], kept: Iterable[str]) -> SheetEntries:
        """With those of the steps offered taken out that were not kept."""
        steps = frozenset(offered)
        return replace(self, skipped=(self.skipped - steps) | (steps - frozenset(kept)))
