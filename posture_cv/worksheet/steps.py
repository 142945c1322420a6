"""The parts a session is made of. Times that no source gives are conventions and named here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.domain.messages import message
from posture_cv.domain.muscles import MuscleState
from posture_cv.domain.session import SessionPhase, SessionStep, StepKind
from posture_cv.domain.terms import muscle_side_term
from posture_cv.domain.therapy import ExerciseKind, TechniqueAim, Topic
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import NmtFactor, Outcome
from posture_cv.worksheet.outcomes import item_of
from posture_cv.worksheet.safety import allows, forbidden

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.domain.therapy import Contraindication, HomeExercise, Technique, Treatment
    from posture_cv.domain.worksheet import Worksheet, WorksheetItem

OPENING_S = 120
CLOSING_S = 180
EXERCISE_S = 120
TEST_S = 45
CHANGEOVER_S = 20
MOST_TECHNIQUES = 2
_ISCHEMIC_COMPRESSION = "ischemic_compression"


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """All steps for one muscle: a test where it was not tested, techniques, a retest where it was positive."""

    muscle: str
    steps: tuple[SessionStep, ...]

    @property
    def seconds(self) -> int:
        """Time of all steps."""
        return sum(step.seconds for step in self.steps)

    @property
    def only_tests(self) -> bool:
        """True where the muscle has yet to be tested and no technique would follow."""
        return all(step.kind is StepKind.TEST for step in self.steps)

    def shortened(self) -> Work:
        """The same with its first technique only."""
        techniques = [step for step in self.steps if step.kind is StepKind.TECHNIQUE]
        return Work(muscle=self.muscle, steps=tuple(step for step in self.steps if step not in techniques[1:]))


def opening(knowledge: Knowledge) -> SessionStep:
    """Agree on pressure and expectations."""
    return _frame(StepKind.OPENING, OPENING_S, Topic.OPENING, knowledge)


def closing(knowledge: Knowledge) -> SessionStep:
    """After-care and the next appointment."""
    return _frame(StepKind.CLOSING, CLOSING_S, Topic.AFTER_CARE, knowledge)


def exercise_step(exercise: HomeExercise, ideas: Iterable[MuscleHypothesis], knowledge: Knowledge) -> SessionStep:
    """Teach one exercise for home."""
    names = [idea.name for idea in ideas if exercise in knowledge.exercises_for(idea.muscle, idea.state)]
    return SessionStep(
        kind=StepKind.EXERCISE,
        row=exercise.key,
        title=exercise.title,
        plain_title=exercise.plain_title,
        wording=message("session.exercise", muscles=tuple(dict.fromkeys(names))),
        how=exercise.how,
        dose=exercise.dose,
        seconds=EXERCISE_S,
        cautions=(exercise.caution,),
        phase=SessionPhase.STRENGTHEN if exercise.kind is ExerciseKind.STRENGTHEN else SessionPhase.LENGTHEN,
        references=exercise.references,
    )


def untested(work: Work) -> Work:
    """The work of one who goes through a region: without a test beforehand, and without the releases that the routine holds."""
    kept = [step for step in work.steps if step.kind is not StepKind.TEST and step.phase is not SessionPhase.RELEASE]
    return Work(muscle=work.muscle, steps=tuple(kept))


def work_for(idea: MuscleHypothesis, worksheet: Worksheet, rules: Sequence[Contraindication], knowledge: Knowledge) -> Work:
    """The steps for one hypothesis, as far as the safety rules allow them."""
    item = item_of(idea, worksheet.items)
    testable = item is not None and forbidden(rules).isdisjoint(knowledge.test(item.muscle, item.state).loads)
    techniques = [_technique(idea, technique, row, knowledge) for technique, row in _allowed(idea, item, worksheet, rules, knowledge)]
    if idea.test_positive:
        checks = (_check(idea, item, StepKind.RETEST),) if item is not None and testable else ()
        return Work(muscle=idea.muscle, steps=(*techniques, *checks))
    if item is None or not testable or item.outcome is Outcome.NEGATIVE:
        return Work(muscle=idea.muscle, steps=())
    if item.outcome is Outcome.POSITIVE:
        # a test that settles nothing is not done twice
        return Work(muscle=idea.muscle, steps=tuple(techniques))
    return Work(muscle=idea.muscle, steps=(_check(idea, item, StepKind.TEST), *techniques))


def _allowed(
    idea: MuscleHypothesis, item: WorksheetItem | None, worksheet: Worksheet, rules: Sequence[Contraindication], knowledge: Knowledge
) -> list[tuple[Technique, Treatment]]:
    nerve = any(entry.factor is NmtFactor.NERVE_COMPRESSION and entry.present for entry in worksheet.factors)
    lengthened = idea.state is MuscleState.LIKELY_LENGTHENED
    if lengthened and not (item is not None and item.tenderness):
        return []
    found = []
    for row in knowledge.treatments_for(idea.muscle):
        technique = knowledge.technique(row.technique)
        suits = (technique.key == _ISCHEMIC_COMPRESSION) if lengthened else (nerve or technique.aim is not TechniqueAim.GLIDE)
        if suits and allows(rules, technique, row, idea.muscle):
            found.append((technique, row))
    # where a nerve plays a part, gliding is kept in preference to another technique
    return sorted(found, key=lambda one: one[0].aim is not TechniqueAim.GLIDE)[:MOST_TECHNIQUES]


def _technique(idea: MuscleHypothesis, technique: Technique, row: Treatment, knowledge: Knowledge) -> SessionStep:
    condition = "session.technique" if idea.test_positive else "session.technique.if_positive"
    caution = knowledge.muscle(idea.muscle).caution
    return SessionStep(
        kind=StepKind.TECHNIQUE,
        row=technique.key,
        title=technique.title,
        plain_title=technique.plain_title,
        wording=message(condition, technique=technique.title, muscle=idea.name, side=muscle_side_term(idea.side), note=row.note),
        how=technique.how,
        dose=technique.dose if row.hold_upper_s is None else message("session.dose_limited", dose=technique.dose, seconds=row.hold_upper_s),
        seconds=round(_sides(idea.side) * technique.seconds(row.hold_upper_s)) + CHANGEOVER_S,
        muscle=idea.muscle,
        side=idea.side,
        state=idea.state,
        position=row.position,
        cautions=() if caution is None else (caution,),
        stop_when=technique.stop_when,
        phase=SessionPhase.RELEASE if technique.aim is TechniqueAim.RELEASE else SessionPhase.LENGTHEN,
        endangerments=tuple(site.key for site in knowledge.endangerments_at(idea.muscle)),
        references=tuple(dict.fromkeys((*row.references, *technique.references))),
    )


def _check(idea: MuscleHypothesis, item: WorksheetItem, kind: StepKind) -> SessionStep:
    side = message("side.once") if item.midline else muscle_side_term(idea.side)
    return SessionStep(
        kind=kind,
        row=item.test,
        title=item.test_title,
        plain_title=message(f"session.{kind}.plain"),
        wording=message(f"session.{kind}.wording", muscle=idea.name, side=side),
        normal=item.normal,
        seconds=TEST_S if item.midline else TEST_S * _sides(idea.side),
        muscle=idea.muscle,
        side=idea.side,
        state=idea.state,
        position=item.position,
        references=item.references,
    )


def _frame(kind: StepKind, seconds: int, topic: Topic, knowledge: Knowledge) -> SessionStep:
    rows = knowledge.advice_on(topic)
    return SessionStep(
        kind=kind,
        title=message(f"session.{kind}.title"),
        plain_title=message(f"session.{kind}.plain"),
        wording=message("text.run", sentences=tuple(row.text for row in rows)),
        seconds=seconds,
        references=tuple(dict.fromkeys(key for row in rows for key in row.references)),
    )


def _sides(side: BodySide) -> int:
    return 2 if side is BodySide.MIDLINE else 1
