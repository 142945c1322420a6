"""A visit's place in its protocol."""

from __future__ import annotations

from posture_cv.capture.protocols import protocols
from posture_cv.domain.views import View
from posture_cv.visit.steps import next_step

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
