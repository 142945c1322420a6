"""An assessment as a page of text."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console
from rich.table import Table
from rich.text import Text

from posture_cv.cli.complaint import print_complaint
from posture_cv.cli.muscles import print_hypotheses
from posture_cv.cli.rows import headed
from posture_cv.cli.session import print_stop, print_withheld
from posture_cv.domain.assessment import AssessedPhoto, Assessment
from posture_cv.domain.estimates import Z_90, Estimate, Measurement, Unit
from posture_cv.domain.findings import Certainty, certainty_term
from posture_cv.domain.judgements import Judgement
from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.messages import Message, Quantity, Span, decimals_for, interval_of, message, probability_of
from posture_cv.domain.terms import compared_with, moment_text, side_term
from posture_cv.domain.views import BodySide
from posture_cv.measures import scale
from posture_cv.words import Words
from posture_cv.worksheet import stopped_by

_WHOLE_FROM = 10.0
"""Width of a typical range, in its unit, from which its ends are shown without decimals."""


def print_assessment(console: Console, assessment: Assessment, knowledge: Knowledge, words: Words, *, every: bool = False) -> None:
    """Print photos, measures, findings, muscles and what was not measured, in the order a reader wants them; every muscle, or the first."""
    stopped = bool(stopped_by(assessment.worksheet))
    print_stop(console, assessment.worksheet, words)
    print_complaint(console, "" if stopped else assessment.worksheet.complaint, knowledge, words)
    for doubt in assessment.doubts:
        console.print(Text(words.text("cli.doubt", what=doubt.what, remedy=doubt.remedy), style="yellow"))
    for photo in assessment.photos:
        console.print(_photo(photo, len(assessment.photos), words))
    console.print(_measures(assessment, knowledge, words))
    judged = [assessment.judgement(found) for found in assessment.measurements]
    if any(one is not None and one.range.is_convention for one in judged):
        console.print(Text(words.text("cli.brackets"), style="dim"))
    console.print(Text(words.say(compared_with(assessment.person)), style="dim"))
    _print_together(console, assessment, knowledge, words)
    compared = scale.comparison(assessment)
    if compared is not None:
        console.print(Text(words.say(compared), style="yellow" if scale.heights_disagree(assessment) else "dim"))
    if assessment.not_measured:
        console.print(_not_measured(assessment, knowledge, words))
    console.print(_findings(assessment, words))
    print_withheld(console, assessment.worksheet, words)
    if assessment.patterns:
        console.print(_patterns(assessment, words))
    if assessment.muscles and not stopped:
        print_hypotheses(console, assessment.muscles, words, every=every)
    console.print(Text(words.text("cli.assessed", moment=moment_text(assessment.provenance.created_at)), style="dim"))


def _print_together(console: Console, assessment: Assessment, knowledge: Knowledge, words: Words) -> None:
    """What several photos give together, and lengths in millimetres."""
    if assessment.fused:
        console.print(_fused(assessment, knowledge, words))
    if assessment.lengths:
        console.print(_lengths(assessment, knowledge, words))


def _photo(photo: AssessedPhoto, photos: int, words: Words) -> Text:
    seen = photo.recognised
    view, position = message(f"view.{photo.view}"), message(f"position.{photo.position}")
    named = message("cli.photo", view=view, position=position)
    if photos > 1:
        named = message("cli.photo.numbered", number=photo.index + 1, view=view, position=position)
    turned = words.text("cli.turned", angle=f"{seen.yaw_deg:+.0f}", half=Quantity(value=Z_90 * seen.yaw_standard_error_deg))
    text = Text(words.say(named), style="bold").append(f"  {turned}", style="not bold dim")
    for limit in photo.limitations:
        text.append(f"\n  {words.text('cli.doubt', what=limit.what, remedy=limit.remedy)}", style="not bold yellow")
    return text


def _measures(assessment: Assessment, knowledge: Knowledge, words: Words) -> Table:
    titles = [words.say(_of_height(_of_leg(knowledge.measure(found.name).title, found), found)) for found in assessment.measurements]
    widest = max((len(word) for title in titles for word in title.split()), default=0)
    heads = ("measure", "value", "interval", "typical", "percentile", "reading")
    table = headed(words, *heads, title=words.text("cli.measured"), widest_word=widest, wide=("measure",), gap=1)
    view = None
    for found, title in zip(assessment.measurements, titles, strict=True):
        if len(assessment.photos) > 1 and found.view != view:
            view = found.view
            table.add_row(Text(words.text(f"view.{view}"), style="italic"))
        table.add_row(title, _value(found, words), _interval(found, words), *_judged(found, assessment.judgement(found), words))
    return table


def _of_leg(title: Message, found: Measurement) -> Message:
    if found.side is BodySide.MIDLINE or not found.view.is_frontal:
        return title
    return message("cli.leg", title=title, side=side_term(found.side))


def _of_height(title: Message, found: Estimate) -> Message:
    """The title with the unit, which beside the figures would stand in every row."""
    return title if _unit(found) is not None else message("cli.of_height", title=title)


def _unit(found: Estimate) -> Unit | None:
    return Unit.DEGREE if found.unit is Unit.DEGREE else None


def _value(found: Estimate, words: Words) -> Text:
    quantity = Quantity(value=found.value, decimals=decimals_for(found.standard_error), unit=_unit(found))
    return Text(words.field(quantity), justify="right")


def _interval(found: Estimate, words: Words) -> str:
    return words.field(replace(interval_of(found), unit=_unit(found)))


def _judged(found: Measurement, judgement: Judgement | None, words: Words) -> tuple[str, str, str]:
    """Typical range, percentile and reading; a range in brackets is a convention."""
    if judgement is None:
        return "", "", words.text("verdict.not_judged")
    bounds = judgement.range
    whole = bounds.upper - bounds.lower >= _WHOLE_FROM or all(end == round(end) for end in (bounds.lower, bounds.upper))
    decimals = 0 if whole else 1
    typical = words.field(Span(lower=bounds.lower, upper=bounds.upper, decimals=decimals, unit=_unit(found)))
    percentile = "" if judgement.percentile_shown is None else words.field(judgement.percentile_shown)
    return f"({typical})" if bounds.is_convention else typical, percentile, words.say(judgement.wording)


def _not_measured(assessment: Assessment, knowledge: Knowledge, words: Words) -> Table:
    table = headed(words, "measure", "why", "helps", title=words.text("cli.not_measured"))
    for missing in assessment.not_measured:
        table.add_row(*map(words.say, (knowledge.measure(missing.name).title, missing.reason, missing.remedy)))
    return table


def _findings(assessment: Assessment, words: Words) -> Table | Text:
    held_back = assessment.worksheet.held_back_told
    if held_back is not None:
        return Text(f"\n{words.say(held_back)}", style="yellow")
    findings = [finding for finding in assessment.findings if finding.is_distinguishable]
    if not findings:
        return Text(f"\n{words.text('cli.no_finding')}")
    table = headed(words, "finding", "sure", "seen", title=words.text("cli.differs"))
    for finding in findings:
        sided = message("cli.sided", title=finding.title, side=side_term(finding.side))
        title = finding.title if finding.side is BodySide.MIDLINE else sided
        seen = [finding.statement, *([] if finding.convention is None else [finding.convention])]
        sure = _sure(finding.certainty, finding.probability, words)
        table.add_row(words.say(title), sure, " ".join(map(words.say, seen)))
    return table


def _patterns(assessment: Assessment, words: Words) -> Table:
    table = headed(words, "pattern", "sure", "rests_on", title=words.text("cli.patterns"))
    for pattern in assessment.patterns:
        sure = _sure(pattern.certainty, pattern.probability, words)
        table.add_row(words.say(pattern.title), sure, words.say(pattern.statement))
    return table


def _sure(certainty: Certainty, probability: float, words: Words) -> str:
    return words.text("cli.sure", certainty=certainty_term(certainty), probability=probability_of(probability))


def _fused(assessment: Assessment, knowledge: Knowledge, words: Words) -> Table:
    table = headed(words, "measure", "value", "interval", "photos", title=words.text("cli.fused"))
    for found in assessment.fused:
        title = words.say(_of_height(knowledge.measure(found.name).title, found))
        photos = words.series([str(index + 1) for index in found.photos])
        table.add_row(title, _value(found, words), _interval(found, words), photos)
    return table


def _lengths(assessment: Assessment, knowledge: Knowledge, words: Words) -> Table:
    several = len(assessment.photos) > 1
    title = _scale(assessment)
    where = ("view",) if several else ()
    table = headed(words, "measure", *where, "millimetres", "interval", title="" if title is None else words.say(title))
    for found in assessment.lengths:
        view = (words.text(f"view.{found.view}"),) if several else ()
        table.add_row(words.say(knowledge.measure(found.name).title), *view, _value(found, words), words.interval(found))
    return table


def _scale(assessment: Assessment) -> Message | None:
    """What the millimetres rest on."""
    if assessment.stature is not None:
        return message("cli.lengths.stated", height=assessment.stature.value / 10.0)
    if assessment.marked_stature is None:
        return None
    height, error = (value / 10.0 for value in (assessment.marked_stature.value, assessment.marked_stature.standard_error))
    return message("cli.lengths.marked", height=Quantity(value=height), error=Quantity(value=Z_90 * error))
