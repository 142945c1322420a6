"""Judge measurements against the cut-offs of the distortion table."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from posture_cv.domain.findings import Certainty, Finding, Support, TypicalRange
from posture_cv.domain.knowledge import SideRule
from posture_cv.domain.views import BodySide
from posture_cv.findings.bands import certainty_of, probability_beyond, severity_of
from posture_cv.measures.fusion import fuse

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from posture_cv.domain.estimates import Measurement
    from posture_cv.domain.knowledge import Distortion, Knowledge, Norm
    from posture_cv.domain.measurements import MeasurementSet
    from posture_cv.domain.views import Position


def find(measured: MeasurementSet, knowledge: Knowledge, position: Position) -> tuple[Finding, ...]:
    """Judge every distortion that has a measurement to rest on.

    A measure taken in several photos gives one finding on the fused value (``measures.fusion``), except where the distortion belongs to one
    leg or one photographed side: then each side is judged on its own.

    Parameters
    ----------
    measured
        Measurements of one person in one position.
    position
        Rows of other positions are passed over, as norms differ.

    Returns
    -------
    tuple of Finding
        Most probable first; those below ``POSSIBLE_FROM`` are kept and say that they are not distinguishable from typical.
    """
    found = [
        _finding(row, group, knowledge.norm(row.measure, position))
        for row in knowledge.distortions
        if position in row.positions
        for group in _groups(row, measured.named(row.measure))
    ]
    return tuple(sorted(found, key=lambda finding: (-finding.probability, finding.distortion, finding.side)))


def _groups(row: Distortion, measurements: tuple[Measurement, ...]) -> Iterator[tuple[Measurement, ...]]:
    if row.side is not SideRule.NEAR:
        if measurements:
            yield measurements
        return
    for _, group in groupby(sorted(measurements, key=lambda m: m.side), key=lambda m: m.side):
        yield tuple(group)


def _finding(row: Distortion, measurements: Sequence[Measurement], norm: Norm | None) -> Finding:
    estimate = fuse(measurements).bare()
    probability = probability_beyond(row.mild_beyond, estimate, row)
    certainty = certainty_of(probability)
    # A cut-off in common use may lie inside the range of people without complaints (CLINICAL.md 1.1); then both are said.
    inside = norm is not None and certainty is not Certainty.NOT_DISTINGUISHABLE and norm.lower <= estimate.value <= norm.upper
    return Finding(
        distortion=row.key,
        measure=row.measure,
        side=_side(row.side, estimate.value, measurements),
        severity=severity_of(probability, probability_beyond(row.marked_beyond, estimate, row)),
        probability=probability,
        certainty=certainty,
        estimate=estimate,
        absolute=row.absolute,
        typical=TypicalRange(lower=norm.lower, upper=norm.upper) if inside and norm is not None else None,
        support=tuple(Support(measure=m.name, view=m.view, side=m.side, photo=m.photo) for m in measurements),
        references=row.references,
    )


def _side(rule: SideRule, value: float, measurements: Sequence[Measurement]) -> BodySide:
    if rule is SideRule.NEAR:
        return measurements[0].side
    if rule is SideRule.BOTH or value == 0.0:
        return BodySide.MIDLINE
    right_is_lower = value > 0.0
    return BodySide.RIGHT if right_is_lower is (rule is SideRule.LOW) else BodySide.LEFT
