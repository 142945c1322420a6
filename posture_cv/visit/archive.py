"""A visit and its photos as one run of bytes, and back: a zip archive of ``visit.json``, ``album.json`` and a picture for each photo."""

from __future__ import annotations

import datetime as dt
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeGuard

from posture_cv.codecs.record import parsed
from posture_cv.domain.errors import RecordDamaged
from posture_cv.domain.messages import message
from posture_cv.domain.written import whole
from posture_cv.visit.data import from_dict, to_dict

if TYPE_CHECKING:
    from posture_cv.visit.visit import Visit

_VISIT, _ALBUM = "visit.json", "album.json"
_NO_DATE = (1980, 1, 1, 0, 0, 0)
_LONGEST_FOCAL_LENGTH_PX = 1e6
_GREATEST_LOG_ERROR = 10.0
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
        listed = [_listed(photo) for photo in photos]
        for name, data in ((_VISIT, to_dict(visit)), (_ALBUM, listed)):
            text = whole(json.dumps(data, ensure_ascii=False, allow_nan=False, sort_keys=True))
            archive.writestr(zipfile.ZipInfo(name, _NO_DATE), text)
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
        If a part is missing or packed so that it could unpack to any size, or the visit is none.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as archive:
            data, listed = (parsed(_part(archive, name)) for name in (_VISIT, _ALBUM))
            photos = [_stored(row, _part(archive, _picture(place))) for place, row in enumerate(listed)]
    except (zipfile.BadZipFile, KeyError, ValueError, TypeError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        # what the zip reader raises for bytes that are none of its own
        raise RecordDamaged(*_DAMAGED) from error
    visit = from_dict(data)
    digests = [photo.digest for photo in photos]
    if len(set(digests)) < len(digests) or {photo.digest for photo in visit.photos} - set(digests):
        raise RecordDamaged(*_DAMAGED)
    return visit, photos


def _listed(photo: StoredPhoto) -> dict[str, object]:
    return {
        "digest": photo.digest,
        "name": photo.name,
        "focal_length_px": photo.focal_length_px,
        "focal_log_error": photo.focal_log_error,
        "taken_on": None if photo.taken_on is None else photo.taken_on.isoformat(),
    }


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A part that is kept as it is: no smaller in the file than outside it."""
    if archive.getinfo(name).compress_type != zipfile.ZIP_STORED:
        raise ValueError(f"expected {name} as it is, but it is compressed")
    return archive.read(name)


def _picture(place: int) -> str:
    return f"photos/{place + 1}.png"


def _stored(row: Mapping[str, object], picture: bytes) -> StoredPhoto:
    digest, name, focal, day = row["digest"], row["name"], row["focal_length_px"], row.get("taken_on")
    log_error = row.get("focal_log_error", 0.0)
    if not isinstance(digest, str) or not isinstance(name, str) or not isinstance(day, str | None):
        raise TypeError("expected digest, name and day of a photo")
    if not (focal is None or _lies_in(focal, _LONGEST_FOCAL_LENGTH_PX)) or not _lies_in(log_error, _GREATEST_LOG_ERROR):
        raise ValueError("expected a focal length and its error")
    return StoredPhoto(
        digest=digest,
        name=name,
        focal_length_px=focal,
        picture=picture,
        focal_log_error=log_error,
        taken_on=None if day is None else dt.date.fromisoformat(day),
    )


def _lies_in(value: object, most: float) -> TypeGuard[float]:
    """Whether that is a number from 0 to the greatest."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0.0 <= value <= most
