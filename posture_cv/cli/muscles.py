"""The muscles of the tables, those a photo suggests, and their map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from posture_cv.cli.rows import headed
from posture_cv.domain.areas import area_term
from posture_cv.domain.messages import message, row_text
from posture_cv.domain.muscles import grade_text, state_term
from posture_cv.domain.terms import muscle_side_term
from posture_cv.muscles import felt_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

    from posture_cv.cli.photos import Named
    from posture_cv.domain.areas import BodyArea
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
        console.print(words.text("cli.muscles.none"))
        return
    for table in hypothesis_tables(muscles, words):
        console.print(table)
    console.print(Text(words.text("cli.muscles.by_test"), style="dim"))


def hypothesis_tables(muscles: Sequence[MuscleHypothesis], words: Words) -> list[Table]:
    """One table for each idea, in the order of the first muscle with it."""
    groups: dict[tuple[MuscleState, Confidence], list[MuscleHypothesis]] = {}
    for one in muscles:
        groups.setdefault((one.state, one.confidence), []).append(one)
    tables = []
    for idea, ideas in groups.items():
        title = words.text("cli.muscles.worth", state=state_term(*idea))
        table = _table(words, "muscle", "side", "evidence", "test", title=title)
        for one in ideas:
            named = message("cli.muscles.opposite", muscle=one.name) if one.conflicts else one.name
            name, side, test = map(words.say, (named, muscle_side_term(one.side), one.confirm_by))
            table.add_row(name, side, grade_text(one.grades), test)
        tables.append(table)
    return tables


def print_muscles(console: Console, knowledge: Knowledge, words: Words) -> None:
    """Print all muscles with region and actions."""
    table = _table(words, "name", "muscle", "region", "does")
    for row in knowledge.muscles:
        table.add_row(row.key, words.say(row.name), words.say(row.region), words.field(row.actions, ";"))
    console.print(table)


def print_felt(console: Console, areas: Sequence[BodyArea], knowledge: Knowledge, words: Words) -> None:
    """Print the muscles that are known to be felt in the areas, the best match first, each with its tests."""
    title = words.text("cli.muscles.felt", areas=tuple(map(area_term, dict.fromkeys(areas))))
    table = _table(words, "muscle", "felt_by", "test", title=title)
    for felt in felt_in(areas, knowledge):
        tests = tuple(test.title for test in knowledge.tests if test.muscle == felt.muscle)
        name = words.say(knowledge.muscle(felt.muscle).name)
        ways = (("own", felt.own), ("zone", felt.zone), ("nerve", felt.nerve))
        why = tuple(message(f"cli.muscles.felt.{way}", areas=tuple(map(area_term, at))) for way, at in ways if at)
        table.add_row(name, words.field(why, ";"), words.field(tests, ";"))
    console.print(table)
    console.print(Text(words.text("cli.muscles.felt_note"), style="dim"))


def _table(words: Words, *columns: str, title: str = "") -> Table:
    return headed(words, *columns, title=title, widest_word=_WIDEST_WORD, wide=("muscle", "test"))
