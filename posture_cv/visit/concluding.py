"""What the photos of a visit show, with everything a hand said, and without it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.corrections import apply, without_unusable_vertical
from posture_cv.domain.errors import PostureError
from posture_cv.visit.album import Conclusion, observation_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.corrections import Corrections
    from posture_cv.domain.estimates import Estimate, Measurement
    from posture_cv.domain.known_length import KnownLength
    from posture_cv.domain.observation import Observation
    from posture_cv.domain.protocol import Protocol
    from posture_cv.visit.album import Album, PhotoAssessor
    from posture_cv.visit.visit import Visit, VisitPhoto

Effect = tuple["Measurement | None", "Measurement | None"]
"""A measure without the corrections and with them; None where it could not be taken."""

_BY_HAND, _UNTOUCHED = "by_hand", "untouched"


def conclude(visit: Visit, album: Album, assessor: PhotoAssessor, protocol: Protocol, *, at: str | None = None) -> Conclusion | None:
    """Reason about every photo that could be looked at, with everything a hand said.

    Parameters
    ----------
    protocol
        The capture protocol offered for the visit (``followed``); kept in the provenance where the visit chose it.
    at
        ISO 8601 time to record; None for now.

    Returns
    -------
    Conclusion or None
        None where no photo could be used. A vertical or a known length that cannot be one is left out and named as the problem.

    Raises
    ------
    MarkError
        If a point lies outside its photo or is of no use in its view.
    """
    observed = album.usable(visit, assessor.passes)
    if not observed:
        album.conclusions.clear()
        return None
    asked = (*_asked(visit, observed, assessor), tuple(photo.corrections for photo, _ in observed), at)
    if (known := album.conclusions.get(_BY_HAND)) is not None and known[0] == asked:
        return known[1]
    usable = [usable_corrections(photo.corrections, observation) for photo, observation in observed]
    problem = next((error for _, error in reversed(usable) if error is not None), None)
    assessment = _conclude(visit, observed, [corrections for corrections, _ in usable], assessor, protocol, at=at)
    conclusion = Conclusion(assessment, problem)
    album.conclusions[_BY_HAND] = asked, conclusion
    return conclusion


def untouched(visit: Visit, album: Album, assessor: PhotoAssessor, protocol: Protocol) -> Assessment | None:
    """The assessment without anything set by hand, stickers aside; None where no photo could be used."""
    observed = album.usable(visit, assessor.passes)
    if not observed:
        return None
    if all(photo.corrections.is_untouched for photo, _ in observed):
        concluded = conclude(visit, album, assessor, protocol)
        return None if concluded is None else concluded.assessment
    asked = (*_asked(visit, observed, assessor), tuple(photo.corrections.stickers for photo, _ in observed))
    if (known := album.conclusions.get(_UNTOUCHED)) is not None and known[0] == asked:
        return known[1].assessment
    assessment = _conclude(visit, observed, [photo.corrections.untouched() for photo, _ in observed], assessor, protocol)
    album.conclusions[_UNTOUCHED] = asked, Conclusion(assessment)
    return assessment


def effects(visit: Visit, album: Album, photo: VisitPhoto, assessor: PhotoAssessor, protocol: Protocol) -> list[Effect]:
    """What the corrections of a photo change: each of its measures as it was without them, and as it is with them."""
    if photo.corrections.is_untouched:
        return []
    before, after = untouched(visit, album, assessor, protocol), conclude(visit, album, assessor, protocol)
    if before is None or after is None:
        return []
    index = index_of(visit, album, photo, assessor.passes)
    was, is_now = ({(taken.name, taken.side): taken for taken in measured_in(each, index)} for each in (before, after.assessment))
    return [(was.get(key), is_now.get(key)) for key in dict.fromkeys((*was, *is_now)) if was.get(key) != is_now.get(key)]


def measured_in(assessment: Assessment, index: int) -> list[Measurement]:
    """The measurements that rest on one photo."""
    return [taken for taken in assessment.measurements if taken.photo == index]


def index_of(visit: Visit, album: Album, photo: VisitPhoto, passes: int) -> int:
    """The place of a usable photo in ``Assessment.photos``."""
    return [used.number for used, _ in album.usable(visit, passes)].index(photo.number)


def stature_marked_in(photo: VisitPhoto, observation: Observation) -> Estimate | None:
    """The client's height by the known length marked in one photo; None where there is none, or it gives no scale."""
    line = usable_corrections(photo.corrections, observation)[0].known
    known = None if line is None else line.known
    return None if known is None else _stature_by(known, observation)


def usable_corrections(corrections: Corrections, observation: Observation) -> tuple[Corrections, PostureError | None]:
    """What was said of a photo as far as it can be measured with, and the error of what had to be left out."""
    kept, problem = corrections, None
    if kept.known is not None and kept.known.known is not None:
        try:
            _stature_by(kept.known.known, observation)
        except PostureError as error:
            kept, problem = replace(kept, known=None), error
    try:
        apply(observation, kept)
    except PostureError as error:
        kept, problem = without_unusable_vertical(kept), error
    return kept, problem


def _stature_by(known: KnownLength, observation: Observation) -> Estimate:
    from posture_cv.pipeline import marked_stature  # measures by NumPy, which nobody waits for who only opens the page

    return marked_stature(observation, known).as_estimate()


def _asked(visit: Visit, observed: Sequence[tuple[VisitPhoto, Observation]], assessor: PhotoAssessor) -> tuple[object, ...]:
    return visit.protocol, visit.stature_cm, visit.person, tuple(observation_key(visit, photo, assessor.passes) for photo, _ in observed)


def _conclude(
    visit: Visit,
    observed: Sequence[tuple[VisitPhoto, Observation]],
    corrections: Sequence[Corrections],
    assessor: PhotoAssessor,
    protocol: Protocol,
    *,
    at: str | None = None,
) -> Assessment:
    followed = protocol if visit.protocol == protocol.key else None
    observations = [observation for _, observation in observed]
    return assessor.conclude(observations, corrections, protocol=followed, stature_cm=visit.stature_cm, person=visit.person, at=at)
