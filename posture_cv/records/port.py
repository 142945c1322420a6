"""What records can do, whatever keeps them: an encrypted file on this computer, or a server."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.person import Sex
    from posture_cv.records.entries import AuditAction, AuditEntry, BackupEntry, Client, ClientEntry, Consent, KeptVisit, VisitEntry
    from posture_cv.visit.archive import StoredPhoto
    from posture_cv.visit.visit import Visit


class Records(Protocol):
    """Clients and their visits. Every change is whole and lasting when its method returns, or not made at all.

    Whatever stands in the way is a RecordError: what is looked for is not there, cannot be read, or cannot be written.
    """

    def add_client(
        self,
        *,
        pseudonym: str = "",
        name: str = "",
        sex: Sex | None = None,
        born: int | None = None,
        retained_until: dt.date | None = None,
    ) -> Client:
        """Take in a client, under a pseudonym made up where none is given; refused where it is taken."""
        ...

    def change_client(self, changed: Client) -> None:
        """Keep what was changed of a client, found by ``uid``."""
        ...

    def client(self, pseudonym: str) -> Client:
        """The client of that pseudonym, capitals aside."""
        ...

    def clients(self, text: str = "", *, overdue_on: dt.date | None = None, most: int | None = None) -> list[ClientEntry]:
        """Clients whose pseudonym and name hold every word of the text, capitals and accents aside, by pseudonym.

        Parameters
        ----------
        overdue_on
            Only those whose records need not be kept on that day any more.
        most
            At most so many.
        """
        ...

    def give_consent(self, client: Client, consent: Consent) -> None:
        """Note what the client agreed to; the same version on the same day is noted once."""
        ...

    def withdraw_consent(self, client: Client, on: dt.date) -> None:
        """Note that every consent still given is taken back; refused where there is none."""
        ...

    def consents(self, client: Client) -> list[Consent]:
        """What the client agreed to, the earliest first."""
        ...

    def add_visit(
        self,
        client: Client,
        visit: Visit,
        photos: Sequence[StoredPhoto],
        *,
        held_on: dt.date,
        notes: str = "",
        assessment: Assessment | None = None,
    ) -> VisitEntry:
        """Keep a visit with its photos."""
        ...

    def visits(self, client: Client) -> list[VisitEntry]:
        """The client's visits, the earliest first."""
        ...

    def visit(self, number: int) -> KeptVisit:
        """The visit of that number."""
        ...

    def erase_client(self, client: Client) -> None:
        """Forget a client with everything kept of them."""
        ...

    def erase_visit(self, number: int) -> None:
        """Forget a visit."""
        ...

    def note_backup(self, place: str) -> None:
        """Note that a copy was made, and where to."""
        ...

    def backups(self, *, since: str = "") -> list[BackupEntry]:
        """The copies made since a time (ISO 8601), the earliest first; of each place the last."""
        ...

    def note(self, action: AuditAction, client: Client | None = None) -> None:
        """Write a line of the trail about what was done outside the records, such as a copy made."""
        ...

    def audit(self) -> list[AuditEntry]:
        """The trail, the earliest first."""
        ...
