"""The commands. Each reads its options, calls the wiring room and prints; nothing is computed here."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import posture_cv
from posture_cv.cli.batch import batch
from posture_cv.cli.clients import clients_app
from posture_cv.cli.compare import compare
from posture_cv.cli.conditions import show_conditions
from posture_cv.cli.console import messages, note, plain_errors, results, say_written, speaking, spoken, tell
from posture_cv.cli.copies import back_up, erase, export, records_app, restore
from posture_cv.cli.delivery import Wanted, concluded, deliver, save
from posture_cv.cli.help import Command, Commands, show_help
from posture_cv.cli.kept_visits import kept_visits_app
from posture_cv.cli.language import language_of
from posture_cv.cli.passphrase import PassphraseFile, passphrase_for
from posture_cv.cli.streams import prepare
from posture_cv.cli.tables import red_flags, show_tables
from posture_cv.cli.validate import validate
from posture_cv.cli.views import Views, ViewWord
from posture_cv.domain.areas import BodyArea
from posture_cv.domain.errors import PostureError, RecordError
from posture_cv.domain.messages import message
from posture_cv.domain.person import OLDEST, SHORTEST_STATURE_CM, TALLEST_STATURE_CM, YOUNGEST, Person, Sex
from posture_cv.domain.views import Position
from posture_cv.domain.worksheet import Approach

if TYPE_CHECKING:
    from posture_cv.wiring import Assessor

app = typer.Typer(name="posture-cv", cls=Commands, add_completion=False, pretty_exceptions_enable=False)

visit_app = typer.Typer(cls=Commands)
app.add_typer(visit_app, name="visit")
app.add_typer(clients_app, name="clients")
app.add_typer(kept_visits_app, name="visits")
app.add_typer(records_app, name="records")


Photos = Annotated[list[Path], typer.Argument(show_default=False)]
Marks = Annotated[list[str] | None, typer.Option(metavar="NAME=X,Y")]


@app.callback(invoke_without_command=True)
def root(context: typer.Context, version: Annotated[bool, typer.Option("--version")] = False) -> None:
    """Postural assessment from photos. Nothing leaves this computer."""
    if version:
        results.print(f"posture_cv {posture_cv.__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        show_help(context)


@app.command(cls=Command)
def assess(
    photos: Photos,
    view: Views = None,
    position: Annotated[Position, typer.Option()] = Position.STANDING,
    mirrored: Annotated[bool, typer.Option("--mirrored")] = False,
    force: Annotated[bool, typer.Option("--force")] = False,
    day: Annotated[str | None, typer.Option(metavar="YYYY-MM-DD")] = None,
    mark: Marks = None,
    stickers: Annotated[bool, typer.Option("--stickers")] = False,
    person: Annotated[list[int] | None, typer.Option(metavar="N", min=1)] = None,
    stature_cm: Annotated[float | None, typer.Option(metavar="CM", min=SHORTEST_STATURE_CM, max=TALLEST_STATURE_CM)] = None,
    sex: Annotated[Sex | None, typer.Option()] = None,
    age: Annotated[int | None, typer.Option(metavar="YEARS", min=YOUNGEST, max=OLDEST)] = None,
    known_length: Annotated[list[str] | None, typer.Option(metavar="X1,Y1,X2,Y2=CM[@BEHIND]")] = None,
    json_: Annotated[Path | None, typer.Option("--json", metavar="FILE|-")] = None,
    overlay: Annotated[Path | None, typer.Option(metavar="FILE.png")] = None,
    report: Annotated[Path | None, typer.Option(metavar="FILE.pdf")] = None,
    client: Annotated[str, typer.Option(metavar="NAME")] = "",
    show_face: Annotated[bool, typer.Option("--show-face")] = False,
    red_flag: Annotated[list[str] | None, typer.Option(metavar="KEY")] = None,
    complaint: Annotated[str, typer.Option(metavar="KEY")] = "",
    every: Annotated[bool, typer.Option("--all")] = False,
    plan: Annotated[int | None, typer.Option(metavar="MINUTES", min=30, max=60)] = None,
    approach: Annotated[Approach, typer.Option()] = Approach.AMERICAN,
    save_visit: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Measure posture in photos and print angles, findings and muscles to test."""
    with plain_errors():
        from posture_cv.cli import visits
        from posture_cv.cli.options import declared_view, named_day, one_per_photo, stature_given, typed_corrections
        from posture_cv.cli.outputs import DataOutput, numbered, plan_outputs
        from posture_cv.cli.photos import named_photos
        from posture_cv.visit import Visit

        overlays, data, chosen = numbered(overlay, len(photos)), DataOutput(json_), named_day(day)
        named = (*(("--overlay", path) for path in overlays), ("--json", data.file), ("--report", report), ("--save-visit", save_visit))
        plan_outputs(named, photos)
        views = [declared_view(word) for word in one_per_photo(view, len(photos), option="--view", default=ViewWord.AUTO)]
        persons = one_per_photo(person, len(photos), option="--person", default=None)
        corrections = typed_corrections(views, persons, mark or [], known_length or [], mirrored=mirrored, force=force)
        sheet = visits.entries(red_flags=red_flag or (), minutes=plan, approach=approach, age=age, complaint=complaint)
        begun = Visit(position=position, stature_cm=stature_given(stature_cm), person=Person(sex=sex, age=age), client=client, sheet=sheet)
        sources = named_photos(photos)
        passphrase = None if save_visit is None else passphrase_for(passphrase_file, saving=True)
        assessor = _loaded_assessor()
        visit, album = visits.observed(begun, sources, corrections, assessor, day=chosen)
        if stickers:
            visit = visits.with_every_sticker(visit, album, assessor.passes)
        wanted = Wanted(
            overlays=[overlays[photo.number - 1] for photo in visit.photos] if overlays else [],
            visit=None if save_visit is None or passphrase is None else (save_visit, passphrase),
            data=data,
            report=report,
            blur_face=not show_face,
            planned=plan is not None,
            every=every,
        )
        assessment, files = concluded(visit, album, wanted)
        deliver(assessment, files, wanted, client=client)


