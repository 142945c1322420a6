"""Where results go, settled before any work is done: nothing asked for is lost, nothing that is there is spoilt by mistake."""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from posture_cv.domain.errors import ReportError
from posture_cv.domain.messages import message


def plan_outputs(outputs: Iterable[tuple[str, Path | None]], photos: Sequence[Path] = ()) -> None:
    """Refuse outputs that could not be saved, or would overwrite a photo or each other, also through a link or another spelling.

    Raises
    ------
    ReportError
        Before anything is written.
    """
    from posture_cv.report import try_place

    wanted = [(option, path) for option, path in outputs if path is not None]
    for option, path in wanted:
        for number, photo in enumerate(photos, start=1):
            if _same(path, photo):
                what = message("save.over_the_photo", option=option)
                if len(photos) > 1:
                    what = message("save.over_photo", option=option, number=number)
                raise ReportError(what, message("save.other_name"))
    for (option, path), (other, its_path) in combinations(wanted, 2):
        if str(path) != os.devnull and _same(path, its_path):
            raise ReportError(message("save.same_file", option=option, other=other), message("save.own_names"))
    for option, path in wanted:
        if _is_standard_output(path):
            raise ReportError(message("save.over_output", option=option), message("save.other_name"))
        try_place(path)


def numbered(path: Path | None, photos: int) -> list[Path]:
    """The files for several photos: ``out-1.png``, ``out-2.png`` of ``out.png``; its own name for a single photo; none for no name."""
    if path is None:
        return []
    return [path] if photos == 1 else [path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(1, photos + 1)]


@dataclass(frozen=True, slots=True)
class DataOutput:
    """Where an option puts data: in the file it names, for ``-`` at the terminal, where a program takes it, or nowhere."""

    named: Path | None = None

    @property
    def file(self) -> Path | None:
        """The file to save it in."""
        return None if self.is_piped else self.named

    @property
    def is_piped(self) -> bool:
        """Whether a program takes it at the terminal, so that nothing else may be printed there."""
        return self.named is not None and str(self.named) == "-"


def _same(one: Path, other: Path) -> bool:
    try:
        one, other = (Path(os.path.realpath(path)) for path in (one, other))
    except ValueError:  # a name that no file can have
        return False
    try:
        return one.samefile(other)
    except OSError:
        # one of them is not there yet
        return one == other or (_same_folder(one.parent, other.parent) and _name(one) == _name(other))


def _same_folder(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False


def _name(path: Path) -> str:
    """The file's name as its folder tells names apart."""
    composed = unicodedata.normalize("NFC", path.name)
    return composed.casefold() if _ignores_case(path.parent) else composed


def _ignores_case(folder: Path) -> bool:
    return folder.name.swapcase() != folder.name and _same_folder(folder, folder.with_name(folder.name.swapcase()))


def _is_standard_output(path: Path) -> bool:
    try:
        return path.is_file() and os.path.samestat(path.stat(), os.fstat(sys.stdout.fileno()))
    except (OSError, ValueError):
        return False
