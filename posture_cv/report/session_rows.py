"""The session plan, home care, after-care and what to look at again."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from posture_cv.codecs.wording import position_words, side_words
from posture_cv.domain.session import StepKind
from posture_cv.report.sheet_rows import site_titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.session import SessionPlan, SessionStep
    from posture_cv.domain.therapy import Advice, HomeExercise, Technique
    from posture_cv.report.citations import Citations

_FRAME = (StepKind.OPENING, StepKind.CLOSING)
_CHECKS = (StepKind.TEST, StepKind.RETEST)


def session_section(plan: SessionPlan, knowledge: Knowledge, citations: Citations) -> dict[str, Any] | None:
    """Rows of the plan; None where nothing but opening and closing is left of it."""
    if all(step.kind in _FRAME for step in plan.steps):
        return None
    techniques = _techniques(plan, knowledge)
    return {
        "minutes": plan.minutes,
        "planned": _clock(plan.seconds),
        "steps": _steps(plan, techniques, citations),
        "techniques": [_technique(technique, citations) for technique in techniques.values()],
        "cautions": list(plan.cautions),
        "unanswered": len(plan.unanswered),
        "left_out": list(plan.left_out),
        "home_care": [
            {
                "title": exercise.title,
                "kind": exercise.kind.value,
                "how": exercise.how,
                "dose": exercise.dose,
                "caution": exercise.caution,
                "citations": citations.cite(exercise.references),
            }
            for exercise in plan.home_care
        ],
        "after_care": _advice(plan.after_care, citations),
        "reassessment": _advice(plan.reassessment, citations),
    }


def _steps(plan: SessionPlan, techniques: dict[str, Technique], citations: Citations) -> list[dict[str, Any]]:
    """Rows with their start; tests that follow each other in one body position share a row, as their how-to stands on the sheet."""
    rows: list[dict[str, Any]] = []
    start_s = 0
    for (kind, _), run in groupby(plan.steps, key=lambda step: (step.kind, step.position if step.kind in _CHECKS else step)):
        steps = tuple(run)
        row = _checks(steps) if kind in _CHECKS else _step(steps[0], techniques.get(steps[0].title), plan.home_care, citations)
        if rows and row["care"] + row["keep_out"] and all(rows[-1][key] == row[key] for key in ("for", "care", "keep_out")):
            row |= {"as_above": True}
        seconds = sum(step.seconds for step in steps)
        rows.append({"start": _clock(start_s), "length": _clock(seconds), "kind": kind.value} | row)
        start_s += seconds
    return rows


def _checks(steps: Sequence[SessionStep]) -> dict[str, Any]:
    named = "; ".join(f"{step.title} ({step.name}{_side(step)})" for step in steps)
    wording = (
        f"Consider {named}, as on the sheet. Leave out a muscle whose test is negative."
        if steps[0].kind is StepKind.TEST
        else f"Consider repeating {named}. Write the result beside the first one."
    )
    title = "Test" if steps[0].kind is StepKind.TEST else "Test again"
    return _row(steps[0], title=title, wording=wording, dose="", care=[], citations="")


def _step(step: SessionStep, technique: Technique | None, home_care: Sequence[HomeExercise], citations: Citations) -> dict[str, Any]:
    """One row; how a technique or an exercise is done, and after-care, are printed once below the plan."""
    wording, dose, care = step.wording, step.dose, [*step.cautions]
    if technique is not None:
        wording = wording.removesuffix(technique.how)
        care = [text for text in care if not text.lower().endswith(technique.stop_when.lower())]
    if step.kind is StepKind.EXERCISE:
        shown = next((one for one in home_care if one.title == step.title), None)
        if shown is not None:
            wording, dose, care = wording.removesuffix(shown.how), "", []
    if step.kind is StepKind.CLOSING:
        wording = "See after-care below."
    return _row(step, title=step.title, wording=wording.strip(), dose=dose, care=care, citations=citations.cite(step.references))


def _row(step: SessionStep, *, title: str, wording: str, dose: str, care: Sequence[str], citations: str) -> dict[str, Any]:
    return {
        "title": title,
        "for": step.name,
        "as_above": False,
        "position": "" if step.position is None else position_words(step.position),
        "wording": wording,
        "dose": dose,
        "care": list(care),
        "keep_out": [] if step.kind in _CHECKS else site_titles(step.endangerments),
        "citations": citations,
    }


def _side(step: SessionStep) -> str:
    words = side_words(step.side)
    return f", {words}" if words else ""


def _techniques(plan: SessionPlan, knowledge: Knowledge) -> dict[str, Technique]:
    used = {step.title for step in plan.steps if step.kind is StepKind.TECHNIQUE}
    return {technique.title: technique for technique in knowledge.techniques if technique.title in used}


def _technique(technique: Technique, citations: Citations) -> dict[str, Any]:
    return {
        "title": technique.title,
        "how": technique.how,
        "stop_when": technique.stop_when,
        "evidence": technique.evidence,
        "citations": citations.cite(technique.references),
    }


def _advice(rows: Iterable[Advice], citations: Citations) -> list[dict[str, str]]:
    return [{"text": row.text, "citations": citations.cite(row.references)} for row in rows]


def _clock(seconds: int) -> str:
    """Minutes and seconds, ``"2:05"``."""
    return f"{seconds // 60}:{seconds % 60:02d}"
