"""Visits kept and shown at the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from posture_cv.assets.samples import samples
from posture_cv.cli.commands import app

SAMPLES = {sample.path.name: sample.path for sample in samples()}
LEFT = str(SAMPLES["client_before_left.jpg"])
PASSPHRASE = {"POSTURE_CV_PASSPHRASE": "four words apart"}
ASKED = ("--mark", "asis=300,480", "--plan", "60", "--approach", "european", "--client", "Avery Example")


def timeless(printed: str) -> str:
    """What was printed, without when."""
    return re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "now", printed)


def run(*arguments: str, env: dict[str, str] | None = PASSPHRASE) -> Result:
    return CliRunner().invoke(app, [*arguments], env=env)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result, dict[str, object]]:
    """A visit saved, what was printed meanwhile, and its data."""
    folder = tmp_path_factory.mktemp("visit")
    file, data = folder / "client.visit", folder / "client.json"
    result = run("assess", LEFT, *ASKED, "--save-visit", str(file), "--json", str(data))
    assert result.exit_code == 0, result.output
    return file, result, json.loads(data.read_text())


def test_a_saved_visit_prints_what_was_printed(saved: tuple[Path, Result, dict[str, object]]) -> None:
    file, first, _ = saved
    again = run("visit", "show", str(file))
    assert again.exit_code == 0, again.output
    assert "A session of 60 minutes to consider" in first.stdout
    assert timeless(again.stdout) == timeless(first.stdout)


def test_its_data_and_its_report_are_the_same(saved: tuple[Path, Result, dict[str, object]], tmp_path: Path) -> None:
    file, _, first = saved
    report = tmp_path / "report.pdf"
    again = json.loads(run("visit", "show", str(file), "--json", "-", "--report", str(report)).stdout)
    for data in (first, again):
        assert data["worksheet"]["minutes"] == 60  # type: ignore[index]
        del data["provenance"]["created_at"]  # type: ignore[attr-defined]
        for point in data["landmarks"]:  # type: ignore[attr-defined]
            if point["correction"]:
                del point["correction"]["at"]
    assert again == first
    assert report.read_bytes().startswith(b"%PDF")


def test_the_data_of_an_assessment_still_open(saved: tuple[Path, Result, dict[str, object]], tmp_path: Path) -> None:
    file, first, _ = saved
    again = run("visit", "show", str(file.with_suffix(".json")))
    assert timeless(again.stdout) == timeless(first.stdout)
    refused = run("visit", "show", str(file.with_suffix(".json")), "--report", str(tmp_path / "report.pdf"))
    assert refused.exit_code == 10
    assert "without its photos" in refused.stderr


def test_the_passphrase_comes_from_a_file_or_a_variable_and_never_silently(
    saved: tuple[Path, Result, dict[str, object]], tmp_path: Path
) -> None:
    file, first, _ = saved
    written = tmp_path / "passphrase.txt"
    written.write_text("four words apart\nsomething else\n")
    opened = run("visit", "show", str(file), "--passphrase-file", str(written), env=None)
    assert timeless(opened.stdout) == timeless(first.stdout)
    written.write_text("other words apart")
    wrong = run("visit", "show", str(file), "--passphrase-file", str(written))
    assert (wrong.exit_code, wrong.stdout) == (10, "")
    assert "The passphrase does not open this file." in wrong.stderr
    unasked = run("visit", "show", str(file), env=None)
    assert unasked.exit_code == 10
    assert "POSTURE_CV_PASSPHRASE" in unasked.stderr
    nothing = run("visit", "show", str(file), "--passphrase-file", str(tmp_path / "nothing.txt"))
    assert "There is no file at this place." in nothing.stderr


def test_nothing_is_saved_under_a_passphrase_too_short(tmp_path: Path) -> None:
    file = tmp_path / "client.visit"
    refused = run("assess", LEFT, "--save-visit", str(file), env={"POSTURE_CV_PASSPHRASE": "short"})
    assert refused.exit_code == 10
    assert "fewer than 8 letters" in refused.stderr
    assert not file.exists()


def test_a_visit_is_not_saved_over_its_photo_nor_read_from_anything(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(SAMPLES["client_before_left.jpg"].read_bytes())
    assert "--save-visit would overwrite the photo." in run("assess", str(photo), "--save-visit", str(photo)).stderr
    strange = run("visit", "show", str(photo))
    assert strange.exit_code == 10
    assert "no visit file" in strange.stderr


def test_one_photo_given_twice_is_refused() -> None:
    twice = run("assess", LEFT, LEFT)
    assert twice.exit_code == 3
    assert "Photo 2 of 2:" in twice.stderr
    assert "The same photo is given twice." in twice.stderr
