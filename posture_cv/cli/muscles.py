"""The muscles of the tables, those a photo suggests, and their map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from posture_cv.domain.messages import row_text
from posture_cv.domain.muscles import grade_text, state_term
from posture_cv.domain.terms import muscle_side_term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from posture_cv.cli.photos import Named
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.muscles import Confidence, MuscleHypothesis, MuscleState
    from posture_cv.words import Words

_WIDEST_WORD = len("Sternocleidomastoid")


def suggested_by(photo: Named) -> tuple[MuscleHypothesis, ...]:
    """Muscles that one photo suggests testing; raises PostureError."""
    from posture_cv.wiring import default_assessor

    assessor = default_assessor()
    return assessor.conclude([assessor.observe(assessor.read(photo))]).muscles


def map_svg(muscles: Sequence[MuscleHypothesis], words: Words, *, selected: str | None) -> bytes:
    """Draw the body map."""
    from posture_cv.bodymap import render_svg

    title = words.text("bodymap.worth_testing")
    if selected is not None and not muscles:
        title = words.text("bodymap.of_muscle", muscle=row_text("muscles", selected, "name"))
    return render_svg(muscles, selected=selected, words=words, title=title).encode()


def print_hypotheses(console: Console, muscles: Sequence[MuscleHypothesis], words: Words) -> None:
    """Print what a photo suggests, or that it suggests nothing."""
    if not muscles:
        console.print("This photo suggests no muscle in particular.")
        return
    for table in hypothesis_tables(muscles, words):
        console.print(table)
    console.print(
        Text("Posture alone does not tell which muscle is short: confirm each by its test. Screen for red flags first.", style="dim")
    )


def hypothesis_tables(muscles: Sequence[MuscleHypothesis], words: Words) -> list[Table]:
    """One table for each idea, in the order of the first muscle with it."""
    groups: dict[tuple[MuscleState, Confidence], list[MuscleHypothesis]] = {}
    for one in muscles:
        groups.setdefault((one.state, one.confidence), []).append(one)
    tables = []
    for idea, ideas in groups.items():
        table = _table("Muscle", "Side", "Evidence", "Test")
        table.title, table.title_justify, table.title_style = f"Worth testing by hand: {words.say(state_term(*idea))}", "left", "bold"
        for one in ideas:
            conflict = " (another finding says the opposite)" if one.conflicts else ""
            told = (one.name, muscle_side_term(one.side), one.confirm_by)
            name, side, test = map(words.say, told)
            table.add_row(name + conflict, side, grade_text(one.grades), test)
        tables.append(table)
    return tables


def print_muscles(console: Console, knowledge: Knowledge, words: Words) -> None:
    """Print all muscles with region and actions."""
    table = _table("Name", "Muscle", "Region", "What it does")
    for row in knowledge.muscles:
        table.add_row(row.key, words.say(row.name), words.say(row.region), words.field(row.actions, ";"))
    console.print(table)


def _table(*columns: str) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold", min_width=_WIDEST_WORD if column in ("Muscle", "Test") else None)
    return table
