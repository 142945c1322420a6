"""The translation of a text that was worded in English, whole or put together of parts."""

from __future__ import annotations

import re
import string
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.domain.messages import Message

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture_cv.words import Words

_FIGURE = r"[-+\u2212]?\d+(?:\.\d+)?"
_MEASURED = rf"{_FIGURE}(?: (?:to|±) {_FIGURE})?(?:°| %(?: of height)?| mm)?"
_PATTERNS = {"value": _MEASURED, "interval": _MEASURED, "number": r"[-+]?\d[\d.,]*"}
_AS_IT_IS = frozenset({"key", "keys", "detail"})
"""Fields that hold names of files and rows, the same in every language."""

_FIGURE_PLACE = "figure"
"""Where words stand before a figure."""

_IS_MEASURED = re.compile(_MEASURED)
_HAS_LETTER = re.compile(r"[^\W\d_]")
_IS_CODE = re.compile(r"[A-Z0-9][A-Z0-9/.,-]*")
_SENTENCE_END = re.compile(r"(?<=[.!?]) ")
_NUMBERED = re.compile(r"(\d+(?:, \d+)*) (.+)", re.DOTALL)
_WITH_FIGURE = re.compile(rf"(.+?) ({_MEASURED})", re.DOTALL)
_SERIES = (": ", "; ", " · ", ", ", " and ")
_MOST_KEPT = 50_000
"""Texts looked up and kept; figures change with every visit."""


@dataclass(frozen=True, slots=True)
class _Template:
    """A sentence with fields.

    ``anchor`` is its longest run of fixed letters, a quick test whether it can match; ``leading`` the field it begins with, which is
    written large there and only there.
    """

    patterns: tuple[re.Pattern[str], ...]
    anchor: str
    leading: str
    said: str


