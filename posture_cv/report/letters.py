"""Letters that no font at hand shows: found by asking the typesetter, printed as boxes that hold their number."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from posture_cv.domain.written import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from typst import Fonts

NO_FILES = Path(__file__).parent
"""Where the typesetter would look for a file that it was not handed: only our own code lies there."""

_PROBE = b'#set document(title: "Letters")\n#json("letters.json")'
_BOX = "\u2045U+{:04X}\u2046"
"""Boxed by the templates; see ``style.typ``."""


@cache
def packaged_fonts() -> Fonts:
    """The fonts that the typesetter brings: Latin, Greek, Cyrillic, Arabic, Hebrew and more; the same on every computer."""
    import typst

    return typst.Fonts(include_system_fonts=False)


@cache
def fonts_of_this_computer() -> Fonts:
    """Those and what is installed here; looked at once."""
    import typst

    return typst.Fonts(include_system_fonts=True)


@lru_cache(maxsize=64)
def unshown_letters(text: str) -> tuple[str, ...]:
    """Letters of a text that no font on this computer shows, in their order, each once."""
    beyond = lacking(letters_of(written(text)), packaged_fonts())
    return lacking(beyond, fonts_of_this_computer())


def lacking(letters: tuple[str, ...], fonts: Fonts) -> tuple[str, ...]:
    """Those letters that none of the fonts shows."""
    if not letters or _shown("".join(letters), fonts):
        return ()
    if len(letters) == 1:
        return letters
    half = len(letters) // 2
    return lacking(letters[:half], fonts) + lacking(letters[half:], fonts)


def letters_of(content: Any) -> tuple[str, ...]:
    """All letters beyond ASCII that a report's content holds, each once."""
    return tuple(dict.fromkeys(letter for text in _texts(content) for letter in text if not letter.isascii()))


def boxed(content: Any, letters: tuple[str, ...]) -> Any:
    """The content with a box in the place of each of these letters."""
    return _replaced(content, str.maketrans({letter: _BOX.format(ord(letter)) for letter in letters}))


def _shown(text: str, fonts: Fonts) -> bool:
    """Whether a page of that text could be made; the standard for readable documents takes no page with a letter missing."""
    import typst

    files = {"main": _PROBE, "letters.json": json.dumps(text).encode()}
    try:
        typst.Compiler(files, root=NO_FILES, font_paths=fonts).compile(format="pdf", pdf_standards="ua-1")  # type: ignore[type-var]  # its type hints know no files by name
    except typst.TypstError:
        return False
    return True


def _texts(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for held in content.values():
            yield from _texts(held)
    elif isinstance(content, list):
        for each in content:
            yield from _texts(each)


def _replaced(content: Any, table: dict[int, str]) -> Any:
    if isinstance(content, str):
        return content.translate(table)
    if isinstance(content, dict):
        return {key: _replaced(held, table) for key, held in content.items()}
    if isinstance(content, list):
        return [_replaced(each, table) for each in content]
    return content
