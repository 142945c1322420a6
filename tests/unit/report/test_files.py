from __future__ import annotations

import errno
import json
import os
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from posture_cv.codecs.assessment import from_dict
from posture_cv.domain.errors import ReportError
from posture_cv.report import to_json, write_bytes

if TYPE_CHECKING:
    from conftest import Visits


def test_json_is_readable_and_reads_back(visits: Visits) -> None:
    visit = visits.full()
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
