"""The command line as its own process has it, streams and exit codes included, but without the seconds that a process takes to start."""

from __future__ import annotations

import io
import random
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from unittest import mock

import click
import typer

from posture_cv.cli.commands import app, main
from tests.fuzz.texts import hostile_text

NUMBERS = (
    "nan",
    "inf",
    "-inf",
    "1e999",
    "-1",
    "0",
    "-0.0",
    "1e-320",
    "9" * 30,
    "9" * 5000,
    "1_0",
    "0x10",
    "\u0663\u0664",
    "1,5",
    "172 ",
    "45",
    "170.5",
)
POINTS = (
    "asis",
    "left_acromion",
    "c7",
    "right tragus",
    "2:psis",
    "1:asis",
    "0:knee",
    "-1:knee",
    "9999999999999999999999:knee",
    "nowhere",
    "",
)
CODES = frozenset({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
"""Of the error tree, of a wrong use, and of nothing wrong."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a command ended, and what it said."""

    code: int
    out: str
    err: str


def run(arguments: list[str], *, encoding: str = "utf-8") -> Ran:
    """Run ``posture-cv`` with these arguments; whatever it does not turn into an exit code is raised."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding=encoding) for _ in range(2))
    code = 0
    with (
        mock.patch.object(sys, "argv", ["posture-cv", *arguments]),
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO())),
        mock.patch.object(sys, "stdout", out),
        mock.patch.object(sys, "stderr", err),
    ):
        try:
            main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
        said = []
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
            said.append(stream.buffer.getvalue().decode(encoding))  # type: ignore[attr-defined]  # BytesIO, as made above
    return Ran(code, *said)


def commands() -> dict[tuple[str, ...], click.Command]:
    """Every command by the words that call it, as the program itself lists them."""
    found: dict[tuple[str, ...], click.Command] = {}
    waiting: list[tuple[tuple[str, ...], click.Command]] = [((), typer.main.get_command(app))]
    while waiting:
        words, command = waiting.pop()
        inner = getattr(command, "commands", None)
        if inner is None:
            found[words] = command
        else:
            waiting.extend(((*words, name), each) for name, each in inner.items())
    return found


def options_of(command: click.Command) -> list[str]:
    """Its options that take a value, by their longest spelling."""
    taking = [one for one in command.params if one.param_type_name == "option" and not one.is_flag and one.name != "help"]  # type: ignore[attr-defined]
    return [max(one.opts, key=len) for one in taking]


def hostile_value(draw: random.Random) -> str:
    """A text, a number out of range, or something nearly of the form that marks and lengths have."""
    kind = draw.random()
    if kind < 0.5:
        return hostile_text(draw)
    if kind < 0.7:
        return draw.choice(NUMBERS)
    if kind < 0.85:
        return f"{draw.choice(POINTS)}={draw.choice(NUMBERS)},{draw.choice(NUMBERS)}"
    ends = ",".join(draw.choices((*NUMBERS, "90", "880", "92", "212"), k=draw.choice((4, 4, 4, 3, 5))))
    return f"{draw.choice(('', '', '1:', '2:', 'x:'))}{ends}={draw.choice((*NUMBERS, '200', '200@30', '200@nan', '200@'))}"


def hostile_lines(given: dict[tuple[str, ...], list[str]], count: int, seed: int) -> Iterator[list[str]]:
    """So many command lines: every option of every command in turn, with values made to break it.

    Parameters
    ----------
    given
        Arguments that a command needs to get as far as its options; of a command that is not named, its argument is hostile too.
    """
    draw = random.Random(seed)  # noqa: S311  # repeatable, not secret
    every = [(words, option) for words, command in sorted(commands().items()) for option in (*options_of(command), "")]
    for number in range(count):
        words, option = every[number % len(every)]
        values = [f"{option}={hostile_value(draw)}"] if option else []
        if option and draw.random() < 0.3:
            values.append(f"{draw.choice(options_of(commands()[words]))}={hostile_value(draw)}")
        rest = given.get(words, []) if option else [hostile_value(draw)]
        yield [*words, *values, *(["--", *rest] if rest else [])]
