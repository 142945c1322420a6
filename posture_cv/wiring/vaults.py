"""The vault on this computer: where it lies, visits kept in it and taken out, and copies that are checked before they count."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from posture_cv.domain.errors import RecordError
from posture_cv.domain.messages import message
from posture_cv.domain.person import OLDEST, YOUNGEST, Person
from posture_cv.records.vault import Vault
from posture_cv.wiring.clock import now

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from posture_cv.domain.assessment import Assessment
    from posture_cv.records.entries import Client, KeptVisit, VisitEntry
    from posture_cv.records.port import Records
    from posture_cv.visit import Album, Visit

VARIABLE = "POSTURE_CV_VAULT"
"""Names another file than the usual one."""

_FILE = "records.vault"
_BINARY = getattr(os, "O_BINARY", 0)


def vault_place(environment: Mapping[str, str] = os.environ) -> Path:
    """Where the vault lies: as the environment says, else among this user's data of programs."""
    named = environment.get(VARIABLE)
    if named:
        return Path(named)
    import platformdirs

    return Path(platformdirs.user_data_dir("posture_cv", appauthor=False)) / _FILE


def require_vault(place: Path) -> None:
    """Before a passphrase is asked for; raises RecordError where there is no vault."""
    if not os.path.exists(place):  # noqa: PTH110 - a name that no file can have is one that is not there
        raise RecordError(message("records.no_vault_yet"), message("records.add_client_first"))


def open_vault(place: Path, passphrase: str) -> Vault:
    """The vault at that place; raises RecordError where there is none or it does not open (``Vault.opened``)."""
    return Vault.opened(place, passphrase, clock=now)


def make_vault(place: Path, passphrase: str) -> Vault:
    """A new one; raises RecordError where it cannot be made (``Vault.made``)."""
    return Vault.made(place, passphrase, clock=now)


def recover_vault(place: Path, code: str) -> Vault:
    """The vault by the code of its recovery sheet; raises RecordError (``Vault.recovered``)."""
    return Vault.recovered(place, code, clock=now)


def beginning_of(file: Path, size: int) -> bytes:
    """The first bytes of a file; none where it cannot be read, which whoever reads all of it is told."""
    try:
        with file.open("rb") as opened:
            return opened.read(size)
    except OSError:
        return b""


def keep_visit(
    records: Records, client: Client, visit: Visit, album: Album, *, held_on: dt.date, notes: str = "", assessment: Assessment | None
) -> VisitEntry:
    """Keep a visit with its photos; raises RecordError where that cannot be."""
    from posture_cv.wiring.visits import storable

    kept, photos = storable(visit, album)
    return records.add_visit(client, kept, photos, held_on=held_on, notes=notes, assessment=assessment)


def photos_of(kept: KeptVisit) -> Album:
    """The photos of a visit that was kept; raises RecordDamaged where one is no picture."""
    from posture_cv.wiring.visits import reopened

    return reopened(kept.visit, kept.photos)


def person_of(client: Client, on: dt.date) -> Person:
    """Sex, and age by the year of birth, as norms ask for them on that day."""
    age = None if client.born is None else on.year - client.born
    return Person(sex=client.sex, age=age if age is not None and YOUNGEST <= age <= OLDEST else None)


def back_up(vault: Vault, target: Path) -> None:
    """Copy the vault to a file that takes its name when it was read back whole; an older file of that name is replaced then.

    Raises
    ------
    RecordError
        If it cannot be written.
    """
    part = target.with_name(f".posture_cv-{secrets.token_hex(8)}.part")
    try:
        vault.copy_to(part)
        with _placing():
            part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    vault.records.note_backup(str(target.absolute()))


def restore(backup: Path, passphrase: str, place: Path) -> Path | None:
    """Put a backup in the vault's place, once it was opened and read whole; what was there is set aside.

    Returns
    -------
    Path or None
        Where the vault is that was there; None where there was none.

    Raises
    ------
    RecordError
        If the backup does not open, is damaged, or cannot be copied: then nothing was changed.
    """
    part = place.with_name(f".posture_cv-{secrets.token_hex(8)}.part")
    with _placing():
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        _copied(backup, part)
        with open_vault(part, passphrase) as opened:
            opened.require_whole()
        with _placing():
            aside = _set_aside(place)
            part.replace(place)
        return aside
    finally:
        part.unlink(missing_ok=True)


def _copied(backup: Path, part: Path) -> None:
    try:
        with backup.open("rb") as file, os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _BINARY, 0o600), "wb") as copy:
            while piece := file.read(1 << 20):
                copy.write(piece)
            copy.flush()
            os.fsync(copy.fileno())
    except FileNotFoundError:
        raise RecordError(message("record.not_there"), message("record.check_path")) from None
    except OSError as error:
        raise RecordError(message("record.not_read"), message("record.copy_here")) from error


def _set_aside(place: Path) -> Path | None:
    """Give the vault at that place another name; with the journal of a change that was cut short, which belongs to it alone."""
    there = [file for file in (place, _journal(place)) if os.path.exists(file)]  # noqa: PTH110
    moment = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S")
    aside = place.with_name(f"{place.stem}-{moment}{place.suffix}")
    for file in there:
        file.replace(aside if file == place else _journal(aside))
    return aside if place in there else None


def _journal(place: Path) -> Path:
    return place.with_name(f"{place.name}-journal")


@contextlib.contextmanager
def _placing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise RecordError(message("records.not_opened"), message("records.check_folder")) from error
