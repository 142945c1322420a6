"""``posture-cv validate``: how far off this installation is, on people whose posture is known."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posture_cv.cli.console import messages, plain_errors, results, say_written, spoken, write_result
from posture_cv.cli.usage import UsageProblem
from posture_cv.domain.messages import message

if TYPE_CHECKING:
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.validation import Picture, Validation
    from posture_cv.validation.run import Whose

JsonFile = Annotated[Path | None, typer.Option("--json", metavar="FILE|-")]
ReportFile = Annotated[Path | None, typer.Option(metavar="FILE.pdf")]
Quick = Annotated[bool, typer.Option("--quick")]
Photos = Annotated[Path | None, typer.Option(metavar="FOLDER")]
Truth = Annotated[Path | None, typer.Option(metavar="FILE.csv")]
Join = Annotated[list[Path] | None, typer.Option(metavar="FILE.json")]


def validate(
    *,
    json_: JsonFile = None,
    report: ReportFile = None,
    quick: Quick = False,
    photos: Photos = None,
    truth: Truth = None,
    join: Join = None,
) -> None:
    """Measure the packaged rendered people, or photos with known truth, on this machine and print how far off every measure is."""
    with plain_errors():
        from posture_cv import knowledge
        from posture_cv.cli.outputs import DataOutput, plan_outputs
        from posture_cv.cli.validation_table import print_validation
        from posture_cv.report import write_files
        from posture_cv.validation.document import render_validation_pdf
        from posture_cv.validation.evidence import real_evidence
        from posture_cv.validation.results import to_share
        from posture_cv.validation.run import Whose

        _refuse_mixed(quick=quick, photos=photos, truth=truth, join=join)
        data = DataOutput(json_)
        plan_outputs([("--json", data.file), ("--report", report)], [path for path in (truth, *(join or ())) if path is not None])
        tables = knowledge.load()
        validation = _joined(join, tables) if join else _looked_at(photos, truth, tables, quick=quick)
        own = validation.whose is Whose.OWN
        real = None if own else real_evidence()
        text = json.dumps(to_share(validation) if own else validation.to_dict(), indent=2, allow_nan=False) + "\n"
        files = {} if report is None else {report: render_validation_pdf(validation, real, language=spoken().language)}
        if data.file is not None:
            files[data.file] = text.encode()
        write_files(files)
        if data.is_piped:
            write_result(text)
        else:
            print_validation(results, validation, tables, spoken(), real)
        say_written(files)


def _refuse_mixed(*, quick: bool, photos: Path | None, truth: Path | None, join: list[Path] | None) -> None:
    if (photos is None) is not (truth is None):
        raise UsageProblem(message("usage.photos_with_truth"))
    if sum((quick, photos is not None, bool(join))) > 1:
        raise UsageProblem(message("usage.one_validation"))


def _looked_at(photos: Path | None, truth: Path | None, tables: Knowledge, *, quick: bool) -> Validation:
    from posture_cv.validation import load_pictures, quick_part
    from posture_cv.validation.run import Whose
    from posture_cv.validation.truth_table import read_truth

    if photos is not None and truth is not None:
        return _run(read_truth(truth, photos, tables.measures), Whose.OWN)
    pictures = load_pictures()
    return _run(quick_part(pictures) if quick else pictures, Whose.RENDERED)


def _joined(files: list[Path], tables: Knowledge) -> Validation:
    from posture_cv.validation.results import joined, read_results
    from posture_cv.wiring.visits import file_content

    return joined([read_results(file_content(path)) for path in files], tables.measures)


def _run(pictures: tuple[Picture, ...], whose: Whose) -> Validation:
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from posture_cv.validation import validate as run
    from posture_cv.wiring import Assessor

    made_at = datetime.now(UTC).astimezone().isoformat(timespec="seconds")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Assessor() as assessor, Progress(*columns, console=messages, transient=True) as progress:
        task = progress.add_task(spoken().text("cli.measuring"), total=len(pictures))
        return run(
            pictures,
            assessor.instruments,
            read=lambda picture: assessor.read(picture.path),
            made_at=made_at,
            whose=whose,
            looked_at=lambda done: progress.update(task, completed=done),
        )
