"""One object that assesses photos with what this installation carries."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from functools import cache
from typing import TYPE_CHECKING, Self

from posture_cv import capture, knowledge
from posture_cv.assets.models import PHOTO_MODEL, model_file
from posture_cv.detection.photo_detector import PhotoDetector
from posture_cv.domain.corrections import UNAIMED, Aim
from posture_cv.domain.observation import Observation
from posture_cv.domain.person import UNSTATED, Person
from posture_cv.domain.pose import DEFAULT_PASSES
from posture_cv.domain.version import __version__
from posture_cv.domain.views import Position
from posture_cv.pipeline import Instruments, conclude, observe
from posture_cv.wiring.clock import now
from posture_cv.wiring.estimator import learned_estimator
from posture_cv.wiring.room import require_room

if TYPE_CHECKING:
    from posture_cv.capture.decoding import PhotoSource
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.corrections import Corrections
    from posture_cv.domain.photo import Photo
    from posture_cv.domain.protocol import Protocol
    from posture_cv.domain.stickers import StickerOffer


class Assessor(AbstractContextManager["Assessor"]):
    """Assesses photos; loads the pose model when the first one comes. Safe to share between threads.

    Parameters
    ----------
    passes
        Detector passes per photo, at least 1: more passes, steadier points and a better-known error, more time.
    """

    def __init__(self, *, passes: int = DEFAULT_PASSES) -> None:
        model = model_file(PHOTO_MODEL)
        require_room()
        self._detector = PhotoDetector(model.path, passes=passes)
        self.instruments = Instruments(
            detector=self._detector,
            judge=capture.judge,
            estimator=learned_estimator(),
            knowledge=knowledge.load(),
            pose_model=model.version,
            software=f"posture_cv {__version__}",
        )

    @property
    def passes(self) -> int:
        """Detector passes per photo."""
        return self._detector.passes

    def __exit__(self, *exc: object) -> None:
        """Release the pose model."""
        self.close()

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def close(self) -> None:
        """Release the pose model; the assessor cannot be used afterwards."""
        self._detector.close()

    def read(self, source: PhotoSource) -> Photo:
        """Decode a photo from a path, a file's content, a file object, a Pillow image or an array; raises PhotoError."""
        return capture.read_photo(source)

    def observe(
        self,
        photo: Photo,
        *,
        aim: Aim = UNAIMED,
        position: Position = Position.STANDING,
    ) -> Observation:
        """Look at one photo, turned and mirrored as ``aim`` says; raises DetectionError or CaptureError."""
        return observe(photo, aim=aim, position=position, instruments=self.instruments)

    def stickers(self, observation: Observation) -> tuple[StickerOffer, ...]:
        """Coloured stickers found near the landmarks where they are put; those accepted are ``Corrections.stickers``, ``as_mark``."""
        from posture_cv.detection.stickers import find_stickers

        return find_stickers(observation.photo, observation.anatomy, observation.pose.silhouette)

    def conclude(
        self,
        observations: Sequence[Observation],
        corrections: Sequence[Corrections] = (),
        *,
        protocol: Protocol | None = None,
        stature_cm: float | None = None,
        person: Person = UNSTATED,
        at: str | None = None,
    ) -> Assessment:
        """Assess photos already looked at, with what a hand said about each, ``at`` an ISO 8601 time or now; raises MarkError."""
        return conclude(
            observations,
            corrections,
            instruments=self.instruments,
            created_at=now() if at is None else at,
            protocol=protocol,
            stature_cm=stature_cm,
            person=person,
        )


@cache
def default_assessor() -> Assessor:
    """The assessor shared by all doors of one process."""
    return Assessor()
