"""``python3 -m posture_cv.machine``: install what this computer lacks, before posture_cv itself is installed; nothing where nothing is."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from posture_cv.machine.libraries import missing
from posture_cv.machine.lines import ENGLISH, PSEUDO, Lines, languages, lines_in
from posture_cv.machine.packages import agrees, install, plan

OLDEST_PYTHON = (3, 11)
VARIABLE = "POSTURE_CV_LANGUAGE"
_LANGUAGE = "--language"
_PROGRAM = "python3 -m posture_cv.machine"
_USAGE = f"{_PROGRAM} [--yes] [--language {'|'.join(languages())}]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Install what is missing; exit code 1 where something still is."""
    lines = lines_in(_language(sys.argv[1:] if arguments is None else arguments))
    given = _parser().parse_args(arguments)
    if given.help:
        _say(_help(lines))
        return 0
    if sys.version_info < OLDEST_PYTHON:
        version, oldest = (".".join(str(part) for part in python[:2]) for python in (sys.version_info, OLDEST_PYTHON))
        _say(lines.too_old.format(version=version, oldest=oldest))
        return 1
    lacking = missing(to_install=True)
    if not lacking:
        _say(lines.complete)
        return 0
    _say(lines.missing.format(needs=", ".join(lines.need.format(what=need.what, why=need.why) for need in lacking)))
    done = install(plan(lacking), say=_say, agree=lambda question: given.yes or agrees(question, say=_say, lines=lines), lines=lines)
    return 0 if done else 1


def _language(arguments: Sequence[str]) -> str:
    """The language asked for, on the command line or in the environment; English where it is none."""
    first = argparse.ArgumentParser(add_help=False)
    first.add_argument(_LANGUAGE, default=os.environ.get(VARIABLE, ENGLISH))
    asked = first.parse_known_args(arguments)[0].language
    return asked if asked in (*languages(), PSEUDO) else ENGLISH


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=_PROGRAM, usage=_USAGE, add_help=False)
    parser.add_argument("-h", "--help", action="store_true")
    parser.add_argument("--yes", action="store_true")
    parser.add_argument(_LANGUAGE, choices=(*languages(), PSEUDO))
    return parser


def _help(lines: Lines) -> str:
    return f"{_USAGE}\n\n{lines.purpose}\n\n  --yes       {lines.without_asking}\n  --language  {lines.in_language}"


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
