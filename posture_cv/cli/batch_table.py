"""A table of results in figures: what was refused, and how each measure is distributed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from posture_cv.domain.messages import row_text

if TYPE_CHECKING:
    from rich.console import Console

    from posture_cv.batch import Distribution, Summary
    from posture_cv.words import Words

_FIGURES = ("measured", "withheld", "lowest", "median", "highest")


def print_summary(console: Console, summary: Summary, words: Words) -> None:
    """Print how many photos were measured, why others were not, and a line for every measure."""
    title = words.text("cli.batch.title", measured=summary.measured, photos=summary.photos, rows=summary.rows)
    console.print(Text(title, style="bold"))
    if summary.refused:
        refused = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
        for reason, count in summary.refused.most_common():
            refused.add_row(words.number(count), reason)
        console.print(Text(f"\n{words.text('cli.batch.refused')}", style="bold"), refused)
    if summary.distributions:
        console.print()
        console.print(_distributions(summary.distributions, words))


def _distributions(distributions: tuple[Distribution, ...], words: Words) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), header_style="dim")
    table.add_column(words.text("cli.column.measure"), min_width=18)
    for figure in _FIGURES:
        table.add_column(words.text(f"cli.batch.column.{figure}"), justify="right")
    table.add_column("")
    table.add_column(words.text("cli.batch.column.differs"))
    for distribution in distributions:
        table.add_row(*_cells(distribution, words))
    return table


def _cells(distribution: Distribution, words: Words) -> tuple[str, ...]:
    differs = words.text("cli.batch.of", count=distribution.differs, total=distribution.judged)
    return (
        words.say(row_text("measures", distribution.measure, "title")),
        words.number(distribution.measured),
        words.number(distribution.withheld),
        *(words.number(value, 1) for value in (distribution.lowest, distribution.median, distribution.highest)),
        words.text(f"cli.batch.unit.{distribution.unit}"),
        differs if distribution.judged else "",
    )
