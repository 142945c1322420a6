"""The client's sentences are easy to read in Spanish too.

Measured by the perspicuity formula of Szigriszt Pazos on the INFLESZ scale (Barrio-Cantalejo et al., An Sist Sanit Navar 2008;31:135,
validated on texts for patients; formula and bands remembered): 206.835 - 62.3 syllables per word - words per sentence. From 55 a text
reads normally, from 65 quite easily, from 80 very easily. RIX counts long words and does not carry over: Spanish words are longer.
"""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from posture_cv.words.catalogue import catalogue

SENTENCES = frozenset(
    f"plain_{column}"
    for column in ("statement", "question", "meaning", "how", "dose", "caution", "warning", "advice", "text", "feels_like")
)
QUITE_EASY = 65.0
LONGEST_SENTENCE = 30
LATIN = re.compile(
    r"\b(anterior|posterior|distal|proximal|cervical|torácic\w+|lumbar\w*|cifosis|lordosis|extensión|abducción|aducción|rotación"
    r"|palpa\w+|isqu[eé]mi\w+|trapecio|escalenos?|pectoral|psoas|esternocleidomastoideo)\b",
    re.IGNORECASE,
)


PAGE_ONE = ("layout.client.", "report.client.")
"""How the ids of what page one of the report says begin."""


def by_column() -> dict[str, list[str]]:
    """Spanish of the clinical tables by table and column, fields filled with a short word."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, entry in catalogue("es").entries.items():
        if "/" in key:
            table, _, column, *_ = key.split("/")
            found[f"{table}.{column}"].append(filled(entry.forms[0]))
    return found


def plain() -> dict[str, list[str]]:
    """Plain sentences by table and column, and those of page one that speak to the client."""
    entries = {key: entry for key, entry in catalogue("es").entries.items() if key.startswith(PAGE_ONE)}
    to_the_client = [entry for entry in entries.values() if entry.english.endswith(".") and re.search(r"\b(your?|you)\b", entry.english)]
    return {column: said for column, said in by_column().items() if column.partition(".")[2] in SENTENCES} | {
        "report.page_one": [filled(entry.forms[0]) for entry in to_the_client]
    }


def filled(said: str) -> str:
    return re.sub(r"\{[^}]*\}", "leve", said)


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.!?:;](?:\s|$)", text) if part.strip()]


def words(text: str) -> list[str]:
    return re.findall(r"[a-záéíóúüñ]+", text.lower())


def syllables(word: str) -> int:
    """Count vowel groups; two open vowels, or an accented i or u beside one, are apart."""
    heard = re.sub(r"(?<=[qg])u(?=[eiéí])", "", word)
    groups = re.findall(r"[aeiouáéíóúü]+", heard)
    apart = sum(len(re.findall(r"(?=[aeoáéó][aeoáéó]|[íú][aeo]|[aeo][íú])", group)) for group in groups)
    return max(len(groups) + apart, 1)


def perspicuity(texts: list[str]) -> float:
    spoken = [word for text in texts for word in words(text)]
    return 206.835 - 62.3 * sum(map(syllables, spoken)) / len(spoken) - len(spoken) / sum(len(sentences(text)) for text in texts)


@pytest.mark.parametrize(
    ("word", "count"), [("músculo", 3), ("hacia", 2), ("oreja", 3), ("caída", 3), ("guía", 2), ("que", 1), ("dolor", 2)]
)
def test_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


@pytest.mark.parametrize("column", sorted(plain()))
def test_plain_sentences_are_quite_easy_to_read(column: str) -> None:
    assert perspicuity(plain()[column]) >= QUITE_EASY


def test_no_plain_sentence_is_long() -> None:
    assert [s for texts in plain().values() for text in texts for s in sentences(text) if len(words(s)) > LONGEST_SENTENCE] == []


def test_no_plain_text_speaks_latin() -> None:
    assert [(column, word[0]) for column, texts in plain().items() for text in texts for word in LATIN.finditer(text)] == []


def test_the_clinicians_text_would_fail() -> None:
    assert perspicuity(by_column()["patterns.statement"]) < QUITE_EASY
    assert perspicuity(by_column()["links.evidence_for"]) < QUITE_EASY
    assert LATIN.search("Posiblemente acortado: pectoral menor")
