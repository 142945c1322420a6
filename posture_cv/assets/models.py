"""The weights of the pose models and of the landmark estimator, checked before use."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from posture_cv.assets import asset_folder
from posture_cv.domain.errors import ModelFileError
from posture_cv.domain.messages import message
from posture_cv.domain.provenance import ModelVersion

PHOTO_MODEL = "pose_landmarker_heavy"
LIVE_MODEL = "pose_landmarker_full"
LANDMARK_MODEL = "landmark_estimator"
_REINSTALL = message("model.restore")


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFile:
    """Weights whose checksum has been verified."""

    path: Path
    version: ModelVersion


@cache
def model_file(name: str, folder: Path | None = None) -> ModelFile:
    """Find the weights ``name`` and verify them against the manifest.

    Parameters
    ----------
    name
        ``PHOTO_MODEL``, ``LIVE_MODEL`` or ``LANDMARK_MODEL``.
    folder
        Where to look; the installation's own folder by default.

    Raises
    ------
    ModelFileError
        If the manifest or the file is missing, or the file's content is not the one the manifest promises.
    """
    folder = folder or asset_folder("models")
    row = _manifest_row(folder, name)
    path = folder / str(row["file"])
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise ModelFileError(message("model.unreadable", name=name), _REINSTALL) from error
    if digest != row["sha256"]:
        raise ModelFileError(message("model.damaged", name=name), _REINSTALL)
    return ModelFile(path=path, version=ModelVersion(name=name, sha256=digest))


def _manifest_row(folder: Path, name: str) -> dict[str, Any]:
    try:
        manifest = tomllib.loads((folder / "manifest.toml").read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ModelFileError(message("model.no_list"), _REINSTALL) from error
    row = next((row for row in manifest.get("model", []) if row.get("name") == name), None)
    if row is None or not {"file", "sha256"} <= row.keys():
        raise ModelFileError(message("model.unlisted", name=name), _REINSTALL)
    return dict(row)
