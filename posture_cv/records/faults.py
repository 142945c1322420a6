"""What a database says when it cannot go on, in plain words; nothing of its own words, which may hold what was kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from posture_cv.domain.errors import RecordDamaged, RecordError
from posture_cv.domain.messages import message

_DAMAGED = message("records.damaged"), message("records.restore_backup")
_PLAIN = {
    # a first page that another key would open, and one that none opens, look alike
    "SQLITE_NOTADB": (message("records.wrong_passphrase"), message("records.type_again")),
    "SQLITE_FULL": (message("records.disk_full"), message("save.free_space")),
    "SQLITE_READONLY": (message("records.read_only"), message("records.make_writable")),
    "SQLITE_BUSY": (message("records.busy"), message("records.close_other")),
    "SQLITE_LOCKED": (message("records.busy"), message("records.close_other")),
    "SQLITE_CANTOPEN": (message("records.not_opened"), message("records.check_folder")),
    "SQLITE_PERM": (message("records.not_opened"), message("records.check_folder")),
    "SQLITE_IOERR": (message("records.disk_failed"), message("records.check_disk")),
}
"""By the name of the error, or of its kind."""

_OF_DAMAGE = "SQLITE_CORRUPT"


@contextmanager
def plainly() -> Iterator[None]:
    """Say what stood in the way as a RecordError. What is no trouble of a file or disk is a fault of ours, and goes on as it is."""
    from sqlalchemy.exc import DBAPIError
    from sqlcipher3.dbapi2 import Error

    try:
        yield
    except (DBAPIError, Error) as error:
        said = record_error(error.orig if isinstance(error, DBAPIError) else error)
        if said is None:
            raise
        raise said from None


def record_error(error: BaseException | None) -> RecordError | None:
    """What is said of a driver's error; None where it is of another kind."""
    name = getattr(error, "sqlite_errorname", None)
    if not isinstance(name, str):
        return None
    if name.startswith(_OF_DAMAGE):
        return RecordDamaged(*_DAMAGED)
    told = next((_PLAIN[kind] for kind in _PLAIN if name.startswith(kind)), None)
    return None if told is None else RecordError(*told)
