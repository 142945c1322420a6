"""The visit on the page and the assessor behind it: what is chosen there is handed to the visit's own rules."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.corrections import reframed
from posture_cv.domain.errors import PostureError
from posture_cv.ui.engine import assessor, assessor_for
from posture_cv.ui.markup import literal
from posture_cv.ui.state import digest_of, passes
from posture_cv.ui.texts import text
from posture_cv.visit import MOST_PHOTOS, concluding, observing
from posture_cv.visit.days import of_day

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.corrections import Aim
    from posture_cv.domain.observation import Observation
    from posture_cv.domain.photo import Photo
    from posture_cv.domain.protocol import Protocol, Step
    from posture_cv.domain.stickers import StickerOffer
    from posture_cv.domain.views import View
    from posture_cv.ui.state import OpenVisit, Point
    from posture_cv.visit import Conclusion, VisitPhoto
    from posture_cv.visit.concluding import Effect
    from posture_cv.visit.observing import Progress


def add(page: OpenVisit, files: Iterable[tuple[str, bytes]], progress: Progress, *, meant: View | None = None) -> None:
    """Take photos (name, content) into the visit, as many as it holds, each once; ``meant`` is the view they were taken for."""
    incoming = list(files)
    for done, (name, content) in enumerate(incoming):
        progress(done, len(incoming))
        digest = digest_of(content)
        if page.visit.holds(digest):
            page.notices.append(text("intake.again", name=literal(name)))
        elif len(page.visit.photos) >= MOST_PHOTOS:
            page.notices.append(text("intake.too_many", name=literal(name), most=MOST_PHOTOS))
        else:
            _read(page, digest, name, content)
            page.visit = page.visit.with_photo(digest, name, meant=meant)
            page.set_aside = tuple(photo for photo in page.set_aside if photo.digest != digest)
            page.selected = page.visit.last_number if page.selected is None else page.selected


def replace_photo(page: OpenVisit, number: int, name: str, content: bytes) -> None:
    """Put another photo in that one's place; what was said about the old one is dropped, the others keep theirs."""
    digest = digest_of(content)
    if page.visit.holds(digest) and page.visit.photo(number).digest != digest:
        page.notices.append(text("intake.again", name=literal(name)))
        return
    _read(page, digest, name, content)
    page.visit = page.visit.with_photo_replaced(number, digest, name)
    page.drawn.pop(number, None)
    page.forget_unused()


def remove(page: OpenVisit, number: int) -> None:
    """Take one photo out of the visit and forget its pixels."""
    page.visit = page.visit.without_photo(number)
    if not page.visit.photos and page.set_aside:
        keep_day(page, None)
    if page.selected == number:
        page.selected = page.visit.photos[0].number if page.visit.photos else None
    page.forget_unused()


def keep_day(page: OpenVisit, day: dt.date | None) -> None:
    """Go on with the photos of one day, the others set aside, or with all again."""
    chosen, page.set_aside = of_day(page.visit, page.set_aside, page.album, day)
    page.visit = observing.in_order(chosen, page.album, followed(page), passes())
    if page.selected not in {photo.number for photo in page.visit.photos}:
        page.selected = page.visit.photos[0].number


def declare_view(page: OpenVisit, number: int, view: View | None) -> None:
    """Say which view a photo shows; hand-placed points belong to a view and go with it."""
    _aim(page, number, replace(page.visit.photo(number).corrections.aim, view=view))


def choose_person(page: OpenVisit, number: int, person: int) -> None:
    """Say which of several people is meant, counted from 1."""
    _aim(page, number, replace(page.visit.photo(number).corrections.aim, person=person))


def turn(page: OpenVisit, number: int) -> None:
    """Turn a photo clockwise by a quarter, before it is looked at again."""
    aim = page.visit.photo(number).corrections.aim
    _aim(page, number, replace(aim, quarter_turns=(aim.quarter_turns + 1) % 4))


