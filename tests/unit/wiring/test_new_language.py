"""A new language is one folder: made by a command, listed at once, read in English until it is filled in, and found unfinished."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

import posture_cv
from posture_cv.wiring import new_language
from posture_cv.words import LANGUAGES
from posture_cv.words.catalogue import catalogue

PACKAGE = Path(posture_cv.__file__).parent
ROOT = PACKAGE.parent


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """The program in a folder of its own, all of it links but the words."""
    package = tmp_path / "posture_cv"
    package.mkdir()
    for held in PACKAGE.iterdir():
        if held.name not in ("words", "__pycache__"):
            (package / held.name).symlink_to(held)
    shutil.copytree(PACKAGE / "words", package / "words", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("models", "sample_images", "tests", "pyproject.toml"):
        (tmp_path / name).symlink_to(ROOT / name)
    return tmp_path


def python(elsewhere: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(elsewhere), "COLUMNS": "200", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, cwd=elsewhere, stdin=subprocess.DEVNULL)


def said(elsewhere: Path, statement: str) -> str:
    answer = python(elsewhere, "-c", f"from posture_cv.words import LANGUAGES, Words; print({statement})")
    assert answer.returncode == 0, answer.stderr
    return answer.stdout.strip()


# French has a form of its own for whole millions
def test_a_new_language_is_listed_spoken_and_found_unfinished(elsewhere: Path) -> None:
    made = python(elsewhere, "-m", "posture_cv.wiring.new_language", "fr")
    assert (made.returncode, made.stderr) == (0, "")
    folder = elsewhere / "posture_cv" / "words" / "locale" / "fr"
    assert {file.stem for file in folder.iterdir()} == {file.stem for file in (folder.parent / "es").iterdir()}
    assert said(elsewhere, "LANGUAGES") == str((*LANGUAGES, "fr"))
    assert said(elsewhere, "Words('fr', {}).text('app.stickers.found', count=2)").startswith("2 stickers found")

    fill_in(folder / "cli.po", {"cli.cards.measure": "Mesures"})
    fill_in(folder / "app.po", {"app.stickers.found": ("{count} pastille", "{count} de pastilles", "{count} pastilles")})
    assert said(elsewhere, "[Words('fr', {}).text('app.stickers.found', count=n) for n in (0, 1, 2)]") == str(
        ["0 pastille", "1 pastille", "2 pastilles"]
    )
    listed = python(elsewhere, "-c", "from posture_cv.cli import main; main()", "--language", "fr", "explain")
    assert "Mesures" in listed.stdout, listed.stderr
    assert "Craniovertebral angle" in listed.stdout

    check = ("tests/unit/words/test_catalogues.py", "-k", "every_text and fr")
    judged = python(elsewhere, "-m", "pytest", "-q", "-p", "no:cacheprovider", *check)
    assert judged.returncode == 1, judged.stdout + judged.stderr
    assert "is not translated" in judged.stdout


def fill_in(file: Path, texts: dict[str, str | tuple[str, ...]]) -> None:
    """Translate these entries, as a translator's tool would."""
    with file.open("rb") as stream:
        entries = read_po(stream)
    for entry in entries:
        if entry.context in texts:
            entry.string = texts[entry.context]
    with file.open("wb") as stream:
        write_po(stream, entries)


def test_every_text_is_there_to_be_filled_in(tmp_path: Path) -> None:
    """Arabic has six forms of what is counted; each of them is a line of its own."""
    keys: set[str] = set()
    forms: set[int] = set()
    for file in new_language.write_language("ar", tmp_path / "ar"):
        with file.open("rb") as stream:
            for entry in read_po(stream, locale="ar"):
                keys |= {entry.context} if entry.id else set()
                forms |= {len(entry.string)} if isinstance(entry.string, tuple) else set()
    assert keys == set(catalogue("es").entries)
    assert forms == {6}


@pytest.mark.parametrize(("language", "told"), [("xx", "unknown locale 'xx'"), ("es", "es"), ("../es", "expected")])
def test_a_language_that_is_there_or_cannot_be_is_refused(language: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert new_language.main([language]) == 1
    assert told in capsys.readouterr().err
