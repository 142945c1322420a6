"""A batch of real photos: every photo a row for each measure, in order, whatever happens on the way."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from posture_cv.assets.samples import samples
from posture_cv.batch import Entry, Share, assess_batch, in_folder
from posture_cv.batch.shards import folder_of
from posture_cv.domain.errors import ArgumentError, BatchError
from posture_cv.wiring import Assessor

SAMPLES = {sample.path.name: sample.path for sample in samples()}
PHOTOS = ("client_before_left.jpg", "client_before_front.jpg", "client_after_left.jpg")
NO_PHOTO = "between.jpg"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three photos, and between them, by name, a file that is none."""
    folder = tmp_path_factory.mktemp("photos")
    for number, name in enumerate(PHOTOS):
        shutil.copy(SAMPLES[name], folder / f"{number}.jpg")
    (folder / f"0{NO_PHOTO}").write_bytes(b"no photo at all")
    return folder


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> pa.Table:
    out = tmp_path_factory.mktemp("undisturbed") / "results.parquet"
    assess_batch(in_folder(folder), out, passes=1, photos_in_a_shard=3)
    assert not folder_of(out).exists()
    return parquet.read_table(out)


def test_a_table_holds_what_each_photo_gives_alone(folder: Path, undisturbed: pa.Table) -> None:
    rows = undisturbed.to_pylist()
    assert list(dict.fromkeys(row["photo"] for row in rows)) == ["0.jpg", f"0{NO_PHOTO}", "1.jpg", "2.jpg"]
    with Assessor(passes=1) as assessor:
        alone = assessor.conclude([assessor.observe(assessor.read(folder / "0.jpg"))])
    of_first = {row["measure"]: row for row in rows if row["photo"] == "0.jpg"}
    for measurement in alone.measurements:
        row = of_first[measurement.name]
        assert (row["kind"], row["unit"], row["view"]) == ("measured", measurement.unit, "left")
        assert (row["value"], row["lower"], row["upper"]) == (measurement.value, measurement.interval.lower, measurement.interval.upper)
    assert len(of_first) == len(alone.measurements) + len(alone.not_measured)


def test_a_file_that_is_no_photo_is_a_row_that_says_so(undisturbed: pa.Table) -> None:
    (row,) = (row for row in undisturbed.to_pylist() if row["photo"] == f"0{NO_PHOTO}")
    assert (row["kind"], row["value"]) == ("refused", None)
    assert row["reason"].startswith("file.") or row["reason"].startswith("photo.")
    assert row["reason_text"]
    assert row["remedy_text"]


def test_workers_and_parts_change_nothing_and_a_killed_worker_costs_nothing(folder: Path, undisturbed: pa.Table, tmp_path: Path) -> None:
    out, killed = tmp_path / "results.parquet", []

    def kill_one(_: int) -> None:
        if not killed:
            killed.append(multiprocessing.active_children()[0].pid)
            os.kill(killed[0], signal.SIGKILL)

    summary = assess_batch(in_folder(folder), out, workers=2, passes=1, photos_in_a_shard=1, looked_at=kill_one)
    assert killed
    assert summary is not None
    assert (summary.photos, summary.measured, summary.rows) == (4, 3, undisturbed.num_rows)
    assert parquet.read_table(out).equals(undisturbed)


def test_shares_made_apart_are_joined_without_another_look(folder: Path, undisturbed: pa.Table, tmp_path: Path) -> None:
    out = tmp_path / "results.parquet"
    for number in (1, 2):
        assert assess_batch(in_folder(folder), out, passes=1, photos_in_a_shard=1, share=Share(number, 2)) is None
    assert not out.exists()
    assert len(list(folder_of(out).rglob("*.parquet"))) == 4
    looking: list[multiprocessing.process.BaseProcess] = []
    assess_batch(
        in_folder(folder), out, passes=1, photos_in_a_shard=1, looked_at=lambda _: looking.extend(multiprocessing.active_children())
    )
    assert parquet.read_table(out).equals(undisturbed)
    assert looking == []


@dataclass(frozen=True)
class Deadly(os.PathLike[str]):
    """A path that ends the process which opens it, as a decoder that crashes does, but for the one that runs the tests."""

    name: str

    def __fspath__(self) -> str:
        if multiprocessing.parent_process() is not None:
            os._exit(3)
        return self.name


def test_a_photo_that_ends_its_process_is_refused_and_the_others_are_measured(folder: Path, undisturbed: pa.Table, tmp_path: Path) -> None:
    entries = [replace(entry, path=Deadly(entry.path)) if NO_PHOTO in entry.name else entry for entry in in_folder(folder)]
    out = tmp_path / "results.parquet"
    assess_batch(entries, out, passes=1, photos_in_a_shard=2)
    rows = parquet.read_table(out).to_pylist()
    (lost,) = (row for row in rows if row["kind"] == "refused")
    assert (lost["photo"], lost["reason"]) == (f"0{NO_PHOTO}", "batch.photo_lost")
    others = [row for row in undisturbed.to_pylist() if row["kind"] != "refused"]
    assert [row for row in rows if row["kind"] != "refused"] == others


def test_workers_that_die_whatever_they_look_at_end_the_batch(tmp_path: Path) -> None:
    entries = [Entry(name=f"{number}.jpg", path=Deadly(f"{number}.jpg")) for number in range(4)]
    with pytest.raises(BatchError, match="fewer workers"):
        assess_batch(entries, tmp_path / "results.csv", passes=1, photos_in_a_shard=1)


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"passes": 0}, {"photos_in_a_shard": 0}])
def test_less_than_one_of_anything_is_refused(tmp_path: Path, wrong: dict[str, int]) -> None:
    with pytest.raises(ArgumentError, match="from 1 on"):
        assess_batch([], tmp_path / "results.csv", **wrong)


def test_a_killed_batch_leaves_nobody_running_and_goes_on(folder: Path, undisturbed: pa.Table, tmp_path: Path) -> None:
    out = tmp_path / "results.parquet"
    script = (
        "from pathlib import Path; from posture_cv.batch import assess_batch, in_folder\n"
        "if __name__ == '__main__':\n"
        f"    assess_batch(in_folder(Path({str(folder)!r})), Path({str(out)!r}), passes=1, photos_in_a_shard=1)\n"
    )
    program = tmp_path / "program.py"
    program.write_text(script)
    process = subprocess.Popen([sys.executable, str(program)], stderr=subprocess.DEVNULL, start_new_session=True)
    while not list(folder_of(out).rglob("*.parquet")):
        assert process.poll() is None
        time.sleep(0.02)
    process.kill()
    process.wait()
    while _alive_in_group(process.pid):
        time.sleep(0.02)
    kept = len(list(folder_of(out).rglob("*.parquet")))
    counted: list[int] = []
    assess_batch(in_folder(folder), out, passes=1, photos_in_a_shard=1, looked_at=counted.append)
    assert parquet.read_table(out).equals(undisturbed)
    assert sum(counted) == 4
    assert kept >= 1


def _alive_in_group(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
