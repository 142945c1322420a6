"""Checks that a photo shows the view it should."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.errors import PersonTurned
from posture_cv.domain.views import View

if TYPE_CHECKING:
    from posture_cv.domain.pose import ViewEstimate

_NAMES = {View.LEFT: "left side", View.RIGHT: "right side", View.FRONT: "front", View.BACK: "back"}


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
        wanted = f"the {_NAMES[declared]}" if declared else "the front, the back or one side"
        raise PersonTurned(
            f"The body is turned about {round(abs(seen.yaw_deg) / 5) * 5} degrees out of a straight view, too far to measure.",
            f"Turn, or move the camera, until it looks straight at {wanted}.",
        )
    if declared is not None and seen.view is not declared:
        raise PersonTurned(
            f"The photo should show the {_NAMES[declared]}, but it shows the {_NAMES[seen.view]}.",
            f"Turn to show the {_NAMES[declared]}, or choose the view that the photo shows.",
        )
    return seen.view
