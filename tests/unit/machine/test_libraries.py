"""What this computer lacks, and the part of the program that works before anything is installed."""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import asdict
from pathlib import Path

import pytest

import posture_cv.machine
from posture_cv.machine import __main__ as entry
from posture_cv.machine import libraries, lines
from posture_cv.wiring import words_in
from posture_cv.words import PSEUDO
from tests.unmarked import unmarked

ROOM = Path(posture_cv.machine.__file__).parent


def test_the_room_imports_nothing_that_has_to_be_installed() -> None:
    imported = set()
    for file in [*ROOM.glob("*.py"), ROOM.parent / "__init__.py"]:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:  # what stands in functions is imported later, if ever
            if isinstance(node, ast.Import):
                imported |= {alias.name.partition(".")[0] for alias in node.names}
            if isinstance(node, ast.ImportFrom):
                imported.add(str(node.module).partition(".")[0])
    assert imported - sys.stdlib_module_names == {"posture_cv"}


def test_a_library_that_is_not_there_is_missing_and_one_that_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    absent = libraries.Need("libnobody-ever-made-this.so.1", "OpenCV", {"apt-get": "libnobody1"})
    present = libraries.Need("libc.so.6", "OpenCV", {"apt-get": "libc6"})
    monkeypatch.setattr(libraries, "SHARED_LIBRARIES", (absent, present))
    monkeypatch.setattr(libraries.platform, "system", lambda: "Linux")
    assert libraries.missing() == [absent]
    monkeypatch.setattr(libraries.platform, "system", lambda: "Darwin")
    assert libraries.missing() == []


def test_a_root_that_shows_no_processors_lacks_what_shows_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "SHARED_LIBRARIES", ())
    monkeypatch.setattr(libraries.platform, "system", lambda: "Linux")
    monkeypatch.setattr(libraries, "_SHOWN_IN", {"/sys": tmp_path / "possible", "/proc": tmp_path / "cpuinfo"})
    assert [need.what for need in libraries.missing()] == ["/sys", "/proc"]
    (tmp_path / "possible").touch()
    assert [need.command for need in libraries.missing()] == [("mount", "-t", "proc", "proc", "/proc")]
    (tmp_path / "cpuinfo").touch()
    assert libraries.missing() == []


def test_what_makes_environments_is_asked_for_before_installing_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libraries, "SHARED_LIBRARIES", ())
    monkeypatch.setattr(libraries, "ENVIRONMENTS", "a_module_nobody_wrote")
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3.13")
    assert libraries.missing() == []
    assert [need.packages for need in libraries.missing(to_install=True)] == [{"apt-get": "python3.13-venv"}]


def test_a_complete_computer_is_told_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(libraries, "SHARED_LIBRARIES", ())
    assert entry.main([]) == 0
    assert capsys.readouterr().out == "This computer lacks nothing that posture_cv needs.\n"


def test_an_old_python_is_told_so(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(entry, "OLDEST_PYTHON", (9, 0))
    assert entry.main([]) == 1
    assert "is too old: posture_cv needs" in capsys.readouterr().out


@pytest.mark.parametrize("language", ["es", PSEUDO])
def test_what_it_says_is_in_the_language_asked_for(
    language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    absent = libraries.Need("libnobody-ever-made-this.so.1", "OpenCV", {"apt-get": "libnobody1"})
    monkeypatch.setattr(libraries, "SHARED_LIBRARIES", (absent,))
    monkeypatch.setattr(libraries.platform, "system", lambda: "Linux")
    monkeypatch.setenv("POSTURE_CV_LANGUAGE", language)
    assert entry.main([]) == 1
    assert entry.main(["--help"]) == 0
    asked = capsys.readouterr().out
    monkeypatch.setattr(entry, "OLDEST_PYTHON", (9, 0))
    assert entry.main([]) == 1
    old = capsys.readouterr().out
    monkeypatch.setattr(entry, "OLDEST_PYTHON", (3, 11))
    monkeypatch.setattr(libraries, "SHARED_LIBRARIES", ())
    monkeypatch.delenv("POSTURE_CV_LANGUAGE")
    assert entry.main(["--language", language]) == 0
    complete = capsys.readouterr().out
    if language == PSEUDO:
        typed = re.compile(r"python3 -m posture_cv\.machine|--\w+|en\|es")
        assert unmarked(asked + old + complete, known=typed) == []
    else:
        assert "Faltan: libnobody-ever-made-this.so.1 (para OpenCV)" in asked
        assert "no preguntar" in asked
        assert "es demasiado antiguo: posture_cv necesita 9.0 o posterior." in old
        assert complete == "A este ordenador no le falta nada de lo que posture_cv necesita.\n"


def test_a_language_nobody_speaks_is_english(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(libraries, "SHARED_LIBRARIES", ())
    monkeypatch.setenv("POSTURE_CV_LANGUAGE", "xx")
    assert entry.main([]) == 0
    assert capsys.readouterr().out == "This computer lacks nothing that posture_cv needs.\n"


@pytest.mark.parametrize("language", ["en", "es", PSEUDO])
def test_the_lines_are_those_of_the_catalogue_however_it_is_broken(language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asdict(lines.lines_in(language)) == words_in(language).unfilled("install.")
    (tmp_path / "es").mkdir()
    (tmp_path / "install.pot").write_bytes((lines._LOCALE / "install.pot").read_bytes())
    broken = (lines._LOCALE / "es" / "install.po").read_text(encoding="utf-8").replace(" ordenador", '"\n" ordenador')
    (tmp_path / "es" / "install.po").write_text(broken, encoding="utf-8")
    monkeypatch.setattr(lines, "_LOCALE", tmp_path)
    assert asdict(lines.lines_in(language)) == words_in(language).unfilled("install.")
