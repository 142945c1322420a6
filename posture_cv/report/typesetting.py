"""A PDF from a layout and its data, in memory alone: nothing of a client touches the disk."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from posture_cv.domain.errors import ReportError
from posture_cv.domain.messages import message
from posture_cv.report.letters import NO_FILES, boxed, fonts_of_this_computer, lacking, letters_of, packaged_fonts

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from importlib.resources.abc import Traversable

    from typst import Fonts

CONTENT = "content.json"


def typeset(content: Mapping[str, Any], files: Mapping[str, bytes], templates: Traversable, main: str, made: datetime) -> bytes:
    """Lay out ``main`` of the templates with the content and the files beside it; the PDF holds to PDF/UA-1.

    The packaged fonts are used alone where they suffice, so that the same input gives the same bytes; letters they lack come from fonts of
    this computer, and what none of them shows stands as a box, listed under ``unshown`` of the content as the templates read it.

    Parameters
    ----------
    content
        Dictionaries, lists, strings, numbers, booleans and None.
    files
        UTF-8 text by name: the typesetter takes no other from memory.

    Raises
    ------
    ReportError
        If the layout fails.
    """
    # the binding starts at the file called main
    parts = {("main" if part.name == main else part.name): part.read_bytes() for part in templates.iterdir() if part.name.endswith(".typ")}
    failure: RuntimeError | None = None
    for attempt, fonts in _attempts(content):
        try:
            return _compiled({**parts, **files, CONTENT: json.dumps(attempt).encode()}, fonts, made)
        except RuntimeError as error:
            failure = error
    raise ReportError(message("report.no_layout"), message("report.reinstall")) from failure


def _attempts(content: Mapping[str, Any]) -> Iterator[tuple[Mapping[str, Any], Fonts]]:
    """The content as it is; then with fonts of this computer and boxes; then with every letter boxed that is not packaged."""
    yield content, packaged_fonts()
    beyond = lacking(letters_of(content), packaged_fonts())
    if not beyond:
        return
    nowhere = lacking(beyond, fonts_of_this_computer())
    for fonts, letters in ((fonts_of_this_computer(), nowhere), (packaged_fonts(), beyond)):
        yield {**boxed(content, letters), "unshown": [f"U+{ord(letter):04X}" for letter in letters]}, fonts


def _compiled(files: Mapping[str, bytes], fonts: Fonts, made: datetime) -> bytes:
    """Raises RuntimeError, which the typesetter's own error is too."""
    import typst

    compiler = typst.Compiler(files, root=NO_FILES, font_paths=fonts)  # type: ignore[type-var]  # its type hints know no files by name
    pdf = compiler.compile(format="pdf", timestamp=int(made.timestamp()), pdf_standards="ua-1")
    if not isinstance(pdf, bytes):
        raise TypeError(f"expected one document, but got {type(pdf)}")
    return pdf
