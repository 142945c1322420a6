"""The European school's routine: over all points of a region, whatever posture suggests of single muscles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.messages import message
from posture_cv.domain.session import SessionPhase, SessionStep, StepKind
from posture_cv.worksheet.plan import PRESSING
from posture_cv.worksheet.safety import allows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_cv.domain.knowledge import Knowledge, Muscle
    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.domain.therapy import Contraindication, Treatment
    from posture_cv.domain.worksheet import BodyPosition

MUSCLE_S = 60
"""For going over one muscle on both sides, tender points held on the way. A convention."""

CHANGEOVER_S = 20
_HOW = "ischemic_compression"


def routine(
    ideas: Iterable[MuscleHypothesis], rules: Sequence[Contraindication], knowledge: Knowledge, time_s: int
) -> tuple[list[SessionStep], tuple[str, ...]]:
    """Go over the regions of the muscles suggested, the most suspected region first, as many as the time suffices for.

    Returns
    -------
    steps, left_out
        One step for each region and body position; keys of suggested muscles whose region found no time.
    """
    ideas = list(ideas)
    steps: list[SessionStep] = []
    left_out: list[str] = []
    for region in dict.fromkeys(_region(knowledge.muscle(idea.muscle), knowledge) for idea in ideas):
        found = _steps(region, rules, knowledge)
        needed = sum(step.seconds for step in found)
        if found and needed <= time_s:
            steps += found
            time_s -= needed
        else:
            left_out += [idea.muscle for idea in ideas if _region(knowledge.muscle(idea.muscle), knowledge) == region]
    return steps, tuple(dict.fromkeys(left_out))


def _region(muscle: Muscle, knowledge: Knowledge) -> str:
    return knowledge.texts[muscle.region.id]


def _steps(region: str, rules: Sequence[Contraindication], knowledge: Knowledge) -> list[SessionStep]:
    """A region's steps, by the position its muscles are reached in."""
    reached: dict[BodyPosition, list[tuple[Muscle, Treatment]]] = {}
    for muscle in knowledge.muscles:
        if _region(muscle, knowledge) == region and (row := _pressed(muscle, rules, knowledge)) is not None:
            reached.setdefault(row.position, []).append((muscle, row))
    return [_step(region, position, found, knowledge) for position, found in reached.items()]


def _pressed(muscle: Muscle, rules: Sequence[Contraindication], knowledge: Knowledge) -> Treatment | None:
    """The first treatment that presses the muscle and that no rule forbids."""
    rows = (row for row in knowledge.treatments_for(muscle.key) if row.technique in PRESSING)
    return next((row for row in rows if allows(rules, knowledge.technique(row.technique), row, muscle.key)), None)


def _step(region: str, position: BodyPosition, found: Sequence[tuple[Muscle, Treatment]], knowledge: Knowledge) -> SessionStep:
    pressure = knowledge.technique(_HOW)
    muscles = [muscle for muscle, _ in found]
    sites = [site.key for muscle in muscles for site in knowledge.endangerments_at(muscle.key)]
    sources = [key for _, row in found for key in row.references]
    return SessionStep(
        kind=StepKind.ROUTINE,
        row=f"{region.replace(' ', '_')}-{position}",
        title=message("session.routine.title", region=muscles[0].region),
        plain_title=message("session.routine.plain"),
        wording=message("session.routine.wording", muscles=tuple(muscle.name for muscle in muscles)),
        how=pressure.how,
        dose=pressure.dose,
        seconds=MUSCLE_S * len(muscles) + CHANGEOVER_S,
        position=position,
        cautions=tuple(dict.fromkeys(muscle.caution for muscle in muscles if muscle.caution is not None)),
        stop_when=pressure.stop_when,
        phase=SessionPhase.RELEASE,
        endangerments=tuple(dict.fromkeys(sites)),
        treatments=tuple(row.key for _, row in found),
        references=tuple(dict.fromkeys((*sources, *pressure.references))),
    )
