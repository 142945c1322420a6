"""Visits in the vault, at the command line."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posture_cv.cli.clients import print_visits
from posture_cv.cli.console import messages, note, plain_errors, results, spoken
from posture_cv.cli.help import Command, Commands
from posture_cv.cli.passphrase import VARIABLE, PassphraseFile, passphrase_for
from posture_cv.cli.vault import DayText, JsonFile, Pseudonym, VaultFile, handed_over, opened, today
from posture_cv.cli.views import Views
from posture_cv.domain.errors import RecordError
from posture_cv.domain.messages import Day, message
from posture_cv.domain.person import SHORTEST_STATURE_CM, TALLEST_STATURE_CM
from posture_cv.domain.views import Position

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture_cv.domain.person import Person
    from posture_cv.records.entries import Client
    from posture_cv.records.port import Records
    from posture_cv.visit import Album, Visit

kept_visits_app = typer.Typer(cls=Commands)

_VISIT_VARIABLE = "POSTURE_CV_VISIT_PASSPHRASE"  # the name of a variable


@kept_visits_app.command(name="add", cls=Command)
def add(
    client: Pseudonym,
    files: Annotated[list[Path], typer.Argument(show_default=False)],
    date: DayText = None,
    notes: Annotated[str, typer.Option(metavar="TEXT")] = "",
    view: Views = None,
    position: Annotated[Position, typer.Option()] = Position.STANDING,
    stature_cm: Annotated[float | None, typer.Option(metavar="CM", min=SHORTEST_STATURE_CM, max=TALLEST_STATURE_CM)] = None,
    visit_passphrase_file: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    vault: VaultFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Keep a saved visit, or photos, measured first; photos of several days become a visit for each. Prints the numbers."""
    with plain_errors():
        from posture_cv.cli.options import declared_view, named_day, one_per_photo, stature_given, typed_corrections
        from posture_cv.wiring import vaults

        day = named_day(date)
        views = [declared_view(word) for word in one_per_photo(view, len(files), option="--view", default="auto")]
        corrections = typed_corrections(views, [None] * len(files), (), ())
        with opened(vault, passphrase_file) as unlocked:
            whose = unlocked.records.client(client)
            if _is_visit_file(files):
                found = [_visit_file(files[0], visit_passphrase_file or passphrase_file)]
            else:
                from posture_cv.cli import visits
                from posture_cv.cli.photos import named_photos
                from posture_cv.visit import Visit
                from posture_cv.wiring import default_assessor

                begun = Visit(position=position, stature_cm=stature_given(stature_cm))
                visit, album = visits.observed(begun, named_photos(files), corrections, default_assessor())
                found = [(each, album) for each in by_day(visit, album, day)]
            for visit, album in found:
                held_on = day or _day_of(visit, album) or today()
                person = vaults.person_of(whose, held_on)
                _keep(unlocked.records, whose, visit, album, held_on=held_on, person=person, notes=notes)


@kept_visits_app.command(name="list", cls=Command)
def list_visits(client: Pseudonym, json_: JsonFile = None, vault: VaultFile = None, passphrase_file: PassphraseFile = None) -> None:
    """List the visits of a client."""
    with plain_errors():
        from posture_cv.records.described import visit_data

        with opened(vault, passphrase_file) as unlocked:
            found = unlocked.records.visits(unlocked.records.client(client))
        if not handed_over([visit_data(entry) for entry in found], json_):
            print_visits(found)


