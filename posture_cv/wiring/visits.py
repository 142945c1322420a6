"""Visits on this computer: photos taken in, looked at, concluded, kept in a file and opened again."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from typing import TYPE_CHECKING

from posture_cv import knowledge
from posture_cv.capture.lossless import from_lossless, to_lossless
from posture_cv.capture.protocols import protocols
from posture_cv.codecs.keys import require_passphrase
from posture_cv.codecs.sealed import seal, unseal
from posture_cv.domain.errors import PhotoError, PostureError, RecordDamaged, RecordError
from posture_cv.domain.messages import message
from posture_cv.domain.photo import Photo
from posture_cv.visit import Album, Visit, concluding, data
from posture_cv.visit.archive import StoredPhoto, pack, unpack
from posture_cv.visit.faults import misplaced, unasked
from posture_cv.visit.observing import followed, observe_photos
from posture_cv.visit.sheet import reason
from posture_cv.wiring.assessor import default_assessor
from posture_cv.wiring.clock import now
from posture_cv.wiring.paper import laid_out
from posture_cv.worksheet import require_questions

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from posture_cv.capture.decoding import PhotoSource
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.observation import Observation
    from posture_cv.visit.observing import Progress
    from posture_cv.visit.sheet import Reasoned
    from posture_cv.wiring.assessor import Assessor


MOST_FILE_BYTES = 1_000_000_000
"""Of a visit file: twelve photos of twelve megapixels, losslessly kept, take a quarter of it."""


def read_photos(sources: Iterable[PhotoSource], assessor: Assessor | None = None) -> Album:
    """Decode photos into an album, in the order given; a path's last part is its name.

    Raises
    ------
    PhotoError
        If one cannot be read, or is given twice.
    """
    album = Album()
    for source in sources:
        take(album, source, assessor or default_assessor())
    return album


def take(album: Album, source: PhotoSource, assessor: Assessor) -> str:
    """Decode one photo into an album, and give its digest.

    Raises
    ------
    PhotoError
        If it cannot be read, or is there already.
    """
    photo = assessor.read(source)
    digest = hashlib.sha256(f"{photo.width_px}x{photo.height_px}".encode() + photo.pixels.tobytes()).hexdigest()
    if digest in album.photos:
        raise PhotoError(message("photo.given_twice"), message("photo.give_once"))
    album.put(digest, photo, Path(source).name if isinstance(source, str | Path) else "")
    return digest


def conclude_visit(
    visit: Visit, album: Album, *, assessor: Assessor | None = None, at: str | None = None, progress: Progress | None = None
) -> tuple[Visit, Reasoned]:
    """Look at what nobody has looked at, and reason about all of it, with the sheet as written.

    Parameters
    ----------
    at
        ISO 8601 time to record; None for now.

    Returns
    -------
    Visit, Reasoned
        The visit with the people found in its photos, and the assessment.

    Raises
    ------
    PostureError
        The first that stands in the way of a photo, or of what was said of it.
    ValueError
        If the visit has no photo.
    """
    if not visit.photos:
        raise ValueError("expected a visit with a photo, but it has none")
    doing = assessor or default_assessor()
    visit = observe_photos(visit, album, doing, progress or _unwatched)
    for photo in visit.photos:
        outcome = album.outcome(visit, photo, doing.passes)
        if isinstance(outcome, PostureError):
            raise outcome
    concluded = concluding.conclude(visit, album, doing, followed(visit, protocols()), at=at)
    if concluded is None:
        raise ValueError("expected a visit with a photo, but it has none")
    if concluded.problem is not None:
        raise concluded.problem
    require_questions(concluded.assessment.worksheet, visit.sheet.answers, visit.sheet.cleared)
    return visit, reason(concluded.assessment, visit.sheet, doing.instruments.knowledge)


def conclude(visit: Visit, album: Album, *, at: str | None = None) -> Assessment:
    """Assess a visit: its photos, with everything corrected in them and written on the sheet.

    Parameters
    ----------
    album
        The visit's photos (``read_photos``, ``open_visit``); each is looked at once.
    at
        ISO 8601 time to record; None for now.

    Raises
    ------
    PostureError
        The first that stands in the way of a photo, of what was said of it, or of an answer.
    ValueError
        If the visit has no photo.
    """
    return conclude_visit(visit, album, at=at)[1].assessment


def report_pdf(visit: Visit, album: Album, *, language: str = "en", show_face: bool = False, at: str | None = None) -> bytes:
    """The printed report of a visit; parameters and errors beside the language's as for ``conclude``."""
    visit, reasoned = conclude_visit(visit, album, at=at)
    tables = default_assessor().instruments.knowledge
    return laid_out(
        reasoned.assessment, observations(visit, album), tables, client=visit.client, blur_face=not show_face, language=language
    )


def observations(visit: Visit, album: Album, assessor: Assessor | None = None) -> list[Observation]:
    """What was seen in each usable photo, in the order of ``Assessment.photos``."""
    return [seen for _, seen in album.usable(visit, (assessor or default_assessor()).passes)]


