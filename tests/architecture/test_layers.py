"""The layer contracts hold, and close when a wrong import is planted."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_rooms_import_downwards_only() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout
    assert "0 broken" in result.stdout


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        pytest.param("domain/views.py", "import posture_cv.cli.commands", "downwards", id="domain-imports-cli"),
        pytest.param("capture/__init__.py", "import posture_cv.detection", "downwards", id="capture-imports-its-neighbour"),
        pytest.param("measures/__init__.py", "import cv2", "pure core", id="measures-import-opencv"),
        pytest.param("findings/__init__.py", "import time", "pure core", id="findings-read-the-clock"),
        pytest.param("capture/__init__.py", "import mediapipe", "mediapipe", id="capture-imports-mediapipe"),
    ],
)
def test_planted_import_is_caught(tmp_path: Path, module: str, line: str, contract: str) -> None:
    shutil.copytree(ROOT / "posture_cv", tmp_path / "posture_cv", ignore=shutil.ignore_patterns("__pycache__", "bundled"))
    shutil.copy(ROOT / ".importlinter", tmp_path)
    planted = tmp_path / "posture_cv" / module
    planted.write_text(f"{planted.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")

    result = lint_imports(tmp_path)

    assert result.returncode == 1
    broken = [row for row in result.stdout.splitlines() if " BROKEN" in row]
    assert any(contract in row for row in broken), result.stdout
