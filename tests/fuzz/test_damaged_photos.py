"""Photos as people and other programs leave them, damaged in any way or two: of rendered people, and of real ones where they lie at hand.

Longer, and others: ``python -m pytest tests/fuzz/test_damaged_photos.py --fuzz-cases 20000 --fuzz-seed 7``. A photo takes half a second.
"""

from __future__ import annotations

import pytest

from posture_cv.wiring import Assessor
from tests.fuzz.damage_checks import PEOPLE, REAL, Looker

CASES_PER_PHOTO = 50
MOST_WRONG = 0.02
"""Share of photos of which something is said surely that the whole photo holds for unlikely: one interval of ten does not hold anyway."""


def test_damaged_photos_say_nothing_surely_that_whole_ones_do_not(request: pytest.FixtureRequest) -> None:
    cases, seed = request.config.getoption("--fuzz-cases") // CASES_PER_PHOTO, request.config.getoption("--fuzz-seed")
    wrong = []
    with Assessor(passes=1) as assessor:
        looker = Looker(assessor, [*PEOPLE, *REAL])
        for number in range(cases):
            wrong += looker.wrong(*looker.case((seed, number)))
    assert len(wrong) <= MOST_WRONG * cases, wrong
