"""What the core and the tables say, in the language of the session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.views import BodySide
from posture_cv.ui.texts import text, words

if TYPE_CHECKING:
    from posture_cv.domain.messages import Message
    from posture_cv.domain.views import View


def said(what: Message) -> str:
    """A message in the language of the session."""
    return words().say(what)


def told(*messages: Message | None) -> str:
    """Messages in the language of the session, one after the other; those that are None are left out."""
    return " ".join(said(each) for each in messages if each is not None)


def view_words(view: View) -> str:
    """Name the side of the body a photo shows, ``"left side"``."""
    return words().text(f"view.{view}")


def side_words(side: BodySide) -> str:
    """Name a body side, ``"left"``; the midline has a name too."""
    return text("side.midline") if side is BodySide.MIDLINE else words().text(f"side.{side}")
