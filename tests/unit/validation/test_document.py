"""The validation document: what it says, and that its plots hold their points."""

import io
import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from pypdf import PdfReader

from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.messages import Quantity, message
from posture_cv.domain.views import Position
from posture_cv.knowledge import load
from posture_cv.validation.agreement import FittedLine
from posture_cv.validation.document import render_validation_pdf, validation_content
from posture_cv.validation.evidence import RealAgreement, RealEvidence
from posture_cv.validation.plots import axis, bland_altman
from posture_cv.validation.readings import Reading
from posture_cv.validation.run import Validation, Whose
from posture_cv.validation.summary import summarise
from posture_cv.wiring import words_in
from posture_cv.words import PSEUDO
from tests.unmarked import unmarked

MEASURES = load().measures
CVA = MeasureName("craniovertebral_angle")
REAL = RealEvidence(
    estimator="drawn-1",
    made_at="2026-01-01",
    lines=(RealAgreement(nape="clear", method="posture_cv", photos=3, measured=2, mae=3.0, bias=-1.5, r=0.9, raters_inside=0.5),),
)


@pytest.fixture
def validation(reading: Callable[..., Reading]) -> Validation:
    readings = [reading(n, p, truth=40.0 + 2.0 * n, error=(-1.0) ** n * (1.0 + p), naive=70.0 - n) for n in range(6) for p in (0, 1)]
    readings += [reading(9, 0, error=None), reading(8, 0, error=None, name=MeasureName("pelvic_tilt"))]
    return Validation(
        made_at="2026-01-02T10:00:00+00:00",
        software="posture_cv 0.0.0",
        estimator="drawn-1",
        pose_model_sha256="ab" * 32,
        knowledge_sha256="cd" * 32,
        passes=6,
        seconds=12.3,
        measures=MEASURES,
        readings=tuple(readings),
        agreement=summarise(readings, {CVA: FittedLine(slope=-2.0, intercept=180.0)}, MEASURES),
    )


ENGLISH = words_in("en")
BACK_HIDDEN = "The outline of the back is hidden or outside the photo."


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages)


def test_document_says_what_it_is_and_what_it_is_not(validation: Validation) -> None:
    text = text_of(render_validation_pdf(validation, REAL))
    for words in (
        "rendered people, not patients",
        "8 people who do not exist, 14 pictures",
        "14 of standing and 0 of sitting people",
        "all standing",
        "Craniovertebral angle, degrees",
        "posture_cv 0.0.0",
        "Naive proxy: rise of the line from shoulder to ear",
        BACK_HIDDEN,
        "the mean of two raters",
        "drawn-1",
    ):
        assert words in text


@pytest.mark.parametrize("whose", Whose)
def test_nothing_of_it_escapes_the_catalogues(validation: Validation, whose: Whose) -> None:
    printed = text_of(render_validation_pdf(replace(validation, whose=whose), REAL, language=PSEUDO))
    marked = printed.replace("U+27E6", "\u27e6").replace("U+27E7", "\u27e7")
    assert marked.count("\u27e6") > 150
    assert unmarked(marked, known=re.compile(r"\bJanuary\b")) == []


def test_it_is_laid_out_in_spanish(validation: Validation) -> None:
    pdf = render_validation_pdf(replace(validation, whose=Whose.OWN, labs=1), REAL, language="es")
    assert PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Lang"] == "es"
    text = text_of(pdf)
    for words in (
        "Validación con fotos propias 2 de enero de 2026",
        "8 personas de un laboratorio, 14 fotos",
        "Ángulo craneovertebral, grados",
        "todos de pie",
        "Aproximación ingenua: subida de la línea entre hombro y oreja.",
        "con el estimador drawn-1.",
        "Página 1 de",
    ):
        assert words in text
    assert "\u22121,5" in text


def test_own_photos_are_not_called_rendered(validation: Validation) -> None:
    text = text_of(render_validation_pdf(replace(validation, whose=Whose.OWN, labs=2)))
    assert "Validation on own photos" in text
    assert "8 people of 2 laboratories, 14 photos" in text
    assert "people who do not exist" not in text
    assert "rendered people, not patients" not in text


