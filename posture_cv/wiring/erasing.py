"""Erasing for good: from the vault, its free pages, and the backups that are named."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from posture_cv.domain.errors import RecordError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from posture_cv.records.entries import Client
    from posture_cv.records.vault import Vault


def erase_client(vault: Vault, client: Client, backups: Iterable[Path] = ()) -> list[str]:
    """Erase a client.

    Parameters
    ----------
    backups
        Copies of the vault, under the same passphrase, to erase the client from too; one that does not have the client stays as it is.

    Returns
    -------
    list of str
        Where copies were made that may still hold the client, and are still there.

    Raises
    ------
    RecordError
        If a backup does not open, or nothing can be written: then what was not reached still holds the client.
    """

    def erase(one: Vault) -> None:
        one.records.erase_client(client)

    return _erase(vault, erase, backups, since=client.added_at)


def erase_visit(vault: Vault, number: int, backups: Iterable[Path] = ()) -> list[str]:
    """Erase a visit; everything else as for a client."""
    kept = vault.records.visit(number)

    def erase(one: Vault) -> None:
        held = one.records.visit(number)
        if (held.client.uid, held.entry) == (kept.client.uid, kept.entry):
            one.records.erase_visit(number)

    return _erase(vault, erase, backups, since="")


def _erase(vault: Vault, erase: Callable[[Vault], None], backups: Iterable[Path], *, since: str) -> list[str]:
    reached = set()
    for backup in backups:
        with vault.sibling(backup) as copy:
            try:
                erase(copy)
            except RecordError as error:
                if error.what.id not in ("records.no_client", "records.no_visit"):
                    raise
            copy.compact()
            reached.add(str(backup.absolute()))
    erase(vault)
    vault.compact()
    return [made.place for made in vault.records.backups(since=since) if made.place not in reached and Path(made.place).exists()]
