"""Weights are verified before use."""

import shutil
from pathlib import Path

import pytest

from posture_cv.assets import asset_folder
from posture_cv.assets.models import LIVE_MODEL, PHOTO_MODEL, model_file
from posture_cv.domain.errors import ModelFileError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A models folder with the real manifest and the smaller model."""
    source = asset_folder("models")
    shutil.copy(source / "manifest.toml", tmp_path)
    shutil.copy(source / "pose_landmarker_full.task", tmp_path)
    return tmp_path


@pytest.mark.parametrize("name", [PHOTO_MODEL, LIVE_MODEL])
def test_installed_model_matches_its_checksum(name: str) -> None:
    found = model_file(name)
    assert found.path.is_file()
    assert found.version.name == name
    assert len(found.version.sha256) == 64


def test_one_changed_byte_is_refused(folder: Path) -> None:
    weights = folder / "pose_landmarker_full.task"
    content = bytearray(weights.read_bytes())
    content[len(content) // 2] ^= 1
    weights.write_bytes(content)
    with pytest.raises(ModelFileError, match="damaged") as caught:
        model_file(LIVE_MODEL, folder)
    assert caught.value.remedy.id == "model.restore"


def test_missing_weights_are_named(folder: Path) -> None:
    with pytest.raises(ModelFileError, match="pose_landmarker_heavy' is missing"):
        model_file(PHOTO_MODEL, folder)


def test_missing_manifest_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ModelFileError, match="list of pose models"):
        model_file(PHOTO_MODEL, tmp_path)


def test_unlisted_model_is_an_error(folder: Path) -> None:
    (folder / "manifest.toml").write_text("", encoding="utf-8")
    with pytest.raises(ModelFileError, match="not in the list"):
        model_file(LIVE_MODEL, folder)
