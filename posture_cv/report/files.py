"""Writing a result to disk whole or not at all, and the machine-readable twin of the report."""

from __future__ import annotations

import contextlib
import errno
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from posture_cv.codecs.assessment import to_dict
from posture_cv.domain.errors import ReportError
from posture_cv.domain.written import whole
from posture_cv.report.staging import StagedFile

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    """Write an assessment as JSON text, indented by two, with a line end; half a surrogate pair, which UTF-8 cannot hold, as U+FFFD."""
    return whole(json.dumps(to_dict(assessment), indent=2, ensure_ascii=False, allow_nan=False)) + "\n"


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
    write_files({Path(path): data})


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write several files, all or none: no older one is touched before every new one is complete on its disk.

    Raises
    ------
    ReportError
        As `write_bytes` does.
    """
    targets = {Path(os.path.realpath(path)): data for path, data in files.items()}
    try:
        with contextlib.ExitStack() as stack:
            staged = [stack.enter_context(StagedFile(target, data)) for target, data in targets.items() if not _is_stream(target)]
            for target, data in targets.items():
                if _is_stream(target):
                    target.write_bytes(data)
            for file in staged:
                file.publish()
    except OSError as error:
        raise _problem(error) from error


def try_place(path: str | os.PathLike[str]) -> None:
    """Find out whether a file could be saved there, leaving nothing behind.

    Raises
    ------
    ReportError
        As `write_bytes` would.
    """
    target = Path(os.path.realpath(path))
    if _is_stream(target):
        return
    try:
        StagedFile(target, b"").discard()
    except OSError as error:
        raise _problem(error) from error


def _is_stream(target: Path) -> bool:
    """Whether that is a device or a pipe."""
    return target.exists() and not target.is_file() and not target.is_dir()


def _problem(error: OSError) -> ReportError:
    return ReportError(
        *_PROBLEMS.get(error.errno or 0, ("The file could not be written.", "Check the place to save in, or choose another one."))
    )
