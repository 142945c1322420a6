"""Rooms stay small enough to read."""

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for folder in ("posture_cv", "benchmarks", "training") for path in (ROOT / folder).rglob("*.py"))
LONGEST_LINES = 400
CATCH_ALL_NAMES = {"utils", "helpers", "common", "manager", "misc"}


def test_there_are_sources() -> None:
    assert len(SOURCES) > 20


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_file_is_short_and_named_for_what_it_holds(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_LINES
    assert path.stem not in CATCH_ALL_NAMES
