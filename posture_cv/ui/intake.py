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
    entry.forget_corrections()
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
        entry.forget_corrections()


def choose_person(entry: Entry, person: int) -> None:
    """Say which of several people is meant, counted from 1."""
    if person != entry.person:
        entry.person = person
        entry.forget_corrections()


def look(visit: Visit, progress: Progress) -> None:
    """Look at every photo nobody has looked at under the present settings."""
    waiting = [entry for entry in visit.entries if visit.outcome(entry) is None]
    for done, entry in enumerate(waiting):
        progress(done, len(waiting))
        visit.looks[visit.look_key(entry)] = _look_at(visit, entry)


def conclude(visit: Visit) -> tuple[Assessment | None, PostureError | None]:
    """Reason about every photo that could be looked at, with everything done by hand.

    Returns
    -------
    The assessment, None where no photo could be used, and the error where a photo's corrections had to be left out.
    """
    seen = usable(visit)
    if not seen:
        visit.concluded = None
        return None, None
    asked = tuple((visit.look_key(entry), entry.edit) for entry, _ in seen)
    if visit.concluded is None or visit.concluded[0] != asked:
        observations, problem = _by_hand(seen)
        visit.concluded = (asked, assessor().conclude(observations), problem)
    return visit.concluded[1], visit.concluded[2]


def untouched(visit: Visit) -> Assessment | None:
    """The assessment as it is without anything done by hand, None where no photo could be used."""
    seen = usable(visit)
    if not seen:
        return None
    if visit.concluded is not None and not any(entry.edit for entry, _ in seen):
        return visit.concluded[1]
    asked = tuple(visit.look_key(entry) for entry, _ in seen)
    if visit.untouched is None or visit.untouched[0] != asked:
        visit.untouched = (asked, assessor().conclude([observation for _, observation in seen]))
    return visit.untouched[1]


def effect_of(visit: Visit, entry: Entry) -> list[tuple[Measurement | None, Measurement | None]]:
    """What the corrections of a photo change: each of its measures as it was without them, and as it is with them."""
    before, after = untouched(visit), visit.concluded
    if entry.edit is None or before is None or after is None:
        return []
    index = index_of(visit, entry)
    was, is_now = ({(taken.name, taken.side): taken for taken in measured_in(each, index)} for each in (before, after[1]))
    return [(was.get(key), is_now.get(key)) for key in dict.fromkeys((*was, *is_now)) if was.get(key) != is_now.get(key)]


def measured_in(assessment: Assessment, index: int) -> list[Measurement]:
    """The measurements that rest on one photo."""
    return [taken for taken in assessment.measurements if taken.photo == index]


def index_of(visit: Visit, entry: Entry) -> int:
    """The place of a usable photo in ``Assessment.photos``."""
    return [used.number for used, _ in usable(visit)].index(entry.number)


def usable(visit: Visit) -> list[tuple[Entry, Observation]]:
    """Photos with an answer, in the order of ``Assessment.photos``."""
    found = []
    for entry in visit.entries:
        outcome = visit.outcome(entry)
        if outcome is not None and not isinstance(outcome, PostureError):
            found.append((entry, outcome))
    return found


def _by_hand(seen: Iterable[tuple[Entry, Observation]]) -> tuple[list[Observation], PostureError | None]:
    from posture_cv.ui.editor import applied

    observations, problem = [], None
    for entry, observation in seen:
        try:
            observations.append(applied(observation, entry.edit))
        except PostureError as error:
            observations.append(observation)
            problem = error
    return observations, problem


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
