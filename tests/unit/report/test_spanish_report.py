"""The report in Spanish: the same report, no sentence of it left in English."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdf
import pytest

from posture_cv import overlay, report
from posture_cv.bodymap import render_svg
from posture_cv.domain.messages import Message
from posture_cv.domain.views import View
from posture_cv.domain.worksheet import Approach, Outcome
from posture_cv.knowledge import load
from posture_cv.report import content
from posture_cv.report.citations import Citations
from posture_cv.report.clinician import provenance_rows
from posture_cv.report.content import Wishes, report_content
from posture_cv.wiring import words_in
from posture_cv.words.catalogue import catalogue

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.wiring import Assessor

MEASURES = load().measures
SAMPLES = Path(__file__).resolve().parents[3] / "sample_images"


@pytest.fixture(scope="module")
def assessment(assessor: Assessor) -> Assessment:
    return assessor.conclude([assessor.observe(assessor.read(SAMPLES / f"client_before_{view}.jpg")) for view in ("left", "front")])


def with_answers(assessment: Assessment, *, tested: bool, yes: set[str]) -> Assessment:
    sheet = assessment.worksheet
    items = [replace(item, outcome=Outcome.POSITIVE, tenderness=5, note="Left as it was") if tested else item for item in sheet.items]
    safety = [replace(asked, answer=asked.key in yes, asked_together=asked.key not in yes) for asked in sheet.safety]
    return replace(assessment, worksheet=replace(sheet, items=tuple(items), safety=tuple(safety)))


def messages(held: Any) -> Iterator[Message]:
    """Every message in the content, those in fields of others too."""
    if isinstance(held, Message):
        yield held
        yield from (inner for field in held.fields.values() for inner in messages(field))
    elif isinstance(held, (dict, list, tuple)):
        yield from (inner for value in (held.values() if isinstance(held, dict) else held) for inner in messages(value))


def strings(held: Any) -> Iterator[str]:
    """Every text in the content that is no message's."""
    if isinstance(held, str):
        yield held
    elif isinstance(held, (dict, list)):
        yield from (inner for value in (held.values() if isinstance(held, dict) else held) for inner in strings(value))


@pytest.mark.parametrize("order", Approach)
@pytest.mark.parametrize(
    ("tested", "yes"), [(False, set()), (True, {"hernia"}), (False, {"hernia", "weak_bones"}), (False, {"weak_bones", "deformity"})]
)
def test_everything_the_report_says_has_a_translation(
    assessment: Assessment, assessor: Assessor, order: Approach, tested: bool, yes: set[str]
) -> None:
    answered = with_answers(assessment, tested=tested, yes=yes)
    said = replace(answered, worksheet=replace(answered.worksheet, approach=order, minutes=60))
    wishes = Wishes(client="Ana Ejemplo", pictures=(), body_map=None, language="es")
    citations = Citations(load())
    told = content._sections(said, load(), wishes, citations)
    told |= {"strengths": [source["strength"] for source in citations.listed()]}
    assert len(set(messages(told))) > 150
    assert {each.id for each in messages(told) if not words_in("es").knows(each.id)} == set()
    keys_sources_times_or_grades = re.compile(r"[a-z_]*|\[[\d, ]+\]|\d+:\d\d|[ABCX](/[ABCX])*")
    assert {text for text in strings(told) if not keys_sources_times_or_grades.fullmatch(text)} <= {"Left as it was"}
    provenance = provenance_rows(said, load())
    assert {each.id for each in messages(provenance) if not words_in("es").knows(each.id)} == set()


def test_the_page_is_spanish(assessment: Assessment, assessor: Assessor) -> None:
    knowledge = assessor.instruments.knowledge
    pixels = [assessor.read(SAMPLES / f"client_before_{view}.jpg").pixels for view in ("left", "front")]
    pictures = [
        overlay.to_png(overlay.figure(pixel, assessment, i, MEASURES, words=words_in("es"), blur_face=True))
        for i, pixel in enumerate(pixels)
    ]
    views = (View.FRONT, View.BACK)
    body_map = render_svg(assessment.muscles, views=views, legend_shown=False, title="", words=words_in("es"))
    made = replace(assessment, worksheet=with_answers(assessment, tested=True, yes={"hernia"}).worksheet)
    pdf = report.render_pdf(made, pictures, knowledge, client="Ana Ejemplo", body_map=body_map, language="es")
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.trailer["/Root"]["/Lang"] == "es"
    pages = [re.sub(r"\s+", " ", page.extract_text().replace("\u200b", "")) for page in reader.pages]
    text = " ".join(pages)
    assert pages[0].startswith("Evaluación de la postura Ana Ejemplo")
    for heading in ("Lo que parece habitual", "Medidas", "Hallazgos", "Hoja de trabajo", "Cinco factores", "Explorar con las manos"):
        assert heading in text
    assert "Músculos que explorar con las manos" in text
    assert "Left as it was" in text
    english = {entry.english for key, entry in catalogue("es").entries.items() if "/" in key or key.startswith(("layout.", "report."))}
    whole, _, _sources = text.partition("Fuentes y versiones")
    parts = {part for sentence in english for part in re.split(r"\{\w+\}", sentence) if len(part.split()) >= 3}
    assert {part for part in parts if part in whole} - {"pin and stretch"} == set()
    assert not re.search(r"\d\.\d", whole.replace(made.provenance.software, ""))


def test_the_language_changes_no_number_and_no_page_is_lost(assessment: Assessment, assessor: Assessor) -> None:
    wishes = Wishes(client="", pictures=(), body_map=None, language="en")
    english = report_content(assessment, assessor.instruments.knowledge, wishes)
    spanish = report_content(assessment, assessor.instruments.knowledge, replace(wishes, language="es"))

    def shape(held: Any) -> Any:
        if isinstance(held, dict):
            return {key: shape(value) for key, value in held.items() if key not in ("words", "language")}
        return [shape(value) for value in held] if isinstance(held, list) else held if not isinstance(held, str) else bool(held)

    assert shape(spanish) == shape(english)


def test_an_unknown_language_is_refused(assessment: Assessment, assessor: Assessor) -> None:
    blank = overlay.to_png(assessor.read(SAMPLES / "client_before_left.jpg").pixels)
    with pytest.raises(ValueError, match="expected one of en, es, but got de"):
        report.render_pdf(assessment, [blank, blank], assessor.instruments.knowledge, language="de")
