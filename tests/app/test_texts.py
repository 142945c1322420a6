"""The catalogue and the app agree, and the wording rules hold."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path

import pytest
import streamlit

from posture_cv.bodymap import ALL_VIEWS
from posture_cv.bodymap.marks import MapMark
from posture_cv.domain.findings import Severity
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.regions import Region
from posture_cv.domain.session import StepKind
from posture_cv.domain.views import BodySide, Position
from posture_cv.domain.worksheet import Approach, Outcome
from posture_cv.ui.texts import language_names, phone_texts, text
from posture_cv.words import LANGUAGES
from posture_cv.words.catalogue import catalogue

from .conftest import ROOT

SOURCES = sorted((ROOT / "posture_cv" / "ui").rglob("*.py"))
APP, ROOMS = "app.", ("app.", "editor.", "phone.")
FORBIDDEN = re.compile(r"\b(abnormal|diagnosis|is short|tight|causes|dysfunction|misaligned)\b", re.IGNORECASE)
FORBIDDEN_ES = re.compile(
    r"\b(anormal\w*|diagn[oó]stic\w*|est[aá]n? cort[oa]s?|tens[oa]s?|causan?|disfunci\w*|desalinead\w*|mal alinead\w*)\b", re.IGNORECASE
)
OTHERS = sorted(set(LANGUAGES) - {"en"})
BY_ENUM = {
    *(f"region.{region}" for region in Region),
    *(f"severity.{severity}" for severity in Severity),
    *(f"position.{position}" for position in Position),
    *(f"landmark_short.{landmark}" for landmark in LandmarkName),
    *(f"outcome.{outcome}" for outcome in Outcome),
    *(f"approach.{approach}{ending}" for approach in Approach for ending in ("", "_words")),
    *(f"step.{kind}" for kind in StepKind),
    *(f"bodymap.{mark}" for mark in MapMark),
    *(f"bodymap.{view}" for view in ALL_VIEWS),
    *(f"tests.side_{side}" for side in BodySide),
}


def said(language: str, *rooms: str) -> dict[str, str]:
    """All texts of those rooms by id, plural forms in one."""
    return {key: " ".join(entry.forms) for key, entry in catalogue(language).entries.items() if key.startswith(rooms)}


def used_keys() -> tuple[set[str], set[str]]:
    """Keys written out, and the fixed beginnings of keys put together, over all calls of ``text``."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"text", "in_every_language"}
                and node.args
            ):
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
    assert {f"{APP}{key}" for key in whole | BY_ENUM} - set(said("en", APP)) == set()


def test_every_text_the_app_asks_for_gets_its_fields() -> None:
    wrong = []
    for source in SOURCES:
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"text", "in_every_language"}
                and node.args
            ):
                given = {keyword.arg for keyword in node.keywords}
                constants = [part.value for part in ast.walk(node.args[0]) if isinstance(part, ast.Constant)]
                keys = [f"{APP}{key}" for key in constants if isinstance(key, str)]
                missing = {field for key in keys for field in fields(said("en", APP).get(key, ""))} - given
                if missing and None not in given:
                    wrong.append(f"{source.name}:{node.lineno} misses {sorted(missing)}")
    assert wrong == []


def test_every_text_in_the_catalogue_is_used() -> None:
    whole, beginnings = used_keys()
    keys = {key.removeprefix(APP) for key in said("en", APP)}
    unused = {key for key in keys if key not in whole and not any(key.startswith(beginning) for beginning in beginnings)}
    assert unused == set()


def test_texts_keep_to_the_wording_rules() -> None:
    assert {key: text for key, text in said("en", *ROOMS).items() if FORBIDDEN.search(text)} == {}
    assert {key: text for key, text in said("es", *ROOMS).items() if FORBIDDEN_ES.search(text)} == {}


def test_fields_are_plain_names() -> None:
    for each in said("en", *ROOMS, "hand.").values():
        assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(each))


SAME_IN_SPANISH = {"app.app.name", "app.landmark_short.acromion", "app.landmark_short.c7", "app.region.pelvis", "app.worksheet.no"}
"""A name, Latin, or a word that both languages share."""

KEYS = {f"editor.key.{name}" for name in ("tab", "say", "undo", "lines", "free", "next", "escape", "zoom")}
WITHOUT_WORDS = {"app.session.seconds", "app.set_up.metres", "editor.at", *KEYS}
"""Figures and their units alone, and what is printed on keys."""


ON_KEYS = {"editor.key.tab", "editor.key.say", "editor.key.next", "editor.key.escape", "editor.key.undo", "editor.key.zoom"} | {
    "editor.key.free",
    "editor.key.lines",
}
"""What is printed on keys."""


def fields(said: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(said) if name is not None)


def letters(said: str) -> str:
    return re.sub(r"\{[^}]*\}|[^a-záéíóúñ]", "", said.lower())


def test_nothing_is_left_in_english() -> None:
    spanish = said("es", *ROOMS, "hand.", "streamlit.")
    same = {key for key, text in said("en", *ROOMS, "hand.", "streamlit.").items() if letters(text) and spanish[key] == text}
    assert same - WITHOUT_WORDS - ON_KEYS == SAME_IN_SPANISH


def test_an_unknown_text_is_refused() -> None:
    with pytest.raises(KeyError, match=r"no\.such"):
        text("no.such")


def test_a_text_that_counts_has_a_form_for_one_thing() -> None:
    assert text("stickers.found", count=1) == "1 sticker found. Set this point on it?"
    assert text("stickers.found", count=2) == "2 stickers found. Set these points on them?"
    assert text("safety.open", count=1) == "The safety screen still has 1 open question. Answer it before hands-on work."


def test_every_language_is_named_in_itself() -> None:
    assert language_names() == {"en": "English", "es": "Español"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_phone_page_fills_in_single_texts(language: str) -> None:
    assert {key for key, said in phone_texts()[language].items() if not isinstance(said, str)} == set()


@pytest.mark.parametrize("language", OTHERS)
def test_streamlits_own_words_are_those_that_streamlit_says(language: str) -> None:
    scripts = (Path(streamlit.__file__).parent / "static" / "static" / "js").glob("*.js")
    bundle = "".join(script.read_text(encoding="utf-8") for script in scripts)
    said = {entry.english: " ".join(entry.forms) for key, entry in catalogue(language).entries.items() if key.startswith("streamlit.")}
    parts = {part.strip(" :.") for english in said for part in re.split(r"\{\w+\}", english)}
    put_together = {"Press Enter to apply": "Press Enter to "}
    assert {part for part in parts if put_together.get(part, part) not in bundle} == set()
    assert len(set(said.values())) == len(said), "two of them could not be told apart on the way back"
