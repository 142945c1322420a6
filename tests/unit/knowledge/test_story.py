"""The story of neuromuscular therapy: whole, graded, and honest about what does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.muscles import EvidenceGrade
from posture_cv.knowledge import check, load

KNOWN = load()


@pytest.mark.parametrize(
    ("table", "old", "new", "told"),
    [
        pytest.param("lessons", 'chapter = "nmt_history"', 'chapter = "gossip"', "row lief: chapter gossip is not", id="unknown chapter"),
        pytest.param("lessons", 'grades = ["B"]', "grades = []", "row pain_gate: grades is empty in a chapter", id="claim without grade"),
        pytest.param("lessons", 'strength = "textbook"\n', "", "field strength: field required", id="no strength"),
        pytest.param("lessons", 'strength = "textbook"', 'strength = "trial"', "row lief: no source of strength trial", id="too strong"),
        pytest.param("lessons", '"delany_1999", "chaitow', '"hearsay", "chaitow', "row lief: reference hearsay", id="unknown source"),
        pytest.param("chapters", 'key = "nmt_course"', 'key = "nmt_end"', "row nmt_end: no row of table lessons", id="empty chapter"),
        pytest.param("chapters", "graded = false\n", "", "field graded", id="graded unsaid"),
    ],
)
def test_a_planted_error_is_refused_by_name(tables: Path, table: str, old: str, new: str, told: str) -> None:
    file = tables / f"{table}.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=told):
        check(tables)


def grades_of(key: str) -> set[EvidenceGrade]:
    return set(next(row for row in KNOWN.lessons if row.key == key).grades)


@pytest.mark.parametrize("key", ["toxins", "lactic_acid", "cortisol", "adhesions"])
def test_what_is_not_supported_is_graded_against(key: str) -> None:
    assert grades_of(key) == {EvidenceGrade.X}


@pytest.mark.parametrize("key", ["pain_gate", "sympathetic"])
def test_what_is_partly_supported_is_no_more_than_that(key: str) -> None:
    assert grades_of(key) == {EvidenceGrade.B}


def test_the_model_of_oxygen_and_calcium_is_told_as_a_model() -> None:
    assert grades_of("oxygen_calcium") == {EvidenceGrade.C, EvidenceGrade.X}


def test_those_who_made_it_are_named() -> None:
    history = {row.key for row in KNOWN.lessons if row.chapter == "nmt_history"}
    assert {"lief", "boris_chaitow", "nimmo", "st_john", "delany"} <= history


def test_it_is_compared_with_the_massage_clients_ask_for() -> None:
    compared = {row.key for row in KNOWN.lessons if row.chapter == "nmt_comparison"}
    assert {"deep_tissue", "swedish", "myofascial", "sports"} <= compared
