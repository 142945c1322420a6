"""Clients in the vault, at the command line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from posture_cv.cli.console import note, plain_errors, results, spoken
from posture_cv.cli.help import Command, Commands
from posture_cv.cli.passphrase import PassphraseFile
from posture_cv.cli.rows import headed
from posture_cv.cli.vault import DayText, JsonFile, Pseudonym, VaultFile, handed_over, opened, today
from posture_cv.domain.messages import Day
from posture_cv.domain.person import Sex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.records.entries import Client, ClientEntry, Consent, VisitEntry

clients_app = typer.Typer(cls=Commands)

Name = Annotated[str | None, typer.Option(metavar="NAME")]
SexOption = Annotated[Sex | None, typer.Option()]
Born = Annotated[int | None, typer.Option(metavar="YEAR", min=1900, max=2100)]
Retained = Annotated[str | None, typer.Option("--keep-until", metavar="YYYY-MM-DD")]
ConsentVersion = Annotated[str | None, typer.Option("--consent", metavar="VERSION")]


@clients_app.command(name="add", cls=Command)
def add(
    pseudonym: Annotated[str, typer.Argument(metavar="CLIENT", show_default=False)] = "",
    name: Name = None,
    sex: SexOption = None,
    born: Born = None,
    keep_until: Retained = None,
    consent: ConsentVersion = None,
    date: DayText = None,
    vault: VaultFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Take in a client, under a pseudonym made up where none is given, and print it; the first one makes the vault."""
    with plain_errors():
        from posture_cv.cli.options import named_day
        from posture_cv.records.entries import Consent

        until, day = named_day(keep_until), named_day(date) or today()
        with opened(vault, passphrase_file, making=True) as unlocked:
            added = unlocked.records.add_client(pseudonym=pseudonym, name=name or "", sex=sex, born=born, retained_until=until)
            if consent is not None:
                unlocked.records.give_consent(added, Consent(version=consent, given_on=day))
        results.print(added.pseudonym)


@clients_app.command(name="list", cls=Command)
def list_clients(
    due: Annotated[bool, typer.Option("--due")] = False,
    json_: JsonFile = None,
    vault: VaultFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """List all clients."""
    with plain_errors(), opened(vault, passphrase_file) as unlocked:
        _show(unlocked.records.clients(overdue_on=today() if due else None), json_)


@clients_app.command(name="search", cls=Command)
def search(
    text: Annotated[str, typer.Argument(show_default=False)],
    json_: JsonFile = None,
    vault: VaultFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """List clients whose pseudonym or name holds every word."""
    with plain_errors(), opened(vault, passphrase_file) as unlocked:
        _show(unlocked.records.clients(text), json_)


@clients_app.command(name="show", cls=Command)
def show(client: Pseudonym, json_: JsonFile = None, vault: VaultFile = None, passphrase_file: PassphraseFile = None) -> None:
    """Show a client: consents, how long records are kept, visits."""
    with plain_errors():
        from posture_cv.records.described import client_data, visit_data

        with opened(vault, passphrase_file) as unlocked:
            records = unlocked.records
            found = records.client(client)
            consents, visits = records.consents(found), records.visits(found)
        data = {**client_data(found, consents), "visits": [visit_data(entry) for entry in visits]}
        if not handed_over(data, json_):
            _print_client(found, consents)
            print_visits(visits)


@clients_app.command(name="change", cls=Command)
def change(
    client: Pseudonym,
    pseudonym: Annotated[str | None, typer.Option(metavar="CLIENT")] = None,
    name: Name = None,
    sex: SexOption = None,
    born: Born = None,
    keep_until: Retained = None,
    vault: VaultFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Change what is kept of a client; what is not named stays."""
    with plain_errors():
        from posture_cv.cli.options import named_day

        given = {"pseudonym": pseudonym, "name": name, "sex": sex, "born": born, "retained_until": named_day(keep_until)}
        with opened(vault, passphrase_file) as unlocked:
            found = unlocked.records.client(client)
            changed: Any = {field: value for field, value in given.items() if value is not None}
            unlocked.records.change_client(replace(found, **changed))
        note("cli.vault.kept")


@clients_app.command(name="consent", cls=Command)
def consent(
    client: Pseudonym,
    version: Annotated[str | None, typer.Argument(show_default=False)] = None,
    withdrawn: Annotated[bool, typer.Option("--withdrawn")] = False,
    date: DayText = None,
    vault: VaultFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Note that a client agreed to a version of your text on a day, or took every consent back; or show the consents."""
    with plain_errors():
        from posture_cv.cli.options import named_day
        from posture_cv.records.entries import Consent

        day = named_day(date) or today()
        with opened(vault, passphrase_file) as unlocked:
            found = unlocked.records.client(client)
            if withdrawn:
                unlocked.records.withdraw_consent(found, day)
            elif version is not None:
                unlocked.records.give_consent(found, Consent(version=version, given_on=day))
            consents = unlocked.records.consents(found)
        _print_consents(consents)


def print_visits(visits: Sequence[VisitEntry]) -> None:
    """Print a table of visits."""
    words = spoken()
    if not visits:
        note("cli.visits.none")
        return
    table = headed(words, "number", "date", "photos", "notes")
    for entry in visits:
        table.add_row(str(entry.number), words.field(Day(on=entry.held_on)), str(entry.photos), entry.notes)
    results.print(table)


def _show(entries: Sequence[ClientEntry], json_: Any) -> None:
    from posture_cv.records.described import entry_data

    if handed_over([entry_data(entry) for entry in entries], json_):
        return
    if not entries:
        note("cli.clients.none")
        return
    words = spoken()
    table = headed(words, "client", "name", "visits", "last_visit")
    for entry in entries:
        last = "" if entry.last_visit_on is None else words.field(Day(on=entry.last_visit_on))
        table.add_row(entry.client.pseudonym, entry.client.name, str(entry.visits), last)
    results.print(table)


def _print_client(client: Client, consents: Sequence[Consent]) -> None:
    words = spoken()
    results.print(client.pseudonym, style="bold")
    if client.name:
        results.print(client.name)
    if client.sex is not None:
        results.print(words.text("cli.client.sex", sex=words.text(f"sex.{client.sex}")))
    if client.born is not None:
        results.print(words.text("cli.client.born", year=str(client.born)))
    if client.retained_until is not None:
        results.print(words.text("cli.client.keep_until", day=Day(on=client.retained_until)))
    _print_consents(consents)


def _print_consents(consents: Sequence[Consent]) -> None:
    words = spoken()
    if not consents:
        results.print(words.text("cli.client.no_consent"))
    for one in consents:
        results.print(words.text("cli.client.consent", version=one.version, day=Day(on=one.given_on)))
        if one.withdrawn_on is not None:
            results.print(words.text("cli.client.withdrawn", day=Day(on=one.withdrawn_on)))
