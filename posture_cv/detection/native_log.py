"""Keeps the chatter of the native libraries off the user's screen."""

from __future__ import annotations

import os
import re
import tempfile
import threading
from contextlib import ExitStack, contextmanager
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHATTER = re.compile(rb"^(?:INFO: |WARNING: |[IW]\d{4} \d)")
_ONE_AT_A_TIME = threading.RLock()
_STDERR = 2

if hasattr(os, "register_at_fork"):
    # A process is forked while its error stream is in its place, and begins with a lock that is free.
    os.register_at_fork(before=_ONE_AT_A_TIME.acquire, after_in_parent=_ONE_AT_A_TIME.release, after_in_child=_ONE_AT_A_TIME.release)


@contextmanager
def quiet_native_log() -> Iterator[None]:
    """Hold back what is written to the process's error stream, then pass on all but information and warnings of native libraries.

    The libraries write to the file descriptor, past Python, and heed no setting (mediapipe 1.2.2: neither GLOG, absl nor TFLite variables),
    so the descriptor is what is turned aside. What other threads write meanwhile arrives late but complete.
    """
    with _ONE_AT_A_TIME, ExitStack() as opened:
        try:
            screen = os.dup(_STDERR)
        except OSError:
            # A service without an error stream has nothing to keep clean.
            yield
            return
        try:
            held_back = opened.enter_context(_scratch())
        except OSError:
            # A computer without a place for temporary files keeps the chatter.
            os.close(screen)
            yield
            return
        os.dup2(held_back.fileno(), _STDERR)
        try:
            yield
        finally:
            os.dup2(screen, _STDERR)
            os.close(screen)
            held_back.seek(0)
            for line in held_back:
                if not _CHATTER.match(line):
                    os.write(_STDERR, line)


def _scratch() -> IO[bytes]:
    """A file of no name: in memory where the system can, so that no folder is needed."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("native-log"), "w+b")
    return tempfile.TemporaryFile()
