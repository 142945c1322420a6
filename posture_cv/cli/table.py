"""An assessment as a page of text."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from posture_cv.cli.muscles import print_hypotheses
from posture_cv.cli.session import print_stop
from posture_cv.codecs.wording import (
    decimals_for,
    format_interval,
    format_number,
    moment_words,
    side_words,
    view_words,
)
from posture_cv.domain.assessment import AssessedPhoto, Assessment
from posture_cv.domain.estimates import Z_90, Estimate, Measurement, Unit
from posture_cv.domain.findings import Certainty, certainty_term
from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.terms import side_term
from posture_cv.domain.views import BodySide, Position
from posture_cv.measures import scale
from posture_cv.words import Words
from posture_cv.worksheet import stopped_by


def print_assessment(console: Console, assessment: Assessment, knowledge: Knowledge, words: Words) -> None:
    """Print photos, measures, findings, muscles and what was not measured, in the order a reader wants them."""
    for doubt in assessment.doubts:
        console.print(Text(f"! {words.say(doubt.what)} {words.say(doubt.remedy)}", style="yellow"))
    for photo in assessment.photos:
        console.print(_photo(photo, len(assessment.photos), words))
    console.print(_measures(assessment, knowledge, words))
    if assessment.fused:
        console.print(_fused(assessment, knowledge, words))
    if assessment.lengths:
        console.print(_lengths(assessment, knowledge, words))
    compared = scale.comparison(assessment)
    if compared is not None:
        console.print(Text(words.say(compared), style="yellow" if scale.heights_disagree(assessment) else "dim"))
    if assessment.not_measured:
        console.print(_not_measured(assessment, knowledge, words))
    console.print(_findings(assessment, words))
    if assessment.patterns:
        console.print(_patterns(assessment, words))
    stopping = stopped_by(assessment.worksheet)
    if stopping:
        print_stop(console, stopping, words)
    elif assessment.muscles:
        print_hypotheses(console, assessment.muscles, words)
    console.print(Text(f"Assessed {moment_words(assessment.provenance.created_at)}", style="dim"))


def _photo(photo: AssessedPhoto, photos: int, words: Words) -> Text:
    number = f"Photo {photo.index + 1}: " if photos > 1 else ""
    seen = photo.recognised
    text = Text(f"{number}{view_words(photo.view)}, {photo.position}", style="bold")
    text.append(f"  body turned {seen.yaw_deg:+.0f}° (± {Z_90 * seen.yaw_standard_error_deg:.0f}°)", style="not bold dim")
    for limitation in photo.limitations:
        text.append(f"\n  ! {words.say(limitation.what)} {words.say(limitation.remedy)}", style="not bold yellow")
    return text


def _measures(assessment: Assessment, knowledge: Knowledge, words: Words) -> Table:
    several = len(assessment.photos) > 1
    where = ("View",) if several else ()
    table = _table("Measured", "Measure", *where, "Value", "90 % interval", "Typical")
    for found in assessment.measurements:
        position = assessment.photos[found.photo].position
        title = words.say(knowledge.measure(found.name).title) + _leg(found) + ("" if found.unit is Unit.DEGREE else ", % of height")
        view = (view_words(found.view),) if several else ()
        table.add_row(title, *view, Text(_number(found.value, found), justify="right"), _span(found), _typical(found, knowledge, position))
    return table


def _leg(found: Measurement) -> str:
    side = side_words(found.side)
    return f", {side} leg" if side and found.view.is_frontal else ""


def _number(value: float, found: Estimate) -> str:
    return format_number(value, decimals_for(found.standard_error)) + ("°" if found.unit is Unit.DEGREE else "")


def _span(found: Estimate) -> str:
    lower = format_number(found.interval.lower, decimals_for(found.standard_error))
    return f"{lower} to {_number(found.interval.upper, found)}"


def _typical(found: Measurement, knowledge: Knowledge, position: Position) -> str:
    norm = knowledge.norm(found.name, position)
    return "" if norm is None else f"{norm.lower:.0f} to {norm.upper:.0f}" + ("°" if found.unit is Unit.DEGREE else "")


def _not_measured(assessment: Assessment, knowledge: Knowledge, words: Words) -> Table:
    table = _table("Not measured", "Measure", "Why", "What helps")
    for missing in assessment.not_measured:
        title = words.say(knowledge.measure(missing.name).title)
        table.add_row(title, words.say(missing.reason), words.say(missing.remedy))
    return table


def _findings(assessment: Assessment, words: Words) -> Table | Text:
    findings = [finding for finding in assessment.findings if finding.is_distinguishable]
    if not findings:
        return Text("\nNothing here is distinguishable from typical in these photos.")
    table = _table("Differs from typical", "Finding", "How sure", "What was seen")
    for finding in findings:
        side = "" if finding.side is BodySide.MIDLINE else f" ({words.say(side_term(finding.side))})"
        sure = _sure(finding.certainty, finding.probability, words)
        table.add_row(f"{words.say(finding.title)}{side}", sure, words.say(finding.statement))
    return table


def _patterns(assessment: Assessment, words: Words) -> Table:
    table = _table("Posture patterns", "Pattern", "How sure", "What it rests on")
    for pattern in assessment.patterns:
        sure = _sure(pattern.certainty, pattern.probability, words)
        table.add_row(words.say(pattern.title), sure, words.say(pattern.statement))
    return table


def _sure(certainty: Certainty, probability: float, words: Words) -> str:
    return f"{words.say(certainty_term(certainty))}, {words.probability(probability)}"


def _fused(assessment: Assessment, knowledge: Knowledge, words: Words) -> Table:
    table = _table("From several photos together", "Measure", "Value", "90 % interval", "Photos")
    for found in assessment.fused:
        title = words.say(knowledge.measure(found.name).title) + ("" if found.unit is Unit.DEGREE else ", % of height")
        photos = ", ".join(str(index + 1) for index in found.photos)
        table.add_row(title, Text(_number(found.value, found), justify="right"), _span(found), photos)
    return table


def _lengths(assessment: Assessment, knowledge: Knowledge, words: Words) -> Table:
    several = len(assessment.photos) > 1
    table = _table(f"In millimetres, from {_scale(assessment)}", "Measure", *(("View",) if several else ()), "mm", "90 % interval")
    for found in assessment.lengths:
        view = (view_words(found.view),) if several else ()
        value = format_number(found.value, decimals_for(found.standard_error))
        table.add_row(words.say(knowledge.measure(found.name).title), *view, Text(value, justify="right"), format_interval(found))
    return table


def _scale(assessment: Assessment) -> str:
    if assessment.stature is not None or assessment.marked_stature is None:
        return "" if assessment.stature is None else f"a stature of {assessment.stature.value / 10.0:g} cm"
    height, error = (value / 10.0 for value in (assessment.marked_stature.value, assessment.marked_stature.standard_error))
    return f"a stature of {height:.0f} ± {Z_90 * error:.0f} cm by the known length"


def _table(title: str, *columns: str) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table
