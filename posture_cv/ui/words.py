"""What the core and the tables say in English, in the language of the session; in English everything reads as it was worded."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, overload

from posture_cv.domain.messages import Message
from posture_cv.domain.views import BodySide
from posture_cv.translation import phrasebook, translated
from posture_cv.ui.state import language
from posture_cv.ui.texts import text, words
from posture_cv.words import ENGLISH, PSEUDO

if TYPE_CHECKING:
    from posture_cv.domain.views import View

T = TypeVar("T")


@overload
def said(value: Message) -> str: ...
@overload
def said(value: T) -> T: ...
def said(value: object) -> object:
    """A text, a result or a table row in the language of the session. To show only: what is kept and reasoned with stays English."""
    if isinstance(value, Message):
        return words().say(value)
    return value if language() in (ENGLISH, PSEUDO) else translated(value, phrasebook(language()).say)


def told(*messages: Message | None) -> str:
    """Messages in the language of the session, one after the other; those that are None are left out."""
    return " ".join(said(each) for each in messages if each is not None)


def view_words(view: View) -> str:
    """Name the side of the body a photo shows, ``"left side"``."""
    return words().text(f"view.{view}")


def side_words(side: BodySide) -> str:
    """Name a body side, ``"left"``; the midline has a name too."""
    return text("side.midline") if side is BodySide.MIDLINE else words().text(f"side.{side}")
