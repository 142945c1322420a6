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
from posture_cv.domain.messages import message
from posture_cv.domain.written import whole
from posture_cv.report.staging import StagedFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture_cv.domain.assessment import Assessment

_PROBLEMS = {
    errno.ENOENT: (message("save.no_folder"), message("save.create_folder")),
    errno.ENOTDIR: (message("save.not_a_folder"), message("save.choose_folder")),
    errno.EISDIR: (message("save.is_a_folder"), message("save.choose_name")),
    errno.EACCES: (message("save.forbidden"), message("save.own_folder")),
    errno.EPERM: (message("save.forbidden"), message("save.own_folder")),
    errno.EROFS: (message("save.read_only"), message("save.own_folder")),
    errno.ENOSPC: (message("save.disk_full"), message("save.free_space")),
    errno.EDQUOT: (message("save.quota"), message("save.free_space")),
    errno.ENAMETOOLONG: (message("save.name_too_long"), message("save.shorter_name")),
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
    try:
        targets = {Path(os.path.realpath(path)): data for path, data in files.items()}
        with contextlib.ExitStack() as stack:
            staged = [stack.enter_context(StagedFile(target, data)) for target, data in targets.items() if not _is_stream(target)]
            for target, data in targets.items():
                if _is_stream(target):
                    target.write_bytes(data)
            for file in staged:
                file.publish()
    except (OSError, ValueError) as error:
        raise _problem(error) from error


def try_place(path: str | os.PathLike[str]) -> None:
    """Find out whether a file could be saved there, leaving nothing behind.

    Raises
    ------
    ReportError
        As `write_bytes` would.
    """
    try:
        target = Path(os.path.realpath(path))
        if not _is_stream(target):
            StagedFile(target, b"").discard()
    except (OSError, ValueError) as error:
        raise _problem(error) from error


def _is_stream(target: Path) -> bool:
    """Whether that is a device or a pipe."""
    return target.exists() and not target.is_file() and not target.is_dir()


def _problem(error: OSError | ValueError) -> ReportError:
    """What is said of it; a ValueError is of a name that no file can have, such as one with a zero byte."""
    number = error.errno if isinstance(error, OSError) else None
    return ReportError(*_PROBLEMS.get(number or 0, (message("save.failed"), message("save.check_place"))))
