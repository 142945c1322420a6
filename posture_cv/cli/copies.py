"""What leaves the vault or goes for good, and the vault as a whole, at the command line."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posture_cv.cli.console import messages, note, plain_errors, results, say_written, spoken
from posture_cv.cli.help import Command, Commands
from posture_cv.cli.passphrase import PassphraseFile, passphrase_for
from posture_cv.cli.rows import headed
from posture_cv.cli.vault import JsonFile, Pseudonym, VaultFile, confirmed, handed_over, opened, vault_file
from posture_cv.domain.errors import RecordError
from posture_cv.domain.messages import message

if TYPE_CHECKING:
    from collections.abc import Sequence

records_app = typer.Typer(cls=Commands)

Yes = Annotated[bool, typer.Option("--yes")]
_LONGEST_CODE = 10_000
"""Bytes of the file it was typed into."""

_NEW = "POSTURE_CV_NEW_PASSPHRASE"


def export(
    client: Pseudonym,
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", show_default=False)],
    vault: VaultFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write all that is kept of a client to a zip archive of JSON, CSV and PNG, which is not encrypted."""
    with plain_errors():
        from posture_cv.cli.outputs import plan_outputs
        from posture_cv.records.entries import AuditAction
        from posture_cv.report import write_bytes
        from posture_cv.wiring.export import exported

        plan_outputs([("FILE.zip", file)])
        with opened(vault, passphrase_file) as unlocked:
            found = unlocked.records.client(client)
            write_bytes(file, exported(unlocked.records, found))
            unlocked.records.note(AuditAction.EXPORTED, found)
        say_written([file])
        note("cli.export.open")


def erase(
    client: Annotated[str | None, typer.Argument(metavar="CLIENT", show_default=False)] = None,
    visit: Annotated[int | None, typer.Option(metavar="NUMBER", min=1)] = None,
    backup: Annotated[list[Path] | None, typer.Option(metavar="FILE")] = None,
    yes: Yes = False,
    vault: VaultFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Erase a client, or one visit, for good: from the vault, its free pages and the backups named."""
    with plain_errors():
        from posture_cv.wiring.erasing import erase_client, erase_visit

        if (client is None) == (visit is None):
            raise RecordError(message("records.erase_what"), message("records.erase_one"))
        with opened(vault, passphrase_file) as unlocked:
            word = unlocked.records.client(client).pseudonym if client is not None else str(visit)
            if not yes and not confirmed("cli.erase.confirm", word):
                raise RecordError(message("records.not_confirmed"), message("records.confirm"))
            with messages.status(spoken().text("cli.erase.working")):
                if client is not None:
                    left = erase_client(unlocked, unlocked.records.client(client), backup or ())
                else:
                    left = erase_visit(unlocked, visit or 0, backup or ())
        note("cli.erase.done", what=word)
        _say_left(left)


def back_up(
    file: Annotated[Path, typer.Argument(show_default=False)],
    vault: VaultFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Copy the vault to a file, encrypted as it is, and read the copy back."""
    with plain_errors():
        from posture_cv.cli.outputs import plan_outputs
        from posture_cv.wiring import vaults

        plan_outputs([("FILE", file)], [vault_file(vault)])
        with opened(vault, passphrase_file) as unlocked, messages.status(spoken().text("cli.backup.working")):
            vaults.back_up(unlocked, file)
        say_written([file])
        note("cli.backup.whole")


def restore(
    file: Annotated[Path, typer.Argument(show_default=False)],
    yes: Yes = False,
    vault: VaultFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Put a backup in the vault's place, once it was read whole; what was there is set aside, not deleted."""
    with plain_errors():
        from posture_cv.wiring import vaults

        place = vault_file(vault)
        there = os.path.exists(place)  # noqa: PTH110 - a name that no file can have is one that is not there
        if there and not yes and not confirmed("cli.restore.confirm", file.name):
            raise RecordError(message("records.not_confirmed"), message("records.confirm"))
        passphrase = passphrase_for(passphrase_file, saving=False)
        with messages.status(spoken().text("cli.backup.working")):
            aside = vaults.restore(file, passphrase, place)
        note("cli.restore.done", path=str(place))
        if aside is not None:
            note("cli.restore.aside", path=str(aside))


@records_app.command(name="passphrase", cls=Command)
def change_passphrase(
    new_passphrase_file: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    code_file: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    vault: VaultFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Change the passphrase of the vault; with the code of the recovery sheet where the old one is forgotten."""
    with plain_errors():
        from posture_cv.records.strength import strength_of
        from posture_cv.wiring import vaults

        place = vault_file(vault)
        vaults.require_vault(place)
        if code_file is None:
            unlocked = vaults.open_vault(place, passphrase_for(passphrase_file, saving=False))
        else:
            unlocked = vaults.recover_vault(place, vaults.beginning_of(code_file, _LONGEST_CODE).decode(errors="replace"))
        with unlocked:
            changed = passphrase_for(new_passphrase_file, saving=True, variable=_NEW, asked="cli.passphrase.new", hint=strength_of)
            with messages.status(spoken().text("cli.passphrase.working")):
                unlocked.change_passphrase(changed)
        note("cli.passphrase.changed")
        note("cli.passphrase.copies")


@records_app.command(name="sheet", cls=Command)
def recovery_sheet(
    file: Annotated[Path, typer.Argument(metavar="FILE.pdf", show_default=False)],
    vault: VaultFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write the recovery sheet: a page to print and lock away, whose code opens the vault where the passphrase is forgotten."""
    with plain_errors():
        from posture_cv.cli.outputs import plan_outputs
        from posture_cv.report import write_bytes
        from posture_cv.report.recovery import recovery_pdf
        from posture_cv.wiring.clock import now

        plan_outputs([("FILE.pdf", file)])
        with opened(vault, passphrase_file) as unlocked:
            page = recovery_pdf(unlocked.recovery_code(), str(vault_file(vault)), spoken(), dt.datetime.fromisoformat(now()))
        write_bytes(file, page)
        say_written([file])
        note("cli.sheet.print")


@records_app.command(name="check", cls=Command)
def check(vault: VaultFile = None, passphrase_file: PassphraseFile = None) -> None:
    """Read every page of the vault and say whether it is whole."""
    with plain_errors(), opened(vault, passphrase_file) as unlocked:
        unlocked.require_whole()
        results.print(spoken().text("cli.check.whole"))


@records_app.command(name="audit", cls=Command)
def audit(json_: JsonFile = None, vault: VaultFile = None, passphrase_file: PassphraseFile = None) -> None:
    """Show what was done when, by numbers of clients and visits."""
    with plain_errors():
        from dataclasses import asdict

        with opened(vault, passphrase_file) as unlocked:
            trail = unlocked.records.audit()
        if handed_over([asdict(entry) for entry in trail], json_):
            return
        words = spoken()
        table = headed(words, "time", "done", "client_number", "visit_number")
        for entry in trail:
            numbers = ("" if number is None else str(number) for number in (entry.client, entry.visit))
            table.add_row(entry.at, words.text(f"audit.{entry.action}"), *numbers)
        results.print(table)


def _say_left(places: Sequence[str]) -> None:
    """Backups that still hold what was erased."""
    for place in places:
        note("cli.erase.left", path=place)
    if places:
        note("cli.erase.left.remedy")
