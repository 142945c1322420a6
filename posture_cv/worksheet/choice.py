"""Which tests lead the sheet: at most eight, so that the first examination stays short; the others are done on request.

The tests that the client's complaint names come first, in the complaint's own order; a nerve or joint test of the complaint takes one of
the eight places. Then tests by yield: the weight of the idea that a test can settle, times how far its outcome can be believed. A test
whose validity is poor settles nothing, so that it comes last.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.domain.muscle_tests import Validity
from posture_cv.domain.worksheet import MOST_TESTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from posture_cv.domain.conditions import ConditionTest, Provocation
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.worksheet import WorksheetItem
    from posture_cv.muscles import Target

_BELIEVED = {Validity.SUPPORTED: 1.0, Validity.UNKNOWN: 0.75, Validity.POOR: 0.0}
"""How far an outcome can be believed. A convention: nobody looked at most of the tests."""

_LEAST_MUSCLE_TESTS = 3
"""So many places stay for tests of muscles, however many other tests a complaint has."""


def prioritised(
    items: Sequence[WorksheetItem], weights: Mapping[Target, float], knowledge: Knowledge, complaint: str
) -> tuple[WorksheetItem, ...]:
    """The lines with their priority, from 1; places of the complaint's nerve and joint tests are left out.

    Parameters
    ----------
    weights
        Of the ideas that the lines test, by muscle, side and state.
    """
    own = [row.test for row in knowledge.condition_tests if row.condition == complaint]
    taken = len(provocations_of(complaint, knowledge))
    order = sorted(items, key=lambda item: (own.index(item.test) if item.test in own else len(own), -_yield(item, weights, knowledge)))
    places = {key_of(item): taken + place for place, item in enumerate(order, 1)}
    return tuple(replace(item, priority=places[key_of(item)]) for item in items)


def provocations_of(complaint: str, knowledge: Knowledge) -> tuple[tuple[ConditionTest, Provocation], ...]:
    """The complaint's tests of nerves, joints and tendons that lead the sheet, with what a positive one changes."""
    rows = {row.key: row for row in knowledge.provocations}
    named = [(row, rows[row.test]) for row in knowledge.condition_tests if row.condition == complaint and row.test in rows]
    return tuple(named[: MOST_TESTS - _LEAST_MUSCLE_TESTS])


def key_of(item: WorksheetItem) -> tuple[object, ...]:
    """What a line is about."""
    return item.muscle, item.side, item.state


def _yield(item: WorksheetItem, weights: Mapping[Target, float], knowledge: Knowledge) -> float:
    return _weight(item, weights.items()) * _BELIEVED[knowledge.test(item.muscle, item.state).validity]


def _weight(item: WorksheetItem, weights: Iterable[tuple[Target, float]]) -> float:
    """The greatest weight that a line may settle: of the same muscle and state, on whichever side."""
    return max((weight for target, weight in weights if (target.muscle, target.state) == (item.muscle, item.state)), default=0.0)
