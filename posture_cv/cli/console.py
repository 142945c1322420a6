"""Where words go: results to standard output, everything said about them to standard error."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer
from rich.console import Console

from posture_cv.cli.streams import writing_to
from posture_cv.domain.errors import PostureError
from posture_cv.domain.written import one_line
from posture_cv.words import ENGLISH, Words

# square brackets and colons in what a user typed are text
results = Console(highlight=False, markup=False, emoji=False)
messages = Console(stderr=True, highlight=False, markup=False, emoji=False)


@contextmanager
def plain_errors(language: str = ENGLISH) -> Iterator[None]:
    """Print what happened and what to do next, and exit with the error branch's own code."""
    try:
        yield
    except PostureError as error:
        tell(error, language)
        raise typer.Exit(error.exit_code) from None


def spoken(language: str = ENGLISH) -> Words:
    """What says messages in a language."""
    from posture_cv.wiring import words_in

    return words_in(language)


def tell(error: PostureError, language: str = ENGLISH) -> None:
    """Print what happened and what to do next."""
    say = spoken(language).say
    messages.print(say(error.what), style="bold red", soft_wrap=True)
    messages.print(say(error.remedy), soft_wrap=True)


def write_result(text: str) -> None:
    """Write machine-readable text to standard output, as UTF-8 whatever the terminal's encoding."""
    with writing_to(sys.stdout):
        sys.stdout.flush()
        sys.stdout.buffer.write((text if text.endswith("\n") else text + "\n").encode())
        sys.stdout.buffer.flush()


def say_written(paths: Iterable[Path]) -> None:
    """Say which files were saved."""
    for path in paths:
        messages.print(f"Wrote {one_line(str(path))}", soft_wrap=True)


def say_unshown(client: str) -> None:
    """Say which letters of the name stand as boxes in the report."""
    from posture_cv.report import unshown_letters

    letters = unshown_letters(client)
    if letters:
        numbers = ", ".join(f"U+{ord(letter):04X}" for letter in letters)
        messages.print(f"In the report boxes stand for {numbers}: no font on this computer shows these letters.", soft_wrap=True)
        messages.print("Install a font for them, and make the report again.", soft_wrap=True)