def mirror(page: OpenVisit, number: int, mirrored: bool) -> None:
    """Say whether a photo is mirrored."""
    _aim(page, number, replace(page.visit.photo(number).corrections.aim, mirrored=mirrored))


def confirm_position(page: OpenVisit, number: int) -> None:
    """Say that the person holds themselves as the visit says, though the photo looks different."""
    _aim(page, number, replace(page.visit.photo(number).corrections.aim, position_confirmed=True))


def observe(page: OpenVisit, progress: Progress) -> None:
    """Look at every photo nobody has looked at under the present settings, and sort all by view, in the protocol's order."""
    if any(page.outcome(photo) is None for photo in page.visit.photos):
        visit = observing.observe_photos(page.visit, page.album, assessor_for(passes()), progress)
        page.visit = observing.in_order(visit, page.album, followed(page), passes())


def followed(page: OpenVisit) -> Protocol:
    """The capture protocol of this visit; the first one offered where none was chosen."""
    from posture_cv.capture.protocols import protocols

    return observing.followed(page.visit, protocols())


def follow(page: OpenVisit, protocol: Protocol) -> None:
    """Be guided by a protocol from its first step."""
    page.visit = page.visit.following(protocol)
    page.guiding, page.step = True, 0


def taken_for(page: OpenVisit, step: Step) -> list[VisitPhoto]:
    """Photos of a step: those that show its view, and those meant for it that show another or nothing usable."""
    return observing.taken_for(page.visit, page.album, step, passes())


def offers(page: OpenVisit, photo: VisitPhoto) -> tuple[StickerOffer, ...]:
    """Stickers found in a photo that can stand for its points."""
    return observing.offers(page.visit, page.album, photo, passes())


def accept_stickers(page: OpenVisit, number: int, points: Collection[Point]) -> None:
    """Let the stickers found at these points stand for them, and no others."""
    marks = [offer.as_mark() for offer in offers(page, page.visit.photo(number))]
    page.visit = page.visit.with_stickers(number, marks, points)


def conclude(page: OpenVisit) -> Conclusion | None:
    """Reason about every photo that could be looked at, with everything done by hand; None where no photo could be used."""
    if not usable(page):  # the assessor is not loaded for nothing
        page.album.conclusions.clear()
        return None
    return concluding.conclude(page.visit, page.album, assessor_for(passes()), followed(page))


def untouched(page: OpenVisit) -> Assessment | None:
    """The assessment as it is without anything moved by hand, None where no photo could be used."""
    return concluding.untouched(page.visit, page.album, assessor_for(passes()), followed(page)) if usable(page) else None


def effects(page: OpenVisit, photo: VisitPhoto) -> list[Effect]:
    """What the corrections of a photo change: each of its measures as it was without them, and as it is with them."""
    return concluding.effects(page.visit, page.album, photo, assessor_for(passes()), followed(page))


def index_of(page: OpenVisit, photo: VisitPhoto) -> int:
    """The place of a usable photo in ``Assessment.photos``."""
    return concluding.index_of(page.visit, page.album, photo, passes())


def usable(page: OpenVisit) -> list[tuple[VisitPhoto, Observation]]:
    """Photos with an answer, in the order of ``Assessment.photos``."""
    return page.album.usable(page.visit, passes())


def shown(page: OpenVisit, photo: VisitPhoto) -> Photo | None:
    """The photo as it is looked at, turned and mirrored; None where it could not be read."""
    decoded = page.album.photos.get(photo.digest)
    return None if decoded is None or isinstance(decoded, PostureError) else reframed(decoded, photo.corrections.aim)


def _aim(page: OpenVisit, number: int, aim: Aim) -> None:
    if aim != page.visit.photo(number).corrections.aim:
        page.visit = page.visit.aimed(number, aim)
        page.drawn[number] = page.visit.photo(number).history.revision


def _read(page: OpenVisit, digest: str, name: str, content: bytes) -> None:
    try:
        page.album.put(digest, assessor().read(content), name)
    except PostureError as error:
        page.album.put(digest, error, name)
