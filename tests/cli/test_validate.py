"""``posture-cv validate`` as a user types it."""

import json
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner, Result

import posture_cv.validation
from posture_cv.cli.commands import app
from posture_cv.validation import load_pictures, quick_part


def run(*arguments: str, columns: int = 120) -> Result:
    return CliRunner().invoke(app, ["validate", *arguments], env={"COLUMNS": str(columns), "NO_COLOR": "1"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("validation")


@pytest.fixture(scope="module")
def quick(folder: Path) -> Result:
    """One quick validation, with every output."""
    result = run("--quick", "--json", str(folder / "v.json"), "--report", str(folder / "v.pdf"))
    assert result.exit_code == 0, result.output
    return result


@pytest.fixture(scope="module")
def data(quick: Result, folder: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((folder / "v.json").read_text(encoding="utf-8"))
    return loaded


def test_table_shows_ours_and_the_naive_proxies(quick: Result) -> None:
    for words in (
        "Craniovertebral angle, degrees",
        "naive proxy",
        "naive, calibrated",
        "LoA",
        "ICC",
        "MDC",
        "Rendered people, not patients",
    ):
        assert words in quick.stdout


def test_json_holds_every_picture_and_statistic(data: dict[str, Any]) -> None:
    assert data["pictures"] == len(quick_part(load_pictures()))
    row = next(r for r in data["agreement"] if (r["measure"], r["condition"], r["method"]) == ("trunk_lean", "all", "posture_cv"))
    assert row["measured"] > 0
    assert {"bias", "mae", "rmse", "r2", "limits", "icc", "coverage", "mean_width", "change"} <= row.keys()
    assert {r["method"] for r in data["agreement"]} == {"posture_cv", "naive proxy", "naive, calibrated"}


def test_report_is_a_pdf_of_the_same_run(data: dict[str, Any], folder: Path) -> None:
    text = PdfReader(folder / "v.pdf").pages[0].extract_text()
    assert "Validation on rendered people" in text
    assert str(data["pictures"]) in text


def test_json_alone_is_on_standard_output(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posture_cv.validation, "load_pictures", lambda: load_pictures()[:1])
    result = run("--json", "-")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)["pictures"] == 1


def test_narrow_terminal_gets_fewer_columns_and_no_cut_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posture_cv.validation, "load_pictures", lambda: load_pictures()[:1])
    result = run(columns=80)
    assert result.exit_code == 0, result.output
    assert "LoA" not in [word.strip() for word in result.stdout.split("Craniovertebral angle, degrees")[1].split()]
    assert "…" not in result.stdout


def test_missing_set_ends_in_plain_words(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(posture_cv.validation, "load_pictures", lambda: load_pictures(tmp_path))
    result = run()
    assert result.exit_code == 3
    assert "validation pictures are missing or damaged" in result.stderr
    assert "Reinstall" in result.stderr


@pytest.fixture(scope="module")
def own(folder: Path) -> Path:
    """Two packaged pictures as a laboratory's own, their angles in a table; a third that is no photo."""
    pictures = [picture for picture in load_pictures() if picture.view.is_lateral][:2]
    rows = [f"{p.path.name},{p.view},craniovertebral_angle,{p.truth['craniovertebral_angle']}" for p in pictures]
    photos = folder / "photos"
    photos.mkdir()
    for picture in pictures:
        (photos / picture.path.name).write_bytes(picture.path.read_bytes())
    (photos / "torn.jpg").write_bytes(b"torn")
    table = photos / "truth.csv"
    table.write_text("\n".join(["photo,view,measure,value", *rows, "torn.jpg,left,craniovertebral_angle,50"]), encoding="utf-8")
    return photos


def test_own_photos_are_measured_against_a_table_and_joined_with_anothers(own: Path) -> None:
    shared = own / "lab.json"
    result = run("--photos", str(own), "--truth", str(own / "truth.csv"), "--json", str(shared))
    assert result.exit_code == 0, result.output
    assert "3 people of your own, 3 photos" in result.stdout
    assert "Rendered people" not in result.stdout
    line = json.loads(shared.read_text(encoding="utf-8"))["agreement"][0]
    assert (line["pictures"], line["measured"]) == (3, 2)
    both = run("--join", str(shared), "--join", str(shared), "--json", "-")
    assert both.exit_code == 0, both.output
    data = json.loads(both.stdout)
    assert (data["laboratories"], data["pictures"], data["agreement"][0]["measured"]) == (2, 6, 4)
    assert data["agreement"][0]["mae"] == line["mae"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--photos", "."], "--photos and --truth go together"),
        (["--quick", "--join", "x.json"], "Choose one of"),
        (["--join", "nothing.json"], "There is no file"),
    ],
)
def test_what_does_not_go_together_is_said(arguments: list[str], said: str) -> None:
    result = run(*arguments)
    assert result.exit_code != 0
    assert said in " ".join(result.stderr.split())
