"""What stands outside the marks of the pseudo-language: it came past the catalogues."""

from __future__ import annotations

import re

from posture_cv.words.speaker import CLOSING, OPENING

_LETTERS = re.compile(r"[^\W\d_]{2,}")


def unmarked(text: str, *, known: re.Pattern[str] | None = None) -> list[str]:
    """Runs of two letters and more outside all marks, in the order they stand.

    Parameters
    ----------
    text
        What a page, a file or a terminal shows, marks and all.
    known
        Names, units and keys to pass over.
    """
    outside, depth = [], 0
    for part in re.split(f"([{OPENING}{CLOSING}])", text):
        if part == OPENING:
            depth += 1
        elif part == CLOSING:
            depth -= 1
        elif not depth:
            outside.append(part)
    rest = " ".join(outside)
    return _LETTERS.findall(known.sub(" ", rest) if known is not None else rest)
