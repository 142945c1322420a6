"""A PDF from a layout and its data, in memory alone: nothing of a client touches the disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from posture_cv.domain.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from importlib.resources.abc import Traversable


def typeset(files: Mapping[str, bytes], templates: Traversable, main: str, made: datetime, *, system_fonts: bool = False) -> bytes:
    """Lay out ``main`` of the templates with the files beside it; the PDF holds to PDF/UA-1.

    Parameters
    ----------
    files
        UTF-8 text by name: the typesetter takes no other from memory.

    Raises
    ------
    ReportError
        If the layout fails.
    """
    import typst

    # the binding starts at the file called main
    parts = {("main" if part.name == main else part.name): part.read_bytes() for part in templates.iterdir() if part.name.endswith(".typ")}
    try:
        compiler = typst.Compiler(  # type: ignore[type-var]  # its type hints know no files by name
            {**parts, **files}, root=Path(__file__).parent, font_paths=typst.Fonts(include_system_fonts=system_fonts)
        )
        pdf = compiler.compile(format="pdf", timestamp=int(made.timestamp()), pdf_standards="ua-1")
    except RuntimeError as error:
        raise ReportError("The report could not be laid out.", "Reinstall posture_cv, and report this if it stays.") from error
    if not isinstance(pdf, bytes):
        raise ReportError("The report could not be laid out.", "Reinstall posture_cv, and report this if it stays.")
    return pdf
