"""The catalogue and the app agree, and the wording rules hold."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit

from posture_cv.bodymap import ALL_VIEWS
from posture_cv.bodymap.marks import Mark
from posture_cv.domain.findings import Severity
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.regions import Region
from posture_cv.domain.session import StepKind
from posture_cv.domain.standing import Standing
from posture_cv.domain.views import BodySide, Position
from posture_cv.domain.worksheet import Approach, Outcome
from posture_cv.ui.editor import ENGLISH
from posture_cv.ui.texts import LANGUAGES, catalogue, editor_catalogue, text

from .conftest import ROOT

SOURCES = sorted((ROOT / "posture_cv" / "ui").rglob("*.py"))
FORBIDDEN = re.compile(r"\b(abnormal|diagnosis|is short|tight|causes|dysfunction|misaligned)\b", re.IGNORECASE)
BY_ENUM = {
    *(f"region.{region}" for region in Region),
    *(f"severity.{severity}" for severity in Severity),
    *(f"position.{position}" for position in Position),
    *(f"landmark_short.{landmark}" for landmark in LandmarkName),
    *(f"standing.{standing}" for standing in Standing),
    *(f"outcome.{outcome}" for outcome in Outcome),
    *(f"approach.{approach}{ending}" for approach in Approach for ending in ("", "_words")),
    *(f"step.{kind}" for kind in StepKind),
    *(f"bodymap.{mark}" for mark in Mark),
    *(f"bodymap.{view}" for view in ALL_VIEWS),
    *(f"tests.side_{side}" for side in BodySide),
}


def used_keys() -> tuple[set[str], set[str]]:
    """Keys written out, and the fixed beginnings of keys put together, over all calls of ``text``."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "text" and node.args:
                key = node.args[0]
                joined = [part for part in ast.walk(key) if isinstance(part, ast.JoinedStr)]
                pieces = {id(piece) for part in joined for piece in part.values}
                beginnings |= {str(part.values[0].value) for part in joined if isinstance(part.values[0], ast.Constant)}
                constants = [part for part in ast.walk(key) if isinstance(part, ast.Constant) and id(part) not in pieces]
                whole |= {part.value for part in constants if isinstance(part.value, str) and "." in part.value}
    return whole, beginnings


def test_every_text_the_app_asks_for_is_in_the_catalogue() -> None:
    whole, _ = used_keys()
    assert whole
    assert (whole | BY_ENUM) - set(catalogue("en")) == set()


def test_every_text_in_the_catalogue_is_used() -> None:
    whole, beginnings = used_keys()
    unused = {key for key in catalogue("en") if key not in whole and not any(key.startswith(beginning) for beginning in beginnings)}
    assert unused == set()


def test_texts_keep_to_the_wording_rules() -> None:
    assert {key: said for key, said in catalogue("en").items() if FORBIDDEN.search(said)} == {}


def test_fields_are_plain_names() -> None:
    for said in catalogue("en").values():
        assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(said))


OTHERS = sorted(set(LANGUAGES) - {"en"})
FORBIDDEN_ES = re.compile(
    r"\b(anormal\w*|diagn[oó]stic\w*|est[aá]n? cort[oa]s?|tens[oa]s?|causan?|disfunci\w*|desalinead\w*|mal alinead\w*)\b", re.IGNORECASE
)
SAME_IN_SPANISH = {"app.name", "landmark_short.acromion", "landmark_short.c7", "region.pelvis", "worksheet.no"}
"""A name, Latin, or a word that both languages share."""


def fields(said: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(said) if name is not None)


def letters(said: str) -> str:
    return re.sub(r"\{\w*\}|[^a-záéíóúñ]", "", said.lower())


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize(
    ("english", "read"), [(catalogue("en"), catalogue), (dict(ENGLISH), editor_catalogue)], ids=["pages", "landmark editor"]
)
def test_every_language_has_every_text_with_its_fields(
    language: str, english: dict[str, str], read: Callable[[str], dict[str, str]]
) -> None:
    translated = read(language)
    assert set(translated) == set(english)
    assert {key for key, said in english.items() if fields(said) != fields(translated[key])} == set()


def test_nothing_is_left_in_english() -> None:
    spanish = catalogue("es")
    same = {key for key, said in catalogue("en").items() if letters(said) and spanish[key] == said}
    assert same - {"session.seconds"} == SAME_IN_SPANISH
    of_editor = editor_catalogue("es")
    assert {key for key, said in ENGLISH.items() if letters(said) and of_editor[key] == said} == {"at"}


def test_spanish_keeps_to_the_wording_rules() -> None:
    assert {key: said for key, said in catalogue("es").items() if FORBIDDEN_ES.search(said)} == {}


def test_an_unknown_text_is_refused() -> None:
    with pytest.raises(KeyError, match=r"no\.such"):
        text("no.such")


def test_the_phone_page_says_the_same_in_every_language() -> None:
    english, others = catalogue("phone_en"), [catalogue(f"phone_{language}") for language in OTHERS]
    for translated in others:
        assert {key: fields(said) for key, said in english.items()} == {key: fields(said) for key, said in translated.items()}
        assert {key for key, said in english.items() if translated[key] == said} == set()
    assert {key for key, said in english.items() if FORBIDDEN.search(said)} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_streamlits_own_words_are_those_that_streamlit_says(language: str) -> None:
    scripts = (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("*.js")
    bundle = "".join(script.read_text(encoding="utf-8") for script in scripts)
    pairs = catalogue(f"streamlit_{language}")
    parts = {part.strip(" :.") for english in pairs for part in re.split(r"\{\w+\}", english)}
    put_together = {"Press Enter to apply": "Press Enter to "}
    assert {part for part in parts if put_together.get(part, part) not in bundle} == set()
    assert {english: said for english, said in pairs.items() if fields(english) != fields(said) or english == said} == {}
    assert len(set(pairs.values())) == len(pairs), "two of them could not be told apart on the way back"
