"""No text of the tables uses a word that the clinical brief, section 6.2, rules out."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator

import pytest

from posture_cv.knowledge import load
from posture_cv.knowledge.checks import TABLES_OF_ROWS


def texts() -> Iterator[tuple[str, str]]:
    knowledge = load()
    for table in TABLES_OF_ROWS:
        for number, row in enumerate(getattr(knowledge, table), start=1):
            for field in dataclasses.fields(row):
                value = getattr(row, field.name)
                for text in value if isinstance(value, tuple) else (value,):
                    if isinstance(text, str):
                        yield f"{table} {number} {field.name}", text
    yield from knowledge.texts.items()


def test_no_table_uses_a_forbidden_word(forbidden: Callable[[str], list[str]]):
    assert [(place, found) for place, text in texts() if (found := forbidden(text))] == []


def test_no_table_needs_more_than_latin_1_and_a_minus():
    told = ((place, text.replace("\N{MINUS SIGN}", "-")) for place, text in texts())
    assert [place for place, text in told if text.encode("latin-1", "replace").decode("latin-1") != text] == []


@pytest.mark.parametrize(
    "text",
    [
        "This is abnormal",
        "Your hip flexors are tight",
        "the psoas is short",
        "Pelvic Dysfunction",
        "it causes pain",
        "you have forward head posture",
    ],
)
def test_the_check_sees_a_forbidden_word(forbidden: Callable[[str], list[str]], text: str):
    assert forbidden(text) != []


@pytest.mark.parametrize(
    "text",
    [
        "likely shortened: confirm by length test",
        "no consensus of causation",
        "biceps, short head",
        "Do you have a fever?",
        "Biomechanical dysfunction",
    ],
)
def test_the_check_lets_other_words_pass(forbidden: Callable[[str], list[str]], text: str):
    assert forbidden(text) == []
