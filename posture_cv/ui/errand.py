"""A file made in the background once its button is pressed, and what became of it, for the page to say."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

from posture_cv.domain.errors import PostureError

T = TypeVar("T")

_BEGINS_WITHIN_S = 10.0
_ENDS_WITHIN_S = 180.0


class Mishap(Enum):
    """What went wrong other than by an error of our own."""

    NOT_BEGUN = "not_begun"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A file that a button makes. Its texts are in the language of the page."""

    name: str
    label: str
    make: Callable[[], str | bytes]
    file_name: str
    mime: str
    icon: str


class Errand:
    """The file of one button. Made by one thread, asked after by another."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._begun = self._ended = self._told = 0
        self._mishap: PostureError | Mishap | None = None

    def run(self, make: Callable[[], T]) -> T:
        """Make the file and remember how that ended; errors go on to whoever asked."""
        mishap: PostureError | Mishap | None = Mishap.FAILED
        with self._changed:
            self._begun += 1
            self._changed.notify_all()
        try:
            made = make()
            mishap = None
        except PostureError as error:
            # the error itself holds on to all that was in hand when it was raised
            mishap = PostureError(error.what, error.remedy)
            raise
        finally:
            with self._changed:
                self._ended += 1
                self._mishap = mishap
                self._changed.notify_all()
        return made

    def outcome(self, *, pressed: bool, begins_within_s: float = _BEGINS_WITHIN_S) -> PostureError | Mishap | None:
        """What went wrong the last time, None where nothing did.

        Parameters
        ----------
        pressed
            Whether the button was pressed just now: then the file is waited for, first until somebody begins to make it.
        """
        with self._changed:
            if pressed and not self._changed.wait_for(lambda: self._begun > self._told, begins_within_s):
                self._mishap = Mishap.NOT_BEGUN
            elif not self._changed.wait_for(lambda: self._ended == self._begun, _ENDS_WITHIN_S):
                return Mishap.FAILED
            self._told = self._begun
            return self._mishap
