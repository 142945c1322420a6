"""A PDF from a layout and its data."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from posture_cv.domain.errors import ReportError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from importlib.resources.abc import Traversable


def typeset(files: Mapping[str, bytes], templates: Traversable, main: str, made: datetime, *, system_fonts: bool = False) -> bytes:
    """Lay out ``main`` of the templates with the files beside it; the PDF holds to PDF/UA-1.

    Raises
    ------
    ReportError
        If the layout fails, or there is no room for temporary files.
    """
    import typst

    try:
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            for name, data in files.items():
                (root / name).write_bytes(data)
            for part in templates.iterdir():
                (root / part.name).write_bytes(part.read_bytes())
            compiler = typst.Compiler(root=str(root), font_paths=typst.Fonts(include_system_fonts=system_fonts))
            pdf = compiler.compile(input=str(root / main), format="pdf", timestamp=int(made.timestamp()), pdf_standards="ua-1")
    except typst.TypstError as error:
        raise ReportError("The report could not be laid out.", "Reinstall posture_cv, and report this if it stays.") from error
    except OSError as error:
        raise ReportError(
            "The report could not be prepared: no room for temporary files.", "Free some disk space and try again."
        ) from error
    if not isinstance(pdf, bytes):
        raise ReportError("The report could not be laid out.", "Reinstall posture_cv, and report this if it stays.")
    return pdf
