"""What one photo adds to the table of results: a row for every measure given or withheld, or one that says why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from posture_cv.domain.errors import PostureError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import pyarrow as pa

    from posture_cv.batch.entries import Entry
    from posture_cv.domain.assessment import AssessedPhoto, Assessment
    from posture_cv.domain.estimates import Measurement
    from posture_cv.domain.measurements import NotMeasured
    from posture_cv.domain.messages import Message
    from posture_cv.wiring import Assessor


class RowKind(StrEnum):
    """What a row says."""

    MEASURED = "measured"
    NOT_MEASURED = "not_measured"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultRow:
    """One row of the table of results; what does not apply is None.

    Attributes
    ----------
    photo
        The photo's name in the folder or the manifest.
    value, standard_error, lower, upper
        The estimate with its 90 % interval, in ``unit``.
    percentile
        Of people without complaints, of the sex and age stated; None where only a convention is known.
    verdict
        What may be said of the value, ``borderline`` where a small change of it changes that; None where it is not judged.
    limitations
        What makes the photo's numbers less sure, keys with a blank between them.
    reason, reason_text, remedy_text
        Why there is no value: a key, and in words with what to do.
    """

    photo: str
    kind: RowKind
    view: str | None = None
    position: str | None = None
    measure: str | None = None
    side: str | None = None
    value: float | None = None
    standard_error: float | None = None
    lower: float | None = None
    upper: float | None = None
    unit: str | None = None
    percentile: float | None = None
    verdict: str | None = None
    borderline: bool | None = None
    limitations: str | None = None
    reason: str | None = None
    reason_text: str | None = None
    remedy_text: str | None = None


def schema() -> pa.Schema:
    """Columns of the table of results and what each holds."""
    import pyarrow as pa

    numbers = {"value", "standard_error", "lower", "upper", "percentile"}
    kinds = {name: pa.float64() for name in numbers} | {"borderline": pa.bool_()}
    return pa.schema([(name, kinds.get(name, pa.string())) for name in ResultRow.__slots__])


def rows_of(entry: Entry, assessor: Assessor, say: Callable[[Message], str]) -> list[ResultRow]:
    """Assess one photo on its own; whatever stands in its way becomes a row."""
    if entry.refused is not None:
        return [refused(entry, entry.refused, None, say)]
    try:
        observation = assessor.observe(assessor.read(entry.path), aim=entry.aim, position=entry.position)
        assessment = assessor.conclude([observation], stature_cm=entry.stature_cm, person=entry.person, at=_NO_TIME)
    except PostureError as error:
        return [refused(entry, error.what, error.remedy, say)]
    photo = assessment.photos[0]
    measured = [_measured(entry, photo, measurement, assessment) for measurement in assessment.measurements]
    return measured + [_not_measured(entry, photo, withheld, say) for withheld in assessment.not_measured]


def refused(entry: Entry, what: Message, remedy: Message | None, say: Callable[[Message], str]) -> ResultRow:
    """The row of a photo that was not measured at all."""
    told = None if remedy is None else say(remedy)
    return ResultRow(photo=entry.name, kind=RowKind.REFUSED, reason=what.id, reason_text=say(what), remedy_text=told)


_NO_TIME = "1970-01-01T00:00:00+00:00"
"""No row holds a time: a shard made again is the same."""


def _measured(entry: Entry, photo: AssessedPhoto, measurement: Measurement, assessment: Assessment) -> ResultRow:
    judgement = assessment.judgement(measurement)
    return ResultRow(
        photo=entry.name,
        kind=RowKind.MEASURED,
        view=str(measurement.view),
        position=str(photo.position),
        measure=str(measurement.name),
        side=str(measurement.side),
        value=measurement.value,
        standard_error=measurement.standard_error,
        lower=measurement.interval.lower,
        upper=measurement.interval.upper,
        unit=str(measurement.unit),
        percentile=None if judgement is None else judgement.percentile,
        verdict=None if judgement is None else str(judgement.verdict),
        borderline=None if judgement is None else judgement.borderline,
        limitations=_limitations(photo),
    )


def _not_measured(entry: Entry, photo: AssessedPhoto, withheld: NotMeasured, say: Callable[[Message], str]) -> ResultRow:
    return ResultRow(
        photo=entry.name,
        kind=RowKind.NOT_MEASURED,
        view=str(withheld.view),
        position=str(photo.position),
        measure=str(withheld.name),
        side=str(withheld.side),
        limitations=_limitations(photo),
        reason=withheld.reason.id,
        reason_text=say(withheld.reason),
        remedy_text=say(withheld.remedy),
    )


def _limitations(photo: AssessedPhoto) -> str:
    return " ".join(sorted({str(limitation.kind) for limitation in photo.limitations}))


def as_table(rows: Sequence[ResultRow]) -> pa.Table:
    """The rows as columns."""
    import pyarrow as pa

    return pa.table({name: [getattr(row, name) for row in rows] for name in ResultRow.__slots__}, schema=schema())
