"""Texts by id, one catalogue per language: English in the gettext templates (``*.pot``), others in ``*.po`` files of their folder.

The context of an entry is the message's id, its ``msgid`` the English text; so a translator's tool shows both, and marks what has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
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

_TEMPLATE = ".pot"
_ROWS, _ROW = "tables", "/"
_FIRST_PART = re.compile(r"[./]")

_UP_TO = 200
"""Counts tried to learn which plural form each class of numbers takes."""


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """One text; ``forms`` by plural index, a single one where the text does not count anything. ``english`` is what it translates."""

    english: str
    forms: tuple[str, ...]


class CatalogueFiles(Mapping[str, CatalogueEntry]):
    """The entries of all files of a language by message id, each file read when an id may be in it: whoever says little waits for little.

    An id is looked for in the file of its first part's name, then in all others. A row's (``"muscles/soleus/name"``) stands in the file of
    its table, or in ``tables``, which holds all that have no file of their own; rows are looked for nowhere else.
    """

    def __init__(self, listed: Mapping[str, Traversable], *, is_template: bool, locale: str) -> None:
        self._listed, self._is_template, self._locale = listed, is_template, locale
        self._read: dict[str, dict[str, CatalogueEntry]] = {}

    def __getitem__(self, key: str) -> CatalogueEntry:
        file = _FIRST_PART.split(key, 1)[0]
        if _ROW in key:
            return self._of(file if file in self._listed else _ROWS)[key]
        named = self._of(file)
        return named[key] if key in named else self._texts[key]

    def __iter__(self) -> Iterator[str]:
        yield from self._texts
        for file in self._row_files():
            yield from self._of(file)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    @cached_property
    def _texts(self) -> dict[str, CatalogueEntry]:
        return {key: entry for file in self._listed if file not in self._row_files() for key, entry in self._of(file).items()}

    @cached_property
    def plural_expression(self) -> str:
        """Which form stands for which count, as gettext writes it; every file of a language says the same."""
        return str(_parsed(next(iter(self._listed.values())), self._locale).plural_expr)

    def _row_files(self) -> list[str]:
        return [file for file in self._listed if not (_home() / f"{file}{_TEMPLATE}").is_file()]

    def _of(self, file: str) -> dict[str, CatalogueEntry]:
        if file not in self._read:
            entries = _parsed(self._listed[file], self._locale) if file in self._listed else ()
            self._read[file] = {entry.context: _entry(entry, template=self._is_template) for entry in entries if entry.context}
        return self._read[file]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All texts of a language by message id."""

    language: str
    entries: CatalogueFiles

    def plurals(self) -> Mapping[str, int]:
        """Place among ``CatalogueEntry.forms`` of each CLDR class of numbers (``"one"``, ``"other"``)."""
        return _plurals(self.entries.plural_expression, ENGLISH if self.language == PSEUDO else self.language)

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
        return Catalogue(language, CatalogueFiles(_listed(_home(), _TEMPLATE), is_template=True, locale=ENGLISH))
    if language not in LANGUAGES:
        raise ValueError(f"expected one of {', '.join(LANGUAGES)}, but got {language}")
    return Catalogue(language, CatalogueFiles(_listed(_home() / language, ".po"), is_template=False, locale=language))


def _home() -> Traversable:
    return files("posture_cv.words") / "locale"


def _listed(folder: Traversable, ending: str) -> dict[str, Traversable]:
    """Files by their names without the ending."""
    named = {file.name.removesuffix(ending): file for file in folder.iterdir() if file.name.endswith(ending)}
    return dict(sorted(named.items()))


def _parsed(file: Traversable, locale: str) -> Catalog:
    from babel.messages.pofile import read_po

    with file.open("rb") as stream:
        return read_po(stream, locale=locale)


@cache
def _plurals(expression: str, locale: str) -> dict[str, int]:
    from gettext import c2py

    from babel import Locale

    form, classes = c2py(expression), Locale.parse(locale)
    return {classes.plural_form(count): form(count) for count in reversed(range(_UP_TO))}


def _entry(entry: CatalogEntry, *, template: bool) -> CatalogueEntry:
    english = (entry.id,) if isinstance(entry.id, str) else tuple(entry.id)
    forms = english if template else ((entry.string,) if isinstance(entry.string, str) else tuple(entry.string or ()))
    return CatalogueEntry(english=english[0], forms=forms if all(forms) else ())
