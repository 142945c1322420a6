"""``posture-cv batch`` as a user types it."""

import csv
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from posture_cv.assets.samples import samples
from posture_cv.cli.commands import app

LEFT = next(sample.path for sample in samples() if sample.path.name == "client_before_left.jpg")


def run(*arguments: str, columns: int = 100) -> Result:
    return CliRunner().invoke(app, ["batch", *arguments], env={"COLUMNS": str(columns), "NO_COLOR": "1"})


def test_a_manifest_becomes_a_table_and_its_figures_are_printed(tmp_path: Path) -> None:
    shutil.copy(LEFT, tmp_path / "a.jpg")
    (tmp_path / "manifest.csv").write_text("photo,view,sex,age\na.jpg,left,female,30\na.jpg,front,,\nmissing.jpg,,,\n")
    result = run(str(tmp_path / "manifest.csv"), "--out", str(tmp_path / "r.csv"), "--passes", "1")
    assert result.exit_code == 0, result.output
    assert "1 of 3 photos measured" in result.stdout
    assert "Craniovertebral angle" in result.stdout
    with (tmp_path / "r.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    refused = [row for row in rows if row["kind"] == "refused"]
    assert [row["photo"] for row in refused] == ["a.jpg", "missing.jpg"]
    assert all(row["reason_text"] and row["remedy_text"] for row in refused)
    for row in refused:
        assert row["reason_text"].split()[0] in result.stdout
    measured = {row["measure"]: row for row in rows if row["kind"] == "measured"}
    assert measured["craniovertebral_angle"]["unit"] == "deg"
    assert float(measured["craniovertebral_angle"]["lower"]) < float(measured["craniovertebral_angle"]["value"])
    assert "a.jpg" not in result.output


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["nowhere", "--out", "r.csv"], 15, "manifest cannot be read"),
        (["empty", "--out", "r.csv"], 15, "no photo in this folder"),
        (["empty", "--out", "r.xlsx"], 15, ".parquet, .csv, .sqlite"),
        (["empty", "--out", "missing/r.csv"], 9, "does not exist"),
        (["empty", "--out", "r.csv", "--share", "3/2"], 2, "2/10"),
        (["empty", "--out", "r.csv", "--workers", "0"], 2, "--workers"),
    ],
)
def test_what_cannot_be_begun_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    result = run(*arguments)
    assert result.exit_code == code, result.output
    assert says in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["empty"]


def test_an_interruption_keeps_what_was_done_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "photos").mkdir()
    for number in range(40):
        shutil.copy(LEFT, tmp_path / "photos" / f"{number:02}.jpg")
    # whoever runs tests in the background may have told them to ignore interruptions
    program = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from posture_cv.cli import main; main()"
    command = [sys.executable, "-c", program, "batch", str(tmp_path / "photos")]
    out = tmp_path / "r.parquet"
    process = subprocess.Popen([*command, "--out", str(out), "--passes", "1"], stderr=subprocess.PIPE, text=True, start_new_session=True)
    while not list(tmp_path.rglob("0*.parquet")):
        assert process.poll() is None
        time.sleep(0.05)
    # Ctrl+C in a terminal reaches every process of the command
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130
    assert "the same command goes on" in said
    assert "Traceback" not in said
    assert not out.exists()
    assert list(tmp_path.rglob("0*.parquet"))
