"""An assessment as a page of text."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from posture_cv.codecs.assessment import AssessedPhoto, Assessment
from posture_cv.codecs.wording import (
    certainty_words,
    decimals_for,
    format_number,
    format_probability,
    grade_words,
    muscle_side_words,
    side_words,
    state_words,
    view_words,
)
from posture_cv.domain.estimates import Measurement, Unit
from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.muscles import MuscleHypothesis
from posture_cv.domain.views import Position


def print_assessment(console: Console, assessment: Assessment, knowledge: Knowledge) -> None:
    """Print photos, measures, findings, muscles and what was not measured, in the order a reader wants them."""
    for photo in assessment.photos:
        console.print(_photo(photo, len(assessment.photos)))
    console.print(_measures(assessment, knowledge))
    if assessment.not_measured:
        console.print(_not_measured(assessment, knowledge))
    console.print(_findings(assessment))
    if assessment.muscles:
        console.print(*_muscles(assessment), sep="")
        console.print(
            Text(
                "Posture alone does not tell which muscle is short: these are ideas to confirm by hand. Screen for red flags first.",
                style="dim",
            )
        )


def _photo(photo: AssessedPhoto, photos: int) -> Text:
    number = f"Photo {photo.index + 1}: " if photos > 1 else ""
    seen = photo.recognised
    text = Text(f"{number}{view_words(photo.view)}, {photo.position}", style="bold")
    text.append(f"  body turned {seen.yaw_deg:+.0f}° (± {1.645 * seen.yaw_standard_error_deg:.0f}°)", style="not bold dim")
    for limitation in photo.limitations:
        text.append(f"\n  ! {limitation.what} {limitation.remedy}", style="not bold yellow")
    return text


def _measures(assessment: Assessment, knowledge: Knowledge) -> Table:
    several = len(assessment.photos) > 1
    where = ("View",) if several else ()
    table = _table("Measured", "Measure", *where, "Value", "90 % interval", "Typical")
    for found in assessment.measurements:
        position = assessment.photos[found.photo].position
        title = knowledge.measure(found.name).title + _leg(found) + ("" if found.unit is Unit.DEGREE else ", % of height")
        view = (view_words(found.view),) if several else ()
        table.add_row(title, *view, Text(_number(found.value, found), justify="right"), _span(found), _typical(found, knowledge, position))
    return table


def _leg(found: Measurement) -> str:
    side = side_words(found.side)
    return f", {side} leg" if side and found.view.is_frontal else ""


def _number(value: float, found: Measurement) -> str:
    return format_number(value, decimals_for(found.standard_error)) + ("°" if found.unit is Unit.DEGREE else "")


def _span(found: Measurement) -> str:
    lower = format_number(found.interval.lower, decimals_for(found.standard_error))
    return f"{lower} to {_number(found.interval.upper, found)}"


def _typical(found: Measurement, knowledge: Knowledge, position: Position) -> str:
    norm = knowledge.norm(found.name, position)
    return "" if norm is None else f"{norm.lower:.0f} to {norm.upper:.0f}" + ("°" if found.unit is Unit.DEGREE else "")


def _not_measured(assessment: Assessment, knowledge: Knowledge) -> Table:
    table = _table("Not measured", "Measure", "Why", "What helps")
    for missing in assessment.not_measured:
        table.add_row(knowledge.measure(missing.name).title, missing.reason, missing.remedy)
    return table


def _findings(assessment: Assessment) -> Table | Text:
    findings = [finding for finding in assessment.findings if finding.is_distinguishable]
    if not findings:
        return Text("\nNothing here is distinguishable from typical in these photos.")
    table = _table("Differs from typical", "Finding", "How sure", "What was seen")
    for finding in findings:
        side = f" ({side_words(finding.side)})" if side_words(finding.side) else ""
        sure = f"{certainty_words(finding.certainty)}, {format_probability(finding.probability)}"
        table.add_row(f"{finding.title}{side}", sure, finding.statement)
    return table


def _muscles(assessment: Assessment) -> list[Table]:
    groups: dict[str, list[MuscleHypothesis]] = {}
    for idea in assessment.muscles:
        groups.setdefault(state_words(idea.state, idea.confidence).partition(":")[0], []).append(idea)
    tables = []
    for words, ideas in groups.items():
        table = _table(f"Worth testing by hand: {words}", "Muscle", "Side", "Evidence", "Test")
        for idea in ideas:
            conflict = " (another finding says the opposite)" if idea.conflicts else ""
            table.add_row(idea.name + conflict, muscle_side_words(idea.side), grade_words(idea.grades), idea.confirm_by)
        tables.append(table)
    return tables


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
