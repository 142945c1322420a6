from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import pytest


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A writable copy of the packaged tables."""
    with resources.as_file(resources.files("posture_cv.knowledge") / "tables") as packaged:
        return Path(shutil.copytree(packaged, tmp_path / "tables"))
