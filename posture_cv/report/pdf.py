"""The printed report: typst templates and the report's content as data, no network."""

from __future__ import annotations

from datetime import datetime
from importlib import resources
from typing import TYPE_CHECKING

from posture_cv.domain.errors import ReportError
from posture_cv.domain.messages import message
from posture_cv.report.content import BODY_MAP, Wishes, report_content
from posture_cv.report.pictures import as_svg
from posture_cv.report.typesetting import typeset
from posture_cv.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.knowledge import Knowledge

_TEMPLATE = "report.typ"


def render_pdf(
    assessment: Assessment,
    pictures: Sequence[bytes],
    knowledge: Knowledge,
    *,
    client: str = "",
    body_map: str | None = None,
    language: str = ENGLISH,
) -> bytes:
    """Render the report: page one for the client, the rest for the clinician, with the worksheet to fill in or as filled in.

    The worksheet decides the rest: its approach orders factors and session, its minutes are planned, and a yes in the first tier of its
    safety screen puts a stop page in the place of muscles, tests and plan.

    Parameters
    ----------
    pictures
        One PNG or JPEG per photo of the assessment, in order: overlays, the face blurred by the caller where that is wished.
    knowledge
        Titles, typical ranges and references.
    client
        Name to print; none if empty. Letters that no font on this computer has are printed as boxes with their number, which is said
        below the name; `posture_cv.report.unshown_letters` tells beforehand.
    body_map
        SVG of front and back by ``posture_cv.bodymap.render_svg`` without its legend, drawn for
        ``posture_cv.worksheet.apply_outcomes(assessment.muscles, assessment.worksheet, knowledge)``; none if None.
    language
        One of ``posture_cv.words.LANGUAGES``; names, notes and sources stay as written. Pictures and map carry their own words.

    Returns
    -------
    A4 PDF, tagged for screen readers; the same input gives the same bytes where no font of this computer is needed.

    Raises
    ------
    ReportError
        If a picture is neither PNG nor JPEG, their number is not that of the photos, the map is no SVG, or the page cannot be set.
    ValueError
        If there is no such language.
    """
    files = _named(pictures, len(assessment.photos))
    wishes = Wishes(client=client, pictures=tuple(files), body_map=body_map, language=language)
    content = report_content(assessment, knowledge, wishes)
    if body_map is not None:
        files[BODY_MAP] = body_map.encode()
    made = datetime.fromisoformat(assessment.provenance.created_at)
    templates = resources.files("posture_cv.report").joinpath("templates")
    return typeset(content, files, templates, _TEMPLATE, made)


def _named(pictures: Sequence[bytes], photos: int) -> dict[str, bytes]:
    """Pictures by the file names that the templates read."""
    if len(pictures) != photos:
        raise ReportError(message("report.pictures", photos=photos, pictures=len(pictures)), message("report.draw_overlays"))
    return {f"photo_{i}.svg": as_svg(picture) for i, picture in enumerate(pictures)}
