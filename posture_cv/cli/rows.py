"""Tables of the terminal, their headings by id."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from posture_cv.words import Words


def headed(words: Words, *columns: str, title: str = "", widest_word: int = 0, wide: tuple[str, ...] = (), gap: int = 2) -> Table:
    """An empty table.

    Parameters
    ----------
    columns
        Headings, as ends of their ids: ``"value"`` for ``cli.column.value``.
    title
        Above the table, already in words.
    widest_word, wide
        Letters that the columns named are wide at least.
    gap
        Letters left free between two columns.
    """
    table = Table(title=title or None, title_justify="left", title_style="bold", box=None, padding=(0, gap, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(words.text(f"cli.column.{column}"), overflow="fold", min_width=widest_word if column in wide else None)
    return table
