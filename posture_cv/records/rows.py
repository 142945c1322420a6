"""Clients and visits as rows of the tables, and back."""

from __future__ import annotations

import json
import unicodedata
import zlib
from typing import TYPE_CHECKING

from sqlalchemy import insert, select

from posture_cv.codecs.record import MOST_BYTES, parsed
from posture_cv.domain.errors import RecordDamaged, RecordError
from posture_cv.domain.messages import message
from posture_cv.domain.person import Sex
from posture_cv.domain.written import one_line, whole, written
from posture_cv.records.entries import Client, KeptVisit, VisitEntry
from posture_cv.records.tables import CLIENTS, PHOTOS, VISITS

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy import Connection

    from posture_cv.domain.assessment import Assessment
    from posture_cv.visit.archive import StoredPhoto
    from posture_cv.visit.visit import Visit

_LONGEST_PSEUDONYM, _LONGEST_NAME = 80, 200
_LISTED = (VISITS.c.id, VISITS.c.held_on, VISITS.c.photos, VISITS.c.notes)


def client_of(row: Any) -> Client:
    """The client in a row."""
    return Client(
        uid=row.uid,
        pseudonym=row.pseudonym,
        name=row.name,
        sex=None if row.sex is None else Sex(row.sex),
        born=row.born,
        retained_until=row.retained_until,
        added_at=row.added_at,
    )


def client_row(client: Client) -> dict[str, object]:
    """The row of a client; raises RecordError where a text is too long, or the pseudonym empty."""
    pseudonym, name = one_line(client.pseudonym), one_line(client.name)
    if not pseudonym:
        raise RecordError(message("records.no_pseudonym"), message("records.type_pseudonym"))
    require_fits(pseudonym, _LONGEST_PSEUDONYM)
    require_fits(name, _LONGEST_NAME)
    return {
        "uid": client.uid,
        "pseudonym": pseudonym,
        "called": called(pseudonym),
        "name": name,
        "folded": folded(f"{pseudonym} {name}"),
        "sex": client.sex,
        "born": client.born,
        "retained_until": client.retained_until,
        "added_at": client.added_at,
    }


def called(pseudonym: str) -> str:
    """The pseudonym as it is told from others: without capitals."""
    return unicodedata.normalize("NFC", one_line(pseudonym).casefold())


def folded(text: str) -> str:
    """Without capitals and accents, as a search compares."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(letter))


def require_fits(text: str, most: int) -> None:
    """Raises RecordError where a text has more letters."""
    if len(text) > most:
        raise RecordError(message("records.text_too_long", letters=most), message("records.shorten"))


def insert_visit(
    connection: Connection,
    client_id: int,
    visit: Visit,
    photos: Sequence[StoredPhoto],
    *,
    held_on: dt.date,
    notes: str,
    assessment: Assessment | None,
    added_at: str,
) -> VisitEntry:
    """Put a visit and its photos into the tables."""
    from posture_cv.codecs import assessment as assessments
    from posture_cv.visit import data

    values: dict[str, Any] = {
        "client_id": client_id,
        "held_on": held_on,
        "photos": len(photos),
        "data": _text(data.to_dict(visit)),
        "assessment": None if assessment is None else zlib.compress(_text(assessments.to_dict(assessment)).encode()),
        "notes": written(notes),
        "added_at": added_at,
    }
    number = connection.execute(insert(VISITS).values(values).returning(VISITS.c.id)).scalar_one()
    for place, photo in enumerate(photos):
        connection.execute(insert(PHOTOS).values(visit_id=number, place=place, **_photo_row(photo)))
    return VisitEntry(number=number, held_on=held_on, photos=len(photos), notes=values["notes"])


def visits_of(connection: Connection, client_id: int) -> list[VisitEntry]:
    """The visits of a client, the earliest first."""
    asked = select(*_LISTED).where(VISITS.c.client_id == client_id).order_by(VISITS.c.held_on, VISITS.c.id)
    return [_entry(row) for row in connection.execute(asked)]


def visit_of(connection: Connection, number: int) -> KeptVisit:
    """The visit of that number.

    Raises
    ------
    RecordError
        If there is none.
    RecordNewer, RecordDamaged
        If what is kept of it was written by a newer version, or says what cannot be.
    """
    from posture_cv.codecs import assessment as assessments
    from posture_cv.visit import data

    row = connection.execute(select(VISITS).where(VISITS.c.id == number)).one_or_none()
    if row is None:
        raise no_visit()
    client = connection.execute(select(CLIENTS).where(CLIENTS.c.id == row.client_id)).one()
    photos = connection.execute(select(PHOTOS).where(PHOTOS.c.visit_id == number).order_by(PHOTOS.c.place))
    kept = tuple(_photo(one) for one in photos)
    visit = data.from_dict(_parsed(row.data))
    if {photo.digest for photo in visit.photos} - {photo.digest for photo in kept}:
        raise RecordDamaged(message("record.part_missing"), message("records.restore_backup"))
    return KeptVisit(
        entry=_entry(row),
        client=client_of(client),
        visit=visit,
        photos=kept,
        assessment=None if row.assessment is None else assessments.from_dict(_parsed(_unpacked(row.assessment))),
    )


def no_visit() -> RecordError:
    """The error that no visit has the number asked for."""
    return RecordError(message("records.no_visit"), message("records.list_visits"))


def _entry(row: Any) -> VisitEntry:
    return VisitEntry(number=row.id, held_on=row.held_on, photos=row.photos, notes=row.notes)


def _photo(row: Any) -> StoredPhoto:
    from posture_cv.visit.archive import StoredPhoto

    return StoredPhoto(
        digest=row.digest,
        name=row.name,
        focal_length_px=row.focal_length_px,
        focal_log_error=row.focal_log_error,
        taken_on=row.taken_on,
        picture=row.picture,
    )


def _photo_row(photo: StoredPhoto) -> dict[str, object]:
    return {
        "digest": photo.digest,
        "name": photo.name,
        "focal_length_px": photo.focal_length_px,
        "focal_log_error": photo.focal_log_error,
        "taken_on": photo.taken_on,
        "picture": photo.picture,
    }


def _text(held: dict[str, Any]) -> str:
    return whole(json.dumps(held, ensure_ascii=False, allow_nan=False))


def _unpacked(packed: bytes) -> bytes:
    """What was compressed, to no more than any record takes."""
    try:
        return zlib.decompressobj().decompress(packed, MOST_BYTES)
    except zlib.error as error:
        raise _damaged() from error


def _parsed(text: str | bytes) -> Any:
    try:
        return parsed(text)
    except ValueError as error:
        raise _damaged() from error


def _damaged() -> RecordDamaged:
    return RecordDamaged(message("records.damaged"), message("records.restore_backup"))
