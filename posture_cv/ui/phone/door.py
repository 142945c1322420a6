"""Who is let in at the listener's door, for how long, and who has to make room."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

HEADER_WITHIN_S = 5.0
"""A connection that has not asked for anything by then, or is in the middle of asking, is closed."""

REST_WITHIN_S = 20.0
"""The rest of a photo that was refused before all of it had come is let run out for so long, so that the phone hears the answer."""

MOST_LINES = 48
MOST_LINES_AN_ADDRESS = 6
"""As many as a browser opens to one site."""

MOST_UPLOADS = 4
MOST_UPLOADS_AN_ADDRESS = 2
UPLOAD_WITHIN_S = 300.0
LEAST_RATE_BYTES_PER_S = 16_000
"""A photo of 5 MB in five minutes: less than any Wi-Fi a phone still shows as connected."""

GRACE_S = 10.0
"""Seconds that the least rate lets pass before it counts; also the longest silence within an upload."""

_STALLED_S = 2.0


class Connection(H11Protocol):
    """One connection, which has to ask in time.

    Parameters
    ----------
    door
        Counts it, and may close it in favour of another.
    settings
        What uvicorn hands to a protocol.
    """

    def __init__(self, *, door: Door, **settings: Any) -> None:
        super().__init__(**settings)
        self._door = door
        self._deadline: asyncio.TimerHandle | None = None

    @property
    def address(self) -> str:
        """Where it comes from."""
        return self.client[0] if self.client else ""

    @property
    def is_idle(self) -> bool:
        """Whether no request is being answered on it."""
        return self.cycle is None or self.cycle.response_complete

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in the class it extends
        """Take the connection in, or close it where the door says so."""
        super().connection_made(transport)
        if self._door.enter(self):
            self._await_request(HEADER_WITHIN_S)
        else:
            transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Leave."""
        self._door.leave(self)
        self._forget_deadline()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on; a whole request has met its deadline."""
        super().data_received(data)
        if not self.is_idle:
            self._forget_deadline()

    def on_response_complete(self) -> None:
        """Wait for the next request, no longer than for the first."""
        super().on_response_complete()
        self._await_request(REST_WITHIN_S if self.conn.their_state is h11.SEND_BODY else HEADER_WITHIN_S)

    def close(self) -> None:
        """End it at once."""
        if self.transport is not None:
            self.transport.abort()

    def _await_request(self, within_s: float) -> None:
        self._forget_deadline()
        self._deadline = self.loop.call_later(within_s, self.close)

    def _forget_deadline(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


class Door:
    """The connections there are. Where there are too many an idle one makes room, rather one that never asked for anything."""

    def __init__(self) -> None:
        self._lines: list[Connection] = []

    def enter(self, line: Connection) -> bool:
        """Whether there is room for the connection, or could be made."""
        of_address = [other for other in self._lines if other.address == line.address]
        if len(of_address) >= MOST_LINES_AN_ADDRESS and not self._make_room(of_address):
            return False
        if len(self._lines) >= MOST_LINES and not self._make_room(self._lines):
            return False
        self._lines.append(line)
        return True

    def leave(self, line: Connection) -> None:
        """Count it no longer."""
        if line in self._lines:
            self._lines.remove(line)

    def _make_room(self, among: list[Connection]) -> bool:
        idle = [line for line in among if line.is_idle]
        if not idle:
            return False
        least_used = min(idle, key=lambda line: line.cycle is not None)  # the oldest of them, for they stand in the order they came
        self.leave(least_used)
        least_used.close()
        return True


@dataclass(slots=True, eq=False)
class Upload:
    """One photo on its way: how much has come, and until when it must go on."""

    address: str
    begun_s: float
    deadline: asyncio.Timeout
    heard_s: float
    received: int = 0

    def hear(self, now_s: float, count: int) -> None:
        """Note bytes that came; those after them must come in time, at the least rate, before the end."""
        self.received += count
        self.heard_s = now_s
        in_time_s = self.begun_s + GRACE_S + self.received / LEAST_RATE_BYTES_PER_S
        self.deadline.reschedule(min(in_time_s, now_s + GRACE_S, self.begun_s + UPLOAD_WITHIN_S))

    def end(self, now_s: float) -> None:
        """Have it end now."""
        self.deadline.reschedule(now_s)


class Uploads:
    """The photos on their way. None waits: where there is no room one that has come to a standstill makes room, or the new one is refused.

    Parameters
    ----------
    clock
        Seconds on the clock of the loop that reads them.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._under_way: list[Upload] = []

    @asynccontextmanager
    async def begin(self, address: str) -> AsyncIterator[Upload | None]:
        """An upload from that address, None where there is no room for it.

        Raises
        ------
        TimeoutError
            If it is too slow, or had to make room.
        """
        now_s = self._clock()
        if not self._has_room(address, now_s):
            yield None
            return
        async with asyncio.timeout(GRACE_S) as deadline:
            upload = Upload(address, now_s, deadline, now_s)
            self._under_way.append(upload)
            try:
                yield upload
            finally:
                if upload in self._under_way:
                    self._under_way.remove(upload)

    def _has_room(self, address: str, now_s: float) -> bool:
        of_address = [upload for upload in self._under_way if upload.address == address]
        if len(of_address) >= MOST_UPLOADS_AN_ADDRESS:  # the phone itself lost its line and begins anew
            return self._make_room(of_address, now_s, silent_s=0.0)
        return len(self._under_way) < MOST_UPLOADS or self._make_room(self._under_way, now_s, silent_s=_STALLED_S)

    def _make_room(self, among: list[Upload], now_s: float, *, silent_s: float) -> bool:
        longest = min(among, key=lambda upload: upload.heard_s)
        if now_s - longest.heard_s < silent_s:
            return False
        self._under_way.remove(longest)
        longest.end(now_s)
        return True
