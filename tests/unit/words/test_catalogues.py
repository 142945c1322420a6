"""The catalogues are whole: every language has every text with the same fields, and the code asks for texts that exist."""

from __future__ import annotations

import ast
import re
import string
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path

import pytest
from babel.messages.catalog import Message as Entry
from babel.messages.pofile import read_po

import posture_cv
from posture_cv.words import LANGUAGES
from posture_cv.words.catalogue import CatalogueEntry, catalogue

PACKAGE = Path(posture_cv.__file__).parent
LOCALE = PACKAGE / "words" / "locale"
OTHERS = [language for language in LANGUAGES if language != "en"]
ENGLISH = catalogue("en").entries
STICKERS = "{count} sticker found. Set this point on it?"


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(template) if name}


def entries(file: Path) -> list[Entry]:
    with file.open("rb") as stream:
        return [entry for entry in read_po(stream, abort_invalid=True) if entry.id]


def test_every_id_stands_once() -> None:
    ids = Counter(entry.context for file in LOCALE.glob("*.pot") for entry in entries(file))
    assert {key: count for key, count in ids.items() if count > 1 or not key} == {}


def problems(said: Mapping[str, CatalogueEntry], english: Mapping[str, CatalogueEntry], plural_forms: int) -> list[str]:
    """What a translator, or whoever changed the English, has left undone; ``plural_forms`` is how many the language has."""
    found = [f"{key} is not translated" for key in english if key not in said or not said[key].forms]
    found += [f"{key} is in no template" for key in said if key not in english]
    for key in english.keys() & said.keys():
        entry, template = said[key], english[key]
        if entry.english != template.english:
            found.append(f"{key} is of another English")
        if entry.forms and len(entry.forms) != (plural_forms if len(template.forms) > 1 else 1):
            found.append(f"{key} has {len(entry.forms)} forms")
        wanted = fields(" ".join(template.forms))
        if entry.forms and (fields(" ".join(entry.forms)) != wanted or any(fields(form) - wanted for form in entry.forms)):
            found.append(f"{key} has other fields")
    return found


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_text_with_its_fields_and_plurals_and_no_other(language: str) -> None:
    said = {key: entry for key, entry in catalogue(language).entries.items() if "/" not in key}
    assert problems(said, ENGLISH, max(catalogue(language).plurals().values()) + 1) == []


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ({"app.stickers.found": None}, "app.stickers.found is not translated"),
        (
            {"app.stickers.found": CatalogueEntry(STICKERS, ())},
            "app.stickers.found is not translated",
        ),
        (
            {"app.stickers.found": CatalogueEntry(STICKERS, ("{count} adhesivo",))},
            "app.stickers.found has 1 forms",
        ),
        ({"figure.span": CatalogueEntry("{lower} to {upper}", ("desde {lower}",))}, "figure.span has other fields"),
        ({"figure.span": CatalogueEntry("{lower} to {upper}", ("{lower} a {upper} {unit}",))}, "figure.span has other fields"),
        ({"figure.span": CatalogueEntry("{lower} until {upper}", ("{lower} a {upper}",))}, "figure.span is of another English"),
        ({"figure.gone": CatalogueEntry("gone", ("ido",))}, "figure.gone is in no template"),
    ],
)
def test_what_is_left_undone_is_found(planted: dict[str, CatalogueEntry | None], told: str) -> None:
    said = {key: entry for key, entry in catalogue("es").entries.items() if "/" not in key} | planted
    assert problems({key: entry for key, entry in said.items() if entry is not None}, ENGLISH, 2) == [told]


def test_what_is_counted_in_english_has_both_forms() -> None:
    counted = {key: entry for key, entry in ENGLISH.items() if len(entry.forms) > 1}
    assert len(counted) > 5
    assert {key for key, entry in counted.items() if len(entry.forms) != 2} == set()


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


SAME_IN_BOTH = {
    "acromion",
    "Acromion",
    "Boris Chaitow",
    "Ctrl+Z, Ctrl+Y",
    "Error: {what}",
    "Escape",
    "Genu recurvatum",
    "Judith DeLany",
    "Lordosis",
    "Meningitis",
    "Paul St. John",
    "Pelvis",
    "Python",
    "Raymond Nimmo",
    "Stanley Lief",
    "posture_cv",
}
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
    return isinstance(function, ast.Name) and function.id in ("message", "note")


def wanted_by(entry: CatalogueEntry) -> set[str]:
    """Fields that a text asks for; one with a plural asks for what it counts, whether it says the number or not."""
    return fields(" ".join(entry.forms)) | ({"count"} if len(entry.forms) > 1 else set())


def test_the_code_asks_for_texts_that_exist_with_their_fields() -> None:
    wrong = []
    for file, call in calls():
        first, given = call.args[0], {keyword.arg for keyword in call.keywords}
        if isinstance(first, ast.Constant) and isinstance(first.value, str) and re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", first.value):
            entry = ENGLISH.get(first.value)
            if entry is None:
                wrong.append(f"{file}:{call.lineno}: no text {first.value!r}")
            elif None not in given and wanted_by(entry) - given:
                wrong.append(f"{file}:{call.lineno}: {first.value!r} misses {sorted(wanted_by(entry) - given)}")
    assert wrong == []
