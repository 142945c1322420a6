"""The report of a sample person, with the real tables and the real findings."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pypdf
import pytest

from posture_cv import overlay, report
from posture_cv.domain.estimates import MeasureName
from posture_cv.knowledge import load
from posture_cv.wiring import words_in

if TYPE_CHECKING:
    from posture_cv.wiring import Assessor

SAMPLES = Path(__file__).resolve().parents[3] / "sample_images"
FORBIDDEN = r"\b(abnormal|diagnosis|is short|tight|causes|misaligned|(?<!biomechanical )dysfunction)"


@pytest.mark.parametrize("views", [("right",), ("left", "front", "back")], ids=["one photo", "three photos"])
def test_report_of_sample_people(assessor: Assessor, views: tuple[str, ...]) -> None:
    seen = [assessor.observe(assessor.read(min(SAMPLES.glob(f"{view}_*.jpg")))) for view in views]
    assessment = assessor.conclude(seen)
    pictures = [
        overlay.to_png(overlay.figure(s.photo.pixels, assessment, i, load().measures, words=words_in("en"), blur_face=True))
        for i, s in enumerate(seen)
    ]
    pdf = report.render_pdf(assessment, pictures, assessor.instruments.knowledge, client="Avery Example")
    pages = [re.sub(r"\s+", " ", p.extract_text()) for p in pypdf.PdfReader(io.BytesIO(pdf)).pages]
    text = " ".join(pages)
    assert not re.search(FORBIDDEN, text.lower())
    assert "Good to know." in pages[0]
    assert "Photos" in pages[1]
    angle = next(m for m in assessment.measurements if m.name is MeasureName("craniovertebral_angle"))
    assert words_in("en").interval(angle) in text
    say = words_in("en").say
    for finding in assessment.findings:
        assert say(finding.title) in text
    for muscle in assessment.muscles:
        assert say(muscle.confirm_by).split()[0] in text
    for question in (asked for asked in assessment.worksheet.safety if asked.is_shown):
        assert " ".join(say(question.question).split()[:5]) in text
