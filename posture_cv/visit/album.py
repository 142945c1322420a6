"""The photos of a visit and what was seen in them so far, in memory alone, so that nothing is looked at twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from posture_cv.domain.corrections import Aim
from posture_cv.domain.errors import PostureError
from posture_cv.domain.views import Position

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.corrections import Corrections
    from posture_cv.domain.observation import Observation
    from posture_cv.domain.person import Person
    from posture_cv.domain.photo import Photo
    from posture_cv.domain.protocol import Protocol as CaptureProtocol
    from posture_cv.domain.stickers import StickerOffer
    from posture_cv.visit.visit import Visit, VisitPhoto

ObservationKey = tuple[str, Aim, Position, int]
"""What decides the automatic answer: the photo's digest, what is looked for in it, the position, the detector's passes."""


class PhotoAssessor(Protocol):
    """What looks at photos and reasons about them; built by the wiring room."""

    @property
    def passes(self) -> int:
        """Detector passes per photo."""
        ...

    def observe(self, photo: Photo, *, aim: Aim, position: Position) -> Observation:
        """Look at one photo; raises DetectionError or CaptureError."""
        ...

    def stickers(self, observation: Observation) -> tuple[StickerOffer, ...]:
        """Stickers found near the landmarks where they are put."""
        ...

    def conclude(
        self,
        observations: Sequence[Observation],
        corrections: Sequence[Corrections],
        *,
        protocol: CaptureProtocol | None,
        stature_cm: float | None,
        person: Person,
        at: str | None,
    ) -> Assessment:
        """Assess photos already looked at, ``at`` an ISO 8601 time or now; raises MarkError."""
        ...


@dataclass(frozen=True, slots=True)
class Conclusion:
    """An assessment, and the error of what had to be left out of it; None where all of it could be used."""

    assessment: Assessment
    problem: PostureError | None = None


@dataclass(slots=True)
class Album:
    """Pixels and answers by digest.

    Attributes
    ----------
    photos
        Each as decoded, or the error that stood in the way.
    names
        What they were sent as, in the order in which they came.
    outcomes, offers
        The automatic answers, and the stickers found.
    conclusions
        The latest reasoning, with what it was asked for: with all that a hand said, and without.
    """

    photos: dict[str, Photo | PostureError] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    outcomes: dict[ObservationKey, Observation | PostureError] = field(default_factory=dict)
    offers: dict[ObservationKey, tuple[StickerOffer, ...]] = field(default_factory=dict)
    conclusions: dict[str, tuple[object, Conclusion]] = field(default_factory=dict)

    def put(self, digest: str, photo: Photo | PostureError, name: str = "") -> None:
        """Take in a photo, or why it could not be read."""
        self.photos[digest], self.names[digest] = photo, name

    def outcome(self, visit: Visit, photo: VisitPhoto, passes: int) -> Observation | PostureError | None:
        """The automatic answer about a photo, the error that stood in its way, or None while nobody has looked."""
        decoded = self.photos.get(photo.digest)
        return decoded if isinstance(decoded, PostureError) else self.outcomes.get(observation_key(visit, photo, passes))

    def usable(self, visit: Visit, passes: int) -> list[tuple[VisitPhoto, Observation]]:
        """Photos with an answer, in the order of ``Assessment.photos``."""
        outcomes = [(photo, self.outcome(visit, photo, passes)) for photo in visit.photos]
        return [(photo, outcome) for photo, outcome in outcomes if outcome is not None and not isinstance(outcome, PostureError)]

    def keep(self, digests: Collection[str]) -> None:
        """Drop pixels and answers of every other photo."""
        for held in (self.photos, self.names):
            for digest in [digest for digest in held if digest not in digests]:
                del held[digest]
        for answers in (self.outcomes, self.offers):
            for key in [key for key in answers if key[0] not in digests]:
                del answers[key]
        if not digests:
            self.conclusions.clear()


def observation_key(visit: Visit, photo: VisitPhoto, passes: int) -> ObservationKey:
    """What the automatic answer about a photo depends on."""
    return photo.digest, photo.corrections.aim, visit.position, passes
