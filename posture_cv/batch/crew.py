"""Processes that look at photos, one detector in each, and what happens when one of them dies."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from contextlib import AbstractContextManager
from functools import cache
from io import BytesIO
from multiprocessing.connection import wait as wait_for_end
from typing import TYPE_CHECKING

from posture_cv.batch.rows import as_table, refused, rows_of
from posture_cv.domain.errors import BatchError
from posture_cv.domain.messages import message
from posture_cv.wiring.words import words_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.synchronize import Event
    from typing import Self

    import pyarrow as pa

    from posture_cv.batch.entries import Entry
    from posture_cv.batch.shards import Shard
    from posture_cv.wiring import Assessor

_TRIES = 2
_LOST_IN_A_ROW = 3
"""So many photos one after the other that end their process, each alone, are no photos' fault."""


class Crew(AbstractContextManager["Crew"]):
    """So many processes, kept busy with shards.

    A process that dies takes the others' work with it; their photos are then looked at one by one, and one that ends its process twice when
    it is alone is refused. Nothing is left running when the one who started them is killed.
    """

    def __init__(self, workers: int, passes: int, language: str) -> None:
        self._workers = workers
        self._passes = passes
        self._language = language
        self._lost_in_a_row = 0
        self._begun: dict[Future[bytes], Shard] = {}
        # spawned: a copy of a process in which a detector ran would hang
        self._context = multiprocessing.get_context("spawn")
        self._enough = self._context.Event()
        self._pool = self._new_pool()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, *exc: object) -> None:
        """Let go of the processes: each ends with the photo it is at."""
        self._enough.set()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def work_through(self, shards: Iterator[Shard]) -> Iterator[tuple[Shard, bytes]]:
        """Look at shards as they come and give each with its rows, as the content of a parquet file, in the order in which they are ready.

        Raises
        ------
        BatchError
            If processes die whatever they look at.
        """
        for shard in shards:
            self._begin(shard)
            # one more than there are workers: nobody waits for work
            while len(self._begun) > self._workers:
                yield from self._ended()
        while self._begun:
            yield from self._ended()

    def _begin(self, shard: Shard) -> None:
        self._begun[self._pool.submit(_look_at, shard.entries, self._passes, self._language)] = shard

    def _ended(self) -> Iterator[tuple[Shard, bytes]]:
        ready, _ = wait(self._begun, return_when=FIRST_COMPLETED)
        for future in ready:
            if future.exception() is None:
                yield self._begun.pop(future), future.result()
        if any(future in self._begun for future in ready):
            unfinished = list(self._begun.values())
            self._begun.clear()
            for shard in unfinished:
                yield shard, self._one_by_one(shard)

    def _one_by_one(self, shard: Shard) -> bytes:
        self._pool = self._new_pool()
        return _joined([self._alone(entry) for entry in shard.entries])

    def _alone(self, entry: Entry) -> bytes:
        for _ in range(_TRIES):
            future = self._pool.submit(_look_at, (entry,), self._passes, self._language)
            if future.exception() is None:
                self._lost_in_a_row = 0
                return future.result()
            self._pool = self._new_pool()
        self._lost_in_a_row += 1
        if self._lost_in_a_row == _LOST_IN_A_ROW:
            raise BatchError(message("batch.workers_die"), message("batch.workers_die.remedy"))
        return _as_parquet(
            as_table([refused(entry, message("batch.photo_lost"), message("batch.photo_lost.remedy"), words_in(self._language).say)])
        )

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._workers, mp_context=self._context, initializer=_begin_process, initargs=(self._workers, self._enough)
        )


_enough: Event | None = None


def _begin_process(workers: int, enough: Event) -> None:
    global _enough  # noqa: PLW0603 - the pool hands nothing else to its tasks
    _enough = enough
    # an interruption reaches every process; the one who started this one says when to end
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if workers > 1:
        import cv2

        cv2.setNumThreads(1)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for_end([parent.sentinel])
        os._exit(1)


@cache
def _assessor(passes: int) -> Assessor:
    from posture_cv.wiring import Assessor

    return Assessor(passes=passes)


def _look_at(entries: tuple[Entry, ...], passes: int, language: str) -> bytes:
    assessor, say = _assessor(passes), words_in(language).say
    rows = []
    for entry in entries:
        if _enough is not None and _enough.is_set():
            break
        rows += rows_of(entry, assessor, say)
    return _as_parquet(as_table(rows))


def _joined(files: list[bytes]) -> bytes:
    import pyarrow as pa
    from pyarrow import parquet

    return _as_parquet(pa.concat_tables(parquet.read_table(BytesIO(file)) for file in files))


def _as_parquet(table: pa.Table) -> bytes:
    from pyarrow import parquet

    content = BytesIO()
    parquet.write_table(table, content)
    return content.getvalue()
