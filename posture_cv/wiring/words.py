"""Words of a language with everything that rows say: the clinical tables and the capture protocols."""

from __future__ import annotations

from functools import cache

from posture_cv.capture.protocols import protocols
from posture_cv.knowledge import load
from posture_cv.words import Words


@cache
def words_in(language: str) -> Words:
    """Words of a language, one of ``posture_cv.words.LANGUAGES``.

    Raises
    ------
    ValueError
        If there is no such language.
    KnowledgeError
        If a table or a protocol is missing or damaged.
    """
    rows = dict(load().texts)
    for protocol in protocols():
        rows |= protocol.texts
    return Words(language, rows)
