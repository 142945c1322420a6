"""The printed report: typst templates, the report's content as data, no network and no system fonts."""

from __future__ import annotations

import json
import tempfile
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from posture_cv.domain.errors import ReportError
from posture_cv.report.content import report_content

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.codecs.assessment import Assessment
    from posture_cv.domain.knowledge import Knowledge

_TEMPLATE = "report.typ"
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_LAST_CYRILLIC = 0x052F


def render_pdf(assessment: Assessment, pictures: Sequence[bytes], knowledge: Knowledge, *, client: str = "") -> bytes:
    """Render the report: page one for the client, the rest for the clinician, with the worksheet to fill in by hand.

    Parameters
    ----------
    pictures
        One PNG per photo of the assessment, in order: overlays, the face blurred by the caller where that is wished.
    knowledge
        Titles, typical ranges and references.
    client
        Name to print; none if empty.

    Returns
    -------
    A4 PDF, tagged for screen readers; the same input gives the same bytes.

    Raises
    ------
    ReportError
        If a picture is not a PNG, their number is not that of the photos, or the page cannot be set.
    """
    import typst

    _check(pictures, len(assessment.photos))
    names = [f"photo_{i}.png" for i in range(len(pictures))]
    content = report_content(assessment, knowledge, client=client, pictures=names)
    fonts = typst.Fonts(include_system_fonts=any(ord(letter) > _LAST_CYRILLIC for letter in client))
    try:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name, picture in zip(names, pictures, strict=True):
                (root / name).write_bytes(picture)
            (root / "content.json").write_text(json.dumps(content), encoding="utf-8")
            for part in resources.files("posture_cv.report").joinpath("templates").iterdir():
                (root / part.name).write_bytes(part.read_bytes())
            made = datetime.fromisoformat(assessment.provenance.created_at)
            compiler = typst.Compiler(root=str(root), font_paths=fonts)
            pdf = compiler.compile(input=str(root / _TEMPLATE), format="pdf", timestamp=int(made.timestamp()), pdf_standards="ua-1")
    except typst.TypstError as error:
        raise ReportError("The report could not be laid out.", "Reinstall posture_cv, and report this if it stays.") from error
    except OSError as error:
        raise ReportError(
            "The report could not be prepared: no room for temporary files.", "Free some disk space and try again."
        ) from error
    if not isinstance(pdf, bytes):
        raise ReportError("The report could not be laid out.", "Reinstall posture_cv, and report this if it stays.")
    return pdf


def _check(pictures: Sequence[bytes], photos: int) -> None:
    if len(pictures) != photos:
        raise ReportError(
            f"The report needs one picture per photo: {photos}, but got {len(pictures)}.", "Draw the overlay of each photo first."
        )
    if not all(picture.startswith(_PNG_SIGNATURE) for picture in pictures):
        raise ReportError("A picture for the report is not a PNG.", "Make the pictures with posture_cv.overlay.")
