"""A photo by standard input."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from posture_cv.assets.samples import samples
from posture_cv.cli.photos import STANDARD_INPUT, named_photos
from posture_cv.domain.errors import PhotoUnreadable

SAMPLE = samples()[0].path
COMMAND = [sys.executable, "-c", "from posture_cv.cli import main; main()", "assess"]


def test_a_piped_photo_gives_the_same_as_its_file() -> None:
    by_file = subprocess.run([*COMMAND, SAMPLE], capture_output=True, check=True)
    by_pipe = subprocess.run([*COMMAND, "-"], input=SAMPLE.read_bytes(), capture_output=True, check=True)
    (*piped, said_when), (*named, _) = by_pipe.stdout.splitlines(), by_file.stdout.splitlines()
    assert said_when.startswith(b"Assessed 2")
    assert piped == named
    assert b"craniovertebral" in by_pipe.stdout.lower()


def test_files_stay_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a photo")))
    assert named_photos([SAMPLE, STANDARD_INPUT]) == [SAMPLE, b"a photo"]
    with pytest.raises(PhotoUnreadable, match="no file at this place"):
        named_photos([Path("./-/x")])


def test_two_photos_do_not_fit_into_one_stream() -> None:
    with pytest.raises(typer.BadParameter, match="Standard input holds one photo"):
        named_photos([STANDARD_INPUT, STANDARD_INPUT])


def test_a_terminal_or_nothing_at_all_on_standard_input_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = pty.openpty()
    with os.fdopen(ours), os.fdopen(theirs, encoding="utf-8") as terminal:
        for stdin in (None, terminal):
            monkeypatch.setattr(sys, "stdin", stdin)
            with pytest.raises(PhotoUnreadable, match=r"no photo on standard input.*Pipe one in"):
                named_photos([STANDARD_INPUT])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    with pytest.raises(PhotoUnreadable, match="file is empty"):
        named_photos([STANDARD_INPUT])
