"""Everything an assessment goes out by: JSON, the table of the terminal, the overlay, and the PDF, each in bounded time."""

from __future__ import annotations

import contextlib
import io
import json
import signal
import time
from collections.abc import Iterator

import numpy as np
from rich.console import Console

from posture_cv import knowledge
from posture_cv.bodymap import render_svg
from posture_cv.cli.session import print_plan
from posture_cv.cli.table import print_assessment
from posture_cv.codecs.assessment import from_dict
from posture_cv.domain.assessment import Assessment
from posture_cv.domain.views import View
from posture_cv.overlay import draw, figure, to_jpeg
from posture_cv.report import render_pdf, to_json
from posture_cv.wiring import words_in
from posture_cv.worksheet import apply_outcomes

TABLES = knowledge.load()
LONGEST_S = 30.0
"""For all of them together, on a machine that is busy with other things: a usual assessment takes under a second."""


@contextlib.contextmanager
def in_time(longest_s: float = LONGEST_S) -> Iterator[None]:
    """End what takes longer by TimeoutError, wherever Python is; what returns late from elsewhere is told too."""

    def stop(*_: object) -> None:
        raise TimeoutError(f"longer than {longest_s:g} s")

    before, begun = signal.signal(signal.SIGALRM, stop), time.monotonic()
    signal.setitimer(signal.ITIMER_REAL, longest_s)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
    if time.monotonic() - begun > longest_s:
        stop()


def put_out(assessment: Assessment, *, language: str = "en", client: str = "", paper: bool = True) -> None:
    """Send it through every output; ``paper`` False leaves out the pictures and the PDF, which take longest."""
    text = to_json(assessment)
    text.encode()
    assert from_dict(json.loads(text)) == assessment
    console = Console(width=100, file=io.StringIO(), highlight=False, markup=False, emoji=False)
    print_assessment(console, assessment, TABLES, words_in("en"))
    print_plan(console, assessment, TABLES, words_in("en"))
    if not paper:
        return
    pictures = []
    for index, photo in enumerate(assessment.photos):
        blank = np.zeros((photo.height_px, photo.width_px, 3), np.uint8)
        draw(blank, assessment, index, TABLES.measures, words=words_in("en"), blur_face=True)
        pictures.append(to_jpeg(figure(blank, assessment, index, TABLES.measures, words=words_in(language), blur_face=True, height_px=300)))
    marked = apply_outcomes(assessment.muscles, assessment.worksheet, TABLES)
    body_map = render_svg(marked, views=(View.FRONT, View.BACK), legend_shown=False, title="", words=words_in(language))
    assert render_pdf(assessment, pictures, TABLES, client=client, body_map=body_map, language=language).startswith(b"%PDF")
