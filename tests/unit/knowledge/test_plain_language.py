"""The client's sentences read at about age 12.

Measured by RIX (Anderson 1983, its grades remembered): words of more than six letters per sentence. It needs no syllables, so it can be
computed exactly, and it is blind to grammar and to short but rare words; those are held off by a word list. A RIX of 1.8 to 2.3 goes with
the sixth American grade (ages 11 to 12), 2.4 to 2.9 with the seventh (12 to 13).
"""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from posture_cv.knowledge import load

SENTENCES = {
    "plain_statement",
    "plain_question",
    "plain_meaning",
    "plain_how",
    "plain_dose",
    "plain_caution",
    "plain_warning",
    "plain_action",
    "plain_advice",
    "plain_text",
    "plain_feels_like",
}
HIGHEST_RIX = 2.3
LONGEST_SENTENCE = 24
LATIN = re.compile(
    r"\b(\w+(alis|oris|eus|itis|oid|osis)|anterior|posterior|lateral|medial|distal|proximal|cervical|thoracic|lumbar|kyphosis|lordosis"
    r"|flexion|extension|abduction|adduction|rotation|palpat\w+|ischemi\w+|trapezius|scalenes?|pectoralis|psoas)\b",
    re.IGNORECASE,
)
EVERYDAY = {"psoriasis", "arthritis", "rheumatoid", "avoid"}


def plain() -> dict[str, list[str]]:
    """All plain texts by table, placeholders filled with a short word."""
    texts = defaultdict(list)
    for place, text in load().texts.items():
        table, _, column, *_ = place.split("/")
        if column.startswith("plain_"):
            texts[f"{table}.{column}"].append(re.sub(r"\{\w+\}", "left", text))
    return texts


def sentences(text: str) -> list[str]:
    return [part for part in re.split(r"[.!?](?:\s|$)", text) if part.strip()]


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z']+", text)


def rix(texts: list[str]) -> float:
    long_words = [word for text in texts for word in words(text) if len(word) > 6]
    return len(long_words) / sum(len(sentences(text)) for text in texts)


@pytest.mark.parametrize("column", [column for column in plain() if column.partition(".")[2] in SENTENCES])
def test_plain_sentences_read_at_age_12(column: str):
    assert rix(plain()[column]) <= HIGHEST_RIX


def test_no_plain_sentence_is_long():
    assert [s for texts in plain().values() for text in texts for s in sentences(text) if len(words(s)) > LONGEST_SENTENCE] == []


def test_no_plain_text_speaks_latin():
    found = [(column, word[0]) for column, texts in plain().items() for text in texts for word in LATIN.finditer(text)]
    assert [(column, word) for column, word in found if word.lower() not in EVERYDAY] == []


def test_clinicians_text_would_fail():
    # the measure can tell: the same rows in the clinician's words are far beyond the limit
    texts = load().texts
    assert rix([texts[row.statement.id] for row in load().patterns]) > HIGHEST_RIX
    assert rix([texts[row.evidence_against.id] for row in load().links]) > HIGHEST_RIX
    assert LATIN.search("Possibly shortened: pectoralis minor")


def test_everything_said_to_a_client_has_plain_words():
    knowledge = load()
    assert all(knowledge.texts[rule.plain_action.id] for rule in knowledge.rules)
    assert {column.partition(".")[0] for column in plain()} == {
        "measures",
        "distortions",
        "muscles",
        "rules",
        "patterns",
        "factors",
        "referrals",
        "entrapments",
        "techniques",
        "endangerments",
        "exercises",
        "advice",
        "conditions",
        "chapters",
    }
