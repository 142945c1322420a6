"""The vault: records in one encrypted file (SQLCipher), under a passphrase that is kept nowhere.

Every page is encrypted by AES-256 and authenticated; the journal of a change under way is too, and what the database puts aside stays in
memory. The first 16 bytes of the file are the salt of the key (``VaultKey``); nothing else in it can be read.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import QueuePool, create_engine, event
from sqlcipher3 import dbapi2

from posture_cv.codecs.keys import LOG2_COST, SALT_BYTES, require_passphrase
from posture_cv.domain.errors import RecordDamaged, RecordError
from posture_cv.domain.messages import message
from posture_cv.records.entries import AuditAction
from posture_cv.records.faults import plainly
from posture_cv.records.key import VaultKey, new_salt
from posture_cv.records.schema import NEWEST, bring_forward, revision_of
from posture_cv.records.store import READING, StoredRecords

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlalchemy.pool import ConnectionPoolEntry

    from posture_cv.records.store import Clock

_WAIT_S = 5.0
"""For another window to finish saving."""

_OWN = 0o600
_FILE = "file"
_SETTINGS = (
    "PRAGMA cipher_log_level = NONE",
    "PRAGMA key = {key}",
    # what is erased is overwritten, and what is put aside never leaves memory
    "PRAGMA secure_delete = ON",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA foreign_keys = ON",
    # a commit has reached the disk, the folder's entry for the journal too
    "PRAGMA journal_mode = DELETE",
    "PRAGMA synchronous = EXTRA",
)

_OF_AN_EMPTY_FILE = "PRAGMA auto_vacuum = INCREMENTAL"
"""Holds for good where it is said before the first table is made; said later, it would write into the file at every opening."""


class Vault:
    """An open vault.

    Parameters
    ----------
    path
        Of its file.
    key
        That opens it.
    clock
        Gives the time, ISO 8601.

    Attributes
    ----------
    records
        What it holds.
    """

    def __init__(self, path: Path, key: VaultKey, *, clock: Clock) -> None:
        self._path = path
        self._key = key
        self._clock = clock
        self._engine = _engine(path, lambda: _connected(path, self._key))
        self.records = StoredRecords(self._engine, clock=clock, random=secrets.token_bytes)

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close it."""
        self.close()

    @classmethod
    def made(cls, path: Path, passphrase: str, *, clock: Clock, log2_cost: int = LOG2_COST) -> Self:
        """A new, empty vault; its file appears when it is whole.

        Raises
        ------
        RecordError
            If something is there already, the passphrase is too short, or nothing can be written there.
        """
        require_passphrase(passphrase)
        if os.path.exists(path):  # noqa: PTH110 - a name that no file can have is refused below
            raise RecordError(message("records.vault_there"), message("records.choose_vault"))
        part = path.with_name(f".posture_cv-{secrets.token_hex(8)}.part")
        key = VaultKey.of(passphrase, new_salt(secrets.token_bytes, log2_cost))
        with _folders():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        _made_empty(part)
        try:
            with cls(part, key, clock=clock) as vault:
                vault._bring_forward()
            with _folders():
                part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return cls(path, key, clock=clock)

    @classmethod
    def opened(cls, path: Path, passphrase: str, *, clock: Clock) -> Self:
        """The vault at that place, its tables brought forward to those of this version.

        Raises
        ------
        RecordError
            If there is none, the passphrase is another one, or it cannot be read.
        RecordNewer
            If a newer version wrote it.
        RecordDamaged
            If the file is none of ours.
        """
        return cls._with(path, VaultKey.of(passphrase, _salt(path)), clock=clock)

    @classmethod
    def recovered(cls, path: Path, code: str, *, clock: Clock) -> Self:
        """The same by the code of its recovery sheet; raises RecordError, too, where the code is of another vault or another passphrase."""
        return cls._with(path, VaultKey.recovered(code, _salt(path)), clock=clock)

    @classmethod
    def _with(cls, path: Path, key: VaultKey, *, clock: Clock) -> Self:
        vault = cls(path, key, clock=clock)
        try:
            vault._bring_forward()
        except BaseException:
            vault.close()
            raise
        return vault

    def sibling(self, path: Path) -> Self:
        """A copy of this vault, made under the passphrase of today; raises RecordError where it does not open."""
        return self._with(path, VaultKey(self._key.secret, _salt(path)), clock=self._clock)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def recovery_code(self) -> str:
        """What opens the vault without its passphrase, until that is changed: to be printed and locked away."""
        return self._key.code()

    def change_passphrase(self, passphrase: str) -> None:
        """Encrypt everything anew; copies made before keep the passphrase they had.

        Raises
        ------
        RecordError
            If it is too short, another window has the vault open, or the file cannot be written: then the old one holds.
        """
        require_passphrase(passphrase)
        changed = VaultKey.of(passphrase, self._key.salt)
        self.records.note(AuditAction.PASSPHRASE_CHANGED)
        self._engine.dispose()
        with plainly(), contextlib.closing(_connected(self._path, self._key)) as connection:
            # what is half encrypted anew is put back from the journal, whichever passphrase the next opening is tried with
            connection.execute(f"PRAGMA rekey = {changed.literal()}")
        self._key = changed

    def compact(self) -> None:
        """Give free pages back, a few at a time; what was in them was overwritten when it was erased."""
        with plainly(), contextlib.closing(_connected(self._path, self._key)) as connection:
            connection.execute("PRAGMA incremental_vacuum").fetchall()

    def copy_to(self, path: Path) -> None:
        """A copy of the vault as it is now, under the same passphrase, into a file that is not there yet.

        Raises
        ------
        RecordError
            If it cannot be written, or does not read back whole.
        """
        _made_empty(path)
        with plainly(), contextlib.closing(_connected(self._path, self._key)) as connection:
            connection.execute("VACUUM INTO ?", (str(path),))
        with Vault(path, self._key, clock=_stopped) as copy:
            copy.require_whole()

    def require_whole(self) -> None:
        """Read every page.

        Raises
        ------
        RecordDamaged
            If one was changed since it was written, or refers to what is not there.
        """
        with plainly(), contextlib.closing(_connected(self._path, self._key)) as connection:
            found = [
                *connection.execute("PRAGMA cipher_integrity_check"),
                *(row for row in connection.execute("PRAGMA integrity_check") if row[0] != "ok"),
                *connection.execute("PRAGMA foreign_key_check"),
            ]
        if found:
            raise RecordDamaged(message("records.damaged"), message("records.restore_backup"))

    def _bring_forward(self) -> None:
        with plainly(), self._engine.connect().execution_options(**{READING: True}) as connection:
            if revision_of(connection) == NEWEST:
                return
        with plainly(), self._engine.begin() as connection:
            bring_forward(connection)


