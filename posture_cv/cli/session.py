"""The safety stop and the session plan, as text."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from posture_cv.codecs.wording import muscle_side_words
from posture_cv.domain.assessment import Assessment
from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.session import SessionPlan
from posture_cv.domain.worksheet import SafetyQuestion
from posture_cv.worksheet import session_plan


def print_stop(console: Console, stopping: Sequence[SafetyQuestion]) -> None:
    """Print why the assessment stops here and what to do."""
    console.print(Text.assemble(("Stop: the safety screen comes first.", "bold red"), " No muscles, tests or plan are given."))
    for asked in stopping:
        console.print(f"{asked.question}", style="bold")
        console.print(f"{asked.why}. {asked.action}".replace("..", "."))


def print_plan(console: Console, assessment: Assessment, knowledge: Knowledge) -> None:
    """Print the session that the sheet asks for, or what has to be settled before there can be one."""
    plan = session_plan(assessment.worksheet, assessment.muscles, knowledge)
    if plan.stopped_by:
        return
    if plan.needs_clearance:
        console.print(Text.assemble(("Medical advice first.", "bold yellow"), " No plan is laid out until a doctor has agreed."))
        for asked in plan.needs_clearance:
            console.print(f"{asked.question} {asked.action}")
        return
    console.print(_steps(plan))
    for title, lines in _notes(plan):
        console.print(title, style="bold")
        for line in lines:
            console.print(f"  {line}")


def _steps(plan: SessionPlan) -> Table:
    title = f"A session of {plan.minutes} minutes to consider ({round(plan.seconds / 60)} planned)"
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("Minute", "Consider", "For", "Dose"):
        table.add_column(column, overflow="fold")
    begun = 0
    for step in plan.steps:
        what = f"{step.name}, {muscle_side_words(step.side)}" if step.muscle else ""
        table.add_row(f"{begun // 60}:{begun % 60:02d}", step.title, what, step.dose if step.muscle else "")
        begun += step.seconds
    return table


def _notes(plan: SessionPlan) -> list[tuple[str, list[str]]]:
    care = dict.fromkeys(line for step in plan.steps for line in (*step.cautions, *step.endangerments))
    open_questions = f"{len(plan.unanswered)} questions of the safety screen are open; the report lists them."
    notes = [
        ("What the safety screen changes", list(plan.cautions)),
        ("Take care", list(care)),
        ("Still to ask", [open_questions] if plan.unanswered else []),
        ("Home care to consider", [f"{one.title}: {one.dose}" for one in plan.home_care]),
        ("Afterwards", [one.text for one in plan.after_care]),
        ("Reassess", [one.text for one in plan.reassessment]),
        ("Left out for time", list(plan.left_out)),
    ]
    return [(title, lines) for title, lines in notes if lines]