def _loaded_assessor() -> Assessor:
    """What assesses, with its models, while the terminal says that they load."""
    with messages.status(spoken().text("cli.loading")):
        from posture_cv.wiring import default_assessor

        return default_assessor()


@visit_app.command(name="show", cls=Command)
def show_visit(
    file: Annotated[Path, typer.Argument(show_default=False)],
    passphrase_file: PassphraseFile = None,
    json_: Annotated[Path | None, typer.Option("--json", metavar="FILE|-")] = None,
    report: Annotated[Path | None, typer.Option(metavar="FILE.pdf")] = None,
    show_face: Annotated[bool, typer.Option("--show-face")] = False,
    every: Annotated[bool, typer.Option("--all")] = False,
) -> None:
    """Open a saved visit, measure its photos again with everything that was corrected and written, and print it with its session."""
    with plain_errors():
        from posture_cv.cli import visits
        from posture_cv.cli.outputs import DataOutput, plan_outputs
        from posture_cv.codecs.sealed import is_sealed
        from posture_cv.wiring.visits import file_content, read_visit_file

        data = DataOutput(json_)
        plan_outputs([("--json", data.file), ("--report", report)], [file])
        content = file_content(file)
        wanted = Wanted(data=data, report=report, blur_face=not show_face, planned=True, every=every)
        client = ""
        if is_sealed(content):
            visit, album = read_visit_file(content, passphrase=passphrase_for(passphrase_file, saving=False))
            client = visit.client
            assessment, files = concluded(visit, album, wanted)
        else:
            assessment, files = visits.stored_assessment(content), {}
            if report is not None:
                raise RecordError(message("record.no_photos"), message("record.choose_visit_file"))
        deliver(assessment, files, wanted, client=client)


