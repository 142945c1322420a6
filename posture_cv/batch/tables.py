"""The table of results as one file: Parquet, CSV or SQLite, written row group by row group."""

from __future__ import annotations

import os
import sqlite3
from abc import abstractmethod
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from posture_cv.batch.rows import schema
from posture_cv.domain.errors import BatchError
from posture_cv.domain.messages import message

if TYPE_CHECKING:
    import pyarrow as pa

TABLE = "measures"
"""Of the results in an SQLite file."""


class FileKind(StrEnum):
    """Kinds of file, by how the name ends."""

    PARQUET = ".parquet"
    CSV = ".csv"
    SQLITE = ".sqlite"


def kind_of(out: Path) -> FileKind:
    """The kind of file that a name asks for; raises BatchError where it is none of them."""
    for kind in FileKind:
        if out.suffix.lower() == kind:
            return kind
    raise BatchError(message("batch.other_file"), message("batch.other_file.remedy", endings=", ".join(FileKind)))


class TableWriter(AbstractContextManager["TableWriter"]):
    """A file that takes rows until it is closed."""

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    @abstractmethod
    def write(self, rows: pa.Table) -> None:
        """Append rows."""


def writer(path: Path, kind: FileKind) -> TableWriter:
    """A new file of results; one that is there is replaced."""
    path.unlink(missing_ok=True)
    return _WRITERS[kind](path)


class _ArrowWriter(TableWriter):
    """Parquet and CSV, which pyarrow writes alike."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, rows: pa.Table) -> None:
        self._file.write_table(rows)

    def __exit__(self, *exc: object) -> None:
        self._file.close()


class _SqliteWriter(TableWriter):
    def __init__(self, path: Path) -> None:
        import pyarrow as pa

        kinds = {pa.float64(): "REAL", pa.bool_(): "INTEGER"}
        columns = ", ".join(f"{column.name} {kinds.get(column.type, 'TEXT')}" for column in schema())
        self._insert = f"INSERT INTO {TABLE} VALUES ({', '.join('?' * len(schema()))})"  # noqa: S608 - a name of ours
        self._file = sqlite3.connect(path, isolation_level=None)
        self._file.execute("PRAGMA journal_mode = OFF")
        self._file.execute(f"CREATE TABLE {TABLE} ({columns})")
        self._file.execute("BEGIN")

    def write(self, rows: pa.Table) -> None:
        self._file.executemany(self._insert, zip(*(column.to_pylist() for column in rows.columns), strict=True))

    def __exit__(self, kind: type[BaseException] | None, *exc: object) -> None:
        if kind is None:
            self._file.execute("COMMIT")
        self._file.close()


def _parquet(path: Path) -> TableWriter:
    from pyarrow import parquet

    return _ArrowWriter(parquet.ParquetWriter(path, schema()))


def _csv(path: Path) -> TableWriter:
    from pyarrow import csv

    return _ArrowWriter(csv.CSVWriter(path, schema()))


_WRITERS = {FileKind.PARQUET: _parquet, FileKind.CSV: _csv, FileKind.SQLITE: _SqliteWriter}


def put_in_place(made: Path, out: Path) -> None:
    """Give a finished file its name in one step."""
    with made.open("rb+") as file:
        os.fsync(file.fileno())
    made.replace(out)
