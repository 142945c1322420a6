"""Keeps the chatter of the native libraries off the user's screen."""

from __future__ import annotations

import os
import re
import tempfile
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHATTER = re.compile(rb"^(?:INFO: |WARNING: |[IW]\d{4} \d)")
_ONE_AT_A_TIME = threading.RLock()
_STDERR = 2


@contextmanager
def quiet_native_log() -> Iterator[None]:
    """Hold back what is written to the process's error stream, then pass on all but information and warnings of native libraries.

    The libraries write to the file descriptor, past Python, and heed no setting (mediapipe 1.2.2: neither GLOG, absl nor TFLite variables),
    so the descriptor is what is turned aside. What other threads write meanwhile arrives late but complete.
    """
    with _ONE_AT_A_TIME, tempfile.TemporaryFile() as held_back:
        try:
            screen = os.dup(_STDERR)
        except OSError:
            # A service without an error stream has nothing to keep clean.
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
