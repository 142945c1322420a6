"""The complaints that people bring, on the command line."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from posture_cv.cli.console import plain_errors, results, say_written, spoken, write_result


def show_conditions(
    name: Annotated[str | None, typer.Argument(show_default=False)] = None,
    json_: Annotated[Path | None, typer.Option("--json", metavar="FILE|-")] = None,
) -> None:
    """List complaints, or show one: what to rule out, what else it may be, muscles, tests, techniques, self-care and the evidence."""
    with plain_errors():
        from posture_cv import knowledge as tables
        from posture_cv.cards.card import CardKind
        from posture_cv.cards.lookup import card, titles
        from posture_cv.cli.explain import print_card, print_titles
        from posture_cv.cli.outputs import DataOutput, plan_outputs
        from posture_cv.report import write_files
        from posture_cv.wiring.conditions import condition_data

        known, words, output = tables.load(), spoken(), DataOutput(json_)
        plan_outputs([("--json", output.file)])
        shown = None if name is None else card(name, known, kind=CardKind.CONDITION)
        if json_ is not None:
            keys = titles(known, CardKind.CONDITION) if shown is None else (shown.key,)
            data = {key: condition_data(key, known, words.language) for key in keys}
            text = json.dumps(data if shown is None else data[shown.key], ensure_ascii=False, indent=2)
            if output.file is None:
                write_result(text)
            else:
                write_files({output.file: f"{text}\n".encode()})
                say_written([output.file])
        elif shown is not None:
            print_card(results, shown, words)
        else:
            print_titles(results, titles(known, CardKind.CONDITION), words)
