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
    SEVERAL_DAYS = "several_days"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """One thing about the photos of a visit together: what, and what to do.

    Attributes
    ----------
    photos
        Indices of the photos it is about, the earlier first: two, or for several days all whose files name theirs.
    measures
        Measures in which they contradict each other; no estimate is made of both, and nothing is found by them.
    """

    kind: DoubtKind
    photos: tuple[int, ...]
    what: Message
    remedy: Message
    measures: tuple[MeasureName, ...] = ()
