"""What one laboratory found, as a record that others can join with theirs: numbers only, no photo, no file name, no person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from posture_cv.codecs.record import RecordKind, parsed
from posture_cv.domain.errors import TruthTableError
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.messages import message
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.validation.pictures import Picture
from posture_cv.validation.proxies import calibration
from posture_cv.validation.readings import Reading
from posture_cv.validation.run import Validation, Whose
from posture_cv.validation.summary import summarise

if TYPE_CHECKING:
    from pydantic import TypeAdapter

    from posture_cv.domain.measures import MeasureDefinition

SCHEMA_VERSION = 1
_MOST_PEOPLE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredReading:
    """One measure in one picture, without what would tell the picture: it, its person and their visit are bare numbers."""

    picture: int
    person: int
    visit: int
    view: View
    position: Position
    clothing: str
    nape: str
    measure: str
    side: BodySide
    truth: float
    value: float | None
    lower: float | None
    upper: float | None
    naive: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredResults:
    """All readings of a laboratory, and what they were made with."""

    schema_version: int
    software: str
    estimator: str
    pose_model_sha256: str
    knowledge_sha256: str
    passes: int
    made_at: str
    seconds: float
    readings: tuple[StoredReading, ...]


def to_share(validation: Validation) -> dict[str, Any]:
    """Plain data of a validation with every reading, ready for ``json.dumps``, as `read_results` takes it."""
    return validation.to_dict() | {"results": asdict(to_stored(validation))}


def to_stored(validation: Validation) -> StoredResults:
    """The record of a validation."""
    numbers = {picture.path: number for number, picture in enumerate(validation.pictures)}
    return StoredResults(
        schema_version=SCHEMA_VERSION,
        software=validation.software,
        estimator=validation.estimator,
        pose_model_sha256=validation.pose_model_sha256,
        knowledge_sha256=validation.knowledge_sha256,
        passes=validation.passes,
        made_at=validation.made_at,
        seconds=validation.seconds,
        readings=tuple(_stored(reading, numbers[reading.picture.path]) for reading in validation.readings),
    )


def _stored(reading: Reading, number: int) -> StoredReading:
    picture = reading.picture
    return StoredReading(
        picture=number,
        person=picture.subject,
        visit=picture.posture,
        view=picture.view,
        position=picture.position,
        clothing=picture.clothing,
        nape=picture.nape,
        measure=str(reading.name),
        side=reading.side,
        truth=reading.truth,
        value=reading.value,
        lower=reading.lower,
        upper=reading.upper,
        naive=reading.naive,
    )


def read_results(content: bytes) -> StoredResults:
    """The record in the JSON that ``posture-cv validate --json`` wrote.

    Raises
    ------
    RecordDamaged, RecordNewer
        If it is no such record, or one of a newer version.
    """
    try:
        data = parsed(content)
    except ValueError:
        data = None
    held: Any = data.get("results") if isinstance(data, dict) else None
    return _KIND.read(held)


def joined(labs: Sequence[StoredResults], measures: tuple[MeasureDefinition, ...]) -> Validation:
    """The results of several laboratories as one validation; people of different ones are different people.

    Raises
    ------
    TruthTableError
        If they were not made with the same estimator, pose model and number of passes: their errors are not of one kind.
    """
    first = labs[0]
    known = {row.name: row for row in measures}
    alike = {(lab.estimator, lab.pose_model_sha256, lab.passes) for lab in labs}
    if len(alike) > 1 or any(reading.measure not in known for lab in labs for reading in lab.readings):
        raise TruthTableError(message("truth.other_versions"), message("truth.other_versions.remedy"))
    readings = tuple(_reading(stored, number, known) for number, lab in enumerate(labs) for stored in lab.readings)
    return Validation(
        whose=Whose.OWN,
        made_at=max(lab.made_at for lab in labs),
        software=first.software,
        estimator=first.estimator,
        pose_model_sha256=first.pose_model_sha256,
        knowledge_sha256=first.knowledge_sha256,
        passes=first.passes,
        seconds=sum(lab.seconds for lab in labs),
        measures=measures,
        readings=readings,
        agreement=summarise(readings, calibration(), measures),
        labs=len(labs),
    )


def _reading(stored: StoredReading, lab: int, known: dict[MeasureName, MeasureDefinition]) -> Reading:
    picture = Picture(
        path=Path(f"{lab}/{stored.picture}"),
        view=stored.view,
        position=stored.position,
        subject=lab * _MOST_PEOPLE + stored.person,
        posture=stored.visit,
        clothing=stored.clothing,
        nape=stored.nape,
        yaw_deg=0.0,
        truth={},
    )
    return Reading(
        picture=picture,
        measure=known[MeasureName(stored.measure)],
        side=stored.side,
        truth=stored.truth,
        value=stored.value,
        lower=stored.lower,
        upper=stored.upper,
        naive=stored.naive,
    )


@cache
def _adapter() -> TypeAdapter[StoredResults]:
    from pydantic import TypeAdapter

    return TypeAdapter(StoredResults)


def _faults(held: StoredResults) -> Iterator[str]:
    if not held.readings:
        yield "readings"
    for number, each in enumerate(held.readings):
        if not 0 <= each.person < _MOST_PEOPLE or min(each.picture, each.visit) < 0:
            yield f"readings.{number}.person"
        if each.value is None or each.lower is None or each.upper is None:
            if (each.value, each.lower, each.upper) != (None, None, None):
                yield f"readings.{number}.value"
        elif not each.lower <= each.value <= each.upper:
            yield f"readings.{number}.lower"


_KIND = RecordKind(
    adapter=_adapter,
    version=SCHEMA_VERSION,
    migrated=lambda data: data,
    faults=_faults,
    newer=message("truth.results_newer"),
    damaged="truth.results_damaged",
    remedy=message("truth.results_damaged.remedy"),
)
