"""The muscles of the tables, those a photo suggests, and their map."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

from posture_cv.cli.complaint import print_caution, print_others_and_tests
from posture_cv.cli.rows import headed
from posture_cv.domain.areas import area_term
from posture_cv.domain.messages import message, row_text
from posture_cv.domain.muscles import LEADING_MUSCLES, grade_text
from posture_cv.domain.terms import muscle_side_term
from posture_cv.muscles import complaints_felt_in, felt_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console
    from rich.table import Table

    from posture_cv.cli.photos import Named
    from posture_cv.domain.areas import BodyArea
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.messages import Message
    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.words import Words

_WIDEST_WORD = len("Sternocleidomastoid")


def suggested_by(photo: Named, *, complaint: str) -> tuple[MuscleHypothesis, ...]:
    """Muscles that one photo, and the complaint, suggest testing; raises PostureError."""
    from posture_cv.wiring import default_assessor
    from posture_cv.worksheet import with_complaint

    assessor = default_assessor()
    seen = assessor.conclude([assessor.observe(assessor.read(photo))])
    return with_complaint(seen, complaint, assessor.instruments.knowledge).muscles


def map_svg(muscles: Sequence[MuscleHypothesis], words: Words, *, selected: str | None) -> bytes:
    """Draw the body map."""
    from posture_cv.bodymap import render_svg

    title = words.text("bodymap.worth_testing")
    if selected is not None and not muscles:
        title = words.text("bodymap.of_muscle", muscle=row_text("muscles", selected, "name"))
    return render_svg(muscles, selected=selected, words=words, title=title).encode()


def print_hypotheses(console: Console, muscles: Sequence[MuscleHypothesis], words: Words, *, every: bool = False) -> None:
    """Print what was suggested, or that nothing was: those that lead, or every one."""
    if not muscles:
        console.print(words.text("cli.muscles.none"))
        return
    shown = [one for one in muscles if every or one.leads]
    for table in hypothesis_tables(shown, words):
        console.print(table)
    if len(shown) < len(muscles):
        console.print(Text(words.text("cli.muscles.more", count=len(muscles) - len(shown)), style="dim"))
    console.print(Text(words.text("cli.muscles.by_test"), style="dim"))


def hypothesis_tables(muscles: Sequence[MuscleHypothesis], words: Words) -> list[Table]:
    """One table for each idea, in the order of the first muscle with it; the rank stands before each muscle."""
    groups: dict[Message, list[MuscleHypothesis]] = {}
    for one in muscles:
        groups.setdefault(one.state_told, []).append(one)
    tables = []
    for idea, ideas in groups.items():
        title = words.text("cli.muscles.worth", state=idea)
        table = _table(words, "rank", "muscle", "side", "evidence", "test", title=title)
        for one in ideas:
            named = message("cli.muscles.opposite", muscle=one.name) if one.conflicts else one.name
            name, side, test = map(words.say, (named, muscle_side_term(one.side), one.confirm_by))
            table.add_row(str(one.rank), name, side, grade_text(one.grades), test)
        tables.append(table)
    return tables


def print_muscles(console: Console, knowledge: Knowledge, words: Words) -> None:
    """Print all muscles with region and actions."""
    table = _table(words, "name", "muscle", "region", "does")
    for row in knowledge.muscles:
        table.add_row(row.key, words.say(row.name), words.say(row.region), words.field(row.actions, ";"))
    console.print(table)


def print_felt(console: Console, areas: Sequence[BodyArea], knowledge: Knowledge, words: Words, *, every: bool = False) -> None:
    """Print the muscles that are known to be felt in the areas, the best match first, each with its tests.

    Complaints that are felt there stand around them: their caution before, whom to refer and their tests after.
    """
    complaints = complaints_felt_in(areas, knowledge)
    for complaint in complaints:
        print_caution(console, complaint, knowledge, words)
    title = words.text("cli.muscles.felt", areas=tuple(map(area_term, dict.fromkeys(areas))))
    table = _table(words, "rank", "muscle", "felt_by", "test", title=title)
    ranked = felt_in(areas, knowledge)
    shown = ranked if every else ranked[:LEADING_MUSCLES]
    for rank, felt in enumerate(shown, 1):
        tests = tuple(test.title for test in knowledge.tests if test.muscle == felt.muscle)
        name = words.say(knowledge.muscle(felt.muscle).name)
        ways = (("own", felt.own), ("zone", felt.zone), ("nerve", felt.nerve))
        why = tuple(message(f"cli.muscles.felt.{way}", areas=tuple(map(area_term, at))) for way, at in ways if at)
        table.add_row(str(rank), name, words.field(why, ";"), words.field(tests, ";"))
    console.print(table)
    if len(shown) < len(ranked):
        console.print(Text(words.text("cli.muscles.more", count=len(ranked) - len(shown)), style="dim"))
    for complaint in complaints:
        print_others_and_tests(console, complaint, knowledge, words)
    console.print(Text(words.text("cli.muscles.felt_note"), style="dim"))


def _table(words: Words, *columns: str, title: str = "") -> Table:
    return headed(words, *columns, title=title, widest_word=_WIDEST_WORD, wide=("muscle", "test"))
