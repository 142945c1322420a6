"""Another language has every text of the clinical tables and capture protocols, by row, and of the English as it stands."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from posture_cv.knowledge import load
from posture_cv.knowledge.library import TABLES
from posture_cv.words import LANGUAGES
from posture_cv.words.catalogue import CatalogueEntry, catalogue

OTHERS = [language for language in LANGUAGES if language != "en"]


def problems(said: Mapping[str, CatalogueEntry], wanted: Mapping[str, str]) -> list[str]:
    found = [f"{key} is not translated" for key in wanted if key not in said or not said[key].forms]
    found += [f"{key} is in no table" for key in said if key not in wanted]
    return found + [f"{key} is of another English" for key, entry in said.items() if entry.english != wanted.get(key, entry.english)]


def of_tables(language: str) -> dict[str, CatalogueEntry]:
    return {key: entry for key, entry in catalogue(language).entries.items() if key.partition("/")[0] in TABLES}


@pytest.mark.parametrize("language", OTHERS)
def test_every_row_is_said_in_a_language_as_its_english_stands(language: str) -> None:
    assert problems(of_tables(language), load().texts) == []


def test_a_changed_a_new_and_a_lost_row_are_told() -> None:
    said, wanted = of_tables("es"), dict(load().texts)
    assert problems(said, wanted | {"muscles/soleus/name": "Soleus muscle"}) == ["muscles/soleus/name is of another English"]
    assert problems(said, wanted | {"muscles/tail/name": "Tail"}) == ["muscles/tail/name is not translated"]
    del wanted["muscles/soleus/name"]
    assert problems(said, wanted) == ["muscles/soleus/name is in no table"]
