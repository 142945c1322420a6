"""The report with its pictures and the body map."""

from __future__ import annotations

from collections.abc import Sequence

from posture_cv.domain.assessment import Assessment
from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.observation import Observation
from posture_cv.domain.views import View


def laid_out(
    assessment: Assessment,
    observed: Sequence[Observation],
    knowledge: Knowledge,
    *,
    client: str,
    blur_face: bool,
    language: str,
) -> bytes:
    """Draw the pictures and the map, and lay the PDF out; raises ReportError."""
    from posture_cv.bodymap import render_svg
    from posture_cv.overlay import figure, to_jpeg
    from posture_cv.report import render_pdf
    from posture_cv.wiring import words_in
    from posture_cv.worksheet import apply_outcomes

    pictures = [
        to_jpeg(figure(observation.photo.pixels, assessment, index, knowledge.measures, words=words_in(language), blur_face=blur_face))
        for index, observation in enumerate(observed)
    ]
    marked = apply_outcomes(assessment.muscles, assessment.worksheet, knowledge)
    body_map = render_svg(marked, views=(View.FRONT, View.BACK), legend_shown=False, title="", words=words_in(language))
    return render_pdf(
        assessment,
        pictures,
        knowledge,
        client=client,
        body_map=body_map,
        language=language,
    )
