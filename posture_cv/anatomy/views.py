"""Checks that a photo shows the view it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.errors import PersonTurned
from posture_cv.domain.messages import Quantity, message
from posture_cv.domain.views import View

if TYPE_CHECKING:
    from posture_cv.domain.pose import ViewEstimate


def require_view(declared: View | None, seen: ViewEstimate) -> View:
    """Return the view to measure in.

    Parameters
    ----------
    declared
        The view the photo is said to show; None to take the one recognised.
    seen
        The view recognised. It is oblique where the body is turned further than 22.5 degrees out of every view.

    Raises
    ------
    PersonTurned
        The body is oblique, or shows another view than declared.
    ValueError
        ``declared`` is oblique: nothing is measured in such a view.
    """
    if declared is View.OBLIQUE:
        raise ValueError("expected left, right, front or back, but got oblique")
    if seen.view is View.OBLIQUE:
        angle = Quantity(value=round(abs(seen.yaw_deg) / 5) * 5)
        raise PersonTurned(
            message("turned.too_far", angle=angle),
            message("turned.look_at", view=message(f"view.at.{declared}")) if declared else message("turned.look_straight"),
        )
    if declared is not None and seen.view is not declared:
        wanted = message(f"view.seen.{declared}")
        raise PersonTurned(
            message("turned.wrong_view", declared=wanted, seen=message(f"view.seen.{seen.view}")),
            message("turned.show_view", view=wanted),
        )
    return seen.view
