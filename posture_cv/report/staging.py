"""Files made complete on their disk before any of them gets its name."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self

_PART = re.compile(r"\.posture_cv-[0-9a-f]{16}\.part")
_ABANDONED_AFTER_S = 600.0
_ANYBODY_MAY_WRITE = 0o222
_OPEN_FILES = Path("/proc/self/fd")


class StagedFile:
    """One file, complete on the disk of its folder, with no name until it is published; left alone it vanishes.

    On Linux the file has no name at all until then, so that a process killed at any moment leaves nothing, but in the instant in which an
    older file is replaced. What is left by a kill in that instant, or on another system, goes at the next save into that folder.

    Parameters
    ----------
    target
        Where to; no link.
    data
        What it holds.

    Raises
    ------
    OSError
        If the folder is missing, writing is not permitted or the disk is full.
    """

    def __init__(self, target: Path, data: bytes) -> None:
        _require_place(target)
        _sweep(target.parent)
        self._target = target
        self._part: Path | None = None
        self._open = self._begun()
        try:
            _write(self._open, data)
        except BaseException:
            self.discard()
            raise

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Drop what was not published."""
        self.discard()

    def publish(self) -> None:
        """Give the file its name in one step; an older file of that name is replaced. Raises OSError."""
        if self._part is None and not self._named(self._target):
            self._part = _part_beside(self._target)
            self._named(self._part)
        self._close()
        if self._part is not None:
            self._part.replace(self._target)
            self._part = None

    def discard(self) -> None:
        """Close the file, and remove it where it was not published."""
        self._close()
        if self._part is not None:
            with contextlib.suppress(OSError):
                self._part.unlink()
            self._part = None

    def _begun(self) -> int:
        if sys.platform == "linux" and _OPEN_FILES.exists():
            # not every file system has files without a name
            with contextlib.suppress(IsADirectoryError, _NotSupported):
                return _nameless(self._target.parent)
        self._part = _part_beside(self._target)
        return os.open(self._part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o666)

    def _named(self, name: Path) -> bool:
        """Name the nameless file; False where that name is taken."""
        folder = os.open(name.parent, os.O_RDONLY)
        try:
            os.link(_OPEN_FILES / str(self._open), name.name, dst_dir_fd=folder, follow_symlinks=True)
        except FileExistsError:
            return False
        finally:
            os.close(folder)
        return True

    def _close(self) -> None:
        if self._open >= 0:
            os.close(self._open)
            self._open = -1


class _NotSupported(OSError):
    """The file system has no files without a name."""


def _nameless(folder: Path) -> int:
    try:
        return os.open(folder, os.O_TMPFILE | os.O_WRONLY, 0o666)
    except OSError as error:
        if error.errno in (errno.EOPNOTSUPP, errno.EINVAL):
            raise _NotSupported from error
        raise


def _require_place(target: Path) -> None:
    """Refuse a name that no file can take, before anything is written."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    try:
        mode = target.stat().st_mode
    except FileNotFoundError:
        return
    # the administrator may write to protected files, but someone protected them
    if not mode & _ANYBODY_MAY_WRITE or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


def _part_beside(target: Path) -> Path:
    return target.with_name(f".posture_cv-{secrets.token_hex(8)}.part")


def _sweep(folder: Path) -> None:
    """Remove what killed processes left here; a part that is being written is younger."""
    with contextlib.suppress(OSError):
        for entry in folder.iterdir():
            if _PART.fullmatch(entry.name) and time.time() - entry.stat().st_mtime > _ABANDONED_AFTER_S:
                entry.unlink()


def _write(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]
    os.fsync(file)