def visit_file(visit: Visit, album: Album, *, passphrase: str) -> bytes:
    """The content of a visit file: what was said and written, and every photo's pixels, sealed under the passphrase.

    Photos are kept as pixels, losslessly, with lens and day: the same numbers come of them anywhere, and nothing else of a sent file,
    such as the place it was taken at, can be in it. Photos that could not be read are left out.

    Raises
    ------
    RecordError
        If the passphrase is too short, or the visit says what could not be opened again.
    """
    require_passphrase(passphrase)
    visit, stored = storable(visit, album)
    return b"".join(seal(pack(visit, stored), passphrase, random=secrets.token_bytes))


def storable(visit: Visit, album: Album) -> tuple[Visit, list[StoredPhoto]]:
    """A visit and its photos as they are kept: as pixels, losslessly, with lens and day; photos that could not be read are left out.

    Raises
    ------
    RecordError
        If the visit says what could not be opened again.
    """
    stored = []
    for photo in visit.photos:
        decoded = album.photos.get(photo.digest)
        if decoded is None or isinstance(decoded, PostureError):
            visit = visit.without_photo(photo.number)
        else:
            picture = to_lossless(decoded.pixels)
            stored.append(
                StoredPhoto(
                    digest=photo.digest,
                    name=photo.name,
                    picture=picture,
                    focal_length_px=decoded.focal_length_px,
                    focal_log_error=decoded.focal_log_error,
                    taken_on=decoded.taken_on,
                )
            )
    visit = visit.dated(now())
    try:
        _require_sound(data.from_dict(data.to_dict(visit)), album)
    except RecordDamaged as error:
        raise RecordError(message("record.not_kept", **error.what.fields), message("record.correct_it")) from error
    return visit, stored


def read_visit_file(content: bytes, *, passphrase: str) -> tuple[Visit, Album]:
    """The visit and the photos of a visit file.

    Raises
    ------
    RecordError
        If the passphrase is another one.
    RecordNewer
        If the file was written by a newer version.
    RecordDamaged
        If it is no visit file, any part of it was changed or is missing, or it says what cannot be.
    """
    if content.lstrip().startswith(b"{"):
        raise RecordDamaged(message("record.no_photos"), message("record.choose_visit_file"))
    visit, stored = unpack(unseal(content, passphrase))
    return visit, reopened(visit, stored)


def reopened(visit: Visit, stored: Iterable[StoredPhoto]) -> Album:
    """The photos of a visit that was kept.

    Raises
    ------
    RecordDamaged
        If one is no picture, or the visit says what cannot be.
    """
    album = Album()
    for one in stored:
        photo = Photo(
            pixels=from_lossless(one.picture),
            focal_length_px=one.focal_length_px,
            focal_log_error=one.focal_log_error,
            taken_on=one.taken_on,
        )
        album.put(one.digest, photo, one.name)
    _require_sound(visit, album)
    return album


def _require_sound(visit: Visit, album: Album) -> None:
    """Refuse points far outside their photo, and answers to questions nobody asks."""
    sizes = {digest: (photo.width_px, photo.height_px) for digest, photo in album.photos.items() if isinstance(photo, Photo)}
    tables = knowledge.load()
    questions, rules = {asked.key for asked in tables.safety}, {rule.key for rule in tables.rules}
    for place in (*misplaced(visit, sizes), *unasked(visit, questions, rules, [row.key for row in tables.conditions])):
        raise data.damaged(place)


def save_visit(path: str | os.PathLike[str], visit: Visit, album: Album, *, passphrase: str) -> None:
    """Keep a visit in a file (``visit_file``), whole or not at all.

    Raises
    ------
    RecordError
        If the passphrase is too short.
    ReportError
        If the file cannot be written.
    """
    from posture_cv.report import write_bytes

    write_bytes(path, visit_file(visit, album, passphrase=passphrase))


def open_visit(path: str | os.PathLike[str], *, passphrase: str) -> tuple[Visit, Album]:
    """The visit and the photos of a file.

    Raises
    ------
    RecordError
        If nothing is there, it may not be read, or as for ``read_visit_file``.
    """
    return read_visit_file(file_content(path), passphrase=passphrase)


def file_content(path: str | os.PathLike[str], *, most_bytes: int = MOST_FILE_BYTES) -> bytes:
    """The bytes of a saved file.

    Raises
    ------
    RecordError
        If nothing is there, it may not be read, or it holds more than ``most_bytes``.
    """
    try:
        with Path(path).open("rb") as file:
            content = file.read(most_bytes + 1)
    except FileNotFoundError:
        raise RecordError(message("record.not_there"), message("record.check_path")) from None
    except OSError:
        raise RecordError(message("record.not_read"), message("record.copy_here")) from None
    except ValueError:  # a name that no file can have
        raise RecordError(message("record.not_there"), message("record.check_path")) from None
    if len(content) > most_bytes:
        raise RecordError(message("record.too_long"), message("record.choose_visit_file"))
    return content


def _unwatched(done: int, every: int) -> None:
    """Progress that nobody watches."""
