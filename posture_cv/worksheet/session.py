"""A session of 30 to 60 minutes from what the hands have found: a suggestion to edit."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from posture_cv.domain.muscles import Activity, MuscleState
from posture_cv.domain.session import SessionPhase, SessionPlan, SessionStep, StepKind
from posture_cv.domain.therapy import ExerciseKind, Topic
from posture_cv.domain.worksheet import Approach
from posture_cv.worksheet.outcomes import apply_outcomes, item_of
from posture_cv.worksheet.plan import WORKING_ORDER
from posture_cv.worksheet.routine import routine
from posture_cv.worksheet.safety import contraindications, forbidden, holding, needs_clearance, stopped_by, unanswered
from posture_cv.worksheet.screening import screened
from posture_cv.worksheet.steps import EXERCISE_S, Work, closing, exercise_step, opening, untested, work_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.domain.therapy import Contraindication, HomeExercise
    from posture_cv.domain.worksheet import Worksheet

MOST_EXERCISES = 3
"""More are seldom done at home (convention)."""


def session_plan(
    worksheet: Worksheet,
    muscles: Iterable[MuscleHypothesis],
    knowledge: Knowledge,
) -> SessionPlan:
    """Lay out the session that the sheet asks for: its minutes, its approach, its answers.

    Safety comes first: a rule that ends the visit, or one that waits for a doctor, leaves neither steps nor home care; where typical
    ranges do not apply to the client, no muscle is worked on. Then release, lengthen, strengthen, in both schools.

    American, led by the assessment: test-positive muscles are served before untested ones, each group by weight, as long as the time
    suffices; an untested muscle is tested first, if its test leads the sheet, and worked on only if positive, and one that no technique
    would follow comes last. European: a routine of points over the regions of the muscles suggested, without a test beforehand; what
    lengthens, and the tests again, for those that were positive. Short muscles get up to two techniques; long ones get
    strength work, and pressure only where tenderness was written down. Home exercises are taught within the session, strength before
    stretching. Nerve gliding is offered only where the nerve factor was answered yes, and then kept in preference to another
    technique. Steps whose key is in ``worksheet.skipped`` are taken out at the end, an exercise from home care too.

    Parameters
    ----------
    worksheet
        With answers and outcomes as far as they are filled in. The steps add up to at most its minutes. Where a doctor has cleared a
        question, its restrictions still hold.
    muscles
        Hypotheses as suggested by posture; outcomes are applied here.

    Raises
    ------
    KnowledgeError
        If the tables hold no such muscle.
    """
    worksheet = screened(worksheet, knowledge)
    minutes = worksheet.minutes
    stopping, waiting = stopped_by(worksheet), needs_clearance(worksheet)
    rules = contraindications(worksheet, knowledge)
    cautions = tuple(rule.action for rule in holding(worksheet))
    if stopping or waiting:
        return SessionPlan(
            minutes=minutes,
            steps=(),
            home_care=(),
            after_care=(),
            reassessment=(),
            cautions=cautions,
            stopped_by=stopping,
            needs_clearance=waiting,
            unanswered=unanswered(worksheet),
        )
    ideas = () if worksheet.held_back else apply_outcomes(muscles, worksheet, knowledge)
    exercises = _exercises(ideas, rules, knowledge)
    frame = [opening(knowledge), closing(knowledge)]
    time_s = 60 * minutes - sum(step.seconds for step in frame) - EXERCISE_S * len(exercises)
    lay_out = _assessment_led if worksheet.approach is Approach.AMERICAN else _by_region
    hands, left_out = lay_out(ideas, worksheet, rules, knowledge, time_s)
    work = _in_order(hands, [exercise_step(exercise, ideas, knowledge) for exercise in exercises])
    skipped = tuple(step for step in work if step.key in worksheet.skipped)
    untaught = {step.row for step in skipped if step.kind is StepKind.EXERCISE}
    return SessionPlan(
        minutes=minutes,
        steps=(frame[0], *(step for step in work if step not in skipped), frame[1]),
        home_care=tuple(exercise for exercise in exercises if exercise.key not in untaught),
        after_care=knowledge.advice_on(Topic.AFTER_CARE),
        reassessment=knowledge.advice_on(Topic.REASSESSMENT),
        cautions=cautions,
        unanswered=unanswered(worksheet),
        left_out=left_out,
        skipped=skipped,
    )


def _exercises(ideas: Sequence[MuscleHypothesis], rules: Sequence[Contraindication], knowledge: Knowledge) -> tuple[HomeExercise, ...]:
    """At most three, strength before stretching; none for a long muscle that the model calls overactive, until its test was positive."""
    barred = forbidden(rules)
    chosen: dict[str, HomeExercise] = {}
    for idea in ideas:
        suitable = [exercise for exercise in knowledge.exercises_for(idea.muscle, idea.state) if barred.isdisjoint(exercise.loads)]
        if any(exercise.key in chosen for exercise in suitable) or _is_busy_enough(idea):
            continue
        for exercise in sorted(suitable, key=lambda one: one.kind is not ExerciseKind.STRENGTHEN)[:1]:
            chosen[exercise.key] = exercise
    return tuple(chosen.values())[:MOST_EXERCISES]


def _is_busy_enough(idea: MuscleHypothesis) -> bool:
    return idea.state is MuscleState.LIKELY_LENGTHENED and idea.activity is Activity.OVERACTIVE and not idea.test_positive


def _assessment_led(
    ideas: Sequence[MuscleHypothesis], worksheet: Worksheet, rules: Sequence[Contraindication], knowledge: Knowledge, time_s: int
) -> tuple[list[SessionStep], tuple[str, ...]]:
    """Tests that lead the sheet, then hands-on work where they are positive; muscles whose test is done on request only are left out."""
    led = [idea for idea in ideas if idea.test_positive or _is_led(idea, worksheet)]
    works = sorted((work_for(idea, worksheet, rules, knowledge) for idea in led), key=lambda work: work.only_tests)
    chosen, left_out = _fitting(works, time_s)
    asked_for = [idea.muscle for idea in ideas if idea not in led]
    return list(chain.from_iterable(work.steps for work in chosen)), tuple(dict.fromkeys((*left_out, *asked_for)))


def _is_led(idea: MuscleHypothesis, worksheet: Worksheet) -> bool:
    item = item_of(idea, worksheet.items)
    return item is None or item.leads


def _by_region(
    ideas: Sequence[MuscleHypothesis], worksheet: Worksheet, rules: Sequence[Contraindication], knowledge: Knowledge, time_s: int
) -> tuple[list[SessionStep], tuple[str, ...]]:
    """A routine of points over the regions; then what lengthens muscles whose test was positive, and their test again."""
    works = [untested(work_for(idea, worksheet, rules, knowledge)) for idea in ideas if idea.test_positive]
    chosen, _ = _fitting(works, time_s)
    follow_up = list(chain.from_iterable(work.steps for work in chosen))
    points, left_out = routine(ideas, rules, knowledge, time_s - sum(step.seconds for step in follow_up))
    return [*points, *follow_up], left_out


def _fitting(works: Iterable[Work], time_s: int) -> tuple[list[Work], tuple[str, ...]]:
    """Take what fits, most important first, shortened to one technique where that makes it fit; say whose work does not."""
    taken, left_out = [], []
    for work in works:
        fit = next((variant for variant in (work, work.shortened()) if variant.seconds <= time_s), None)
        if fit is None:
            left_out.append(work.muscle)
        elif fit.steps:
            taken.append(fit)
            time_s -= fit.seconds
    return taken, tuple(dict.fromkeys(left_out))


def _in_order(hands: Sequence[SessionStep], taught: Sequence[SessionStep]) -> list[SessionStep]:
    """Tests, then release, lengthen, strengthen, then tests again; within each the client turns over least."""
    tests = _by_position([step for step in hands if step.kind is StepKind.TEST])
    retests = _by_position([step for step in hands if step.kind is StepKind.RETEST])
    work: list[SessionStep] = []
    for number, phase in enumerate(SessionPhase):
        # from the last position of the tests back to the first, and forth again, so that the client need not turn over in between
        work += _by_position([step for step in hands if step.phase is phase], backwards=number % 2 == 0)
        work += [step for step in taught if step.phase is phase]
    return [*tests, *work, *retests]


def _by_position(steps: Sequence[SessionStep], *, backwards: bool = False) -> list[SessionStep]:
    sign = -1 if backwards else 1
    return sorted(steps, key=lambda step: 0 if step.position is None else sign * WORKING_ORDER.index(step.position))
