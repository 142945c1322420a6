"""What the code cites, whoever reads it can look up: keys of the table of references, and files that are here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from posture_cv.knowledge import load

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(file for folder in ("posture_cv", "training", "benchmarks") for file in (ROOT / folder).rglob("*.py"))
CITED = re.compile(r"\[(S\d+)\]")
PAGE = re.compile(r"(?<!\")\b[A-Z_]{4,}\.md\b")


@pytest.mark.parametrize("pattern", [CITED, PAGE], ids=["references", "pages"])
def test_what_is_cited_is_here(pattern: re.Pattern[str]) -> None:
    known = {source.key for source in load().references} | {file.name for file in ROOT.rglob("*.md")}
    cited = {(str(file.relative_to(ROOT)), name) for file in SOURCES for name in pattern.findall(file.read_text(encoding="utf-8"))}
    assert {(file, name) for file, name in cited if name not in known} == set()


def test_a_page_nobody_has_would_be_found() -> None:
    assert PAGE.findall("Prior for a camera (NOWHERE.md), see README.md") == ["NOWHERE.md", "README.md"]
    assert CITED.findall("off by 20 mm [S3] in [C]") == ["S3"]
