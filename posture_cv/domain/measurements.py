"""All that was, and was not, measured in the photos of a visit."""

from __future__ import annotations

from dataclasses import dataclass

from posture_cv.domain.estimates import Measurement, MeasureName
from posture_cv.domain.messages import Message
from posture_cv.domain.views import BodySide, View


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMeasured:
    """A measure that could not be taken: why, and what would make it possible."""

    name: MeasureName
    view: View
    side: BodySide
    reason: Message
    remedy: Message
    photo: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasurementSet:
    """All that was, and was not, measured; names are unique per photo and side across both."""

    measurements: tuple[Measurement, ...] = ()
    not_measured: tuple[NotMeasured, ...] = ()

    def __post_init__(self) -> None:
        keys = [(m.photo, m.name, m.side) for m in self.measurements]
        keys += [(m.photo, m.name, m.side) for m in self.not_measured]
        if len(set(keys)) != len(keys):
            raise ValueError("expected each measure once per photo and side, but got duplicates")

    def named(self, name: MeasureName) -> tuple[Measurement, ...]:
        """All measurements of one measure, in photo order."""
        return tuple(m for m in self.measurements if m.name is name)
