"""No test, technique or exercise loses a load it was reviewed with, and none comes without a review.

Where this fails: read how the movement is done, and write the row with what it asks of the body into ``tests/reviewed_loads.txt``.
"""

from __future__ import annotations

import pytest

from posture_cv.domain.loads import Load
from posture_cv.knowledge import load
from tests.reviewed_loads import lost, reviewed, rows, without

TABLES = load()
TAGS = [(place, tag) for place, loads in rows(TABLES) for tag in loads if any(tag in row.forbids for row in TABLES.contraindications)]


def test_every_row_carries_the_loads_it_was_reviewed_with() -> None:
    assert lost(TABLES) == []
    assert {place for place, _ in rows(TABLES)} == set(reviewed())


@pytest.mark.parametrize(("place", "tag"), TAGS, ids=str)
def test_one_tag_taken_off_one_row_is_noticed(place: str, tag: Load) -> None:
    assert lost(without(TABLES, place, tag)) == [place]
