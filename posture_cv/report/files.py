"""Writing a result to disk whole or not at all, and the machine-readable twin of the report."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from posture_cv.codecs.assessment import to_dict
from posture_cv.domain.errors import ReportError

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment

_PROBLEMS = {
    errno.ENOENT: ("The folder to save in does not exist.", "Create it, or choose another one."),
    errno.ENOTDIR: ("The place to save in is not a folder.", "Choose a folder."),
    errno.EISDIR: ("The name to save under is that of a folder.", "Choose a file name."),
    errno.EACCES: ("Saving there is not permitted.", "Choose a folder of your own."),
    errno.EPERM: ("Saving there is not permitted.", "Choose a folder of your own."),
    errno.EROFS: ("That place can only be read.", "Choose a folder of your own."),
    errno.ENOSPC: ("The disk is full.", "Free some space and save again."),
    errno.EDQUOT: ("Your share of the disk is used up.", "Free some space and save again."),
    errno.ENAMETOOLONG: ("The file name is too long.", "Choose a shorter name."),
}


def to_json(assessment: Assessment) -> str:
    """Write an assessment as JSON text, indented by two, with a line end."""
    return json.dumps(to_dict(assessment), indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def write_bytes(path: str | os.PathLike[str], data: bytes) -> None:
    """Write a file whole or not at all: an older one is replaced only once the new one is complete.

    Parameters
    ----------
    path
        Where to; an existing file is replaced, a link followed, a device or pipe written to directly.

    Raises
    ------
    ReportError
        If the folder is missing, writing is not permitted or the disk is full. No half-written file is left behind.
    """
    try:
        target = Path(path).resolve()
        if target.exists() and not target.is_file() and not target.is_dir():
            target.write_bytes(data)
        else:
            _replace(target, data)
    except OSError as error:
        what, remedy = _PROBLEMS.get(
            error.errno or 0, ("The file could not be written.", "Check the place to save in, or choose another one.")
        )
        raise ReportError(what, remedy) from error


def _replace(target: Path, data: bytes) -> None:
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    part = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise
