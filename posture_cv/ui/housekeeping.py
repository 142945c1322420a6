"""What the server does between requests, so that what was closed is gone: in time, and without anybody opening or closing a page."""

from __future__ import annotations

import asyncio
import ctypes
import gc
import sys
import time

from streamlit import runtime

from posture_cv.ui import reload, serving

RECONNECT_S = 120.0
"""So long the framework keeps what belongs to a page whose line broke; after that a page finds its visit by its ticket alone."""

_COLLECTIONS = 3
"""After something was given up memory is tidied at so many looks: a thread that still used it needs a moment to end."""


_MMAP_THRESHOLD = -3  # M_MMAP_THRESHOLD of malloc.h; setting it also stops the C library from raising it with every piece that is freed
_LARGE_BYTES = 2**20
_C_LIBRARY = ctypes.CDLL(None) if sys.platform == "linux" else None
_mallopt = getattr(_C_LIBRARY, "mallopt", None)
_malloc_trim = getattr(_C_LIBRARY, "malloc_trim", None)


async def keep_house() -> None:
    """Look again and again; ends by being cancelled."""
    seen_s: dict[str, float] = {}
    given_up = to_collect = 0
    while True:
        await asyncio.sleep(reload.SWEEP_EVERY_S)
        if _close_pages(seen_s) or serving.given_up() != given_up:
            given_up, to_collect = serving.given_up(), _COLLECTIONS
        if to_collect:
            to_collect -= 1
            _tidy()


def give_memory_back_at_once() -> None:
    """Have the C library keep no large piece for later (Linux): a freed picture then goes back to the system, and splits no heap."""
    if _mallopt is not None:
        _mallopt(_MMAP_THRESHOLD, _LARGE_BYTES)


def _tidy() -> None:
    """Free what only circles still hold: pictures hang in them with the framework's own parts, and an idle process collects nothing."""
    gc.collect()
    if _malloc_trim is not None:
        _malloc_trim(0)


def _close_pages(seen_s: dict[str, float]) -> bool:
    """Have the framework let go of pages that are gone; ``seen_s`` tells when each was there last."""
    server, now = runtime.get_instance(), time.monotonic()
    closed = False
    for page in list(serving.PAGES):
        if server.is_active_session(page) or page not in seen_s:
            seen_s[page] = now
        elif now - seen_s[page] > RECONNECT_S:
            server.close_session(page)
            server.media_file_mgr.remove_orphaned_files()  # files made for a download go at the second time
            serving.PAGES.discard(page)
            del seen_s[page]
            closed = True
    return closed
