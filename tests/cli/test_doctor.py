"""``posture-cv doctor`` finds what is wrong and says what to do."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from posture_cv.assets import models
from posture_cv.cli.doctor import examine


@pytest.fixture(autouse=True)
def fresh_cache() -> Iterator[None]:
    """Checksums are remembered per process; these tests change the files."""
    models.model_file.cache_clear()
    yield
    models.model_file.cache_clear()


def report() -> tuple[bool, str]:
    stream = io.StringIO()
    return examine(Console(file=stream, width=200, no_color=True)), stream.getvalue()


def test_whole_installation_passes() -> None:
    passed, text = report()
    assert passed, text
    assert "✗" not in text
    assert "PDF of" in text


def test_missing_models_fail_and_say_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(models, "asset_folder", lambda name: tmp_path / name)
    passed, text = report()
    assert not passed
    assert "✗ Pose models" in text
    assert "Reinstall" in text
