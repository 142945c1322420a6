"""What speaks against taking several photos for one person on one day."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.messages import Message


class DoubtKind(StrEnum):
    """What is the matter between photos."""

    SAME_PHOTO = "same_photo"
    MIRRORED_COPY = "mirrored_copy"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing about the photos of a visit together: what, and what to do.

    Attributes
    ----------
    photos
        Indices of the two photos, the earlier first.
    measures
        Measures in which they contradict each other; no estimate is made of both, and nothing is found by them.
    """

    kind: DoubtKind
    photos: tuple[int, int]
    what: Message
    remedy: Message
    measures: tuple[MeasureName, ...] = ()