def _engine(path: Path, connect: Callable[[], Any]) -> Engine:
    engine = create_engine("sqlite+pysqlite://", module=dbapi2, creator=connect, poolclass=QueuePool, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def connected(_raw: object, record: ConnectionPoolEntry) -> None:
        """Remember which file of that name it is."""
        record.info[_FILE] = _identity(path)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        """Whoever will write waits for others at the beginning, not half-way, and never writes into a file that was put aside."""
        if connection.get_execution_options().get(READING):
            connection.exec_driver_sql("BEGIN")
            return
        if connection.info[_FILE] != _identity(path):
            raise RecordError(message("records.replaced"), message("records.open_anew"))
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _connected(path: Path, key: VaultKey) -> Any:
    """A connection that has the key; raises the driver's error where nothing is there."""
    address = f"{path.absolute().as_uri()}?mode=rw"
    connection = dbapi2.connect(address, uri=True, timeout=_WAIT_S, isolation_level=None, check_same_thread=False)
    try:
        for setting in _SETTINGS:
            connection.execute(setting.format(key=key.literal()))
        if path.stat().st_size == 0:
            connection.execute(_OF_AN_EMPTY_FILE)
    except BaseException:
        connection.close()
        raise
    return connection


def _salt(path: Path) -> bytes:
    with _folders():
        try:
            with path.open("rb") as file:
                return file.read(SALT_BYTES)
        except FileNotFoundError:
            raise RecordError(message("records.no_vault_yet"), message("records.add_client_first")) from None


def _made_empty(path: Path) -> None:
    """A file that its owner alone can read."""
    with _folders():
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, _OWN))


@contextlib.contextmanager
def _folders() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RecordError(message("records.not_opened"), message("records.check_folder")) from error


def _stopped() -> str:
    """The time, for a vault that nothing is written to."""
    return ""
