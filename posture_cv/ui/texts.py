"""Every text the app shows of its own, from one catalogue per language.

Clinical texts (titles of measures, statements of findings, tests) come from the knowledge tables, not from here.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from posture_cv.codecs.by_hand import HAND_WORDS, VERTICAL
from posture_cv.translation import phrasebook
from posture_cv.ui.state import DEFAULT_LANGUAGE, language

LANGUAGES = {"en": "English", "es": "Español"}
"""Languages there is a catalogue for, each by its own name."""


def text(key: str, /, **values: object) -> str:
    """The text of that key with its ``{fields}`` filled in.

    Parameters
    ----------
    key
        Dotted path in the catalogue, ``"assess.title"``.

    Raises
    ------
    KeyError
        If the English catalogue has no such text; a test looks up every key the app uses.
    """
    said = catalogue(language()).get(key) or catalogue(DEFAULT_LANGUAGE)[key]
    return said.format(**values)


def editor_texts() -> dict[str, str]:
    """The landmark editor's texts in the session's language, which are listed beside it in English."""
    return {} if language() == DEFAULT_LANGUAGE else editor_catalogue(language())


def editor_catalogue(language: str) -> dict[str, str]:
    """The landmark editor's texts in a language other than English, with those that it shares with the report."""
    shared = phrasebook(language).pattern
    return {**catalogue(f"editor_{language}"), **{key: shared(words) for key, words in HAND_WORDS.items()}, "vertical": shared(VERTICAL)}


@cache
def catalogue(language: str) -> dict[str, str]:
    """All texts of one file by dotted key."""
    source = files("posture_cv.ui").joinpath("catalogue", f"{language}.toml")
    return dict(_flattened(tomllib.loads(source.read_text(encoding="utf-8")), ""))


def _flattened(table: dict[str, object], prefix: str) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, value in table.items():
        if isinstance(value, dict):
            rows += _flattened(value, f"{prefix}{name}.")
        else:
            rows.append((f"{prefix}{name}", str(value)))
    return rows
