"""A validation as pages of text: one table per measure, ours and the naive proxies' lines under each condition."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from posture_cv.cli.rows import headed
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.messages import Quantity, message
from posture_cv.validation.summary import Agreement, Condition, Method

if TYPE_CHECKING:
    from rich.console import Console

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.messages import Message
    from posture_cv.validation.evidence import RealEvidence
    from posture_cv.validation.run import Validation
    from posture_cv.words import Words

WIDE_FROM = 106
"""Columns of a terminal from which every statistic fits; below, RMSE and the limits of agreement are left to the JSON."""

_METHODS = frozenset(Method)
_OF_RATERS = "rater"


def print_validation(
    console: Console, validation: Validation, knowledge: Knowledge, words: Words, real: RealEvidence | None = None
) -> None:
    """Print what was validated, a table per measure, and what was not measured and why."""
    console.print(_heading(validation, words))
    console.print(Text(words.text("cli.validation.legend"), style="dim"))
    for row in validation.measures:
        lines = validation.of(row.name)
        if lines:
            console.print(_table(row, lines, words, wide=console.width >= WIDE_FROM))
    fifths = [line for line in validation.agreement if line.lowest is not None and _tells_of_fifths(line)]
    if fifths:
        console.print(_fifths(fifths, knowledge, words))
    left_out = validation.not_measured()
    if left_out:
        console.print(_left_out(left_out, knowledge, words))
    if real is not None:
        console.print(_real(real, validation.estimator, words))


def _heading(validation: Validation, words: Words) -> Text:
    people, pictures = validation.subjects, len(validation.pictures)
    title = words.text(f"cli.validation.title.{validation.whose.name.lower()}", people=people, pictures=pictures)
    if validation.labs > 1:
        title = words.text("cli.validation.title.joined", people=people, pictures=pictures, labs=validation.labs)
    made = words.text(
        "cli.validation.made",
        software=validation.software,
        estimator=validation.estimator,
        model=validation.pose_model_sha256[:8],
        passes=validation.passes,
        seconds=Quantity(value=validation.seconds),
    )
    text = Text(title, style="bold").append(f"  {made}", style="not bold dim")
    caution = words.text(f"cli.validation.caution.{validation.whose.name.lower()}")
    return text.append(f"\n{caution}", style="not bold dim")


def _table(row: MeasureDefinition, lines: tuple[Agreement, ...], words: Words, *, wide: bool) -> Table:
    title = words.text(f"cli.validation.measure.{row.unit}", title=row.title)
    table = Table(title=f"\n{title}", title_justify="left", title_style="bold", box=None, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column("", no_wrap=True)
    for header in _headers(wide=wide):
        table.add_column(words.text(f"cli.column.{header}"), justify="right", no_wrap=True)
    for line in lines:
        ours = line.method is Method.SOFTWARE
        if ours or line.measured:
            table.add_row(_label(line, words), *_cells(line, words, wide=wide), style="" if ours else "dim")
    return table


def _label(line: Agreement, words: Words) -> str:
    """The condition of our own line; below it, further in, the other methods."""
    if line.method is Method.SOFTWARE:
        return words.text(f"cli.validation.condition.{line.condition.name.lower()}")
    return f"  {words.text(f'cli.validation.method.{line.method.name.lower()}')}"


def _headers(*, wide: bool) -> tuple[str, ...]:
    middle = ("rmse", "r2", "limits") if wide else ("r2",)
    return ("n", "bias", "mae", *middle, "icc", "coverage", "width", "change", "mdc")


def _cells(line: Agreement, words: Words, *, wide: bool) -> tuple[str, ...]:
    def number(value: float | None, decimals: int) -> str:
        return _number(value, decimals, words)

    count = words.number(line.measured)
    if line.not_measured:
        count = words.text("cli.validation.count", measured=line.measured, left_out=line.not_measured)
    limits = "" if line.limits is None else f"{_signed(line.limits.lower, words)} {_signed(line.limits.upper, words)}"
    middle = (number(line.rmse, 1), number(line.r2, 2), limits) if wide else (number(line.r2, 2),)
    change = (None, None) if line.change is None else (line.change.mae, line.change.mdc95)
    return (
        count,
        number(line.bias, 1),
        number(line.mae, 1),
        *middle,
        number(line.icc, 2),
        _percent(line.coverage, words),
        number(line.mean_width, 1),
        *(number(value, 1) for value in change),
    )


def _number(value: float | None, decimals: int, words: Words) -> str:
    return "" if value is None else words.number(value, decimals)


def _signed(value: float, words: Words) -> str:
    said = words.number(value, 1)
    return said if value < 0.0 else f"+{said}"


def _percent(share: float | None, words: Words) -> str:
    return "" if share is None else words.text("probability.percent", percent=round(100.0 * share))


def _tells_of_fifths(line: Agreement) -> bool:
    return line.method is Method.SOFTWARE and line.condition in (Condition.ALL, Condition.SITTING)


def _fifths(lines: list[Agreement], knowledge: Knowledge, words: Words) -> Table:
    """A row per measure: how much of a difference is read, and how the people at both ends fare."""
    table = headed(words, "measure", title=f"\n{words.text('cli.fifths')}")
    for column in ("slope", "low_bias", "low_coverage", "high_bias", "high_coverage"):
        table.add_column(words.text(f"cli.column.{column}"), justify="right")
    for line in lines:
        title = words.say(knowledge.measure(line.measure).title)
        if line.condition is Condition.SITTING:
            title = f"{title}, {words.text('cli.validation.condition.sitting')}"
        ends = [fifth for fifth in (line.lowest, line.highest) if fifth is not None]
        cells = [cell for fifth in ends for cell in (_signed(fifth.bias, words), _percent(fifth.coverage, words))]
        table.add_row(title, _number(line.slope, 2, words), *cells)
    return table


def _left_out(left_out: dict[str, dict[Message, int]], knowledge: Knowledge, words: Words) -> Table:
    table = headed(words, "measure", "pictures", "why", title=f"\n{words.text('cli.not_measured')}")
    for name, reasons in left_out.items():
        for reason, count in reasons.items():
            table.add_row(words.say(knowledge.measure(MeasureName(name)).title), words.number(count), words.say(reason))
    return table


def _real(real: RealEvidence, estimator: str, words: Words) -> Table:
    told = message("cli.validation.real", estimator=real.estimator, made_at=real.made_at)
    if real.estimator != estimator:
        told = message("cli.validation.real.other", estimator=real.estimator, made_at=real.made_at, ours=estimator)
    table = Table(
        title=f"\n{words.say(told)}", title_justify="left", title_style="bold", box=None, padding=(0, 2, 0, 0), header_style="dim"
    )
    for header in ("nape", "whose", "n", "mae", "bias", "r", "inside"):
        table.add_column(words.text(f"cli.column.{header}"), justify="left" if header in ("nape", "whose") else "right")
    for line in real.lines:
        measured = words.text("cli.validation.of", measured=line.measured, photos=line.photos)
        numbers = (_number(line.mae, 1, words), _number(line.bias, 1, words), _number(line.r, 2, words))
        whose = words.text(f"cli.validation.method.{_OF_RATERS if line.method not in _METHODS else Method(line.method).name.lower()}")
        table.add_row(words.text(f"cli.validation.nape.{line.nape}"), whose, measured, *numbers, _percent(line.raters_inside, words))
    return table
