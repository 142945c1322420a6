"""Whatever is done to a photo: no impossible value, and no confident finding that the whole upright photo holds for less likely than not.
Seeded, with the real detector on rendered people; more of it, and other seeds, in ``tests/fuzz/test_damaged_photos.py``."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from posture_cv.wiring import Assessor
from tests.fuzz.damage_checks import KINDS, PEOPLE, Looker

TIMES = 4
"""Of each kind."""


@pytest.fixture(scope="module")
def looker() -> Iterator[Looker]:
    with Assessor(passes=1) as assessor:
        yield Looker(assessor, PEOPLE)


@pytest.mark.parametrize("seed", range(TIMES))
@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_photo_says_nothing_surely_that_the_whole_one_does_not(looker: Looker, kind: str, seed: int) -> None:
    assert looker.wrong(*looker.case((2026, seed), kind)) == []
