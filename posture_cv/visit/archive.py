"""A visit and its photos as one run of bytes, and back: a zip archive of ``visit.json``, ``album.json`` and a picture for each photo."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.domain.errors import RecordDamaged
from posture_cv.domain.messages import message
from posture_cv.visit.data import from_dict, to_dict

if TYPE_CHECKING:
    from posture_cv.visit.visit import Visit

_VISIT, _ALBUM = "visit.json", "album.json"
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_DAMAGED = message("record.part_missing"), message("record.open_copy")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPhoto:
    """One photo as it is kept.

    Attributes
    ----------
    digest, name
        As in ``VisitPhoto``.
    focal_length_px, focal_log_error, taken_on
        As in ``Photo``.
    picture
        Its pixels, losslessly encoded: nothing else of the file that was sent is kept.
    """

    digest: str
    name: str
    focal_length_px: float | None
    picture: bytes
    focal_log_error: float = 0.0
    taken_on: dt.date | None = None


def pack(visit: Visit, photos: Sequence[StoredPhoto]) -> bytes:
    """Put a visit and its photos together; the same input gives the same bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        listed = [_listed(one) for one in photos]
        for name, data in ((_VISIT, to_dict(visit)), (_ALBUM, listed)):
            archive.writestr(zipfile.ZipInfo(name, _NO_DATE), json.dumps(data, ensure_ascii=False, allow_nan=False, sort_keys=True))
        for place, photo in enumerate(photos):
            archive.writestr(zipfile.ZipInfo(_picture(place), _NO_DATE), photo.picture)
    return buffer.getvalue()


def unpack(packed: bytes) -> tuple[Visit, list[StoredPhoto]]:
    """Take apart what ``pack`` gave.

    Raises
    ------
    RecordNewer
        If the visit was written with a newer schema.
    RecordDamaged
        If a part is missing, or the visit is none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            data, listed = (json.loads(archive.read(name)) for name in (_VISIT, _ALBUM))
            photos = [_stored(row, archive.read(_picture(place))) for place, row in enumerate(listed)]
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError) as error:
        raise RecordDamaged(*_DAMAGED) from error
    visit = from_dict(data)
    if {photo.digest for photo in visit.photos} - {photo.digest for photo in photos}:
        raise RecordDamaged(*_DAMAGED)
    return visit, photos


def _listed(one: StoredPhoto) -> dict[str, object]:
    return {
        "digest": one.digest,
        "name": one.name,
        "focal_length_px": one.focal_length_px,
        "focal_log_error": one.focal_log_error,
        "taken_on": None if one.taken_on is None else one.taken_on.isoformat(),
    }


def _picture(place: int) -> str:
    return f"photos/{place + 1}.png"


def _stored(row: Mapping[str, object], picture: bytes) -> StoredPhoto:
    focal = row["focal_length_px"]
    log_error, day = row.get("focal_log_error"), row.get("taken_on")
    return StoredPhoto(
        digest=str(row["digest"]),
        name=str(row["name"]),
        focal_length_px=float(focal) if isinstance(focal, int | float) else None,
        picture=picture,
        focal_log_error=float(log_error) if isinstance(log_error, int | float) else 0.0,
        taken_on=None if day is None else dt.date.fromisoformat(str(day)),
    )
