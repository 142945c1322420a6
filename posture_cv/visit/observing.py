"""Photos looked at, each once, and put in the order of the protocol."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.corrections import apply
from posture_cv.domain.errors import PostureError, SeveralPeopleFound
from posture_cv.visit.album import observation_key
from posture_cv.visit.concluding import usable_corrections
from posture_cv.visit.guidance import advise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.observation import Observation
    from posture_cv.domain.protocol import Protocol, Step
    from posture_cv.domain.stickers import StickerOffer
    from posture_cv.domain.views import View
    from posture_cv.visit.album import Album, PhotoAssessor
    from posture_cv.visit.guidance import PhotoAdvice
    from posture_cv.visit.visit import Visit, VisitPhoto

Progress = Callable[[int, int], None]
"""Called with the number of photos done and the number to do."""


def observe_photos(visit: Visit, album: Album, assessor: PhotoAssessor, progress: Progress) -> Visit:
    """Look at every photo nobody has looked at as it is meant now.

    Returns
    -------
    Visit
        With the people found in each photo; answers, and errors in their place, are in the album.
    """
    waiting = [photo for photo in visit.photos if album.outcome(visit, photo, assessor.passes) is None]
    for done, photo in enumerate(waiting):
        progress(done, len(waiting))
        visit = _observe(visit, photo, album, assessor)
    return visit


def in_order(visit: Visit, album: Album, protocol: Protocol, passes: int) -> Visit:
    """The visit with its photos in the order of the protocol's views; repeats in the order in which they came."""
    order = [step.view for step in protocol.steps]
    photos = sorted(visit.photos, key=lambda photo: (_place(seen_view(visit, album, photo, passes), order), photo.number))
    return replace(visit, photos=tuple(photos))


def seen_view(visit: Visit, album: Album, photo: VisitPhoto, passes: int) -> View | None:
    """The view a photo shows; None where nothing could be seen in it yet."""
    outcome = album.outcome(visit, photo, passes)
    return None if outcome is None or isinstance(outcome, PostureError) else outcome.view


def taken_for(visit: Visit, album: Album, step: Step, passes: int) -> list[VisitPhoto]:
    """Photos of a step: those that show its view, and those meant for it that show another or nothing usable."""
    return [photo for photo in visit.photos if seen_view(visit, album, photo, passes) is step.view or photo.meant is step.view]


def followed(visit: Visit, offered: Sequence[Protocol]) -> Protocol:
    """The capture protocol of the visit; the first one offered where none was chosen, or it is offered no longer."""
    return next((protocol for protocol in offered if protocol.key == visit.protocol), offered[0])


def offers(visit: Visit, album: Album, photo: VisitPhoto, passes: int) -> tuple[StickerOffer, ...]:
    """Stickers found in a photo that can stand for its points."""
    return album.offers.get(observation_key(visit, photo, passes), ())


def advice(photo: VisitPhoto, observation: Observation, step: Step | None = None) -> PhotoAdvice:
    """The one thing to know about a photo, with what a hand said of it, taken for that step or none."""
    return advise(apply(observation, usable_corrections(photo.corrections, observation)[0]), step)


def _observe(visit: Visit, photo: VisitPhoto, album: Album, assessor: PhotoAssessor) -> Visit:
    decoded = album.photos[photo.digest]
    if isinstance(decoded, PostureError):
        return visit
    key, aim = observation_key(visit, photo, assessor.passes), photo.corrections.aim
    try:
        observation = assessor.observe(decoded, aim=aim, position=visit.position)
    except PostureError as error:
        album.outcomes[key] = error
        return visit.with_people(photo.number, error.people) if isinstance(error, SeveralPeopleFound) else visit
    album.outcomes[key], album.offers[key] = observation, assessor.stickers(observation)
    if aim.person is not None:
        return visit
    return visit.with_people(photo.number, (observation.pose.box, *observation.pose.others) if observation.pose.others else ())


def _place(view: View | None, order: Sequence[View]) -> int:
    return order.index(view) if view in order else len(order) + (view is None)
