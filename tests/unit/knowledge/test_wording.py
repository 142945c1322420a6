"""No text of the tables uses a word that the clinical brief, section 6.2, rules out."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

import pytest

from posture_cv.knowledge import load
from posture_cv.knowledge.checks import TABLES_OF_ROWS

FORBIDDEN = re.compile(
    r"\b(abnormal\w*|diagnos(is|es|ed?|tic)|(is|are) (too )?short|tight\w*|causes?|dysfunction\w*|misalign\w*|collapsed|degenerat\w*"
    r"|scolio\w*|short leg|herniated|slipped|pelvis out|bad posture|poor posture|correct your posture|prevent injury|accurate"
    r"|release your|(?<!do )(?<!did )you have)\b",
    re.IGNORECASE,
)


PROPER_NAME = re.compile(r"biomechanical[ _]dysfunction", re.IGNORECASE)
"""The fifth factor of neuromuscular therapy is called so; the word is used nowhere else."""


def texts() -> Iterator[tuple[str, str]]:
    knowledge = load()
    for table in TABLES_OF_ROWS:
        for number, row in enumerate(getattr(knowledge, table), start=1):
            for field in dataclasses.fields(row):
                value = getattr(row, field.name)
                for text in value if isinstance(value, tuple) else (value,):
                    if isinstance(text, str):
                        yield f"{table} {number} {field.name}", PROPER_NAME.sub("", text)


def test_no_table_uses_a_forbidden_word():
    assert [(place, found[0]) for place, text in texts() if (found := FORBIDDEN.search(text))] == []


def test_no_table_needs_more_than_latin_1():
    assert [place for place, text in texts() if not text.isascii() and text.encode("latin-1", "replace").decode("latin-1") != text] == []


CLAIM = re.compile(
    r"\b(higher|lower than|forward|behind|leaning|tipped|bent|round\w*|hollow|flat|shifted|inward|outward|in front of)\b", re.IGNORECASE
)


def test_neutral_titles_name_a_measure_and_claim_nothing():
    titles = [measure.neutral_title for measure in load().measures]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert [title for title in titles if CLAIM.search(title)] == []


@pytest.mark.parametrize("title", ["One shoulder higher", "Head leaning to one side", "Hips in front of or behind the ankles"])
def test_the_check_sees_a_claim(title: str):
    assert CLAIM.search(title)


@pytest.mark.parametrize(
    "text", ["This is abnormal", "Your hip flexors are tight", "the psoas is short", "Pelvic Dysfunction", "it causes pain"]
)
def test_the_check_sees_a_forbidden_word(text: str):
    assert FORBIDDEN.search(text)


@pytest.mark.parametrize("text", ["likely shortened: confirm by length test", "no consensus of causation", "biceps, short head"])
def test_the_check_lets_other_words_pass(text: str):
    assert FORBIDDEN.search(text) is None