def test_people_at_both_ends_have_a_table(validation: Validation, reading: Callable[..., Reading]) -> None:
    """Forty people from 30 to 69 degrees, each read half-way to 50."""
    readings = tuple(reading(n, 0, truth=30.0 + n, error=0.5 * (20.0 - n)) for n in range(40))
    many = replace(validation, readings=readings, agreement=summarise(readings, {}, MEASURES))
    assert validation_content(many, None, ENGLISH)["fifths"] == [["Craniovertebral angle", "0.50", "8.2", "0 %", "\u22127.8", "0 %"]]


def test_figures_of_another_estimator_are_named_as_such(validation: Validation) -> None:
    other = RealEvidence(estimator="older-0", made_at=REAL.made_at, lines=REAL.lines)
    assert "this installation runs another one" in text_of(render_validation_pdf(validation, other))
    assert "this installation runs another one" not in text_of(render_validation_pdf(validation, REAL))


def test_document_without_real_photos_does_not_speak_of_raters(validation: Validation) -> None:
    assert "raters" not in text_of(render_validation_pdf(validation))


def test_same_validation_gives_the_same_bytes(validation: Validation) -> None:
    assert render_validation_pdf(validation, REAL) == render_validation_pdf(validation, REAL)


def test_content_and_results_are_plain_data(validation: Validation) -> None:
    json.dumps(validation_content(validation, REAL, ENGLISH), allow_nan=False)
    data = json.loads(json.dumps(validation.to_dict(), allow_nan=False))
    row = next(r for r in data["agreement"] if r["measure"] == CVA and r["condition"] == "all" and r["method"] == "posture_cv")
    assert (row["pictures"], row["measured"], row["bias"], row["mae"], row["unit"]) == (13, 12, 0.0, 1.5, "deg")
    assert data["not_measured"] == {"craniovertebral_angle": {BACK_HIDDEN: 1}, "pelvic_tilt": {BACK_HIDDEN: 1}}


def test_plot_holds_every_measured_point(validation: Validation) -> None:
    ours = validation.of(CVA)[0]
    plot = bland_altman([r for r in validation.readings if r.name is CVA], ours, ENGLISH)
    assert plot is not None
    assert len(plot["points"]) == 12
    for x, y, loose in plot["points"]:
        assert plot["x"]["low"] < x < plot["x"]["high"]
        assert plot["y"]["low"] < y < plot["y"]["high"]
        assert loose is False
    assert plot["points"][0][:2] == [40.5, 1.0]


def test_plot_and_its_lines_are_about_the_same_people(validation: Validation) -> None:
    seated = tuple(replace(r, picture=replace(r.picture, position=Position.SITTING)) for r in validation.readings if r.name is CVA)
    both = replace(validation, readings=(*validation.readings, *seated), agreement=summarise((*validation.readings, *seated), {}, MEASURES))
    alone, among = (validation_content(each, None, ENGLISH)["measures"][0] for each in (validation, both))
    assert among["plot"] == alone["plot"]
    assert [row["condition"] for row in among["rows"] if row["ours"]] == ["all standing", "fitted clothes", "nape clear", "sitting"]


def test_data_say_whose_pictures_each_condition_holds(validation: Validation) -> None:
    told = validation.to_dict()["conditions"]
    assert {row["condition"] for row in validation.to_dict()["agreement"]} <= set(told)
    assert (told["all"], told["sitting"]) == ("every picture of a standing person", "every picture of a sitting person")


@pytest.mark.parametrize(("low", "high"), [(0.0, 0.0), (-0.4, 0.3), (31.0, 62.0), (-38.0, -2.0), (1e4, 5e4)])
def test_ticks_are_few_round_and_inside(low: float, high: float) -> None:
    found = axis(low, high, ENGLISH)
    assert found["low"] < low
    assert found["high"] > high
    values = [value for value, _ in found["ticks"]]
    assert 2 <= len(values) <= 8
    assert all(found["low"] <= value <= found["high"] for value in values)
    for value, label in found["ticks"]:
        assert float(label.replace("\u2212", "-")) == pytest.approx(value, abs=1e-9)


def test_reasons_that_differ_only_in_a_number_count_as_one(validation: Validation) -> None:
    reasons = [message("not_measured.too_wide", reach=Quantity(value=30.0 + n)) for n in range(3)]
    wide = [replace(r, value=None, reason=reason) for r, reason in zip(validation.readings, reasons, strict=False)]
    one = "Its error in this photo is too large to say anything: the interval would reach … degrees to one side."
    assert replace(validation, readings=tuple(wide)).to_dict()["not_measured"] == {"craniovertebral_angle": {one: 3}}
