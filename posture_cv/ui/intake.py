"""Photos into the visit, and the assessor's answers about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.corrections import History
from posture_cv.domain.errors import PostureError, SeveralPeopleFound
from posture_cv.ui.components.markup import literal
from posture_cv.ui.engine import assessor, assessor_for
from posture_cv.ui.state import MAX_PHOTOS, Entry, Visit, digest_of, preferences
from posture_cv.ui.texts import text

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from posture_cv.detection.stickers import StickerOffer
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.corrections import Corrections
    from posture_cv.domain.estimates import Estimate, Measurement
    from posture_cv.domain.observation import Observation
    from posture_cv.domain.protocol import Protocol, Step
    from posture_cv.domain.views import View
    from posture_cv.pipeline.guidance import Advice
    from posture_cv.ui.state import Point

Progress = Callable[[int, int], None]
"""Called with the number of photos done and the number to do."""


def add(visit: Visit, files: Iterable[tuple[str, bytes]], progress: Progress, *, meant: View | None = None) -> None:
    """Take photos (name, content) into the visit, up to ``MAX_PHOTOS``, each once; ``meant`` is the view they were taken for."""
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
            entry = Entry(number=next(visit.numbers), digest=digest, name=name, meant=meant)
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
    entry.history, entry.drawn, entry.people = History(), 0, ()
    visit.forget_unused()


def remove(visit: Visit, entry: Entry) -> None:
    """Take one photo out of the visit and forget its pixels."""
    visit.entries.remove(entry)
    if visit.selected == entry.number:
        visit.selected = visit.entries[0].number if visit.entries else None
    visit.forget_unused()


def declare_view(entry: Entry, view: View | None) -> None:
    """Say which view a photo shows; hand-placed points belong to a view and go with it."""
    entry.aim(replace(entry.corrections.aim, view=view))


def choose_person(entry: Entry, person: int) -> None:
    """Say which of several people is meant, counted from 1."""
    entry.aim(replace(entry.corrections.aim, person=person))


def look(visit: Visit, progress: Progress) -> None:
    """Look at every photo nobody has looked at under the present settings, and sort all by view, in the protocol's order."""
    waiting = [entry for entry in visit.entries if visit.outcome(entry) is None]
    for done, entry in enumerate(waiting):
        progress(done, len(waiting))
        outcome = visit.looks[visit.look_key(entry)] = _look_at(visit, entry)
        if not isinstance(outcome, PostureError):
            visit.offers[visit.look_key(entry)] = assessor().stickers(outcome)
    if waiting:
        order = [step.view for step in followed(visit).steps]
        visit.entries.sort(key=lambda entry: (_place(visit, entry, order), entry.number))


def followed(visit: Visit) -> Protocol:
    """The capture protocol of this visit; the first one offered where none was chosen."""
    from posture_cv.capture.protocols import protocols

    offered = protocols()
    return next((protocol for protocol in offered if protocol.key == visit.protocol), offered[0])


def follow(visit: Visit, protocol: Protocol) -> None:
    """Be guided by a protocol from its first step."""
    visit.protocol, visit.position = protocol.key, protocol.position
    visit.guiding, visit.step = True, 0


def taken_for(visit: Visit, step: Step) -> list[Entry]:
    """Photos of a step: those that show its view, and those meant for it that show another or nothing usable."""
    return [entry for entry in visit.entries if _seen_view(visit, entry) is step.view or entry.meant is step.view]


def advice(entry: Entry, seen: Observation, step: Step | None = None) -> Advice:
    """The one thing to know about a photo, taken for that step or none."""
    from posture_cv.corrections import apply
    from posture_cv.pipeline.guidance import advise

    return advise(apply(seen, _usable_corrections(entry, seen)[0]), step)


def offers(visit: Visit, entry: Entry) -> tuple[StickerOffer, ...]:
    """Stickers found in a photo that can stand for its points."""
    return visit.offers.get(visit.look_key(entry), ())


