"""Two visits of the vault compared, both measured again by this version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.compare import compare
from posture_cv.domain.errors import RecordError
from posture_cv.domain.messages import message
from posture_cv.repeatability import load_table
from posture_cv.wiring.assessor import default_assessor
from posture_cv.wiring.vaults import photos_of
from posture_cv.wiring.visits import conclude_visit

if TYPE_CHECKING:
    from posture_cv.compare import MeasureChange
    from posture_cv.domain.assessment import Assessment
    from posture_cv.records.entries import KeptVisit


def compared(before: KeptVisit, after: KeptVisit) -> list[MeasureChange]:
    """What changed between two visits, each concluded anew from its photos with everything that was corrected in them.

    Raises
    ------
    RecordError
        If they are of two clients.
    PostureError
        If the photos of one can no longer be concluded.
    """
    if before.client.uid != after.client.uid:
        raise RecordError(message("records.two_clients"), message("records.same_client"))
    tables = default_assessor().instruments.knowledge
    concluded = [conclude_visit(each.visit, photos_of(each))[1].assessment for each in (before, after)]
    return compare(*concluded, detectable=load_table().changes, measures=tables.measures)


def kept_value(assessment: Assessment | None, change: MeasureChange) -> float | None:
    """The value of a compared measure as it was when the visit was kept; None where it was not measured then."""
    taken = () if assessment is None else assessment.measurements
    values = [one.value for one in taken if (one.name, one.side, one.view) == (change.name, change.side, change.view)]
    return sum(values) / len(values) if values else None
