"""A whole validation: pictures in, agreement with the truth out, with the versions that made it."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from posture_cv.domain.estimates import INTERVAL_LEVEL
from posture_cv.domain.messages import Message, Quantity
from posture_cv.validation.proxies import calibration, proxy_rule
from posture_cv.validation.readings import Reading, read_picture
from posture_cv.validation.summary import Agreement, Condition, summarise
from posture_cv.wiring.words import words_in
from posture_cv.words import ENGLISH

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from posture_cv.domain.estimates import MeasureName
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.photo import Photo
    from posture_cv.pipeline import Instruments
    from posture_cv.validation.pictures import Picture

FORMAT_VERSION = 2
_ANY_NUMBER = "…"


class Whose(StrEnum):
    """Whose pictures were looked at: the packaged rendered people's, or a laboratory's own."""

    RENDERED = "rendered people"
    OWN = "own photos"


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """What was validated, with what, and how well it agrees.

    Attributes
    ----------
    labs
        How many laboratories' results were joined.
    made_at
        ISO 8601 time with offset.
    seconds
        Wall time of looking at all pictures.
    measures
        Every measure there is, in reading order.
    """

    made_at: str
    software: str
    estimator: str
    pose_model_sha256: str
    knowledge_sha256: str
    passes: int
    seconds: float
    measures: tuple[MeasureDefinition, ...]
    readings: tuple[Reading, ...]
    agreement: tuple[Agreement, ...]
    whose: Whose = Whose.RENDERED
    labs: int = 1

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """Every picture looked at, in order."""
        return tuple({reading.picture.path: reading.picture for reading in self.readings}.values())

    @property
    def subjects(self) -> int:
        """How many different people the pictures show."""
        return len({picture.subject for picture in self.pictures})

    def of(self, name: MeasureName) -> tuple[Agreement, ...]:
        """All lines about one measure."""
        return tuple(line for line in self.agreement if line.measure is name)

    def not_measured(self) -> dict[str, dict[Message, int]]:
        """How often each measure was not given, by reason; reasons that differ only in a number count as one."""
        counts: dict[str, Counter[Message]] = {}
        for reading in self.readings:
            if reading.reason is not None:
                counts.setdefault(str(reading.name), Counter())[_without_numbers(reading.reason)] += 1
        return {name: dict(reasons.most_common()) for name, reasons in counts.items()}

    def to_dict(self) -> dict[str, Any]:
        """Plain data, ready for ``json.dumps``; reasons in English."""
        english = words_in(ENGLISH)
        units = {row.name: str(row.unit) for row in self.measures}
        return {
            "format_version": FORMAT_VERSION,
            "whose": str(self.whose),
            "laboratories": self.labs,
            "made_at": self.made_at,
            "software": self.software,
            "estimator": self.estimator,
            "pose_model_sha256": self.pose_model_sha256,
            "knowledge_sha256": self.knowledge_sha256,
            "passes": self.passes,
            "interval_level": INTERVAL_LEVEL,
            "pictures": len(self.pictures),
            "subjects": self.subjects,
            "seconds": round(self.seconds, 1),
            "naive_proxies": {str(row.name): english.say(proxy_rule(row)) for row in self.measures},
            "conditions": {str(condition): english.say(condition.meaning) for condition in Condition},
            "agreement": [_row(line, units[line.measure]) for line in self.agreement],
            "not_measured": {
                name: {english.say(reason): count for reason, count in reasons.items()} for name, reasons in self.not_measured().items()
            },
        }


def _without_numbers(reason: Message) -> Message:
    return Message(reason.id, {name: _ANY_NUMBER if isinstance(held, Quantity) else held for name, held in reason.fields.items()})


def _row(line: Agreement, unit: str) -> dict[str, Any]:
    row = asdict(line)
    return {"measure": str(line.measure), "unit": unit} | {key: _rounded(value) for key, value in row.items() if key != "measure"}


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, 4)
    if isinstance(value, dict):
        return {key: _rounded(v) for key, v in value.items()}
    return value


def validate(
    pictures: Sequence[Picture],
    instruments: Instruments,
    *,
    read: Callable[[Picture], Photo],
    made_at: str,
    whose: Whose = Whose.RENDERED,
    looked_at: Callable[[int], None] = lambda _: None,
) -> Validation:
    """Run every picture through the whole pipeline and compare with its truth.

    Parameters
    ----------
    pictures
        At least one.
    read
        Gives the decoded photo of a picture.
    made_at
        ISO 8601 time with offset.
    looked_at
        Called with the number of pictures done after each.
    """
    began = time.perf_counter()
    readings: list[Reading] = []
    for done, picture in enumerate(pictures, start=1):
        readings += read_picture(picture, read, instruments)
        looked_at(done)
    return Validation(
        whose=whose,
        made_at=made_at,
        software=instruments.software,
        estimator=instruments.estimator.name,
        pose_model_sha256=instruments.pose_model.sha256,
        knowledge_sha256=instruments.knowledge.sha256,
        passes=instruments.detector.passes,
        seconds=time.perf_counter() - began,
        measures=instruments.knowledge.measures,
        readings=tuple(readings),
        agreement=summarise(readings, calibration(), instruments.knowledge.measures),
    )
