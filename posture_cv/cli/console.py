"""Where words go: results to standard output, everything said about them to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer
from rich.console import Console

from posture_cv.domain.errors import PostureError

results = Console(highlight=False)
messages = Console(stderr=True, highlight=False)


@contextmanager
def plain_errors() -> Iterator[None]:
    """Print what happened and what to do next, and exit with the error branch's own code."""
    try:
        yield
    except PostureError as error:
        messages.print(f"[bold red]{error.what}[/]", soft_wrap=True)
        messages.print(error.remedy, soft_wrap=True, markup=False)
        raise typer.Exit(error.exit_code) from None


def write_result(text: str) -> None:
    """Write machine-readable text to standard output, exactly as it is."""
    sys.stdout.write(text)
    sys.stdout.write("" if text.endswith("\n") else "\n")
