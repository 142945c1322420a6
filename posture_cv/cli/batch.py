"""``posture-cv batch``: many photos into one table."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from posture_cv.cli.console import messages, note, plain_errors, results, say_written, spoken
from posture_cv.cli.usage import UsageProblem
from posture_cv.domain.messages import Quantity, message
from posture_cv.domain.pose import DEFAULT_PASSES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_cv.batch import Entry, Share

_SHARE = re.compile(r"([1-9]\d{0,5})/([1-9]\d{0,5})")
_INTERRUPTED = 130


def batch(
    photos: Annotated[Path, typer.Argument(metavar="FOLDER|MANIFEST.csv", show_default=False)],
    out: Annotated[Path, typer.Option(metavar="FILE")],
    workers: Annotated[int, typer.Option(metavar="N", min=1)] = 1,
    passes: Annotated[int, typer.Option(metavar="N", min=1)] = DEFAULT_PASSES,
    share: Annotated[str | None, typer.Option(metavar="N/N")] = None,
) -> None:
    """Assess many photos, each on its own, into one table with a row for every measure."""
    with plain_errors():
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeRemainingColumn

        from posture_cv.batch import WHOLE, assess_batch
        from posture_cv.batch.tables import kind_of
        from posture_cv.cli.batch_table import print_summary
        from posture_cv.cli.outputs import plan_outputs

        wanted = WHOLE if share is None else _share(share)
        plan_outputs([("--out", out)], [photos])
        kind_of(out)
        total = sum(1 for _ in _entries(photos))
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"))
        with Progress(*columns, TimeRemainingColumn(), console=messages, transient=True, speed_estimate_period=600) as progress:
            task = progress.add_task(spoken().text("cli.batch.looking"), total=total, rate="")

            def looked_at(count: int) -> None:
                progress.advance(task, count)
                speed = progress.tasks[0].speed
                if speed is not None:
                    progress.update(task, rate=spoken().text("cli.batch.rate", rate=Quantity(value=speed, decimals=1)))

            try:
                summary = assess_batch(
                    _entries(photos),
                    out,
                    workers=workers,
                    passes=passes,
                    share=wanted,
                    language=spoken().language,
                    looked_at=looked_at,
                )
            except KeyboardInterrupt:
                progress.stop()
                note("cli.batch.stopped")
                raise typer.Exit(_INTERRUPTED) from None
        if summary is None:
            note("cli.batch.share_done")
        else:
            print_summary(results, summary, spoken())
            say_written([out])


def _entries(photos: Path) -> Iterator[Entry]:
    from posture_cv.batch import in_folder, in_manifest

    return in_folder(photos) if photos.is_dir() else in_manifest(photos)


def _share(text: str) -> Share:
    from posture_cv.batch import Share

    parts = _SHARE.fullmatch(text)
    if parts is None or int(parts[1]) > int(parts[2]):
        raise UsageProblem(message("usage.share", text=text))
    return Share(int(parts[1]), int(parts[2]))
