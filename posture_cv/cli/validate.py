"""``posture-cv validate``: how far off this installation is, on people whose posture is known."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posture_cv.cli.console import messages, plain_errors, results, say_written, spoken, write_result

if TYPE_CHECKING:
    from posture_cv.validation import Picture, Validation

JsonFile = Annotated[Path | None, typer.Option("--json", metavar="FILE|-")]
ReportFile = Annotated[Path | None, typer.Option(metavar="FILE.pdf")]
Quick = Annotated[bool, typer.Option("--quick")]


def validate(json_: JsonFile = None, report: ReportFile = None, quick: Quick = False) -> None:
    """Measure the packaged rendered people on this machine and print how far off every measure is."""
    with plain_errors():
        from posture_cv import knowledge
        from posture_cv.cli.outputs import plan_outputs, saved_to
        from posture_cv.cli.validation_table import print_validation
        from posture_cv.report import write_files
        from posture_cv.validation import load_pictures, quick_part
        from posture_cv.validation.document import render_validation_pdf
        from posture_cv.validation.evidence import real_evidence

        data = saved_to(json_)
        plan_outputs([("--json", data), ("--report", report)])
        pictures = load_pictures()
        validation = _run(quick_part(pictures) if quick else pictures)
        real = real_evidence()
        text = json.dumps(validation.to_dict(), indent=2, allow_nan=False) + "\n"
        files = {} if report is None else {report: render_validation_pdf(validation, real)}
        if data is not None:
            files[data] = text.encode()
        write_files(files)
        if json_ is None or data is not None:
            print_validation(results, validation, knowledge.load(), spoken(), real)
        else:
            write_result(text)
        say_written(files)


def _run(pictures: tuple[Picture, ...]) -> Validation:
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
            looked_at=lambda done: progress.update(task, completed=done),
        )
