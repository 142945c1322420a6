"""Where photos from the phone wait for the page that takes them in."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_cv.domain.views import View


@dataclass(frozen=True, slots=True)
class Arrived:
    """One photo as it came, and the view it was taken for; None to leave that to recognition."""

    content: bytes
    view: View | None


class Letterbox:
    """Photos in the order they came; filled by the phone's connection, emptied by the page.

    Parameters
    ----------
    room
        How many photos the visit can still hold.
    """

    def __init__(self, room: Callable[[], int]) -> None:
        self._room = room
        self._waiting: list[Arrived] = []
        self._guard = threading.Lock()
        self.received = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def is_full(self) -> bool:
        """Whether the visit can hold no further photo."""
        return len(self._waiting) >= self._room()

    def put(self, arrived: Arrived) -> bool:
        """Leave a photo; False where there was no room for it."""
        with self._guard:
            if self.is_full():
                return False
            self._waiting.append(arrived)
            self.received += 1
            return True

    def take(self) -> list[Arrived]:
        """All photos that wait; none are left."""
        with self._guard:
            taken, self._waiting = self._waiting, []
            return taken
