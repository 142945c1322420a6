"""The report in the pseudo-language: nothing of it stands outside the marks but what is the same in every language."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from posture_cv import overlay, report
from posture_cv.bodymap import render_svg
from posture_cv.domain.views import View
from posture_cv.domain.worksheet import Outcome
from posture_cv.knowledge import load
from posture_cv.wiring import words_in
from posture_cv.words import PSEUDO
from posture_cv.worksheet import apply_outcomes
from tests.unmarked import unmarked

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.wiring import Assessor

TABLES, WORDS = load(), words_in(PSEUDO)
SAMPLES = Path(__file__).resolve().parents[3] / "sample_images"
VIEWS = ("left", "front")
SOURCES = [text for source in TABLES.references for text in (source.citation, source.identifier) if text]
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SAME_EVERYWHERE = re.compile(
    rf"\b(?:{MONTHS})\b|Jane Roe|Left as it was|posture_cv [\d.]+\w*|"
    r"\bsha256 \w+|pose_landmarker_\w+|\bUTC\b|\blearned\b|[ABCX](/[ABCX])+"
)
"""A month within a date, a client, a note, the software and its models, a time."""


@pytest.fixture(scope="module")
def assessment(assessor: Assessor) -> Assessment:
    return assessor.conclude([assessor.observe(assessor.read(SAMPLES / f"client_before_{view}.jpg")) for view in VIEWS])


def answered(assessment: Assessment, yes: set[str]) -> Assessment:
    """Every outcome there is on the tests, notes beside them, and these questions of the safety screen answered yes."""
    sheet, outcomes = assessment.worksheet, list(Outcome)
    filled = zip(sheet.items, cycle(outcomes), strict=False)
    items = tuple(replace(item, outcome=outcome, tenderness=5, note="Left as it was") for item, outcome in filled)
    safety = tuple(replace(asked, answer=asked.key in yes, asked_together=asked.key not in yes) for asked in sheet.safety)
    return replace(assessment, worksheet=replace(sheet, items=items, safety=safety, minutes=60))


def printed(assessment: Assessment, assessor: Assessor) -> list[str]:
    """Pages as text, the marks put back where no packaged font has them and their numbers stand."""
    seen = [assessor.read(SAMPLES / f"client_before_{view}.jpg") for view in VIEWS[: len(assessment.photos)]]
    pictures = [
        overlay.to_png(overlay.figure(photo.pixels, assessment, place, TABLES.measures, words=WORDS, blur_face=True))
        for place, photo in enumerate(seen)
    ]
    muscles = apply_outcomes(assessment.muscles, assessment.worksheet, load())
    body_map = render_svg(muscles, views=(View.FRONT, View.BACK), legend_shown=False, title="", words=WORDS)
    pdf = report.render_pdf(assessment, pictures, TABLES, client="Jane Roe", body_map=body_map, language=PSEUDO)
    pages = [page.extract_text().replace("\u200b", "") for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    return [page.replace("U+27E6", "⟦").replace("U+27E7", "⟧") for page in pages]


def escaped(pages: list[str]) -> set[str]:
    """Without what is the same in every language; spaces count for nothing, as lines are broken within addresses too."""
    text = bare(" ".join(pages))
    for source in sorted(map(bare, SOURCES), key=len, reverse=True):
        text = text.replace(source, "")
    return set(unmarked(text))


def bare(text: str) -> str:
    return re.sub(r"\s", "", SAME_EVERYWHERE.sub("", re.sub(r"\s+", " ", text)))


ANSWERS: dict[str, set[str]] = {
    "session": set(),
    "adapted": {"hernia", "pregnancy"},
    "doctor first": {"hernia", "weak_bones"},
    "the same day": {"foot_drop"},
    "stopped": {"weak_bones", "saddle_numbness"},
}


@pytest.mark.parametrize("yes", ANSWERS.values(), ids=ANSWERS)
def test_nothing_escapes_a_report(assessment: Assessment, assessor: Assessor, yes: set[str]) -> None:
    pages = printed(answered(assessment, yes), assessor)
    assert "".join(pages).count("⟦") > 300
    assert escaped(pages) == set()


def test_nothing_escapes_the_report_of_one_photo(assessor: Assessor) -> None:
    one = assessor.conclude([assessor.observe(assessor.read(SAMPLES / "client_before_left.jpg"))])
    pages = printed(one, assessor)
    assert escaped(pages) == set()


def test_a_sentence_that_escapes_would_be_found() -> None:
    assert escaped(["⟦Measures⟧ Jane Roe 3 November 2026", "left ⟦right⟧ 47°"]) == {"left"}
