"""The phrases of a language: TOML files in a folder of its name, English text = translation."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from posture_cv.translation.phrasebook import Phrasebook
from posture_cv.words import PSEUDO, Words
from posture_cv.words.catalogue import catalogue

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

ENGLISH = "en"
LANGUAGES = (ENGLISH, "es")
"""What results, tables and the report can be said in; English is what the program words them in."""

_MESSAGES, _LAYOUT = "messages.toml", "report.toml"
_FIGURES, _PLACES = "figures", "place"
_FOR, _AGAINST = "For:", "Against:"


@cache
def phrasebook(language: str) -> Phrasebook:
    """The phrasebook of a language; English says everything as it is.

    Raises
    ------
    ValueError
        If there is no such language.
    """
    if language not in (*LANGUAGES, PSEUDO):
        raise ValueError(f"expected one of {', '.join(LANGUAGES)}, but got {language}")
    if language in (ENGLISH, PSEUDO):
        return Phrasebook({}, words=words_in(language))
    messages = _read(_home(language) / _MESSAGES)
    figures, places = messages.pop(_FIGURES), messages.pop(_PLACES)
    phrases = {english: said for section in messages.values() for english, said in section.items()}
    for column in table_phrases(language).values():
        for pairs in column.values():
            phrases |= pairs
    return Phrasebook(_sides(phrases) | phrases, places=places, figures=figures, words=words_in(language))


@cache
def words_in(language: str) -> Words:
    """Words of a language, with the packaged clinical tables."""
    from posture_cv.knowledge import load

    return Words(language, load().texts)


def table_phrases(language: str) -> dict[str, dict[str, dict[str, str]]]:
    """Translations of the clinical tables: table, column, English text."""
    tables: dict[str, dict[str, dict[str, str]]] = {}
    for key, entry in catalogue(language).entries.items():
        if "/" in key:
            table, _, column, *_ = key.split("/")
            tables.setdefault(table, {}).setdefault(column, {})[entry.english] = entry.forms[0]
    return tables


def layout_words(language: str) -> dict[str, str]:
    """What the report's templates say themselves, English = translation; empty for English."""
    words: dict[str, str] = {} if language == ENGLISH else _read(_home(language) / _LAYOUT)
    return words


def _sides(phrases: dict[str, str]) -> dict[str, str]:
    """What speaks for and what speaks against, where evidence is shown in two parts."""
    parts: dict[str, str] = {}
    for english, said in phrases.items():
        if english.startswith(_FOR) and _AGAINST in english:
            ours, theirs = (
                text.removeprefix(head).partition(middle)
                for text, head, middle in ((english, _FOR, _AGAINST), (said, phrases[_FOR], phrases[_AGAINST]))
            )
            parts |= {ours[0].strip(): theirs[0].strip(), ours[2].strip(): theirs[2].strip()}
    return parts


def _home(language: str) -> Traversable:
    return files("posture_cv.translation") / language


def _read(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))