@app.command(cls=Command)
def muscles(
    name: Annotated[str | None, typer.Argument(show_default=False)] = None,
    map_: Annotated[Path | None, typer.Option("--map", metavar="FILE.svg")] = None,
    photo: Annotated[Path | None, typer.Option()] = None,
    felt_in: Annotated[list[BodyArea] | None, typer.Option(metavar="AREA")] = None,
    complaint: Annotated[str, typer.Option(metavar="KEY")] = "",
    every: Annotated[bool, typer.Option("--all")] = False,
) -> None:
    """List the muscles, show one muscle's card, or draw the body map."""
    with plain_errors():
        from posture_cv import knowledge
        from posture_cv.cards.card import CardKind
        from posture_cv.cards.lookup import card
        from posture_cv.cli.complaint import print_complaint
        from posture_cv.cli.explain import print_card
        from posture_cv.cli.muscles import map_svg, print_felt, print_hypotheses, print_muscles, suggested_by
        from posture_cv.cli.outputs import plan_outputs
        from posture_cv.cli.photos import named_photos
        from posture_cv.muscles import suggest
        from posture_cv.worksheet import require_complaint

        words = spoken()
        plan_outputs([("--map", map_)], () if photo is None else (photo,))
        tables = knowledge.load()
        shown = None if name is None else card(name, tables, kind=CardKind.MUSCLE)
        require_complaint(complaint, tables)
        ideas = suggest((), tables, complaint=complaint)
        if photo is not None:
            ideas = suggested_by(*named_photos([photo]), complaint=complaint)
        files = {} if map_ is None else {map_: map_svg(ideas, words, selected=None if shown is None else shown.key)}
        save(files)
        if shown is not None:
            print_card(results, shown, words)
        elif photo is not None or complaint:
            print_complaint(results, complaint, tables, words)
            print_hypotheses(results, ideas, words, every=every)
        elif felt_in:
            print_felt(results, felt_in, tables, words, every=every)
        else:
            print_muscles(results, tables, words)
        say_written(files)


@app.command(cls=Command)
def explain(
    name: Annotated[
        str | None,
        typer.Argument(show_default=False),
    ] = None,
) -> None:
    """Show the evidence card: definition, norms, reliability, evidence for and against, sources."""
    with plain_errors():
        from posture_cv import knowledge
        from posture_cv.cards.lookup import card
        from posture_cv.cli.explain import print_card, print_names

        tables = knowledge.load()
        if name is None:
            print_names(results, tables, spoken())
        else:
            print_card(results, card(name, tables), spoken())


@app.command(name="app", cls=Command)
def start_app(
    port: Annotated[int | None, typer.Option(metavar="PORT", min=1024, max=65535)] = None,
    browser: Annotated[bool, typer.Option()] = True,
) -> None:
    """Start the web app on this computer only."""
    with plain_errors():
        from posture_cv.ui import launch

        launch(port=port, open_browser=browser, language=spoken().language)


@app.command(cls=Command)
def doctor(
    fix: Annotated[bool, typer.Option("--fix")] = False,
    yes: Annotated[bool, typer.Option("--yes")] = False,
    diagnostics: Annotated[Path | None, typer.Option(metavar="FILE")] = None,
) -> None:
    """Check this installation: libraries, pose models, clinical tables, and one sample from photo to PDF."""
    with plain_errors():
        from posture_cv.cli.doctor import examine, install_missing
        from posture_cv.cli.outputs import plan_outputs

        plan_outputs([("--diagnostics", diagnostics)])
        if fix:
            install_missing(yes=yes)
        findings = examine(results)
        if diagnostics is not None:
            from posture_cv.cli.diagnostics import diagnostics_text

            save({diagnostics: diagnostics_text(findings).encode()})
            say_written([diagnostics])
        if not all(finding.passed for finding in findings):
            raise typer.Exit(1)


app.command(cls=Command)(validate)
app.command(cls=Command)(batch)
app.command(cls=Command)(compare)
app.command(cls=Command)(export)
app.command(cls=Command)(erase)
app.command(name="backup", cls=Command)(back_up)
app.command(cls=Command)(restore)
app.command(name="knowledge", cls=Command)(show_tables)
app.command(name="conditions", cls=Command)(show_conditions)
app.command(name="red-flags", cls=Command)(red_flags)


def main() -> None:
    """Entry point of the ``posture-cv`` command."""
    shortfall = prepare()
    with speaking(language_of(sys.argv[1:], os.environ)):
        try:
            app()
        except PostureError as error:
            tell(error)
            sys.exit(error.exit_code)
        finally:
            if shortfall.replaced:
                note("cli.lacks_letters")
