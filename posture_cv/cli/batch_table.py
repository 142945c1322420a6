"""A table of results in figures: what was refused, and how each measure is distributed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from posture_cv.domain.estimates import Unit
from posture_cv.domain.messages import Quantity, message, row_text

if TYPE_CHECKING:
    from rich.console import Console

    from posture_cv.batch import Distribution, Summary
    from posture_cv.words import Words

_COLUMNS = ("measure", "measured", "withheld", "range", "differs")


def print_summary(console: Console, summary: Summary, words: Words) -> None:
    """Print how many photos were measured, why others were not, and a line for every measure."""
    title = words.text("cli.batch.title", measured=summary.measured, photos=summary.photos, rows=summary.rows)
    console.print(Text(title, style="bold"))
    if summary.refused:
        refused = _grid(words.text("cli.batch.refused"))
        for reason, count in summary.refused.most_common():
            refused.add_row(words.number(count), reason)
        console.print(refused)
    if summary.distributions:
        table = _grid("", *(words.text(f"cli.batch.column.{column}") for column in _COLUMNS))
        for distribution in summary.distributions:
            table.add_row(*_cells(distribution, words))
        console.print(table)


def _grid(title: str, *headings: str) -> Table:
    table = Table(title=title or None, title_justify="left", box=None, padding=(0, 2, 0, 0), header_style="dim", show_header=bool(headings))
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _cells(distribution: Distribution, words: Words) -> tuple[str, ...]:
    unit = Unit(distribution.unit)
    highest = Quantity(value=distribution.highest, decimals=1, unit=unit)
    values = [words.number(distribution.lowest, 1), words.number(distribution.median, 1), words.field(highest)]
    differs = message("cli.batch.of", count=distribution.differs, total=distribution.judged)
    return (
        words.say(row_text("measures", distribution.measure, "title")),
        words.number(distribution.measured),
        words.number(distribution.withheld),
        "  ".join(values),
        words.say(differs) if distribution.judged else "",
    )
