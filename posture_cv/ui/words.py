"""Views and sides in the language of the session; in English they read as ``posture_cv.codecs.wording`` writes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.ui.texts import text

if TYPE_CHECKING:
    from posture_cv.domain.views import BodySide, View


def view_words(view: View) -> str:
    """Name the side of the body a photo shows, ``"left side"``."""
    return text(f"view.{view}")


def side_words(side: BodySide) -> str:
    """Name a body side, ``"left"``; the midline has a name too."""
    return text(f"side.{side}")
