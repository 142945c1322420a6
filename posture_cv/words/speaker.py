"""Messages, numbers and estimates in one language."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

from posture_cv.domain.messages import Day, Message, Quantity, Span, estimate_of, interval_of, message, probability_of, size_of, value_of
from posture_cv.words import figures
from posture_cv.words.catalogue import ENGLISH, PSEUDO, catalogue

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from posture_cv.domain.estimates import Estimate, Unit
    from posture_cv.domain.messages import Field
    from posture_cv.words.catalogue import Catalogue

COUNT = "count"
"""The field whose number decides the plural form."""

OPENING, CLOSING = "⟦", "⟧"
"""Marks round every text of the pseudo-language."""


_BRITISH = "en_GB"
"""As the English is written."""


class Words:
    """Says messages in one language.

    Parameters
    ----------
    language
        One of ``LANGUAGES``, or ``PSEUDO``.
    rows
        English texts of the clinical tables by ``table/row/column``.

    Raises
    ------
    ValueError
        If there is no such language.

    Attributes
    ----------
    locale
        Whose figures, dates and plurals it uses, ``"en_GB"``; the pseudo-language takes those of English.
    """

    def __init__(self, language: str, rows: Mapping[str, str]) -> None:
        self.language = language
        self._is_english = language in (ENGLISH, PSEUDO)
        self.locale = _BRITISH if self._is_english else language
        self._rows = rows
        self._catalogue = catalogue(language)
        self._formatter = _Formatter(self)

    def say(self, what: Message) -> str:
        """The message as text.

        Raises
        ------
        KeyError
            If no catalogue holds its id, or its template asks for a field that it does not have.
        """
        return self._marked(self._formatter.vformat(self._template(what), (), dict(what.fields)))

    def text(self, key: str, /, **fields: Field) -> str:
        """The text of that id with these fields."""
        return self.say(message(key, **fields))

    def row(self, table: str, row: str, column: str, /, **fields: Field) -> str:
        """The text of a clinical table's row."""
        return self.say(Message(f"{table}/{row}/{column}", fields))

    def template(self, key: str) -> str:
        """The text of that id with its fields still open, where it does not count anything."""
        return self._marked(self._template(Message(key, {})))

    def unfilled(self, beginning: str) -> dict[str, str | dict[str, str]]:
        """All texts whose ids begin so, fields still open, for a script that fills them in itself.

        Returns
        -------
        dict of str to str or dict of str to str
            By the rest of the id. A text that counts has a form for each CLDR class of numbers, ``"one"`` and ``"other"``.
        """
        keys = [key for key in catalogue(ENGLISH).entries if key.startswith(beginning)]
        return {key[len(beginning) :]: self._unfilled(key) for key in keys}

    def knows(self, key: str) -> bool:
        """Whether the language has a text of its own for that id."""
        entry = self._catalogue.entries.get(key)
        return (entry is not None and bool(entry.forms)) or (self._is_english and key in self._rows)

    def number(self, value: float, decimals: int | None = 0) -> str:
        """A bare number; None for as many decimals as it has."""
        return figures.number(value, decimals, self.locale)

    def value(self, estimate: Estimate) -> str:
        """The value with its unit, ``"47°"``."""
        return self.field(value_of(estimate))

    def interval(self, estimate: Estimate) -> str:
        """The interval with its unit, ``"42 to 52°"``."""
        return self.field(interval_of(estimate))

    def estimate(self, estimate: Estimate) -> str:
        """The value with half its interval's width, ``"47 ± 5°"``."""
        return self.say(estimate_of(estimate))

    def size(self, estimate: Estimate) -> str:
        """The same without the sign, where words say the direction: ``"3 ± 2°"`` for -3."""
        return self.say(size_of(estimate))

    def probability(self, probability: float) -> str:
        """A probability from 0 to 1 in whole per cent, ``"87 %"``; the ends say "under 1 %" and "over 99 %"."""
        return self.say(probability_of(probability))

    def date(self, moment: datetime) -> str:
        """A day in full, ``"29 November 2026"``."""
        return figures.date(moment, self.locale)

    def time(self, moment: datetime) -> str:
        """A time of day, ``"11:32"``."""
        return figures.time(moment, self.locale)

    def moment(self, moment: datetime) -> str:
        """A day and a time, ``"29 Nov 2026, 11:32"``."""
        return figures.moment(moment, self.locale)

    def series(self, parts: list[str], *, style: str = "") -> str:
        """Parts in a row: ``"and"``, ``"or"``, ``";"``, ``"run"`` (sentences), or bare commas."""
        return figures.series(parts, self.locale, style=style)

    def field(self, held: Field, style: str = "") -> str:
        """One field of a message as text; ``style`` joins a series."""
        if isinstance(held, Message):
            return self.say(held)
        if isinstance(held, (Quantity, Span, Day)):
            return self._figure(held)
        if isinstance(held, tuple):
            return self.series([self.field(each) for each in held], style=style)
        if isinstance(held, (int, float)):
            return self.number(held, None)
        return held

    def _figure(self, held: Quantity | Span | Day) -> str:
        if isinstance(held, Day):
            return figures.date(held.on, self.locale)
        if isinstance(held, Quantity):
            return self._with_unit(self.number(held.value, held.decimals), held.unit)
        lower, upper = (self.number(end, held.decimals) for end in (held.lower, held.upper))
        return self._with_unit(self.text("figure.span", lower=lower, upper=upper), held.unit)

    def _unfilled(self, key: str) -> str | dict[str, str]:
        spoken, entry = self._catalogue, self._catalogue.entries.get(key)
        if entry is None or not entry.forms:
            spoken = catalogue(ENGLISH)
            entry = spoken.entries[key]
        if len(entry.forms) == 1:
            return self._marked(entry.forms[0])
        return {numbers: self._marked(entry.forms[place]) for numbers, place in spoken.plurals().items()}

    def _marked(self, said: str) -> str:
        return f"{OPENING}{said}{CLOSING}" if self.language == PSEUDO else said

    def _template(self, what: Message) -> str:
        entry = self._catalogue.entries.get(what.id)
        if entry is not None and entry.forms:
            return _form(entry.forms, what, self.locale, self._catalogue)
        if what.id in self._rows:
            return self._rows[what.id]
        english = catalogue(ENGLISH)
        if what.id in english.entries:
            return _form(english.entries[what.id].forms, what, _BRITISH, english)
        raise KeyError(f"no text for {what.id!r} in {self.language}")

    def _with_unit(self, figure: str, unit: Unit | None) -> str:
        return figure if unit is None else self.text(f"unit.{unit}", figure=figure)


