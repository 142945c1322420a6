from __future__ import annotations

import errno
import json
import os
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_cv.codecs.assessment import from_dict
from posture_cv.domain.errors import ReportError
from posture_cv.report import to_json, try_place, write_bytes, write_files

if TYPE_CHECKING:
    from conftest import Visits


def test_json_is_readable_and_reads_back(visits: Visits) -> None:
    visit = replace(visits.full(), findings=())  # those made up for print rest on measures that are not taken
    text = to_json(visit)
    assert text.startswith('{\n  "schema_version"')
    assert text.endswith("}\n")
    assert from_dict(json.loads(text)) == visit


def test_a_file_is_written_whole(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    write_bytes(target, b"new" * 1000)
    assert target.read_bytes() == b"new" * 1000
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.pdf"]


def test_an_older_file_is_replaced(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old and longer")
    write_bytes(str(target), b"new")
    assert target.read_bytes() == b"new"


def test_a_link_is_followed(tmp_path: Path) -> None:
    real, link = tmp_path / "real.pdf", tmp_path / "link.pdf"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_bytes(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_a_pipe_is_written_to_directly(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    write_bytes(pipe, b"through")
    reader.join(timeout=5)
    assert received == [b"through"]
    assert pipe.is_fifo()


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match=r"The folder to save in does not exist\. Create it"):
        write_bytes(tmp_path / "absent" / "report.pdf", b"x")


def test_a_folder_of_that_name(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="that of a folder"):
        write_bytes(tmp_path, b"x")


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ReportError, match="is not a folder"):
        write_bytes(tmp_path / "file" / "report.pdf", b"x")


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="too long"):
        write_bytes(tmp_path / ("n" * 300), b"x")


@pytest.mark.parametrize(
    ("code", "words"),
    [
        pytest.param(errno.ENOSPC, "The disk is full", id="full disk"),
        pytest.param(errno.EACCES, "not permitted", id="no permission"),
        pytest.param(errno.EROFS, "only be read", id="read-only"),
        pytest.param(errno.EIO, "could not be written", id="anything else"),
    ],
)
def test_a_failing_disk_leaves_the_old_file_and_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"old")

    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ReportError, match=words):
        write_bytes(target, b"new")
    assert target.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["report.pdf"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_a_device_that_is_always_full() -> None:
    with pytest.raises(ReportError, match=r"The disk is full\. Free some space"):
        write_bytes("/dev/full", b"x" * 100_000)


def test_errors_name_no_path(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="does not exist") as caught:
        write_bytes(tmp_path / "Avery Example" / "report.pdf", b"x")
    assert "Avery" not in str(caught.value)
    assert str(tmp_path) not in str(caught.value)


def test_several_files_are_written_all_or_none(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"old")
    with pytest.raises(ReportError, match="does not exist"):
        write_files({tmp_path / "a.json": b"new", tmp_path / "b.png": b"new", tmp_path / "absent" / "r.pdf": b"new"})
    assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == {"a.json": b"old"}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs the device that is always full")
def test_a_full_device_keeps_the_other_files_as_they_were(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"old")
    with pytest.raises(ReportError, match="The disk is full"):
        write_files({tmp_path / "a.json": b"new", Path("/dev/full"): b"x" * 100_000})
    assert (tmp_path / "a.json").read_bytes() == b"old"


def test_a_part_left_by_a_kill_is_swept_at_the_next_save(tmp_path: Path) -> None:
    old, young, other = (tmp_path / name for name in (".posture_cv-0123456789abcdef.part", ".posture_cv-fedcba9876543210.part", "a.part"))
    for part in (old, young, other):
        part.write_bytes(b"Avery Example")
    an_hour_ago = young.stat().st_mtime - 3600.0
    for part in (old, other):
        os.utime(part, (an_hour_ago, an_hour_ago))
    write_bytes(tmp_path / "report.pdf", b"new")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([young.name, other.name, "report.pdf"])


def test_a_file_system_without_nameless_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    truly_open = os.open

    def refuse(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_TMPFILE == os.O_TMPFILE:
            raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))
        return truly_open(path, flags, mode)

    monkeypatch.setattr(os, "open", refuse)
    target = tmp_path / "report.pdf"
    for data in (b"first", b"second"):
        write_bytes(target, data)
        assert {entry.name: entry.read_bytes() for entry in tmp_path.iterdir()} == {"report.pdf": data}


def test_a_write_protected_file_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    target.write_bytes(b"signed")
    target.chmod(0o444)
    with pytest.raises(ReportError, match="not permitted"):
        write_bytes(target, b"new")
    assert target.read_bytes() == b"signed"


def test_a_circle_of_links(tmp_path: Path) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.symlink_to(other)
    other.symlink_to(one)
    with pytest.raises(ReportError, match="could not be written"):
        write_bytes(one, b"x")


def test_trying_a_place_leaves_nothing(tmp_path: Path) -> None:
    target = tmp_path / "report.pdf"
    try_place(target)
    assert list(tmp_path.iterdir()) == []
    target.write_bytes(b"old")
    try_place(target)
    assert [entry.read_bytes() for entry in tmp_path.iterdir()] == [b"old"]
    with pytest.raises(ReportError, match="does not exist"):
        try_place(tmp_path / "absent" / "report.pdf")
