"""What was done by hand stands in the report, with who did it and when: real photos, real corrections, the real PDF."""

from __future__ import annotations

import dataclasses
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from posture_cv import overlay, report
from posture_cv.codecs.assessment import from_dict, to_dict
from posture_cv.corrections import points_typed
from posture_cv.domain.corrections import Corrections, PointCorrection, PointStatus
from posture_cv.domain.landmarks import Covariance, LandmarkName, Mark, Origin
from posture_cv.domain.photo import VerticalLine
from posture_cv.domain.views import BodySide
from posture_cv.knowledge import load
from posture_cv.wiring import words_in

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.observation import Observation
    from posture_cv.wiring import Assessor

LEFT = Path(__file__).resolve().parents[3] / "sample_images" / "client_before_left.jpg"
AT, NAME = "2031-05-04T10:07:00.000Z", "R. Example"
MIDDLE, SIDE = BodySide.MIDLINE, BodySide.LEFT


@pytest.fixture(scope="module")
def seen(assessor: Assessor) -> Observation:
    return assessor.observe(assessor.read(LEFT))


def text_of(assessment: Assessment, seen: Observation, assessor: Assessor, language: str = "en") -> str:
    made = dataclasses.replace(assessment.provenance, created_at="2031-05-04T12:30:00+02:00")
    picture = overlay.to_png(overlay.figure(seen.photo.pixels, assessment, 0, load().measures, words=words_in("en"), blur_face=True))
    dated = dataclasses.replace(assessment, provenance=made)
    pdf = report.render_pdf(dated, [picture], assessor.instruments.knowledge, language=language)
    pages = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"\s+", " ", " ".join(pages).replace("\u200b", ""))


def point(seen: Observation, name: LandmarkName, side: BodySide, status: PointStatus, by: float = 0.0) -> PointCorrection:
    found = seen.anatomy.find(name, side)
    before = None if found is None else (found.x_px, found.y_px)
    after = (200.0, 300.0) if before is None else (before[0], before[1] + by)
    return PointCorrection(name=name, side=side, automatic_px=before, final_px=after, status=status, at=AT, by=NAME)


@pytest.fixture(scope="module")
def corrected(seen: Observation, assessor: Assessor) -> Assessment:
    """C7 a twentieth of the height up, one point confirmed, one unsure, one hidden, and a vertical."""
    assert seen.anatomy.stature_px is not None
    points = (
        point(seen, LandmarkName.C7, MIDDLE, PointStatus.MOVED, by=-seen.anatomy.stature_px / 20.0),
        point(seen, LandmarkName.TRAGUS, SIDE, PointStatus.CONFIRMED),
        point(seen, LandmarkName.ACROMION, SIDE, PointStatus.UNSURE),
        point(seen, LandmarkName.KNEE, SIDE, PointStatus.HIDDEN),
    )
    line = VerticalLine(top_px=(52.0, 0.0), bottom_px=(50.0, 400.0), at=AT, by=NAME)
    return assessor.conclude([seen], [Corrections(points=points, vertical=line)])


def test_every_correction_is_listed_with_who_and_when(corrected: Assessment, seen: Observation, assessor: Assessor) -> None:
    text = text_of(corrected, seen, assessor)
    _, _, table = text.partition("Set by hand Point What was done By When")
    moved_px = round(seen.anatomy.stature_px / 20.0) if seen.anatomy.stature_px else 0
    signed = f"{NAME} 2031-05-04 12:07 UTC+02:00"
    rows = [
        f"True vertical drawn by hand {signed}",
        f"Tragus, left confirmed {signed}",
        f"C7 spinous process moved {moved_px} px (5.0 % of height) {signed}",
        f"Acromion, left unsure {signed}",
        f"Knee, left hidden {signed}",
    ]
    assert table.startswith(" " + " ".join(rows))


def test_the_list_is_spanish_in_a_spanish_report(corrected: Assessment, seen: Observation, assessor: Assessor) -> None:
    text = text_of(corrected, seen, assessor, "es")
    _, _, table = text.partition("Puesto a mano Punto Qué se hizo Por Cuándo")
    for words in (
        "Vertical verdadera trazada a mano",
        "Trago, izquierda confirmado",
        "(5,0 % de la estatura)",
        "Rodilla, izquierda oculto",
    ):
        assert words in table
    assert table.count(NAME) == 5


def test_a_report_without_corrections_lists_none(seen: Observation, assessor: Assessor) -> None:
    text = text_of(assessor.conclude([seen]), seen, assessor)
    assert "Set by hand" not in text
    assert "What was done" not in text


def test_marks_given_as_numbers_and_stickers_are_listed(seen: Observation, assessor: Assessor) -> None:
    found = seen.anatomy.find(LandmarkName.ACROMION, SIDE)
    assert found is not None
    read = Covariance(xx=1.0, xy=0.0, yy=1.0)
    sticker = Mark(name=LandmarkName.C7, side=MIDDLE, x_px=120.0, y_px=180.0, origin=Origin.STICKER, covariance_px2=read)
    typed = points_typed({"acromion": (found.x_px, found.y_px + 7.0)})
    text = text_of(assessor.conclude([seen], [Corrections(points=typed, stickers=(sticker,))]), seen, assessor)
    _, _, table = text.partition("What was done By When")
    assert table.startswith(" C7 spinous process set on its sticker not stated Acromion, left moved 7 px (")


def test_corrections_survive_the_data_file(corrected: Assessment, seen: Observation, assessor: Assessor) -> None:
    again = from_dict(to_dict(corrected))
    assert again == corrected
    assert [(gone.name, gone.correction.by) for gone in again.hidden] == [(LandmarkName.KNEE, NAME)]
