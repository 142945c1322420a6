"""The clinical tables on the command line: listed, searched, checked; and the safety screen for a clinician to read in one sitting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from posture_cv.cli.console import plain_errors, results, say_written, spoken


def show_tables(
    table: Annotated[str | None, typer.Argument(show_default=False)] = None,
    search: Annotated[str | None, typer.Option(metavar="WORD")] = None,
    check: Annotated[bool, typer.Option("--check")] = False,
) -> None:
    """List the clinical tables, show one with its sources and readers, search them all, or check them."""
    with plain_errors():
        from posture_cv import knowledge as tables
        from posture_cv.cli.table_rows import print_check, print_found, print_rows, print_tables

        known, words = tables.load(), spoken()
        if check:
            print_check(results, known, words)
        elif search is not None:
            print_found(results, known, search, words)
        elif table is not None:
            print_rows(results, known, table, words)
        else:
            print_tables(results, known, words)


def red_flags(
    markdown: Annotated[Path | None, typer.Option(metavar="FILE.md")] = None,
) -> None:
    """Print every question of the safety screen with its tier, what to do, what it forbids and its sources."""
    with plain_errors():
        from posture_cv import knowledge as tables
        from posture_cv.cli.outputs import plan_outputs
        from posture_cv.cli.red_flags import as_markdown
        from posture_cv.report import write_files

        plan_outputs([("--markdown", markdown)])
        text = as_markdown(tables.load(), spoken())
        if markdown is None:
            results.print(text, soft_wrap=True)
        else:
            write_files({markdown: text.encode()})
            say_written([markdown])
