"""A batch from its photos to one table: shards that are not saved yet are made, then all are joined."""

from __future__ import annotations

import shutil
import sqlite3
from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from posture_cv import knowledge
from posture_cv.batch.crew import Crew
from posture_cv.batch.shards import Shard, file_of, folder_of, settings_of, shards_of
from posture_cv.batch.summary import Summary
from posture_cv.batch.tables import kind_of, put_in_place, writer
from posture_cv.domain.errors import ArgumentError, BatchError
from posture_cv.domain.messages import message
from posture_cv.domain.pose import DEFAULT_PASSES
from posture_cv.report import write_bytes
from posture_cv.wiring.room import require_room
from posture_cv.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from posture_cv.batch.entries import Entry

PHOTOS_IN_A_SHARD = 16
"""What a kill costs at most: so many photos for each worker."""


@dataclass(frozen=True, slots=True)
class Share:
    """The ``number``-th of ``of`` shares of a batch, counted from 1: every ``of``-th shard."""

    number: int = 1
    of: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.number <= self.of:
            raise ValueError(f"expected a share from 1 to {self.of}, but got {self.number}")

    def holds(self, shard: Shard) -> bool:
        """Whether a shard belongs to it."""
        return shard.number % self.of == self.number - 1


WHOLE = Share()


def assess_batch(
    entries: Iterable[Entry],
    out: Path,
    *,
    workers: int = 1,
    passes: int = DEFAULT_PASSES,
    photos_in_a_shard: int = PHOTOS_IN_A_SHARD,
    share: Share = WHOLE,
    language: str = ENGLISH,
    looked_at: Callable[[int], None] = lambda _: None,
) -> Summary | None:
    """Assess many photos, each on its own, into one table with a row for every measure.

    Shards that an earlier run saved beside ``out`` are taken as they are where their photos, what is stated of them, the software, its
    models and tables are the same; the table is the same however often the work was interrupted, and whoever did it.

    Parameters
    ----------
    entries
        From ``in_folder`` or ``in_manifest``.
    out
        ``.parquet``, ``.csv`` or ``.sqlite``; its folder ``<out>.shards`` holds the shards until the table is whole.
    workers
        Processes, a detector of about 0.5 GB in each.
    share
        For several machines that see the same folder: each makes its share, and whoever is asked for the whole afterwards joins them.
    language
        Of the reasons and remedies in the table, one of ``posture_cv.words.LANGUAGES``.
    looked_at
        Called with a number of photos whenever their rows are saved.

    Returns
    -------
    Summary or None
        Figures of the table; None for a share, which is not joined.

    Raises
    ------
    BatchError, ReportError, ModelFileError, MachineError
        If it cannot be begun or gone on with, or rows cannot be saved. A photo's own trouble is a row.
    """
    if workers < 1 or photos_in_a_shard < 1 or passes < 1:
        raise ArgumentError(message("argument.too_few"), message("argument.pass_positive"))
    kind_of(out)
    require_room()
    shards = _Shards(folder_of(out))
    wanted = shards_of(entries, shards.folder, photos=photos_in_a_shard, settings=settings_of(passes, language, knowledge.load()))
    with Crew(workers, passes, language) as crew:
        for shard, rows in crew.work_through(shards.unsaved(wanted, share, looked_at)):
            _save(shard, rows)
            looked_at(len(shard.entries))
    return shards.joined(out) if share == WHOLE else None


class _Shards:
    """The shards of a table by number, 12 bytes each, so that there may be millions."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._digests = array("Q")
        self._photos = array("L")

    def unsaved(self, wanted: Iterator[Shard], share: Share, looked_at: Callable[[int], None]) -> Iterator[Shard]:
        """The shards of a share that are still to be made; all others are counted as looked at."""
        for shard in wanted:
            self._digests.append(shard.digest)
            self._photos.append(len(shard.entries))
            if share.holds(shard) and not shard.is_saved:
                yield shard
            else:
                looked_at(len(shard.entries))

    def joined(self, out: Path) -> Summary:
        """Make one table of all shards, put it in its place, and remove them."""
        from pyarrow import parquet

        summary, made = Summary(), self.folder / f"joined{out.suffix}"
        try:
            with writer(made, kind_of(out)) as table:
                for number, (digest, photos) in enumerate(zip(self._digests, self._photos, strict=True)):
                    rows = parquet.read_table(file_of(self.folder, number, digest))
                    table.write(rows)
                    summary.add(rows, photos)
            put_in_place(made, out)
            shutil.rmtree(self.folder)
        except (OSError, sqlite3.Error) as error:
            raise BatchError(message("batch.not_joined"), message("batch.not_joined.remedy")) from error
        return summary


def _save(shard: Shard, rows: bytes) -> None:
    try:
        shard.file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BatchError(message("batch.no_room"), message("batch.no_room.remedy")) from error
    write_bytes(shard.file, rows)
