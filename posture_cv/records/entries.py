"""What the records hold, as plain nouns."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.person import Sex
    from posture_cv.visit.archive import StoredPhoto
    from posture_cv.visit.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """Who visits.

    Attributes
    ----------
    uid
        Random, never shown, the same in every backup.
    pseudonym
        What the client is called everywhere; unique, capitals aside.
    name
        As typed; empty where nobody typed one.
    born
        Year of birth.
    retained_until
        Day after which the records may go.
    added_at
        ISO 8601 time.
    """

    uid: str
    pseudonym: str
    name: str = ""
    sex: Sex | None = None
    born: int | None = None
    retained_until: dt.date | None = None
    added_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientEntry:
    """A client in a list: with the number of visits and the day of the last one, None where there is none."""

    client: Client
    visits: int
    last_visit_on: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a client agreed to: the version of the text, the day, and the day on which it was taken back."""

    version: str
    given_on: dt.date
    withdrawn_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitEntry:
    """A visit in a list.

    Attributes
    ----------
    number
        Unique in the vault, never given twice.
    held_on
        The day of the visit.
    photos
        How many there are.
    notes
        Beside it, as typed.
    """

    number: int
    held_on: dt.date
    photos: int
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptVisit:
    """A visit with its photos, and what was concluded on the day it was kept; None where nothing was."""

    entry: VisitEntry
    client: Client
    visit: Visit
    photos: tuple[StoredPhoto, ...]
    assessment: Assessment | None


class AuditAction(StrEnum):
    """What was done."""

    CLIENT_ADDED = "client_added"
    CLIENT_CHANGED = "client_changed"
    CLIENT_ERASED = "client_erased"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    VISIT_ADDED = "visit_added"
    VISIT_ERASED = "visit_erased"
    EXPORTED = "exported"
    BACKED_UP = "backed_up"
    PASSPHRASE_CHANGED = "passphrase_changed"  # noqa: S105  # names what was done


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditEntry:
    """One line of the trail: when, what, and the numbers of client and visit; nothing of what they hold.

    Attributes
    ----------
    at
        ISO 8601 time.
    client
        The client's number in the vault, which no other client is ever given; None where it was about no client.
    """

    at: str
    action: AuditAction
    client: int | None = None
    visit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackupEntry:
    """A copy that was made of the vault: when (ISO 8601) and where to."""

    at: str
    place: str
