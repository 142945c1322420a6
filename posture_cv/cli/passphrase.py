"""The passphrase of a visit file: from a file, a variable, or the keyboard; never from the command line, where others can read it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from posture_cv.cli.console import messages, note, spoken
from posture_cv.codecs.keys import require_passphrase
from posture_cv.domain.errors import RecordError
from posture_cv.domain.messages import Message, message

Hint = Callable[[str], Message]
"""Gives what is said of a passphrase."""

VARIABLE = "POSTURE_CV_PASSPHRASE"

_MOST_BYTES = 1_000_000
"""Of the file it is in: more is no file of a passphrase."""

PassphraseFile = Annotated[
    Path | None,
    typer.Option(metavar="FILE"),
]


def passphrase_for(
    file: Path | None, *, saving: bool, variable: str = VARIABLE, asked: str = "cli.passphrase", hint: Hint | None = None
) -> str:
    """The passphrase; asked for twice where something is to be saved under it.

    Parameters
    ----------
    variable, asked
        Where else than in the file it may stand, and the id of the question for it.
    hint
        What is said of one that something is to be saved under.

    Raises
    ------
    RecordError
        If the file cannot be read, there is nobody to ask, or it is too short to save anything under.
    """
    given = _given(file, variable, asked, saving=saving)
    if saving:
        require_passphrase(given)
        if hint is not None:
            messages.print(spoken().say(hint(given)), soft_wrap=True)
    return given


def _given(file: Path | None, variable: str, question: str, *, saving: bool) -> str:
    if file is not None:
        from posture_cv.wiring import visits

        lines = visits.file_content(file, most_bytes=_MOST_BYTES).decode(errors="replace").splitlines()
        return lines[0] if lines else ""
    if variable in os.environ:
        return os.environ[variable]
    if sys.stdin is None or not sys.stdin.isatty():
        raise RecordError(message("record.no_passphrase"), message("record.give_passphrase"))
    while True:
        asked = _typed(question)
        if not saving or _typed("cli.passphrase.again") == asked:
            return asked
        note("record.passphrases_differ")


def _typed(key: str) -> str:
    return str(typer.prompt(spoken().text(key), hide_input=True, err=True))
