"""The catalogues are whole: every language has every text with the same fields, and the code asks for texts that exist."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

import pytest
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po

import posture_cv
from posture_cv.words import LANGUAGES
from posture_cv.words.catalogue import catalogue

PACKAGE = Path(posture_cv.__file__).parent
LOCALE = PACKAGE / "words" / "locale"
OTHERS = [language for language in LANGUAGES if language != "en"]
ENGLISH = catalogue("en").entries


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def entries(file: Path) -> list[Entry]:
    with file.open("rb") as stream:
        return [entry for entry in read_po(stream) if entry.id]


def test_every_id_stands_once() -> None:
    ids = Counter(entry.context for file in LOCALE.glob("*.pot") for entry in entries(file))
    assert {key: count for key, count in ids.items() if count > 1 or not key} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_text_and_no_other(language: str) -> None:
    said = {key: entry for key, entry in catalogue(language).entries.items() if "/" not in key}
    assert {key for key in ENGLISH if key not in said or not said[key].forms} == set()
    assert set(said) - set(ENGLISH) == set()


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_is_of_the_text_as_it_stands_with_its_fields(language: str) -> None:
    said = {key: entry for key, entry in catalogue(language).entries.items() if "/" not in key}
    assert {key for key, entry in said.items() if entry.english != ENGLISH[key].english} == set()
    wanted = {key: fields(" ".join(ENGLISH[key].forms)) for key in said}
    assert {key for key, entry in said.items() for form in entry.forms if fields(form) - wanted[key]} == set()
    assert {key for key, entry in said.items() if fields(" ".join(entry.forms)) != wanted[key]} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_every_file_of_a_language_counts_alike(language: str) -> None:
    rules = {re.findall(r"Plural-Forms: .*", file.read_text(encoding="utf-8"))[0] for file in (LOCALE / language).glob("*.po")}
    assert len(rules) == 1


@pytest.mark.parametrize("language", OTHERS)
def test_nothing_is_left_for_a_translator_to_look_at(language: str) -> None:
    marked = [entry.context for file in (LOCALE / language).glob("*.po") for entry in entries(file) if entry.fuzzy]
    assert marked == []


FORBIDDEN = {
    "es": re.compile(
        r"\b(anormal\w*|diagn[oó]stic\w*|patol[oó]gic\w*|est[aá]n? (cort|acortad)[oa]s?|(?<!banda )(?<!bandas )tens[oa]s?|causan?"
        r"|causad[oa]s?|disfunci[oó]n\w*(?! biomecánica)|desalinead\w*)\b",
        re.IGNORECASE,
    )
}


@pytest.mark.parametrize("language", OTHERS)
def test_figures_survive(language: str) -> None:
    def figures(text: str) -> list[float]:
        return sorted(abs(float(figure)) for figure in re.findall(r"\d*\.?\d+", re.sub(r"(\d),(\d)", r"\1.\2", text)) if float(figure))

    lost = set()
    for key, entry in catalogue(language).entries.items():
        wanted = ENGLISH[key].forms if key in ENGLISH else (entry.english,)
        lost |= {key for form, english in zip_longest(entry.forms, wanted, fillvalue=wanted[-1]) if figures(form) != figures(english)}
    assert lost == set()


@pytest.mark.parametrize("language", OTHERS)
def test_the_wording_rules_are_kept(language: str) -> None:
    rule = FORBIDDEN[language]
    assert {key for key, entry in catalogue(language).entries.items() for form in entry.forms if rule.search(form)} == set()
    assert FORBIDDEN["es"].search("El trapecio está acortado y causa dolor")


@pytest.mark.parametrize("language", OTHERS)
def test_a_translation_differs_from_the_english(language: str) -> None:
    words = re.compile(r"[a-z]{3}")
    entries = catalogue(language).entries
    same = {
        entry.english
        for entry in entries.values()
        if entry.english in entry.forms and words.search(re.sub(r"\{[^}]*\}", "", entry.english))
    }
    assert same <= SAME_IN_BOTH


SAME_IN_BOTH = {"acromion", "Acromion", "Error: {what}", "Genu recurvatum", "Lordosis", "Pelvis", "Python", "posture_cv"}
"""Terms and names that are written alike."""


def calls() -> Iterator[tuple[str, ast.Call]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and _makes_a_message(node.func):
                yield str(file.relative_to(PACKAGE)), node


def _makes_a_message(function: ast.expr) -> bool:
    """Whether a call's first argument is the id of a message and its keywords are the fields."""
    if isinstance(function, ast.Attribute):
        return function.attr == "text"
    return isinstance(function, ast.Name) and function.id == "message"


def test_the_code_asks_for_texts_that_exist_with_their_fields() -> None:
    wrong = []
    for file, call in calls():
        first, given = call.args[0], {keyword.arg for keyword in call.keywords}
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", first.value):
            entry = ENGLISH.get(first.value)
            if entry is None:
                wrong.append(f"{file}:{call.lineno}: no text {first.value!r}")
            elif None not in given and fields(" ".join(entry.forms)) - given:
                wrong.append(f"{file}:{call.lineno}: {first.value!r} misses {sorted(fields(' '.join(entry.forms)) - given)}")
    assert wrong == []
