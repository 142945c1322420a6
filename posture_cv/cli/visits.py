"""Visits at the command line: photos taken in one by one, and saved visits shown again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from posture_cv import knowledge
from posture_cv.cli.console import messages, note, spoken
from posture_cv.codecs.record import DEEPEST, parsed
from posture_cv.domain.corrections import Corrections
from posture_cv.domain.errors import ArgumentError, PostureError, RecordDamaged
from posture_cv.domain.messages import message
from posture_cv.domain.worksheet import Worksheet
from posture_cv.domain.written import written
from posture_cv.visit import Album, SheetEntries, Visit
from posture_cv.worksheet import require_complaint, require_questions, stopped_by

if TYPE_CHECKING:
    from posture_cv.cli.photos import Named
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.worksheet import Approach
    from posture_cv.wiring import Assessor


def entries(*, red_flags: Sequence[str], minutes: int | None, approach: Approach, age: int | None, complaint: str = "") -> SheetEntries:
    """What the options write on the sheet; ``minutes`` None leaves the usual length, ``age`` is the client's where it was stated.

    Raises
    ------
    KnowledgeError
        If a red flag is no question of the safety screen, or there is no such complaint.
    ArgumentError
        If the age says no to it.
    """
    require_complaint(complaint, knowledge.load())
    screen = knowledge.load().safety
    require_questions(Worksheet(safety=screen, items=()), red_flags)
    denied = next((asked for asked in screen if asked.key in red_flags and asked.answer_at(age) is False), None)
    if denied is not None and age is not None:
        told = message("argument.age_denies", age=age, question=denied.question, key=denied.key)
        raise ArgumentError(told, message("argument.age_or_flag", key=denied.key))
    blank = SheetEntries(answers=dict.fromkeys(red_flags, True), approach=approach, complaint=complaint)
    return blank if minutes is None else replace(blank, minutes=minutes)


def observed(
    visit: Visit, photos: Sequence[Named], corrections: Sequence[Corrections], assessor: Assessor, *, day: dt.date | None = None
) -> tuple[Visit, Album]:
    """Take photos into the visit, those of one day alone where it is named, and look at each as it is meant; they keep their numbers.

    Raises
    ------
    PostureError
        The first that stands in the way; where there are several photos, which one it is about is printed first. Or no photo is of that
        day.
    """
    from posture_cv.visit.days import require_day
    from posture_cv.visit.observing import observe_photos
    from posture_cv.wiring.visits import take

    album, days = Album(), set[dt.date | None]()
    for number, (source, correction) in enumerate(zip(photos, corrections, strict=True), start=1):
        with messages.status(spoken().text("cli.looking", number=number, photos=len(photos))):
            try:
                digest = take(album, source, assessor)
                taken_on = getattr(album.photos[digest], "taken_on", None)
                days.add(taken_on)
                if day is not None and taken_on != day:
                    album.keep(set(album.photos) - {digest})
                    continue
                visit = replace(visit, last_number=number - 1).with_photo(digest, album.names[digest]).corrected(number, correction)
                visit = observe_photos(visit, album, assessor, lambda _done, _every: None)
                outcome = album.outcome(visit, visit.photo(number), assessor.passes)
                if isinstance(outcome, PostureError):
                    raise outcome
            except PostureError:
                if len(photos) > 1:
                    note("cli.about_photo", number=number, photos=len(photos))
                raise
    if day is not None:
        require_day(day, days)
    return visit, album


def with_every_sticker(visit: Visit, album: Album, passes: int) -> Visit:
    """The visit with every sticker found accepted; points placed by hand hold where both are given."""
    from posture_cv.visit.observing import offers

    for photo in visit.photos:
        marks = [offer.as_mark() for offer in offers(visit, album, photo, passes)]
        visit = visit.with_stickers(photo.number, marks, {(mark.name, mark.side) for mark in marks})
    return visit


def stopped_short(assessment: Assessment) -> Assessment:
    """The assessment without muscles and tests where the safety screen stops it, so that no file can suggest them."""
    sheet = assessment.worksheet
    return replace(assessment, worksheet=replace(sheet, items=(), withheld=()), muscles=()) if stopped_by(sheet) else assessment


def stored_assessment(content: bytes) -> Assessment:
    """An assessment saved as JSON.

    Raises
    ------
    RecordDamaged, RecordNewer
        If it is none, or of a newer version.
    """
    from posture_cv.codecs.assessment import from_dict

    try:
        data = parsed(content)
    except ValueError as error:
        raise RecordDamaged(message("record.no_visit_file"), message("record.choose_visit_file")) from error
    if not isinstance(data, Mapping):
        raise RecordDamaged(message("record.no_visit_file"), message("record.choose_visit_file"))
    return from_dict(_as_written(data))


def _as_written(data: Any, depth: int = 0) -> Any:
    """Plain data whose texts may be shown in a terminal: no control characters. What lies deeper than any record is left to be refused."""
    if isinstance(data, str):
        return written(data)
    if depth > DEEPEST:
        return data
    if isinstance(data, Mapping):
        return {name: _as_written(held, depth + 1) for name, held in data.items()}
    return [_as_written(held, depth + 1) for held in data] if isinstance(data, list) else data
