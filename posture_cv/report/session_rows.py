"""The session plan, home care, after-care and what to look at again."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from posture_cv.domain.messages import message
from posture_cv.domain.session import StepKind, phase_term
from posture_cv.domain.terms import evidence_of, side_term
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import position_term
from posture_cv.report.sheet_rows import site_titles

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.messages import Message
    from posture_cv.domain.session import SessionPlan, SessionStep
    from posture_cv.domain.therapy import Advice, Technique
    from posture_cv.report.citations import Citations

_CHECKS = (StepKind.TEST, StepKind.RETEST)


def session_section(plan: SessionPlan, knowledge: Knowledge, citations: Citations) -> dict[str, Any] | None:
    """Rows of the plan; None where nothing but opening and closing is left of it."""
    if plan.is_bare:
        return None
    techniques = _techniques(plan, knowledge)
    return {
        "minutes": message("report.session.minutes", minutes=plan.minutes, planned=_clock(plan.seconds)),
        "steps": _steps(plan, citations),
        "techniques": [_technique(technique, citations) for technique in techniques],
        "cautions": list(plan.cautions),
        "unanswered": message("report.session.unanswered", count=len(plan.unanswered)) if plan.unanswered else "",
        "left_out": list(plan.left_out_names),
        "home_care": [
            {
                "title": exercise.title,
                "kind": message(f"exercise.{exercise.kind}"),
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


def _steps(plan: SessionPlan, citations: Citations) -> list[dict[str, Any]]:
    """Rows with their start; tests that follow each other in one body position share a row, as their how-to stands on the sheet."""
    rows: list[dict[str, Any]] = []
    start_s = 0
    taught = {exercise.key for exercise in plan.home_care}
    for (kind, _), run in groupby(plan.steps, key=lambda step: (step.kind, step.position if step.kind in _CHECKS else step)):
        steps = tuple(run)
        row = _checks(steps) if kind in _CHECKS else _step(steps[0], taught, citations)
        if rows and row["care"] + row["keep_out"] and all(rows[-1][key] == row[key] for key in ("for", "care", "keep_out")):
            row |= {"as_above": True}
        seconds = sum(step.seconds for step in steps)
        rows.append({"start": _clock(start_s), "length": _clock(seconds), "kind": kind.value} | row)
        start_s += seconds
    return rows


def _checks(steps: Sequence[SessionStep]) -> dict[str, Any]:
    kind = steps[0].kind
    wording = message("session.tests" if kind is StepKind.TEST else "session.retests", tests=tuple(map(_tested, steps)))
    return _row(steps[0], title=message(f"session.{kind}.plain"), wording=wording)


def _tested(step: SessionStep) -> Message:
    muscle = step.name or ""
    if step.side is BodySide.MIDLINE:
        return message("session.test_of", test=step.title, muscle=muscle)
    return message("session.test_of.side", test=step.title, muscle=muscle, side=side_term(step.side))


def _step(step: SessionStep, taught: Container[str], citations: Citations) -> dict[str, Any]:
    """One row; how a technique or an exercise is done, and after-care, are printed once below the plan."""
    cited = {"citations": citations.cite(step.references)}
    if step.kind is StepKind.CLOSING:
        return _row(step, title=step.title, wording=message("session.see_after_care")) | cited
    if step.kind is StepKind.EXERCISE and step.row in taught:
        return _row(step, title=step.title, wording=step.wording) | cited
    return _row(step, title=step.title, wording=step.wording) | cited | {"dose": step.dose or "", "care": list(step.cautions)}


def _row(step: SessionStep, *, title: Message, wording: Message) -> dict[str, Any]:
    return {
        "title": title,
        "phase": "" if step.phase is None else phase_term(step.phase),
        "for": step.name or "",
        "as_above": False,
        "position": "" if step.position is None else message("text.small", text=position_term(step.position)),
        "wording": wording,
        "dose": "",
        "care": [],
        "keep_out": [] if step.kind in _CHECKS else site_titles(step.endangerments),
        "citations": "",
    }


def _techniques(plan: SessionPlan, knowledge: Knowledge) -> list[Technique]:
    used = {step.row for step in plan.steps if step.kind is StepKind.TECHNIQUE}
    used |= {"ischemic_compression" for step in plan.steps if step.kind is StepKind.ROUTINE}
    return [technique for technique in knowledge.techniques if technique.key in used]


def _technique(technique: Technique, citations: Citations) -> dict[str, Any]:
    return {
        "title": technique.title,
        "how": technique.how,
        "stop_when": message("text.small", text=technique.stop_when),
        "evidence": evidence_of(technique),
        "citations": citations.cite(technique.references),
    }


def _advice(rows: Iterable[Advice], citations: Citations) -> list[dict[str, Any]]:
    return [{"text": row.text, "citations": citations.cite(row.references)} for row in rows]


def _clock(seconds: int) -> str:
    """Minutes and seconds, ``"2:05"``."""
    return f"{seconds // 60}:{seconds % 60:02d}"
