from __future__ import annotations

import pytest

from posture_cv.anatomy.views import require_view
from posture_cv.domain.errors import PersonTurned
from posture_cv.domain.pose import ViewEstimate
from posture_cv.domain.views import View


def seen(view: View, yaw_deg: float = 3.0) -> ViewEstimate:
    return ViewEstimate(view=view, yaw_deg=yaw_deg, yaw_standard_error_deg=5.0, probability=0.9)


@pytest.mark.parametrize("view", [View.LEFT, View.RIGHT, View.FRONT, View.BACK])
def test_the_view_seen_is_taken_when_none_or_the_same_is_declared(view: View) -> None:
    assert require_view(None, seen(view)) is view
    assert require_view(view, seen(view)) is view


@pytest.mark.parametrize(
    ("declared", "shown", "message"),
    [
        (View.LEFT, View.RIGHT, "should show the left side, but it shows the right side. Turn to show the left side, or choose the view"),
        (View.FRONT, View.BACK, "should show the front, but it shows the back. Turn to show the front, or choose the view"),
        (View.BACK, View.LEFT, "should show the back, but it shows the left side"),
    ],
)
def test_another_view_than_declared_is_refused(declared: View, shown: View, message: str) -> None:
    with pytest.raises(PersonTurned, match=message):
        require_view(declared, seen(shown))


@pytest.mark.parametrize(
    ("declared", "message"),
    [
        (None, "turned about 30 degrees.*until it looks straight at the front, the back or one side"),
        (View.LEFT, "turned about 30 degrees.*until it looks straight at the left side"),
        (View.FRONT, "turned about 30 degrees.*until it looks straight at the front"),
    ],
)
def test_an_oblique_body_is_refused_in_every_view(declared: View | None, message: str) -> None:
    with pytest.raises(PersonTurned, match=message):
        require_view(declared, seen(View.OBLIQUE, -31.0))


def test_nothing_is_measured_in_an_oblique_view() -> None:
    with pytest.raises(ValueError, match="but got oblique"):
        require_view(View.OBLIQUE, seen(View.OBLIQUE, 40.0))
