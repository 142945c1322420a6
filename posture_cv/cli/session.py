"""The safety stop and the session plan, as text."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table
from rich.text import Text

from posture_cv.cli.rows import headed
from posture_cv.domain.assessment import Assessment
from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.messages import Message, message
from posture_cv.domain.screen import SafetyQuestion
from posture_cv.domain.session import SessionPlan, SessionStep, StepKind, phase_term
from posture_cv.domain.terms import muscle_side_term
from posture_cv.domain.worksheet import WithheldLine, Worksheet
from posture_cv.words import Words
from posture_cv.worksheet import session_plan, stopped_by


def print_stop(console: Console, worksheet: Worksheet, words: Words) -> None:
    """Print what to do now, whom to call and why, before anything else; nothing where no rule ends the visit."""
    stopping = stopped_by(worksheet)
    if not stopping:
        return
    console.print(Text.assemble((words.text("cli.stop"), "bold red"), " ", words.text("cli.stop.nothing")))
    for rule in stopping:
        console.print(words.say(rule.action), style="bold")
        console.print(f"  {words.text(f'stop.call.{rule.tier}')}")
        answers = tuple(asked.question for asked in worksheet.answered_in(rule))
        console.print(f"  {words.text('cli.stop.why', why=rule.why, answers=answers)}")
    console.print()


def print_withheld(console: Console, worksheet: Worksheet, words: Words) -> None:
    """Print the tests that the safety screen keeps off the sheet, by reason; nothing where it stops the visit or nothing is withheld."""
    if not worksheet.withheld or stopped_by(worksheet):
        return
    grouped: dict[Message, list[WithheldLine]] = {}
    for line in worksheet.withheld:
        grouped.setdefault(line.told, []).append(line)
    console.print(words.text("withheld.title"), style="bold")
    for why, lines in grouped.items():
        console.print(f"  {words.say(why)}")
        for line in lines:
            which = words.text("withheld.which", muscle=line.name, side=muscle_side_term(line.side), test=line.test_title)
            console.print(f"    {which}")


def print_plan(console: Console, assessment: Assessment, knowledge: Knowledge, words: Words) -> None:
    """Print the session that the sheet asks for, or what has to be settled before there can be one."""
    plan = session_plan(assessment.worksheet, assessment.muscles, knowledge)
    if plan.stopped_by:
        return
    if plan.needs_clearance:
        console.print(Text.assemble((words.text("cli.clearance"), "bold yellow"), " ", words.text("cli.clearance.no_plan")))
        for rule in plan.needs_clearance:
            console.print(f"{words.say(rule.why)}. {words.say(rule.action)}")
        return
    console.print(words.text("session.nothing") if plan.is_bare else _steps(plan, words))
    for title, lines in _notes(plan, assessment.worksheet.safety, words):
        console.print(title, style="bold")
        for line in lines:
            console.print(f"  {line}")


def _steps(plan: SessionPlan, words: Words) -> Table:
    title = words.text("cli.session", minutes=plan.minutes, planned=round(plan.seconds / 60))
    table = headed(words, "minute", "consider", "for", "dose", title=title)
    begun, phase = 0, None
    for step in plan.steps:
        if step.phase is not None and step.phase is not phase:
            table.add_row("", Text(words.say(phase_term(step.phase)), style="italic"))
        phase = step.phase
        what = "" if step.name is None else words.text("cli.of_side", muscle=step.name, side=muscle_side_term(step.side))
        table.add_row(f"{begun // 60}:{begun % 60:02d}", words.say(step.title), what, _dose(step, words))
        begun += step.seconds
    return table


def _dose(step: SessionStep, words: Words) -> str:
    """Of a technique, or what a test shows where nothing is found; an exercise's stands with home care."""
    if step.normal is not None:
        return words.text("session.normal", normal=step.normal)
    return "" if step.dose is None or step.kind is StepKind.EXERCISE else words.say(step.dose)


def _notes(plan: SessionPlan, safety: Iterable[SafetyQuestion], words: Words) -> list[tuple[str, list[str]]]:
    def said(told: Iterable[Message]) -> list[str]:
        return list(dict.fromkeys(map(words.say, told)))

    care = [line for step in plan.steps for line in (*step.all_cautions, *step.keep_out)]
    still_open = [message("cli.session.open_questions", count=len(plan.unanswered))] if plan.unanswered else []
    by_age = [message(f"screen.by_age.{'yes' if asked.answer else 'no'}", question=asked.question) for asked in safety if asked.by_age]
    first = [
        ("adapted", said(plan.cautions)),
        ("by_age", said(by_age)),
        ("open", said(still_open)),
    ]
    rest = [
        ("care", said(care)),
        ("home", said(message("cli.dosed", title=one.title, dose=one.dose) for one in plan.home_care)),
        ("afterwards", said(one.text for one in plan.after_care)),
        ("reassess", said(one.text for one in plan.reassessment)),
        ("left_out", said(plan.left_out_names)),
    ]
    return [(words.text(f"cli.session.{title}"), lines) for title, lines in (first if plan.is_bare else first + rest) if lines]
