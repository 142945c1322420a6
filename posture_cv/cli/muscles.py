"""The muscles of the tables, those a photo suggests, and their map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from posture_cv.codecs.wording import grade_words, muscle_side_words, state_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.muscles import MuscleHypothesis


_WIDEST_WORD = len("Sternocleidomastoid")


def suggested_by(photo: Path) -> tuple[MuscleHypothesis, ...]:
    """Muscles that one photo suggests testing; raises PostureError."""
    from posture_cv.wiring import default_assessor

    assessor = default_assessor()
    return assessor.conclude([assessor.observe(assessor.read(photo))]).muscles


def write_map(path: Path, muscles: Sequence[MuscleHypothesis], knowledge: Knowledge, *, selected: str | None) -> None:
    """Draw the body map and write it; raises ReportError."""
    from posture_cv.bodymap import render_svg
    from posture_cv.report import write_bytes

    title = "Muscles worth testing by hand"
    if selected is not None and not muscles:
        title = f"{knowledge.muscle(selected).name}: where it lies and where it may be felt"
    write_bytes(path, render_svg(muscles, selected=selected, muscles=knowledge.muscles, title=title).encode())


def print_hypotheses(console: Console, muscles: Sequence[MuscleHypothesis]) -> None:
    """Print what a photo suggests, or that it suggests nothing."""
    if not muscles:
        console.print("This photo suggests no muscle in particular.")
        return
    table = _table("Muscle", "Side", "Idea", "Grade", "Test")
    for one in muscles:
        idea = state_words(one.state, one.confidence, test_positive=one.test_positive).partition(":")[0]
        conflict = " (another finding says the opposite)" if one.conflicts else ""
        table.add_row(one.name, muscle_side_words(one.side), idea + conflict, grade_words(one.grades), one.confirm_by)
    console.print(table)
    console.print(
        Text("Posture alone does not tell which muscle is short: confirm each by its test. Screen for red flags first.", style="dim")
    )


def print_muscles(console: Console, knowledge: Knowledge) -> None:
    """Print all muscles with region and actions."""
    table = _table("Name", "Muscle", "Region", "What it does")
    for row in knowledge.muscles:
        table.add_row(row.key, row.name, row.region, "; ".join(row.actions))
    console.print(table)


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold", min_width=_WIDEST_WORD if column in ("Muscle", "Test") else None)
    return table
