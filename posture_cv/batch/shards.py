"""Shards of a batch: a few photos whose rows are saved together, under a name that says what they were made from."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from posture_cv.assets.models import PHOTO_MODEL, model_file
from posture_cv.domain.version import __version__
from posture_cv.wiring.estimator import learned_estimator

if TYPE_CHECKING:
    from posture_cv.batch.entries import Entry
    from posture_cv.domain.knowledge import Knowledge

_SHARDS_IN_A_FOLDER = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A few photos, one after the other, and the file of their rows.

    Attributes
    ----------
    digest
        64 bits of everything the rows depend on: photos, what is stated of them, software, models, tables.
    """

    number: int
    entries: tuple[Entry, ...]
    digest: int
    file: Path

    @property
    def is_saved(self) -> bool:
        """Whether its rows lie there already."""
        return self.file.exists()


def folder_of(out: Path) -> Path:
    """Where the shards of a table lie until it is whole: beside it."""
    return out.with_name(f"{out.name}.shards")


def shards_of(entries: Iterable[Entry], folder: Path, *, photos: int, settings: str) -> Iterator[Shard]:
    """The entries in shards of so many photos, in order, made as they are asked for."""
    for number, group in enumerate(_groups(iter(entries), photos)):
        digest = hashlib.sha256(settings.encode())
        for entry in group:
            digest.update(repr((entry, _state(entry.path))).encode())
        short = int.from_bytes(digest.digest()[:8], "big")
        yield Shard(number=number, entries=group, digest=short, file=file_of(folder, number, short))


def file_of(folder: Path, number: int, digest: int) -> Path:
    """Where the rows of a shard lie."""
    return folder / f"{number // _SHARDS_IN_A_FOLDER:06}" / f"{number:09}-{digest:016x}.parquet"


def settings_of(passes: int, language: str, knowledge: Knowledge) -> str:
    """What the rows of every photo depend on, as text."""
    return repr((__version__, passes, language, model_file(PHOTO_MODEL).version, learned_estimator().name, knowledge.sha256))


def _groups(entries: Iterator[Entry], photos: int) -> Iterator[tuple[Entry, ...]]:
    while group := tuple(islice(entries, photos)):
        yield group


def _state(path: str | os.PathLike[str]) -> tuple[int, int] | None:
    """Size and time of last change; None where no file is there."""
    try:
        found = os.stat(path)  # noqa: PTH116 - a name that no file can have is said later, with its photo
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns
