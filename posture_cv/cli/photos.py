"""Photos as named on the command line: files, and ``-`` for one that comes in by standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TypeAlias

from posture_cv.cli.console import note
from posture_cv.cli.usage import UsageProblem
from posture_cv.domain.errors import PhotoUnreadable
from posture_cv.domain.messages import message

Named: TypeAlias = Path | bytes

STANDARD_INPUT = Path("-")


def named_photos(paths: Sequence[Path]) -> list[Named]:
    """Files stay paths, to be read when their turn comes, but are there; ``-`` is read now, for nothing else may stand in that stream.

    Raises
    ------
    UsageProblem
        ``-`` stands there twice.
    PhotoUnreadable, PhotoTooLarge
        A file is not there; where there are several, which one is printed first. Or standard input is closed, a terminal, empty, or
        holds too much.
    """
    if paths.count(STANDARD_INPUT) > 1:
        raise UsageProblem(message("usage.one_input"))
    for number, path in enumerate(paths, start=1):
        if path != STANDARD_INPUT:
            _require_there(path, number, len(paths))
    return [_from_standard_input() if path == STANDARD_INPUT else path for path in paths]


def _from_standard_input() -> bytes:
    from posture_cv.capture.source import photo_bytes

    if sys.stdin is None or sys.stdin.isatty():
        raise PhotoUnreadable(message("file.no_input"), message("file.pipe_in"))
    return photo_bytes(sys.stdin.buffer)


def _require_there(path: Path, number: int, photos: int) -> None:
    from posture_cv.capture.source import photo_bytes

    try:
        if os.path.exists(path):  # noqa: PTH110 - a path that cannot be one is said below, and raises nothing here
            return
        photo_bytes(path)
    except PhotoUnreadable:
        if photos > 1:
            note("cli.about_photo", number=number, photos=photos)
        raise
