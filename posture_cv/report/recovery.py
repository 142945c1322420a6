"""The recovery sheet of a vault, as a page to print."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from posture_cv.domain.messages import Day
from posture_cv.domain.written import one_line
from posture_cv.report.typesetting import typeset

if TYPE_CHECKING:
    from datetime import datetime

    from posture_cv.words import Words


def recovery_pdf(code: str, place: str, words: Words, made: datetime) -> bytes:
    """Lay out the sheet, A4, PDF/UA-1.

    Parameters
    ----------
    code
        Groups of letters, blanks between them.
    place
        Of the vault's file.

    Raises
    ------
    ReportError
        If the layout fails.
    """
    content = {
        "language": words.locale.partition("_")[0],
        "title": words.text("recovery.title"),
        "lead": [words.text("recovery.what"), words.text("recovery.how")],
        "groups": code.split(),
        "rows": [
            (words.text("recovery.place"), one_line(place)),
            (words.text("recovery.made"), words.field(Day(on=made.date()))),
        ],
        "rules": [words.text("recovery.lock"), words.text("recovery.changed")],
        "blanks": [words.text("recovery.kept_by"), words.text("recovery.kept_where")],
    }
    return typeset(content, {}, resources.files("posture_cv.report").joinpath("sheets"), "recovery.typ", made)
