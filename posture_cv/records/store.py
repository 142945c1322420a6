"""Records in a database that speaks SQL."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TypeVar

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from posture_cv.domain.errors import RecordError
from posture_cv.domain.messages import message
from posture_cv.domain.written import one_line
from posture_cv.records.entries import AuditAction, AuditEntry, BackupEntry, Client, ClientEntry, Consent
from posture_cv.records.faults import plainly
from posture_cv.records.rows import called, client_of, client_row, folded, insert_visit, no_visit, require_fits, visit_of, visits_of
from posture_cv.records.tables import AUDIT, BACKUPS, CLIENTS, CONSENTS, VISITS

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.person import Sex
    from posture_cv.records.entries import KeptVisit, VisitEntry
    from posture_cv.visit.archive import StoredPhoto
    from posture_cv.visit.visit import Visit

T = TypeVar("T")

Clock = Callable[[], str]
"""Gives the time, ISO 8601."""

READING = "reading"
"""Option of a connection that will not write."""

_SPEAKABLE = "23456789BCDFGHJKMNPQRTVWXZ"
"""Letters and digits that are not taken for each other, and make no word."""

_MADE_UP_LETTERS = 5
_LONGEST_VERSION = 80


class StoredRecords:
    """``Records`` over a database.

    Parameters
    ----------
    engine
        Whose transactions are whole and lasting.
    clock, random
        The time, and so many unpredictable bytes.
    """

    def __init__(self, engine: Engine, *, clock: Clock, random: Callable[[int], bytes]) -> None:
        self._engine = engine
        self._clock = clock
        self._random = random

    def add_client(
        self,
        *,
        pseudonym: str = "",
        name: str = "",
        sex: Sex | None = None,
        born: int | None = None,
        retained_until: dt.date | None = None,
    ) -> Client:
        """Take in a client, under a pseudonym made up where none is given; raises RecordError where it is taken or too long."""
        client = Client(
            uid=self._random(16).hex(),
            pseudonym=one_line(pseudonym) or self._made_up(),
            name=one_line(name),
            sex=sex,
            born=born,
            retained_until=retained_until,
            added_at=self._clock(),
        )
        with self._writing() as connection:
            added = insert(CLIENTS).values(client_row(client)).returning(CLIENTS.c.id)
            self._noted(connection, AuditAction.CLIENT_ADDED, client=_unless_taken(lambda: connection.execute(added).scalar_one()))
        return client

    def change_client(self, changed: Client) -> None:
        """Keep what was changed of a client; raises RecordError where the pseudonym is taken, or the client is there no more."""
        with self._writing() as connection:
            number = _number(connection, changed)
            keeping = update(CLIENTS).where(CLIENTS.c.id == number).values(client_row(changed))
            _unless_taken(lambda: connection.execute(keeping))
            self._noted(connection, AuditAction.CLIENT_CHANGED, client=number)

    def client(self, pseudonym: str) -> Client:
        """The client of that pseudonym, capitals aside; raises RecordError where there is none."""
        with self._reading() as connection:
            row = connection.execute(select(CLIENTS).where(CLIENTS.c.called == called(pseudonym))).one_or_none()
        if row is None:
            raise _no_client()
        return client_of(row)

    def clients(self, text: str = "", *, overdue_on: dt.date | None = None, most: int | None = None) -> list[ClientEntry]:
        """Clients whose pseudonym and name hold every word of the text, by pseudonym."""
        visits = select(func.count()).where(VISITS.c.client_id == CLIENTS.c.id).scalar_subquery()
        last = select(func.max(VISITS.c.held_on)).where(VISITS.c.client_id == CLIENTS.c.id).scalar_subquery()
        asked = select(CLIENTS, visits.label("visits"), last.label("last")).order_by(CLIENTS.c.called)
        for word in folded(text).split():
            asked = asked.where(CLIENTS.c.folded.contains(word, autoescape=True))
        if overdue_on is not None:
            asked = asked.where(CLIENTS.c.retained_until < overdue_on)
        with self._reading() as connection:
            rows = connection.execute(asked if most is None else asked.limit(most)).all()
        return [ClientEntry(client=client_of(row), visits=row.visits, last_visit_on=row.last) for row in rows]

    def give_consent(self, client: Client, consent: Consent) -> None:
        """Note what the client agreed to; the same version on the same day is noted once."""
        version = one_line(consent.version)
        require_fits(version, _LONGEST_VERSION)
        with self._writing() as connection:
            number = _number(connection, client)
            same = (CONSENTS.c.client_id == number, CONSENTS.c.version == version, CONSENTS.c.given_on == consent.given_on)
            if connection.execute(select(CONSENTS.c.id).where(*same, CONSENTS.c.withdrawn_on.is_(None))).first() is None:
                values = {"client_id": number, "version": version, "given_on": consent.given_on, "withdrawn_on": consent.withdrawn_on}
                connection.execute(insert(CONSENTS).values(values))
                self._noted(connection, AuditAction.CONSENT_GIVEN, client=number)

    def withdraw_consent(self, client: Client, on: dt.date) -> None:
        """Note that every consent still given is taken back; raises RecordError where there is none."""
        with self._writing() as connection:
            number = _number(connection, client)
            still_given = (CONSENTS.c.client_id == number) & CONSENTS.c.withdrawn_on.is_(None)
            if connection.execute(update(CONSENTS).where(still_given).values(withdrawn_on=on)).rowcount == 0:
                raise RecordError(message("records.no_consent"), message("records.look_at_client"))
            self._noted(connection, AuditAction.CONSENT_WITHDRAWN, client=number)

    def consents(self, client: Client) -> list[Consent]:
        """What the client agreed to, the earliest first."""
        with self._reading() as connection:
            of_client = CONSENTS.c.client_id == _number(connection, client)
            rows = connection.execute(select(CONSENTS).where(of_client).order_by(CONSENTS.c.given_on, CONSENTS.c.id)).all()
        return [Consent(version=row.version, given_on=row.given_on, withdrawn_on=row.withdrawn_on) for row in rows]

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
        """Keep a visit with its photos; raises RecordError where the client is there no more."""
        with self._writing() as connection:
            number = _number(connection, client)
            entry = insert_visit(
                connection, number, visit, photos, held_on=held_on, notes=notes, assessment=assessment, added_at=self._clock()
            )
            self._noted(connection, AuditAction.VISIT_ADDED, client=number, visit=entry.number)
        return entry

    def visits(self, client: Client) -> list[VisitEntry]:
        """The client's visits, the earliest first."""
        with self._reading() as connection:
            return visits_of(connection, _number(connection, client))

    def visit(self, number: int) -> KeptVisit:
        """The visit of that number; raises RecordError where there is none, or it cannot be read."""
        with self._reading() as connection:
            return visit_of(connection, number)

    def erase_client(self, client: Client) -> None:
        """Forget a client with everything kept of them."""
        with self._writing() as connection:
            number = _number(connection, client)
            connection.execute(delete(CLIENTS).where(CLIENTS.c.id == number))
            self._noted(connection, AuditAction.CLIENT_ERASED, client=number)

    def erase_visit(self, number: int) -> None:
        """Forget a visit; raises RecordError where there is none."""
        with self._writing() as connection:
            client = connection.execute(select(VISITS.c.client_id).where(VISITS.c.id == number)).scalar()
            if client is None:
                raise no_visit()
            connection.execute(delete(VISITS).where(VISITS.c.id == number))
            self._noted(connection, AuditAction.VISIT_ERASED, client=client, visit=number)

    def note_backup(self, place: str) -> None:
        """Note that a copy was made, and where to."""
        with self._writing() as connection:
            connection.execute(insert(BACKUPS).values(at=self._clock(), place=place))
            self._noted(connection, AuditAction.BACKED_UP)

    def backups(self, *, since: str = "") -> list[BackupEntry]:
        """The copies made since a time (ISO 8601), the earliest first; of each place the last."""
        with self._reading() as connection:
            rows = connection.execute(select(BACKUPS).order_by(BACKUPS.c.id)).all()
        last = {row.place: row.at for row in rows}
        made = sorted((at, place) for place, at in last.items() if not since or _moment(at) >= _moment(since))
        return [BackupEntry(at=at, place=place) for at, place in made]

    def note(self, action: AuditAction, client: Client | None = None) -> None:
        """Write a line of the trail about what was done outside the records."""
        with self._writing() as connection:
            self._noted(connection, action, client=None if client is None else _number(connection, client))

    def audit(self) -> list[AuditEntry]:
        """The trail, the earliest first."""
        with self._reading() as connection:
            rows = connection.execute(select(AUDIT).order_by(AUDIT.c.id)).all()
        return [AuditEntry(at=row.at, action=AuditAction(row.action), client=row.client, visit=row.visit) for row in rows]

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with plainly(), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with plainly(), self._engine.connect().execution_options(**{READING: True}) as connection:
            yield connection

    def _noted(self, connection: Connection, action: AuditAction, *, client: int | None = None, visit: int | None = None) -> None:
        connection.execute(insert(AUDIT).values(at=self._clock(), action=action, client=client, visit=visit))

    def _made_up(self) -> str:
        """A pseudonym that nobody has."""
        while True:
            made = "".join(_SPEAKABLE[byte % len(_SPEAKABLE)] for byte in self._random(_MADE_UP_LETTERS))
            with self._reading() as connection:
                if connection.execute(select(CLIENTS.c.id).where(CLIENTS.c.called == called(made))).first() is None:
                    return made


def _number(connection: Connection, client: Client) -> int:
    number: int | None = connection.execute(select(CLIENTS.c.id).where(CLIENTS.c.uid == client.uid)).scalar()
    if number is None:
        raise _no_client()
    return number


def _moment(at: str) -> dt.datetime:
    return dt.datetime.fromisoformat(at)


def _no_client() -> RecordError:
    return RecordError(message("records.no_client"), message("records.search_client"))


def _unless_taken(write: Callable[[], T]) -> T:
    try:
        return write()
    except IntegrityError as error:
        raise RecordError(message("records.pseudonym_taken"), message("records.other_pseudonym")) from error
