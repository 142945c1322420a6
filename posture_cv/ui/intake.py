"""Photos into the visit, and the assessor's answers about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from posture_cv.domain.errors import PostureError, SeveralPeopleFound
from posture_cv.ui.components.markup import literal
from posture_cv.ui.engine import assessor
from posture_cv.ui.state import MAX_PHOTOS, Entry, Visit, digest_of
from posture_cv.ui.texts import text

if TYPE_CHECKING:
    from posture_cv.codecs.assessment import Assessment
    from posture_cv.domain.estimates import Measurement
    from posture_cv.domain.views import View
    from posture_cv.pipeline import Observation
    from posture_cv.ui.state import Point

Progress = Callable[[int, int], None]
"""Called with the number of photos done and the number to do."""


def add(visit: Visit, files: Iterable[tuple[str, bytes]], progress: Progress) -> None:
    """Take photos (name, content) into the visit, up to ``MAX_PHOTOS``, each once."""
    incoming = list(files)
    for done, (name, content) in enumerate(incoming):
        progress(done, len(incoming))
        digest = digest_of(content)
        if any(entry.digest == digest for entry in visit.entries):
            visit.notices.append(text("intake.again", name=literal(name)))
        elif len(visit.entries) >= MAX_PHOTOS:
            visit.notices.append(text("intake.too_many", name=literal(name), most=MAX_PHOTOS))
        else:
            _read(visit, digest, content)
            entry = Entry(number=next(visit.numbers), digest=digest, name=name)
            visit.entries.append(entry)
            visit.selected = entry.number if visit.selected is None else visit.selected


def replace_photo(visit: Visit, entry: Entry, name: str, content: bytes) -> None:
    """Put another photo in this one's place; what was said about the old one is dropped, the others keep theirs."""
    digest = digest_of(content)
    if any(other.digest == digest for other in visit.entries if other is not entry):
        visit.notices.append(text("intake.again", name=literal(name)))
        return
    _read(visit, digest, content)
    entry.digest, entry.name = digest, name
    entry.declared, entry.person, entry.people = None, None, ()
    entry.marks.clear()
    entry.revision += 1
    visit.forget_unused()


def remove(visit: Visit, entry: Entry) -> None:
    """Take one photo out of the visit and forget its pixels."""
    visit.entries.remove(entry)
    if visit.selected == entry.number:
        visit.selected = visit.entries[0].number if visit.entries else None
    visit.forget_unused()


def declare_view(entry: Entry, view: View | None) -> None:
    """Say which view a photo shows; hand-placed points belong to a view and go with it."""
    if view != entry.declared:
        entry.declared = view
        entry.marks.clear()
        entry.revision += 1


def choose_person(entry: Entry, person: int) -> None:
    """Say which of several people is meant, counted from 1."""
    if person != entry.person:
        entry.person = person
        entry.marks.clear()
        entry.revision += 1


def look(visit: Visit, progress: Progress) -> None:
    """Look at every photo nobody has looked at under the present settings."""
    waiting = [entry for entry in visit.entries if visit.outcome(entry) is None]
    for done, entry in enumerate(waiting):
        progress(done, len(waiting))
        visit.looks[visit.look_key(entry)] = _look_at(visit, entry)


def conclude(visit: Visit) -> tuple[Assessment | None, PostureError | None]:
    """Reason about every photo that could be looked at, with the points placed by hand.

    Returns
    -------
    The assessment, None where no photo could be used, and the error where the hand-placed points had to be left out.
    """
    seen = usable(visit)
    if not seen:
        visit.concluded = None
        return None, None
    marks = {index: tuple(entry.marks.values()) for index, (entry, _) in enumerate(seen)}
    asked = (tuple(visit.look_key(entry) for entry, _ in seen), tuple(marks.items()))
    if visit.concluded is not None and visit.concluded[0] == asked:
        return visit.concluded[1], None
    observations = [observation for _, observation in seen]
    try:
        assessment = assessor().conclude(observations, marks)
    except PostureError as error:
        return assessor().conclude(observations), error
    visit.concluded = (asked, assessment)
    return assessment, None


def effect_of(visit: Visit, entry: Entry, point: Point) -> list[tuple[Measurement | None, Measurement | None]]:
    """What one hand-placed point changes: each measure of its photo as it was without the point, and as it is with it."""
    if point not in entry.marks or visit.concluded is None:
        return []
    seen = usable(visit)
    index = [used.number for used, _ in seen].index(entry.number)
    marks = {
        place: tuple(mark for key, mark in used.marks.items() if used is not entry or key != point) for place, (used, _) in enumerate(seen)
    }
    without = assessor().conclude([observation for _, observation in seen], marks)
    before, after = (
        {(taken.name, taken.side): taken for taken in assessment.measurements if taken.photo == index}
        for assessment in (without, visit.concluded[1])
    )
    return [(before.get(key), after.get(key)) for key in dict.fromkeys((*before, *after)) if before.get(key) != after.get(key)]


def usable(visit: Visit) -> list[tuple[Entry, Observation]]:
    """Photos with an answer, in the order of ``Assessment.photos``."""
    found = []
    for entry in visit.entries:
        outcome = visit.outcome(entry)
        if outcome is not None and not isinstance(outcome, PostureError):
            found.append((entry, outcome))
    return found


def _read(visit: Visit, digest: str, content: bytes) -> None:
    try:
        visit.photos[digest] = assessor().read(content)
    except PostureError as error:
        visit.photos[digest] = error


def _look_at(visit: Visit, entry: Entry) -> Observation | PostureError:
    photo = visit.photos[entry.digest]
    if isinstance(photo, PostureError):
        return photo
    try:
        seen = assessor().observe(photo, view=entry.declared, position=visit.position, person=entry.person)
    except SeveralPeopleFound as error:
        entry.people = error.people
        return error
    except PostureError as error:
        return error
    if entry.person is None:
        entry.people = (seen.pose.box, *seen.pose.others) if seen.pose.others else ()
    return seen
