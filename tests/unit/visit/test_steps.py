"""A visit's place in its protocol."""

from __future__ import annotations

from posture_cv.capture.protocols import protocols
from posture_cv.domain.views import View
from posture_cv.visit.steps import next_repeat, next_step, sort_into_steps

FULL = protocols()[0]
FRONT, LEFT, BACK, RIGHT = View.FRONT, View.LEFT, View.BACK, View.RIGHT


def test_steps_come_in_the_protocols_order_whatever_came_first() -> None:
    asked, done = [], [LEFT]
    while (step := next_step(FULL, done)) is not None:
        asked.append(step.view)
        done.append(step.view)
    assert asked == [FRONT, BACK, RIGHT]


def test_a_repeat_does_not_stand_for_another_view() -> None:
    step = next_step(FULL, [FRONT, FRONT, FRONT])
    assert step is not None
    assert step.view is LEFT


def test_repeats_are_offered_until_three() -> None:
    done = [FRONT, LEFT, BACK, RIGHT, FRONT, FRONT]
    step = next_repeat(FULL, done)
    assert step is not None
    assert step.view is LEFT
    assert next_repeat(FULL, [FRONT, LEFT, BACK, RIGHT] * 3) is None


def test_photos_added_all_at_once_find_their_steps() -> None:
    placed = sort_into_steps(FULL, [BACK, LEFT, View.OBLIQUE, LEFT, FRONT, LEFT])
    assert {index: (one.step.view, one.repeat) for index, one in placed.items()} == {
        0: (BACK, 1),
        1: (LEFT, 1),
        3: (LEFT, 2),
        4: (FRONT, 1),
        5: (LEFT, 3),
    }


def test_views_not_asked_for_are_left_out() -> None:
    quick = protocols()[2]
    assert set(sort_into_steps(quick, [FRONT, LEFT, RIGHT])) == {1}
