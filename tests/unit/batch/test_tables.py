"""One table of results in each kind of file."""

import csv
import sqlite3
from pathlib import Path

import pytest
from pyarrow import parquet

from posture_cv.batch.rows import ResultRow, RowKind, as_table
from posture_cv.batch.tables import kind_of, writer
from posture_cv.domain.errors import BatchError

ROWS = (
    ResultRow(photo='a "1", b.jpg', kind=RowKind.MEASURED, measure="trunk_lean", value=-1.25, borderline=True),
    ResultRow(photo="\u6c49.jpg", kind=RowKind.REFUSED, reason="photo.dark", reason_text="Too dark."),
)


def written(path: Path) -> Path:
    with writer(path, kind_of(path)) as table:
        for row in ROWS:
            table.write(as_table([row]))
    return path


def test_parquet_gives_back_every_cell(tmp_path: Path) -> None:
    rows = parquet.read_table(written(tmp_path / "r.parquet")).to_pylist()
    assert [ResultRow(**row) for row in rows] == list(ROWS)


def test_csv_gives_back_every_cell_and_leaves_empty_what_is_not(tmp_path: Path) -> None:
    with written(tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["photo"], float(first["value"]), first["borderline"], first["reason"]) == ('a "1", b.jpg', -1.25, "true", "")
    assert (second["photo"], second["value"], second["reason_text"]) == ("\u6c49.jpg", "", "Too dark.")


def test_sqlite_gives_back_every_cell(tmp_path: Path) -> None:
    with sqlite3.connect(written(tmp_path / "r.sqlite")) as file:
        rows = file.execute("SELECT photo, value, borderline, reason FROM measures").fetchall()
    file.close()
    assert rows == [('a "1", b.jpg', -1.25, 1, None), ("\u6c49.jpg", None, None, "photo.dark")]


def test_another_kind_of_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BatchError, match=r"\.parquet, \.csv, \.sqlite"):
        kind_of(tmp_path / "r.xlsx")
