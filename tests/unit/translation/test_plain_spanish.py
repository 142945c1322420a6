"""The client's sentences are easy to read in Spanish too.

Measured by the perspicuity formula of Szigriszt Pazos on the INFLESZ scale (Barrio-Cantalejo et al., An Sist Sanit Navar 2008;31:135,
validated on texts for patients; formula and bands remembered): 206.835 - 62.3 syllables per word - words per sentence. From 55 a text
reads normally, from 65 quite easily, from 80 very easily. RIX counts long words and does not carry over: Spanish words are longer.
"""

from __future__ import annotations

import re

import pytest

from posture_cv.translation import layout_words
from posture_cv.translation.catalogue import table_phrases

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


def plain() -> dict[str, list[str]]:
    """Plain sentences by table and column, fields filled with a short word."""
    found = {
        f"{table}.{column}": [re.sub(r"\{\w+\}", "leve", said) for said in pairs.values()]
        for table, columns in table_phrases("es").items()
        for column, pairs in columns.items()
        if column in SENTENCES
    }
    page_one = [said for english, said in layout_words("es").items() if english.endswith(".") and re.search(r"\b(your?|you)\b", english)]
    return found | {"report.page_one": [re.sub(r"\{\w+\}", "leve", said) for said in page_one]}


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
    tables = table_phrases("es")
    assert perspicuity(list(tables["patterns"]["statement"].values())) < QUITE_EASY
    assert perspicuity(list(tables["safety"]["question"].values())) < QUITE_EASY
    assert LATIN.search("Posiblemente acortado: pectoral menor")