def accept_stickers(visit: Visit, entry: Entry, points: Collection[Point]) -> None:
    """Let the stickers found at these points stand for them, and no others."""
    accepted = tuple(offer.as_mark() for offer in offers(visit, entry) if (offer.name, offer.side) in points)
    entry.history = entry.history.amended(replace(entry.corrections, stickers=accepted))


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
    asked = (visit.protocol, visit.stature_cm, tuple((visit.look_key(entry), entry.corrections) for entry, _ in seen))
    if visit.concluded is None or visit.concluded[0] != asked:
        usable_ones = [_usable_corrections(*each) for each in seen]
        problem = next((error for _, error in reversed(usable_ones) if error is not None), None)
        visit.concluded = (asked, _conclude(visit, seen, [said for said, _ in usable_ones]), problem)
    return visit.concluded[1], visit.concluded[2]


def untouched(visit: Visit) -> Assessment | None:
    """The assessment as it is without anything moved by hand, None where no photo could be used."""
    seen = usable(visit)
    if not seen:
        return None
    if visit.concluded is not None and all(entry.corrections.is_untouched for entry, _ in seen):
        return visit.concluded[1]
    asked = tuple((visit.look_key(entry), entry.corrections.stickers) for entry, _ in seen)
    if visit.untouched is None or visit.untouched[0] != asked:
        visit.untouched = (asked, _conclude(visit, seen, [entry.corrections.untouched() for entry, _ in seen]))
    return visit.untouched[1]


def effect_of(visit: Visit, entry: Entry) -> list[tuple[Measurement | None, Measurement | None]]:
    """What the corrections of a photo change: each of its measures as it was without them, and as it is with them."""
    before, after = untouched(visit), visit.concluded
    if entry.corrections.is_untouched or before is None or after is None:
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


def marked_stature_of(entry: Entry, seen: Observation) -> Estimate | None:
    """The client's height by the known length marked in one photo; None where there is none, or it gives no scale."""
    from posture_cv.pipeline import marked_stature

    line = _usable_corrections(entry, seen)[0].known
    known = None if line is None else line.known
    return None if known is None else marked_stature(seen, known).as_estimate()


def _conclude(visit: Visit, seen: Sequence[tuple[Entry, Observation]], corrections: Sequence[Corrections]) -> Assessment:
    protocol = followed(visit) if visit.protocol else None
    doing = assessor_for(preferences().passes)
    return doing.conclude([observation for _, observation in seen], corrections, protocol=protocol, stature_cm=visit.stature_cm)


def _usable_corrections(entry: Entry, seen: Observation) -> tuple[Corrections, PostureError | None]:
    """What was said about a photo as far as it can be measured with, and the error of what had to be left out."""
    from posture_cv.corrections import apply, without_unusable_vertical
    from posture_cv.pipeline import marked_stature

    said, problem = entry.corrections, None
    if said.known is not None and said.known.known is not None:
        try:
            marked_stature(seen, said.known.known)
        except PostureError as error:
            said, problem = replace(said, known=None), error
    try:
        apply(seen, said)
    except PostureError as error:
        said, problem = without_unusable_vertical(said), error
    return said, problem


def _seen_view(visit: Visit, entry: Entry) -> View | None:
    outcome = visit.outcome(entry)
    return None if outcome is None or isinstance(outcome, PostureError) else outcome.view


def _place(visit: Visit, entry: Entry, order: list[View]) -> int:
    view = _seen_view(visit, entry)
    return order.index(view) if view in order else len(order) + (view is None)


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
        seen = assessor_for(preferences().passes).observe(photo, aim=entry.corrections.aim, position=visit.position)
    except SeveralPeopleFound as error:
        entry.people = error.people
        return error
    except PostureError as error:
        return error
    if entry.corrections.aim.person is None:
        entry.people = (seen.pose.box, *seen.pose.others) if seen.pose.others else ()
    return seen
