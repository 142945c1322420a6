"""Two visits of a client side by side, at the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from posture_cv.cli.console import messages, plain_errors, results, spoken
from posture_cv.cli.passphrase import PassphraseFile
from posture_cv.cli.rows import headed
from posture_cv.cli.vault import JsonFile, VaultFile, handed_over, opened
from posture_cv.domain.messages import Day, Quantity, message
from posture_cv.domain.terms import side_term
from posture_cv.domain.views import BodySide

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.compare import MeasureChange
    from posture_cv.records.entries import KeptVisit

Number = Annotated[int, typer.Argument(min=1, show_default=False)]


def compare(before: Number, after: Number, json_: JsonFile = None, vault: VaultFile = None, passphrase_file: PassphraseFile = None) -> None:
    """Compare two visits of a client, both measured again by this version: changed, no detectable change, or not comparable."""
    with plain_errors():
        with opened(vault, passphrase_file) as unlocked:
            visits = unlocked.records.visit(before), unlocked.records.visit(after)
        with messages.status(spoken().text("cli.loading")):
            from posture_cv.wiring.comparing import compared

            changes = compared(*visits)
        if not handed_over(_data(changes, visits), json_):
            _print(changes, visits)


def _data(changes: Sequence[MeasureChange], visits: tuple[KeptVisit, KeptVisit]) -> list[dict[str, Any]]:
    from dataclasses import asdict

    from posture_cv.wiring.comparing import kept_value

    words = spoken()
    return [
        {
            **asdict(change),
            "reason": None if change.reason is None else words.say(change.reason),
            "before_as_kept": kept_value(visits[0].assessment, change),
            "after_as_kept": kept_value(visits[1].assessment, change),
        }
        for change in changes
    ]


def _print(changes: Sequence[MeasureChange], visits: tuple[KeptVisit, KeptVisit]) -> None:
    from posture_cv import knowledge
    from posture_cv.compare import ChangeVerdict
    from posture_cv.wiring.comparing import kept_value

    words, tables = spoken(), knowledge.load()
    days = [words.field(Day(on=visit.entry.held_on)) for visit in visits]
    title = words.text("cli.compare", client=visits[0].client.pseudonym, before=days[0], after=days[1])
    table = headed(words, "measure", "before", "after", "difference", "limit", "reading", title=title)
    moved = False
    for change in changes:
        name = message("cli.compare.of_view", title=tables.measure(change.name).title, view=message(f"view.{change.view}"))
        if change.side is not BodySide.MIDLINE and change.view.is_frontal:
            name = message("cli.leg", title=name, side=side_term(change.side))
        figures = (_figure(change, value) for value in (change.before, change.after, change.difference, change.limit))
        reading = words.text(f"compare.{change.verdict}")
        if change.reason is not None:
            reading = f"{reading}: {words.say(change.reason)}"
        style = "bold" if change.verdict is ChangeVerdict.CHANGED else None
        table.add_row(words.say(name), *figures, reading, style=style)
        kept = (kept_value(visits[0].assessment, change), kept_value(visits[1].assessment, change))
        moved = moved or any(_differ(then, now) for then, now in zip(kept, (change.before, change.after), strict=True))
    results.print(table)
    results.print(words.text("cli.compare.limit"))
    if moved:
        results.print(words.text("cli.compare.moved"))


def _figure(change: MeasureChange, value: float | None) -> str:
    return "" if value is None else spoken().field(Quantity(value=value, decimals=1, unit=change.unit))


def _differ(then: float | None, now: float | None) -> bool:
    """Whether a value is no longer what it was when the visit was kept, to the decimals shown."""
    return then is not None and now is not None and round(then, 1) != round(now, 1)