@kept_visits_app.command(name="show", cls=Command)
def show(
    number: Annotated[int, typer.Argument(min=1, show_default=False)],
    json_: JsonFile = None,
    report: Annotated[Path | None, typer.Option(metavar="FILE.pdf")] = None,
    file: Annotated[Path | None, typer.Option("--save-visit", metavar="FILE")] = None,
    show_face: Annotated[bool, typer.Option("--show-face")] = False,
    as_kept: Annotated[bool, typer.Option("--as-kept")] = False,
    vault: VaultFile = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Measure the photos of a visit again, with everything corrected and written, and print it; or print it as on the day."""
    with plain_errors():
        from posture_cv.cli.delivery import Wanted, concluded, deliver
        from posture_cv.cli.outputs import DataOutput, plan_outputs
        from posture_cv.wiring.vaults import photos_of

        data = DataOutput(json_)
        plan_outputs([("--json", data.file), ("--report", report), ("--save-visit", file)])
        passphrase = passphrase_for(passphrase_file, saving=file is not None) if file is not None else None
        with opened(vault, passphrase_file) as unlocked:
            kept = unlocked.records.visit(number)
        wanted = Wanted(
            visit=None if file is None or passphrase is None else (file, passphrase),
            data=data,
            report=report,
            blur_face=not show_face,
            planned=True,
        )
        if as_kept:
            if kept.assessment is None:
                raise RecordError(message("records.not_concluded"), message("records.without_as_kept"))
            deliver(kept.assessment, {}, replace(wanted, report=None, visit=None), client=kept.visit.client)
            return
        assessment, files = concluded(kept.visit, photos_of(kept), wanted)
        deliver(assessment, files, wanted, client=kept.visit.client)


def by_day(visit: Visit, album: Album, day: dt.date | None) -> Iterator[Visit]:
    """A visit for each day its photos were taken on; one alone where the day is given, or nothing tells the days.

    Raises
    ------
    RecordError
        If the photos are of several days and one of them says none.
    """
    from posture_cv.visit.days import days_of, of_day

    days = days_of(visit.photos, album)
    if day is not None or len(days) <= 1:
        yield visit
        return
    if sum(map(len, days.values())) < len(visit.photos):
        raise RecordError(message("records.several_days", days=tuple(Day(on=each) for each in days)), message("records.give_date"))
    yield from (of_day(visit, (), album, each)[0] for each in days)


def _keep(records: Records, client: Client, visit: Visit, album: Album, *, held_on: dt.date, person: Person, notes: str) -> None:
    from posture_cv.cli.visits import stopped_short
    from posture_cv.domain.person import UNSTATED
    from posture_cv.wiring.vaults import keep_visit
    from posture_cv.wiring.visits import conclude_visit

    whole = replace(visit, person=person) if visit.person == UNSTATED else visit
    with messages.status(spoken().text("cli.loading")):
        _, reasoned = conclude_visit(whole, album)
    assessment = stopped_short(reasoned.assessment)
    entry = keep_visit(records, client, whole, album, held_on=held_on, notes=notes, assessment=assessment)
    note("cli.visits.kept", number=str(entry.number), client=client.pseudonym, day=Day(on=entry.held_on), count=entry.photos)
    results.print(str(entry.number))


def _day_of(visit: Visit, album: Album) -> dt.date | None:
    from posture_cv.visit.days import days_of

    days = list(days_of(visit.photos, album))
    return days[0] if len(days) == 1 else None


def _is_visit_file(files: Sequence[Path]) -> bool:
    """Whether a saved visit is given; raises RecordError where it is not given alone."""
    from posture_cv.codecs.sealed import MAGIC, is_sealed
    from posture_cv.wiring.vaults import beginning_of

    sealed = [is_sealed(beginning_of(file, len(MAGIC))) for file in files]
    if any(sealed) and len(files) > 1:
        raise RecordError(message("records.one_visit_file"), message("records.one_by_one"))
    return any(sealed)


def _visit_file(file: Path, passphrase_file: Path | None) -> tuple[Visit, Album]:
    import os

    from posture_cv.wiring.visits import open_visit

    variable = _VISIT_VARIABLE if _VISIT_VARIABLE in os.environ else VARIABLE
    own = None if variable == _VISIT_VARIABLE else passphrase_file
    return open_visit(file, passphrase=passphrase_for(own, saving=False, variable=variable, asked="cli.passphrase.visit"))