class Phrasebook:
    """Says in another language what the program words in English.

    A text is looked up whole; then as a sentence with fields, each of which is looked up in turn; then as a row of sentences, of parts set
    apart by colon, semicolon or comma, with something in brackets, or with a figure. Figures are written in the language's way.

    Parameters
    ----------
    phrases
        English = translation. ``{value}`` and ``{interval}`` hold an estimate, ``{number}`` a number, ``{key}``, ``{keys}`` and
        ``{detail}`` a name that stays, other fields words. A field may carry a number, ``{side_2}``.
    places
        Words that read differently in a field of that name.
    figures
        What to replace in figures, in this order.
    """

    def __init__(
        self,
        phrases: Mapping[str, str],
        *,
        places: Mapping[str, Mapping[str, str]] | None = None,
        figures: Mapping[str, str] | None = None,
        words: Words | None = None,
    ) -> None:
        self._words = words
        self._phrases = phrases
        self._speaks = bool(phrases)
        self._places, self._figures = places or {}, figures or {}
        exact = {english: said for english, said in phrases.items() if "{" not in english}
        exact = _single_sentences(exact) | exact
        self._exact = {_other_first(english): _other_first(said) for english, said in exact.items()} | exact
        self._templates = [_template(english, said) for english, said in phrases.items() if "{" in english]
        self._found: dict[tuple[str, int], str | None] = {}

    def say(self, text: str | Message) -> str:
        """The translation of a text; what has none stays English, sentence by sentence. A message is worded in the language."""
        if isinstance(text, Message):
            if self._words is None:
                raise ValueError("expected words to say a message with, but got none")
            return self._words.say(text)
        if not self._speaks or not text.strip():
            return text
        if len(self._found) > _MOST_KEPT:
            self._found.clear()
        inner = text.strip()
        said = self._find(inner) or " ".join(self._find(part) or part for part in _SENTENCE_END.split(inner))
        return text.replace(inner, said, 1)

    def pattern(self, english: str) -> str:
        """The translation of a sentence with its fields still open, for those who fill it in elsewhere."""
        return self._phrases.get(english, english)

    def knows(self, text: str) -> bool:
        """Whether every part of a text has a translation; so has a text without words."""
        return not self._speaks or not text.strip() or self._find(text.strip()) is not None

    def _find(self, text: str, depth: int = 0) -> str | None:
        key = (text, depth)
        if key not in self._found:
            self._found[key] = self._whole(text) or self._in_parts(text, depth)
        return self._found[key]

    def _whole(self, text: str) -> str | None:
        if text in self._exact:
            return self._exact[text]
        if not _HAS_LETTER.search(text) or _IS_MEASURED.fullmatch(text):
            return self._figure(text)
        if _IS_CODE.fullmatch(text):
            return text
        return self._filled(text)

    def _filled(self, text: str) -> str | None:
        for template in self._templates:
            if template.anchor not in text:
                continue
            for pattern in template.patterns:
                match = pattern.fullmatch(text) or pattern.fullmatch(_other_first(text))
                values = {} if match is None else self._fields(match.groupdict(), template.leading)
                if match is not None and None not in values.values():
                    return _cased_like(text, template.said.format(**values))
        return None

    def _fields(self, held: Mapping[str, str], leading: str) -> dict[str, str | None]:
        return {name: self._field(name, _lower_first(value) if name == leading else value) for name, value in held.items()}

    def _field(self, name: str, value: str) -> str | None:
        kind = _kind(name)
        if kind in _AS_IT_IS:
            return value
        if kind in _PATTERNS:
            return self._figure(value)
        words = self._places.get(kind, {})
        return words.get(value) or words.get(_other_first(value)) or self._find(value)

    def _in_parts(self, text: str, depth: int) -> str | None:
        if text.endswith(".") and (bare := self._find(text[:-1], depth)):
            return f"{bare}."
        if depth < 1 and (said := self._joined(_SENTENCE_END.split(text), " ", " ", 1)):
            return said
        for place, mark in enumerate(_SERIES, start=1):
            joint = self._exact.get(mark.strip(), mark.strip())
            if depth <= place and (said := self._joined(text.split(mark), mark, mark.replace(mark.strip(), joint), place + 1)):
                return said
        return self._with_extra(text)

    def _joined(self, parts: list[str], mark: str, joint: str, depth: int) -> str | None:
        """Translate a row of parts, as many as possible together."""
        said: list[str] = []
        start = 0
        while start < len(parts) and len(parts) > 1:
            for end in range(len(parts), start, -1):
                whole = end - start == len(parts)
                found = None if whole else self._find(mark.join(parts[start:end]), 0 if end - start == 1 else depth)
                if found:
                    said.append(found)
                    start = end
                    break
            else:
                return None
        return joint.join(said) or None

    def _with_extra(self, text: str) -> str | None:
        if text.endswith(")"):
            for opening in (place for place, letter in enumerate(text) if letter == "(" and text[:place][-1:] in ("", " ")):
                before, inside = text[:opening].rstrip(), text[opening + 1 : -1]
                said = self._find(before) if before else ""
                if said is not None and (words := self._find(inside)):
                    return f"{said} ({words})".lstrip()
        if (match := _NUMBERED.fullmatch(text)) and (words := self._find(match[2])):
            return f"{match[1]} {words}"
        if (match := _WITH_FIGURE.fullmatch(text)) and (words := self._field(_FIGURE_PLACE, match[1])):
            return f"{words} {self._figure(match[2])}"
        return None

    def _figure(self, text: str) -> str:
        for english, said in self._figures.items():
            text = text.replace(english, said)
        return text


def _single_sentences(phrases: Mapping[str, str]) -> dict[str, str]:
    """The sentences of each text, where its translation has as many."""
    found: dict[str, str] = {}
    for english, said in phrases.items():
        ours, theirs = _SENTENCE_END.split(english), _SENTENCE_END.split(said)
        if len(ours) == len(theirs):
            found |= zip(ours, theirs, strict=True)
    return found


def fields(text: str) -> set[str]:
    """Names of the fields of a text."""
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _template(english: str, said: str) -> _Template:
    pattern, anchor, leading = "", "", ""
    lazy, greedy = ".+?", ".+"
    for fixed, name, _, _ in string.Formatter().parse(english):
        pattern += re.escape(fixed)
        anchor = max(anchor, fixed, key=len)
        if name:
            leading = name if not pattern else leading
            pattern += f"(?P<{name}>{_PATTERNS.get(_kind(name), lazy)})"
    # the first letter may be written large or small
    # where a name holds a comma, the shortest words for it may not be the right ones
    patterns = tuple(re.compile(one, re.DOTALL) for one in (pattern, pattern.replace(lazy, greedy)))
    return _Template(patterns, anchor[1:] if english.startswith(anchor) else anchor, leading, said)


def _kind(name: str) -> str:
    return name.rstrip("_0123456789")


def _other_first(text: str) -> str:
    return (text[0].lower() if text[0].isupper() else text[0].upper()) + text[1:]


def _cased_like(english: str, said: str) -> str:
    if not english[0].isalpha():
        return said
    return (said[0].upper() if english[0].isupper() else said[0].lower()) + said[1:]


def _lower_first(text: str) -> str:
    return text[0].lower() + text[1:]
