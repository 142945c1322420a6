"""What a page held, kept in this process's memory for a short while after the page is gone, so that a reload loses nothing.

Each page leaves its things under a ticket only its own browser tab knows. Nothing is written to disk.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Thing = TypeVar("Thing")

KEPT_FOR_S = 15 * 60.0
"""How long the things of a page that is gone are kept."""

MOST_LEFT = 3
"""So many pages that are gone keep their things; a visit of twelve photos may fill half a gigabyte."""

SWEEP_EVERY_S = 20.0
_PATIENCE_S = 120.0


@dataclass(slots=True)
class _Place(Generic[Thing]):
    thing: Thing
    owner: str
    seen_s: float
    lock: threading.RLock = field(default_factory=threading.RLock)


class Shelf(Generic[Thing]):
    """Things by ticket, each owned by one page at a time.

    Parameters
    ----------
    is_open
        Whether the page of that owner is still there.
    clock
        Seconds that only ever grow.
    """

    def __init__(self, is_open: Callable[[str], bool], clock: Callable[[], float] = time.monotonic) -> None:
        self._is_open = is_open
        self._clock = clock
        self._places: dict[str, _Place[Thing]] = {}
        self._guard = threading.Lock()
        self._sweeper: threading.Timer | None = None

    def __len__(self) -> int:
        return len(self._places)

    def put(self, ticket: str, thing: Thing, owner: str) -> None:
        """Keep a thing under a ticket, in the place of what was kept there."""
        with self._guard:
            place = self._places.get(ticket)
            if place is None:
                self._places[ticket] = _Place(thing, owner, self._clock())
            else:
                place.thing, place.owner, place.seen_s = thing, owner, self._clock()
            self._sweep_later()

    def take_over(self, ticket: str, owner: str) -> Thing | None:
        """The thing of that ticket for its new owner; None where nothing is kept under it, or no longer."""
        self.sweep()
        with self._guard:
            place = self._places.get(ticket)
            if place is None:
                return None
            place.owner, place.seen_s = owner, self._clock()
            return place.thing

    def holds(self, ticket: str) -> bool:
        """Whether anything is kept under the ticket."""
        return ticket in self._places

    def belongs_to(self, ticket: str, owner: str) -> bool:
        """Whether no other page has taken over what is kept under the ticket."""
        place = self._places.get(ticket)
        return place is None or place.owner == owner

    def drop(self, ticket: str) -> None:
        """Forget what is kept under a ticket."""
        with self._guard:
            self._places.pop(ticket, None)

    @contextmanager
    def at_work(self, ticket: str) -> Iterator[None]:
        """Work with the thing alone: a reloaded page waits for what its predecessor is still doing, and finds it done."""
        place = self._places.get(ticket)
        held = place is not None and place.lock.acquire(timeout=_PATIENCE_S)
        try:
            yield
        finally:
            if place is not None and held:
                place.lock.release()

    def sweep(self) -> None:
        """Forget what pages left too long ago, and the oldest where too many did."""
        with self._guard:
            now = self._clock()
            for place in self._places.values():
                if self._is_open(place.owner):
                    place.seen_s = now
            left = [(now - place.seen_s, ticket) for ticket, place in self._places.items() if not self._is_open(place.owner)]
            for rank, (age_s, ticket) in enumerate(sorted(left)):
                if age_s > KEPT_FOR_S or rank >= MOST_LEFT:
                    del self._places[ticket]

    def _sweep_later(self) -> None:
        if self._sweeper is None:
            self._sweeper = threading.Timer(SWEEP_EVERY_S, self._sweep_again)
            self._sweeper.daemon = True
            self._sweeper.start()

    def _sweep_again(self) -> None:
        self.sweep()
        with self._guard:
            self._sweeper = None
            if self._places:
                self._sweep_later()


def new_ticket() -> str:
    """A ticket nobody can guess."""
    return secrets.token_urlsafe(24)