def _form(forms: Sequence[str], what: Message, locale: str, spoken: Catalogue) -> str:
    """The form of a text for the number that its message counts."""
    if len(forms) == 1:
        return forms[0]
    from babel import Locale

    count: Any = what.fields[COUNT]
    number, plurals = count.value if isinstance(count, Quantity) else count, spoken.plurals()
    return forms[plurals.get(Locale.parse(locale).plural_form(number), plurals["other"])]


class _Formatter(string.Formatter):
    """Fills a template.

    ``{name}``; ``{name:C}`` with a capital and ``{name:l}`` with a small first letter, in a series each part of it; ``{names:and}``,
    ``{names:or}``, ``{names:;}``, ``{names:run}`` as a series of that style.
    """

    def __init__(self, words: Words) -> None:
        self._words = words

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec not in _CASES:
            return self._words.field(value, format_spec)
        if isinstance(value, tuple):
            return self._words.series([_CASES[format_spec](self._words.field(part)) for part in value])
        return _CASES[format_spec](self._words.field(value))


def _capital(said: str) -> str:
    place = _first_letter(said)
    return said[:place] + said[place : place + 1].upper() + said[place + 1 :]


def _small(said: str) -> str:
    place = _first_letter(said)
    return said[:place] + said[place : place + 1].lower() + said[place + 1 :]


def _first_letter(said: str) -> int:
    return next((index for index, letter in enumerate(said) if letter != OPENING), 0)


_CASES = {"C": _capital, "l": _small}
