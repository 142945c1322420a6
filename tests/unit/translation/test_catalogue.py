"""Spanish is whole: every text has its translation, none is left over, fields and figures agree."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import posture_cv
from posture_cv.translation import LANGUAGES, layout_words, phrasebook
from posture_cv.translation.catalogue import table_phrases
from posture_cv.translation.phrasebook import fields

PACKAGE = Path(posture_cv.__file__).parent
OTHERS = [language for language in LANGUAGES if language != "en"]
FORBIDDEN = re.compile(
    r"\b(anormal\w*|diagn[oó]stic\w*|patol[oó]gic\w*|est[aá]n? (cort|acortad)[oa]s?|(?<!banda )(?<!bandas )tens[oa]s?|causan?"
    r"|causad[oa]s?|disfunci[oó]n\w*(?! biomecánica)|desalinead\w*)\b",
    re.IGNORECASE,
)
CORE = ["domain", "anatomy", "measures", "findings", "muscles", "worksheet", "codecs", "pipeline", "capture", "detection"]
ROOMS = (*CORE, *["overlay", "bodymap", "report", "repeatability", "assets", "wiring"])
OF_DEVELOPERS = {"knowledge/checks.py", "knowledge/therapy_checks.py", "knowledge/rows.py", "knowledge/columns.py"}
"""What is wrong with a table or a protocol is told to those who edit it."""

PUT_TOGETHER = {}
"""Sentences that are put together, and the phrase that holds their words."""


def phrases(language: str) -> dict[str, str]:
    """Every English text of a language with its translation; the report's templates too."""
    messages = tomllib.loads((PACKAGE / "translation" / language / "messages.toml").read_text(encoding="utf-8"))
    sections = [section for name, section in messages.items() if name not in ("place", "figures")]
    sections += [column for table in table_phrases(language).values() for column in table.values()]
    return {english: said for section in [*sections, layout_words(language)] for english, said in section.items()}


@pytest.mark.parametrize("language", OTHERS)
def test_fields_and_figures_survive(language: str) -> None:
    def figures(text: str) -> list[float]:
        return sorted(abs(float(figure)) for figure in re.findall(r"\d*\.?\d+", re.sub(r"(\d),(\d)", r"\1.\2", text)) if float(figure))

    said = phrases(language)
    assert {english for english, words in said.items() if fields(english) != fields(words)} == set()
    assert {english: words for english, words in said.items() if figures(english) != figures(words)} == {}


@pytest.mark.parametrize("language", OTHERS)
def test_one_text_is_said_one_way(language: str) -> None:
    ways: dict[str, set[str]] = defaultdict(set)
    for table in table_phrases(language).values():
        for column in table.values():
            for english, words in column.items():
                ways[english].add(words)
    assert {english: said for english, said in ways.items() if len(said) > 1} == {}


def test_spanish_keeps_to_the_wording_rules() -> None:
    assert {english: said for english, said in phrases("es").items() if FORBIDDEN.search(said)} == {}
    assert FORBIDDEN.search("El trapecio está acortado y causa dolor")


def test_spanish_differs_from_english() -> None:
    same = {english for english, said in phrases("es").items() if english == said and re.search(r"[a-z]{3}", english)}
    assert same <= {"Genu recurvatum", "Pelvis", "acromion", "Lordosis"}


@pytest.mark.parametrize("language", OTHERS)
def test_the_reports_templates_say_what_is_translated(language: str) -> None:
    templates = [file.read_text(encoding="utf-8") for file in (PACKAGE / "report" / "templates").glob("*.typ")]
    heads = " ".join(line for text in templates for line in re.findall(r"table-head\(([^)]*)\)", text))
    calls = [call for text in templates for call in re.findall(r"say\((?:\s*if [^{]*\{\s*)?((?:\"[^\"]*\"|[^()\"])*)", text)]
    said = {text for call in [*calls, heads] for text in re.findall(r'"([^"]*)"', call)}
    months = {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"}
    by_value = months | {"left", "right", "yes", "no"}
    assert (said - {"[month repr:long]"}) | by_value == set(layout_words(language))


def test_english_has_no_words_of_its_own() -> None:
    assert layout_words("en") == {}
    assert phrasebook("en").say("Forward head, mild: 47.2°") == "Forward head, mild: 47.2°"


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="expected one of en, es, but got de"):
        phrasebook("de")


@pytest.mark.parametrize("language", OTHERS)
def test_every_sentence_of_the_core_is_translated(language: str) -> None:
    known = {re.sub(r"\{\w+\}", "{}", english) for english in phrases(language)}
    missing = {
        sentence
        for room in (*ROOMS, "knowledge")
        for file in sorted((PACKAGE / room).rglob("*.py"))
        if f"{room}/{file.name}" not in OF_DEVELOPERS
        for sentence in sentences(file)
        if PUT_TOGETHER.get(sentence, sentence) not in known
    }
    assert missing == set()


def sentences(file: Path) -> Iterator[str]:
    """Texts of a module that end like a sentence, what is filled in written ``{}``; without docstrings and errors of programmers."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    passed_over: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed_over.add(id(node.value))
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and getattr(node.exc.func, "id", "").endswith("Error"):
            name = getattr(node.exc.func, "id", "")
            if name in ("ValueError", "TypeError", "AttributeError"):
                passed_over |= {id(inner) for inner in ast.walk(node)}
        if isinstance(node, ast.JoinedStr):
            passed_over |= {id(inner) for inner in ast.walk(node) if inner is not node}
    for node in ast.walk(tree):
        text = _text(node)
        if id(node) not in passed_over and text.endswith(".") and " " in text.strip() and re.search(r"[a-z]{2}", text):
            yield text


def _text(node: Any) -> str:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)
    return ""
