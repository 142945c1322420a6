"""The vault opened for a command; made where the command is the first that keeps something."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from posture_cv.cli.console import messages, note, say_written, spoken, write_result
from posture_cv.cli.passphrase import passphrase_for

if TYPE_CHECKING:
    from posture_cv.records.vault import Vault

VaultFile = Annotated[Path | None, typer.Option("--vault", metavar="FILE")]
Pseudonym = Annotated[str, typer.Argument(metavar="CLIENT", show_default=False)]
DayText = Annotated[str | None, typer.Option("--date", metavar="YYYY-MM-DD")]
JsonFile = Annotated[Path | None, typer.Option("--json", metavar="FILE|-")]


@contextmanager
def opened(vault: Path | None, passphrase_file: Path | None, *, making: bool = False) -> Iterator[Vault]:
    """The vault, for as long as the command takes.

    Parameters
    ----------
    vault
        Its file; None for where this computer keeps it.
    making
        Whether a new one is made where there is none.

    Raises
    ------
    RecordError
        If it does not open, there is none, or none can be made.
    """
    from posture_cv.wiring import vaults

    place = vault_file(vault)
    if making and not os.path.exists(place):  # noqa: PTH110 - a name that no file can have is refused by the vault
        from posture_cv.records.strength import strength_of

        passphrase = passphrase_for(passphrase_file, saving=True, hint=strength_of)
        with vaults.make_vault(place, passphrase) as made:
            note("cli.vault.made", path=str(place))
            yield made
        return
    vaults.require_vault(place)
    passphrase = passphrase_for(passphrase_file, saving=False)
    with messages.status(spoken().text("cli.vault.opening")):
        unlocked = vaults.open_vault(place, passphrase)
    with unlocked:
        yield unlocked


def vault_file(vault: Path | None) -> Path:
    """The file of the vault; None for where this computer keeps it."""
    from posture_cv.wiring.vaults import vault_place

    return vault_place() if vault is None else vault


def today() -> dt.date:
    """The day, where this computer is."""
    return dt.datetime.now().astimezone().date()


def handed_over(data: Any, json_: Path | None) -> bool:
    """Whether ``--json`` asked for the data, which are written then; False where a reader is at the terminal."""
    from posture_cv.cli.outputs import DataOutput, plan_outputs
    from posture_cv.report import write_files

    if json_ is None:
        return False
    file, text = DataOutput(json_).file, json.dumps(data, ensure_ascii=False, indent=2)
    plan_outputs([("--json", file)])
    if file is None:
        write_result(text)
    else:
        write_files({file: f"{text}\n".encode()})
        say_written([file])
    return True


def confirmed(question: str, word: str) -> bool:
    """Whether somebody typed the word that the question asks for; False where there is nobody to ask."""
    import sys

    if sys.stdin is None or not sys.stdin.isatty():
        return False
    return str(typer.prompt(spoken().text(question, word=word), err=True)).strip().casefold() == word.casefold()
