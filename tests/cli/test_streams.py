"""Terminals, pipes and disks as they are: no file is lost to them, and nobody sees a traceback."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from posture_cv.assets.samples import samples
from posture_cv.cli.streams import Shortfall

LEFT = next(str(sample.path) for sample in samples() if sample.path.name == "left_2.jpg")
PROGRAM = [sys.executable, "-c", "from posture_cv.cli import main; main()"]
BASH = "/bin/bash"

pytestmark = pytest.mark.skipif(not Path(BASH).exists(), reason="needs a shell that redirects")


def in_shell(line: str, folder: Path, **surroundings: str) -> subprocess.CompletedProcess[bytes]:
    """Run a line of shell in which ``posture-cv`` is this program."""
    function = f'posture-cv() {{ "{PROGRAM[0]}" -c "{PROGRAM[2]}" "$@"; }}\nset -o pipefail\n'
    environment = {**os.environ, "COLUMNS": "80", **surroundings}
    return subprocess.run([BASH, "-c", function + line], cwd=folder, env=environment, capture_output=True, check=False)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        pytest.param("posture-cv muscles --map m.svg | head -1", 0, id="a reader who leaves"),
        pytest.param("posture-cv muscles --map m.svg > /dev/full", 9, id="a full disk"),
        pytest.param("posture-cv muscles --map m.svg > /dev/null 2> /dev/full", 0, id="messages to a full disk"),
        pytest.param("posture-cv muscles --map m.svg >&-", 0, id="standard output closed"),
        pytest.param("posture-cv muscles --map m.svg >&- 2>&- <&-", 0, id="everything closed"),
        pytest.param("PYTHONIOENCODING=ascii posture-cv muscles --map m.svg", 0, id="a terminal of ASCII"),
        pytest.param("PYTHONIOENCODING=cp1252 posture-cv muscles --map m.svg", 0, id="a Western terminal"),
        pytest.param("LC_ALL=C PYTHONUTF8=0 PYTHONCOERCECLOCALE=0 posture-cv muscles --map m.svg", 0, id="no language set"),
    ],
)
def test_the_map_is_saved_whatever_becomes_of_the_words(tmp_path: Path, line: str, code: int) -> None:
    done = in_shell(line, tmp_path)
    assert done.returncode == code, done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception ignored" not in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["m.svg"]
    assert (tmp_path / "m.svg").read_bytes().rstrip().endswith(b"</svg>")
    if code:
        assert b"could not be printed" in done.stderr


def test_an_assessment_whose_reader_leaves_is_saved(tmp_path: Path) -> None:
    done = in_shell(f"posture-cv assess '{LEFT}' --report r.pdf --json r.json | head -1", tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().startswith("left side, standing")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["r.json", "r.pdf"]


def test_data_are_utf_8_whatever_the_terminal(tmp_path: Path) -> None:
    line = f'"{sys.executable}" -c "from posture_cv.cli.console import write_result; write_result(chr(0x738b) + chr(0xb0))"'
    done = in_shell(line, tmp_path, PYTHONIOENCODING="ascii")
    assert done.stdout == b"\xe7\x8e\x8b\xc2\xb0\n", done.stderr


def test_a_file_in_any_script_is_saved_and_named(tmp_path: Path) -> None:
    name = "\u738b\u00e9.svg"
    done = in_shell(f"posture-cv muscles iliopsoas --map '{name}'", tmp_path, PYTHONIOENCODING="cp1252")
    assert (tmp_path / name).exists()
    said = " ".join(done.stderr.decode("cp1252").split())
    assert "Wrote [U+738B]\u00e9.svg" in said
    assert "This terminal lacks some letters" in said


def test_a_name_that_is_no_text_is_saved_and_named(tmp_path: Path) -> None:
    done = in_shell("posture-cv muscles iliopsoas --map $'m\\351\\e[31m.svg'", tmp_path, PYTHONIOENCODING="utf-8")
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.iterdir())) == 1
    assert b"\x1b[31m" not in done.stderr
    assert "Wrote m\ufffd[31m.svg" in done.stderr.decode()


@pytest.mark.parametrize(
    "options",
    [
        "--view '[/x]'",
        "--mark '[/x]'",
        "--mark '[/x]=1,2'",
        "--known-length '[/x]=1'",
        "--person '[/x]'",
        "--language '[/x]'",
        "--red-flag '[/x]'",
        "--report '[/x]/r.pdf'",
        "'--[/x]'",
    ],
)
def test_markup_in_options_is_text(tmp_path: Path, options: str) -> None:
    done = in_shell(f"posture-cv assess '{LEFT}' {options}", tmp_path)
    assert done.returncode in (2, 6, 8, 9), done.stderr
    assert b"Traceback" not in done.stderr


def test_markup_in_a_file_name_is_text(tmp_path: Path) -> None:
    done = in_shell("posture-cv muscles iliopsoas --map '[bold]:smile:.svg'", tmp_path)
    assert done.stderr.decode() == "Wrote [bold]:smile:.svg\n"
    assert [path.name for path in tmp_path.iterdir()] == ["[bold]:smile:.svg"]


def test_letters_are_replaced_by_plain_ones_and_counted() -> None:
    shortfall = Shortfall()
    error = UnicodeEncodeError("ascii", "47\u00b0 \u00b1 5", 2, 3, "no such letter")
    assert shortfall(error) == (" deg", 3)
    assert not shortfall.replaced
    assert shortfall(UnicodeEncodeError("ascii", "\u00e9\u738b", 0, 2, "no such letter")) == ("e[U+738B]", 2)
    assert shortfall.replaced
    with pytest.raises(UnicodeDecodeError, match="bad"):
        shortfall(UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad"))


def test_the_result_goes_where_a_test_or_a_notebook_listens(monkeypatch: pytest.MonkeyPatch) -> None:
    from posture_cv.cli.console import write_result

    heard = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    monkeypatch.setattr(sys, "stdout", heard)
    write_result("\u738b")
    assert heard.buffer.getvalue() == "\u738b\n".encode()  # type: ignore[attr-defined]
