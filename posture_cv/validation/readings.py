"""One picture through the whole pipeline, and what was read off it beside the truth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from posture_cv.anatomy.frame import near_side
from posture_cv.domain.corrections import Aim
from posture_cv.domain.errors import PostureError
from posture_cv.domain.messages import Message, message
from posture_cv.pipeline import measured_in, observe
from posture_cv.validation.proxies import proxy_value

if TYPE_CHECKING:
    from collections.abc import Callable

    from posture_cv.domain.estimates import MeasureName
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.observation import Observation
    from posture_cv.domain.photo import Photo
    from posture_cv.domain.views import BodySide
    from posture_cv.pipeline import Instruments
    from posture_cv.validation.pictures import Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One measure in one picture.

    Attributes
    ----------
    value, lower, upper
        What the software gave, with its 90 % interval; None where it gave nothing, and then ``reason`` says why.
    naive
        The raw naive proxy; None where no person was found, or there is none for the measure.
    """

    picture: Picture
    measure: MeasureDefinition
    side: BodySide
    truth: float
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
    reason: Message | None = None
    naive: float | None = None

    @property
    def name(self) -> MeasureName:
        """The measure's name."""
        return self.measure.name


def read_picture(picture: Picture, read: Callable[[Picture], Photo], instruments: Instruments) -> tuple[Reading, ...]:
    """Assess one picture as its declared view, on its own, and set every measure beside its truth.

    A picture that the software refuses, or cannot decode, yields a reading without a value for every measure.
    """
    try:
        seen = observe(read(picture), aim=Aim(view=picture.view), position=picture.position, instruments=instruments)
    except PostureError as refused:
        return tuple(replace(reading, reason=refused.what) for reading in _blank(picture, instruments.knowledge))
    return _readings_of(picture, seen, instruments.knowledge)


def _readings_of(picture: Picture, seen: Observation, knowledge: Knowledge) -> tuple[Reading, ...]:
    """Set the measures of one picture beside its truth, those that are of use only from several photos too."""
    measured_alone = measured_in([seen], knowledge)
    found = {(m.name, m.side): m for m in measured_alone.measurements}
    reasons = {(m.name, m.side): m.reason for m in measured_alone.not_measured}
    readings = []
    for reading in _blank(picture, knowledge):
        key = (reading.name, reading.side)
        filled = replace(reading, naive=proxy_value(reading.measure, seen.pose, picture.view, reading.side))
        measured = found.get(key)
        if measured is None:
            readings.append(replace(filled, reason=reasons.get(key, message("not_measured.other_view"))))
        else:
            readings.append(replace(filled, value=measured.value, lower=measured.interval.lower, upper=measured.interval.upper))
    return tuple(readings)


def _blank(picture: Picture, knowledge: Knowledge) -> tuple[Reading, ...]:
    """What is to be read off a picture: lateral measures belong to the near side."""
    near = near_side(picture.view) if picture.view.is_lateral else None
    readings = []
    for name, side in picture.expected():
        given = near or side
        truth = picture.true_value(name, given)
        if truth is not None:
            readings.append(Reading(picture=picture, measure=knowledge.measure(name), side=given, truth=truth))
    return tuple(readings)
