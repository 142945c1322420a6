"""The one owner of what pages work on: kept in this process's memory while a page is open, and a short while longer for a reload of it.

Each page has its thing under a ticket only its own browser tab knows. Nothing is written to disk.
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
"""At the latest so long after its page was closed a thing is gone."""

SWEEP_EVERY_S = 10.0
"""How often somebody has to look (``ReloadStore.sweep``) for that to be true."""

MOST_LEFT = 3
"""So many pages that are gone keep their things; a visit of twelve photos may fill half a gigabyte."""

_PATIENCE_S = 120.0


@dataclass(slots=True)
class _Place(Generic[Thing]):
    thing: Thing
    owner: str
    seen_s: float
    lock: threading.RLock = field(default_factory=threading.RLock)


class ReloadStore(Generic[Thing]):
    """Things by ticket, each owned by one page at a time.

    Parameters
    ----------
    is_open
        Whether the page of that owner is still there.
    forget
        Called with each thing that is given up, so that whoever still points to it keeps an empty shell.
    clock
        Seconds that only ever grow.

    Attributes
    ----------
    given_up
        How many things were given up so far.
    """

    def __init__(
        self, is_open: Callable[[str], bool], forget: Callable[[Thing], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._is_open, self._forget = is_open, forget
        self._clock = clock
        self._places: dict[str, _Place[Thing]] = {}
        self._guard = threading.Lock()
        self.given_up = 0

    def __len__(self) -> int:
        return len(self._places)

    def held(self, ticket: str) -> Thing | None:
        """The thing of that ticket, None where nothing is kept under it."""
        place = self._places.get(ticket)
        return None if place is None else place.thing

    def put(self, ticket: str, thing: Thing, owner: str) -> None:
        """Keep a thing under a ticket; one that was kept there is given up."""
        with self._guard:
            before = self._places.get(ticket)
            if before is None:
                self._places[ticket] = _Place(thing, owner, self._clock())
            else:
                given_up, before.thing, before.owner, before.seen_s = before.thing, thing, owner, self._clock()
        if before is not None and given_up is not thing:
            self._give_up(given_up)

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
        """Give up what is kept under a ticket."""
        with self._guard:
            place = self._places.pop(ticket, None)
        if place is not None:
            self._give_up(place.thing)

    def clear(self) -> None:
        """Give up everything."""
        for ticket in list(self._places):
            self.drop(ticket)

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
        """Give up what pages left too long ago, and the oldest where too many did."""
        with self._guard:
            now = self._clock()
            left = []
            for ticket, place in self._places.items():
                if self._is_open(place.owner):
                    place.seen_s = now
                else:
                    left.append((now - place.seen_s, ticket))
            # Its page was seen open up to one sweep before it was closed, and the next look is a sweep away.
            late = [ticket for rank, (age_s, ticket) in enumerate(sorted(left)) if age_s > KEPT_FOR_S - SWEEP_EVERY_S or rank >= MOST_LEFT]
            given_up = [self._places.pop(ticket) for ticket in late]
        for place in given_up:
            self._give_up(place.thing)

    def _give_up(self, thing: Thing) -> None:
        self._forget(thing)
        self.given_up += 1


def new_ticket() -> str:
    """A ticket nobody can guess."""
    return secrets.token_urlsafe(24)
