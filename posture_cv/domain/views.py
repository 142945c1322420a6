"""Where the camera stood and how the person held themselves.

Body side and image side are different types on purpose: a person's left is at the image's right in a front view.
"""

from __future__ import annotations

from enum import StrEnum


class View(StrEnum):
    """Side of the body the camera sees. ``LEFT`` shows the person's left side, so the person faces the image's left."""

    LEFT = "left"
    RIGHT = "right"
    FRONT = "front"
    BACK = "back"
    OBLIQUE = "oblique"

    @property
    def is_lateral(self) -> bool:
        """True for the two side views."""
        return self in (View.LEFT, View.RIGHT)

    @property
    def is_frontal(self) -> bool:
        """True for the front and the back view."""
        return self in (View.FRONT, View.BACK)


class BodySide(StrEnum):
    """Side of the person's own body."""

    LEFT = "left"
    RIGHT = "right"
    MIDLINE = "midline"


class Position(StrEnum):
    """How the person held themselves; norms differ, so positions are never compared with each other."""

    STANDING = "standing"
    SITTING = "sitting"
