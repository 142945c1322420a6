"""What a command hands over: files saved before anything is printed, and the assessment for a reader or a program."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.cli.console import results, say_unshown, say_written, spoken, write_result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from posture_cv.cli.outputs import DataOutput
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.observation import Observation
    from posture_cv.visit import Album, Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for.

    Attributes
    ----------
    overlays, report
        Files to be made; no overlays, and None, for none.
    data
        Where the data goes.
    visit
        File for the visit itself, and its passphrase.
    blur_face
        In the report.
    planned
        Whether the session is printed too.
    every
        Whether every muscle is printed, or those that lead.
    """

    overlays: Sequence[Path] = ()
    visit: tuple[Path, str] | None = None
    data: DataOutput
    report: Path | None
    blur_face: bool
    planned: bool
    every: bool = False


def concluded(visit: Visit, album: Album, wanted: Wanted) -> tuple[Assessment, dict[Path, bytes]]:
    """The assessment of a visit, and the files asked for, made but not yet saved."""
    from posture_cv.cli import visits
    from posture_cv.wiring import default_assessor
    from posture_cv.wiring.visits import conclude_visit, observations, visit_file

    _, reasoned = conclude_visit(visit, album)
    assessment, observed = visits.stopped_short(reasoned.assessment), observations(visit, album)
    knowledge = default_assessor().instruments.knowledge
    files = _files(assessment, observed, knowledge.measures, overlays=wanted.overlays, data=wanted.data.file)
    if wanted.report is not None:
        from posture_cv.wiring.paper import laid_out

        files[wanted.report] = laid_out(
            assessment, observed, knowledge, client=visit.client, blur_face=wanted.blur_face, language=spoken().language
        )
    if wanted.visit is not None:
        place, passphrase = wanted.visit
        files[place] = visit_file(visit, album, passphrase=passphrase)
    return assessment, files


def deliver(assessment: Assessment, files: Mapping[Path, bytes], wanted: Wanted, *, client: str) -> None:
    """Save the files, then print, and say what was written."""
    save(files)
    _show(assessment, wanted)
    say_written(files)
    if wanted.report is not None:
        say_unshown(client)


def _show(assessment: Assessment, wanted: Wanted) -> None:
    """Print for a reader, or as JSON for a program."""
    if wanted.data.is_piped:
        from posture_cv.report import to_json

        write_result(to_json(assessment))
    else:
        from posture_cv import knowledge

        _print(assessment, knowledge.load(), planned=wanted.planned, every=wanted.every)


def _files(
    assessment: Assessment,
    observed: Sequence[Observation],
    measures: Sequence[MeasureDefinition],
    *,
    overlays: Sequence[Path],
    data: Path | None,
) -> dict[Path, bytes]:
    """Overlays and data, made but not yet saved."""
    from posture_cv.overlay import draw, to_png
    from posture_cv.report import to_json

    words = spoken()
    pictures = enumerate(zip(overlays, observed, strict=False))
    files = {
        path: to_png(draw(observation.photo.pixels, assessment, index, measures, words=words)) for index, (path, observation) in pictures
    }
    return files if data is None else {**files, data: to_json(assessment).encode()}


def save(files: Mapping[Path, bytes]) -> None:
    """Save all or none, before anything is printed: a terminal that fails takes no file with it."""
    from posture_cv.report import write_files

    write_files(files)


def _print(assessment: Assessment, knowledge: Knowledge, *, planned: bool, every: bool) -> None:
    from posture_cv.cli.session import print_plan
    from posture_cv.cli.table import print_assessment

    words = spoken()
    print_assessment(results, assessment, knowledge, words, every=every)
    if planned:
        print_plan(results, assessment, knowledge, words)
