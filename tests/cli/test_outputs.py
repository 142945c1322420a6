"""Outputs are settled before the first photo is looked at."""

import hashlib
import os
import shutil
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from posture_cv.assets.samples import samples
from posture_cv.cli import delivery, visits
from posture_cv.cli.commands import app
from posture_cv.cli.outputs import plan_outputs
from posture_cv.domain.errors import ReportError

LEFT = next(str(sample.path) for sample in samples() if sample.path.name == "left_2.jpg")


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "visit-1.jpg"
    shutil.copyfile(LEFT, path)
    return path


@pytest.mark.parametrize("option", ["--overlay", "--json", "--report"])
def test_a_photo_is_never_overwritten(photo: Path, option: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "observed", lambda *_: pytest.fail("a photo was looked at"))
    result = CliRunner().invoke(app, ["assess", str(photo), option, str(photo)])
    assert result.exit_code == 9
    assert f"{option} would overwrite the photo." in result.stderr
    assert photo.read_bytes() == Path(LEFT).read_bytes()


def test_numbered_overlays_spare_photos_of_the_same_names(photo: Path, tmp_path: Path) -> None:
    second = tmp_path / "visit-2.jpg"
    shutil.copyfile(LEFT, second)
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in (photo, second)}
    result = CliRunner().invoke(app, ["assess", str(photo), str(second), "--overlay", str(tmp_path / "visit.jpg")])
    assert result.exit_code == 9
    assert "--overlay would overwrite photo 1." in result.stderr
    assert {path: hashlib.sha256(path.read_bytes()).digest() for path in before} == before


def _by_symlink(target: Path) -> Path:
    link = target.with_name("link")
    link.symlink_to(target)
    return link


def _by_hard_link(target: Path) -> Path:
    link = target.with_name("link")
    link.hardlink_to(target)
    return link


def _by_other_spelling(target: Path) -> Path:
    return target.parent / "absent" / ".." / target.name


@pytest.mark.parametrize("disguised", [_by_symlink, _by_hard_link, _by_other_spelling])
def test_a_photo_is_known_by_any_name(photo: Path, disguised: object) -> None:
    assert callable(disguised)
    with pytest.raises(ReportError, match=r"--json would overwrite the photo\. Choose another name"):
        plan_outputs([("--json", disguised(photo))], [photo])


def test_two_outputs_of_one_name(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="--json and --report name the same file"):
        plan_outputs([("--json", tmp_path / "out"), ("--report", tmp_path / "." / "out")])


def test_two_outputs_through_a_link_to_a_file_that_is_not_there_yet(tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "out")
    with pytest.raises(ReportError, match="name the same file"):
        plan_outputs([("--json", tmp_path / "out"), ("--report", link)])


def test_two_outputs_through_a_link_to_their_folder(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    with pytest.raises(ReportError, match="name the same file"):
        plan_outputs([("--json", tmp_path / "folder" / "out"), ("--report", tmp_path / "link" / "out")])


def test_outputs_may_all_be_thrown_away() -> None:
    plan_outputs([("--json", Path(os.devnull)), ("--report", Path(os.devnull))])


def test_different_files_pass_and_nothing_is_made_yet(photo: Path, tmp_path: Path) -> None:
    plan_outputs([("--json", tmp_path / "a.json"), ("--report", tmp_path / "r.pdf"), ("--overlay", None)], [photo])
    assert list(tmp_path.iterdir()) == [photo]


def test_a_missing_folder_is_refused_before_any_work_and_nothing_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visits, "observed", lambda *_: pytest.fail("a photo was looked at"))
    result = CliRunner().invoke(app, ["assess", LEFT, "--json", str(tmp_path / "ok.json"), "--report", str(tmp_path / "no" / "r.pdf")])
    assert result.exit_code == 9
    assert "The folder to save in does not exist." in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that nobody may write to")
def test_a_read_only_folder() -> None:
    with pytest.raises(ReportError, match="Choose a folder of your own"):
        plan_outputs([("--json", Path("/proc/self/a.json"))])


def test_the_map_spares_the_photo_and_the_validation_its_own_files(photo: Path, tmp_path: Path) -> None:
    for command in (["muscles", "--photo", str(photo), "--map", str(photo)], ["validate", "--json", str(photo), "--report", str(photo)]):
        result = CliRunner().invoke(app, command)
        assert result.exit_code == 9, result.output
    assert photo.read_bytes() == Path(LEFT).read_bytes()


def test_files_of_a_command_are_saved_before_anything_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "_print", lambda *_, **__: (_ for _ in ()).throw(RuntimeError("the terminal is gone")))
    result = CliRunner().invoke(app, ["assess", LEFT, f"--json={tmp_path / 'a.json'}", f"--report={tmp_path / 'r.pdf'}"])
    assert isinstance(result.exception, RuntimeError)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.json", "r.pdf"]


def test_a_name_without_a_font_is_told_in_the_terminal_and_the_report_comes(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["assess", LEFT, f"--report={tmp_path / 'r.pdf'}", "--client", "Avery \U00037fff"])
    assert result.exit_code == 0, result.output
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
    assert "In the report boxes stand for U+37FFF: no font on this computer shows these letters." in result.stderr
