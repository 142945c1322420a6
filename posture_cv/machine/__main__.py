"""``python3 -m posture_cv.machine``: install what this computer lacks, before posture_cv itself is installed; nothing where nothing is."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from posture_cv.machine.libraries import missing
from posture_cv.machine.packages import agrees, install, plan

OLDEST_PYTHON = (3, 11)


def main(arguments: Sequence[str] | None = None) -> int:
    """Install what is missing; exit code 1 where something still is."""
    parser = argparse.ArgumentParser(
        prog="python3 -m posture_cv.machine",
        description="Install the system libraries that posture_cv needs, by the system's own package manager.",
    )
    parser.add_argument("--yes", action="store_true", help="do not ask")
    given = parser.parse_args(arguments)
    if sys.version_info < OLDEST_PYTHON:
        _say(f"Python {sys.version_info[0]}.{sys.version_info[1]} is too old: posture_cv needs 3.11 or newer.")
        return 1
    lacking = missing(to_install=True)
    if not lacking:
        _say("This computer lacks nothing that posture_cv needs.")
        return 0
    _say("Missing: " + ", ".join(f"{need.what} (for {need.why})" for need in lacking))
    done = install(plan(lacking), say=_say, agree=lambda question: given.yes or agrees(question, say=_say))
    return 0 if done else 1


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
