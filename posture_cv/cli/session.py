"""The safety stop and the session plan, as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from posture_cv.domain.assessment import Assessment
from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.messages import Message
from posture_cv.domain.session import SessionPlan, SessionStep, StepKind
from posture_cv.domain.terms import muscle_side_term
from posture_cv.domain.worksheet import SafetyQuestion
from posture_cv.words import Words
from posture_cv.worksheet import session_plan


def print_stop(console: Console, stopping: Sequence[SafetyQuestion], words: Words) -> None:
    """Print why the assessment stops here and what to do."""
    console.print(Text.assemble(("Stop: the safety screen comes first.", "bold red"), " No muscles, tests or plan are given."))
    for asked in stopping:
        console.print(words.say(asked.question), style="bold")
        console.print(f"{words.say(asked.why)}. {words.say(asked.action)}")


def print_plan(console: Console, assessment: Assessment, knowledge: Knowledge, words: Words) -> None:
    """Print the session that the sheet asks for, or what has to be settled before there can be one."""
    plan = session_plan(assessment.worksheet, assessment.muscles, knowledge)
    if plan.stopped_by:
        return
    if plan.needs_clearance:
        console.print(Text.assemble(("Medical advice first.", "bold yellow"), " No plan is laid out until a doctor has agreed."))
        for asked in plan.needs_clearance:
            console.print(f"{words.say(asked.question)} {words.say(asked.action)}")
        return
    console.print(_steps(plan, words))
    for title, lines in _notes(plan, words):
        console.print(title, style="bold")
        for line in lines:
            console.print(f"  {line}")


def _steps(plan: SessionPlan, words: Words) -> Table:
    title = f"A session of {plan.minutes} minutes to consider ({round(plan.seconds / 60)} planned)"
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("Minute", "Consider", "For", "Dose"):
        table.add_column(column, overflow="fold")
    begun = 0
    for step in plan.steps:
        what = "" if step.name is None else f"{words.say(step.name)}, {words.say(muscle_side_term(step.side))}"
        table.add_row(f"{begun // 60}:{begun % 60:02d}", words.say(step.title), what, _dose(step, words))
        begun += step.seconds
    return table


def _dose(step: SessionStep, words: Words) -> str:
    """Of a technique, or what a test shows where nothing is found; an exercise's stands with home care."""
    if step.normal is not None:
        return words.text("session.normal", normal=step.normal)
    return "" if step.dose is None or step.kind is StepKind.EXERCISE else words.say(step.dose)


def _notes(plan: SessionPlan, words: Words) -> list[tuple[str, list[str]]]:
    def said(told: Iterable[Message]) -> list[str]:
        return list(dict.fromkeys(map(words.say, told)))

    care = [line for step in plan.steps for line in (*step.all_cautions, *step.keep_out)]
    open_questions = f"{len(plan.unanswered)} questions of the safety screen are open; the report lists them."
    notes = [
        ("What the safety screen changes", said(plan.cautions)),
        ("Take care", said(care)),
        ("Still to ask", [open_questions] if plan.unanswered else []),
        ("Home care to consider", [f"{words.say(one.title)}: {words.say(one.dose)}" for one in plan.home_care]),
        ("Afterwards", said(one.text for one in plan.after_care)),
        ("Reassess", said(one.text for one in plan.reassessment)),
        ("Left out for time", said(plan.left_out_names)),
    ]
    return [(title, lines) for title, lines in notes if lines]
