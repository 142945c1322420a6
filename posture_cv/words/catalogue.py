"""Texts by id, one catalogue per language: English in the gettext templates (``*.pot``), others in ``*.po`` files of their folder.

The context of an entry is the message's id, its ``msgid`` the English text; so a translator's tool shows both, and marks what has changed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from babel.messages.catalog import Catalog
    from babel.messages.catalog import Message as CatalogEntry

ENGLISH = "en"
LANGUAGES: tuple[str, ...] = (
    ENGLISH,
    *sorted(folder.name for folder in (files("posture_cv.words") / "locale").iterdir() if folder.is_dir()),
)
"""Languages there is a catalogue for, English first."""

PSEUDO = "qps"
"""English with every text marked, to see on a page what came past the catalogues."""

_UP_TO = 200
"""Counts tried to learn which plural form each class of numbers takes."""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One text; ``forms`` by plural index, a single one where the text does not count anything. ``english`` is what it translates."""

    english: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All texts of a language by message id.

    Attributes
    ----------
    plurals
        Place among ``Entry.forms`` of each CLDR class of numbers (``"one"``, ``"other"``).
    """

    language: str
    entries: dict[str, CatalogueEntry]
    plurals: dict[str, int]

    def own_name(self) -> str:
        """The language's name in itself."""
        from babel import Locale

        if self.language == PSEUDO:
            return "⟦Pseudo⟧"
        name = str(Locale.parse(self.language).get_display_name(self.language))
        return name[:1].upper() + name[1:]


@cache
def catalogue(language: str) -> Catalogue:
    """The catalogue of a language; English and its pseudo-language share one.

    Raises
    ------
    ValueError
        If there is no such language.
    """
    if language in (ENGLISH, PSEUDO):
        return _read(language, ".pot", _home(), locale=ENGLISH)
    if language not in LANGUAGES:
        raise ValueError(f"expected one of {', '.join(LANGUAGES)}, but got {language}")
    return _read(language, ".po", _home() / language, locale=language)


def _home() -> Traversable:
    return files("posture_cv.words") / "locale"


def _read(language: str, ending: str, folder: Traversable, *, locale: str) -> Catalogue:
    from babel.messages.pofile import read_po

    entries: dict[str, CatalogueEntry] = {}
    expression = ""
    for file in sorted((each for each in folder.iterdir() if each.name.endswith(ending)), key=lambda each: each.name):
        with file.open("rb") as stream:
            read: Catalog = read_po(stream, locale=locale)
        expression = read.plural_expr
        for entry in read:
            if entry.context:
                entries[entry.context] = _entry(entry, template=ending == ".pot")
    return Catalogue(language, entries, _plurals(expression, locale))


def _plurals(expression: str, locale: str) -> dict[str, int]:
    from gettext import c2py

    from babel import Locale

    form, classes = c2py(expression), Locale.parse(locale)
    return {classes.plural_form(count): form(count) for count in reversed(range(_UP_TO))}


def _entry(entry: CatalogEntry, *, template: bool) -> CatalogueEntry:
    english = (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)
    said = english if template else ((entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ()))
    return CatalogueEntry(english=english[0], forms=said if all(said) else ())
