"""Where words go: results to standard output, everything said about them to standard error, in the language asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

import typer
from rich.console import Console

from posture_cv.cli.streams import writing_to
from posture_cv.domain.errors import PostureError
from posture_cv.domain.messages import Field
from posture_cv.domain.written import one_line, written
from posture_cv.words import ENGLISH, Words

# square brackets and colons in what a user typed are text
results = Console(highlight=False, markup=False, emoji=False)
messages = Console(stderr=True, highlight=False, markup=False, emoji=False)

_language: ContextVar[str] = ContextVar("language", default=ENGLISH)


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in that language until the end of the block."""
    before = _language.set(language)
    try:
        yield
    finally:
        _language.reset(before)


def spoken() -> Words:
    """What says messages in the language asked for."""
    from posture_cv.wiring import words_in

    return words_in(_language.get())


@contextmanager
def plain_errors() -> Iterator[None]:
    """Print what happened and what to do next, and exit with the error branch's own code."""
    try:
        yield
    except PostureError as error:
        tell(error)
        raise typer.Exit(error.exit_code) from None


def tell(error: PostureError) -> None:
    """Print what happened and what to do next."""
    say = spoken().say
    messages.print(written(say(error.what)), style="bold red", soft_wrap=True)
    messages.print(written(say(error.remedy)), soft_wrap=True)


def note(key: str, /, **fields: Field) -> None:
    """Print the text of that id to standard error."""
    messages.print(spoken().text(key, **fields), soft_wrap=True)


def write_result(text: str) -> None:
    """Write machine-readable text to standard output, as UTF-8 whatever the terminal's encoding."""
    with writing_to(sys.stdout):
        sys.stdout.flush()
        sys.stdout.buffer.write((text if text.endswith("\n") else text + "\n").encode())
        sys.stdout.buffer.flush()


def say_written(paths: Iterable[Path]) -> None:
    """Say which files were saved."""
    for path in paths:
        note("cli.wrote", path=one_line(str(path)))


def say_unshown(client: str) -> None:
    """Say which letters of the name stand as boxes in the report."""
    from posture_cv.report import unshown_letters

    letters = unshown_letters(client)
    if letters:
        note("cli.boxes", letters=tuple(f"U+{ord(letter):04X}" for letter in letters))
        note("cli.boxes.remedy")
