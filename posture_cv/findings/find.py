"""Judge measurements by the distortion table: what differs, how far, how surely."""

from __future__ import annotations

import math
from itertools import groupby
from typing import TYPE_CHECKING

from posture_cv.domain.findings import Certainty, Finding, Support
from posture_cv.domain.judgements import JudgedMeasure, PostureVerdict, Severity
from posture_cv.domain.knowledge import SideRule
from posture_cv.domain.person import UNSTATED
from posture_cv.domain.views import BodySide
from posture_cv.findings.classify import judge, tail_of
from posture_cv.measures.fusion import fuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from posture_cv.domain.estimates import FusedMeasurement, Measurement, MeasureName
    from posture_cv.domain.knowledge import Distortion, Knowledge, Sign
    from posture_cv.domain.measurements import MeasurementSet
    from posture_cv.domain.person import Person
    from posture_cv.domain.views import Position
    from posture_cv.findings.classify import Tail


def find(measured: MeasurementSet, knowledge: Knowledge, position: Position, person: Person = UNSTATED) -> tuple[Finding, ...]:
    """Judge every distortion that has a measurement and a typical range to rest on.

    A measure taken in several photos gives one finding on the fused value (``measures.fusion``), except where the distortion belongs to one
    leg or one photographed side: then each side is judged on its own.

    Parameters
    ----------
    measured
        Measurements of one person in one position.
    position
        Rows of other positions are passed over, as norms differ.
    person
        Chooses the rows of norms.

    Returns
    -------
    tuple of Finding
        What may be listed first, then the most probable; those that do not differ are kept and say so.
    """
    judged = _Judged(measured, knowledge, position, person)
    found = [finding for row in knowledge.distortions if position in row.positions for finding in judged.findings(row)]
    return tuple(sorted(found, key=lambda one: (not one.is_distinguishable, -one.probability, one.distortion, one.side)))


def judge_measures(
    measurements: Iterable[Measurement],
    fused: Iterable[FusedMeasurement],
    knowledge: Knowledge,
    position: Position,
    person: Person,
) -> tuple[JudgedMeasure, ...]:
    """Judge every measure that has a typical range, in each photo and from several photos together."""
    places: list[tuple[Measurement | FusedMeasurement, int | None]] = [(m, m.photo) for m in measurements]
    places += [(m, None) for m in fused]
    return tuple(
        JudgedMeasure(measure=m.name, side=m.side, photo=photo, judgement=judge(m, norm))
        for m, photo in places
        if (norm := knowledge.norm(m.name, position, person)) is not None
    )


class _Judged:
    """Measurements of one person in one position, about to be judged."""

    def __init__(self, measured: MeasurementSet, knowledge: Knowledge, position: Position, person: Person) -> None:
        self._measured = measured
        self._knowledge = knowledge
        self._position = position
        self._person = person

    def findings(self, row: Distortion) -> Iterator[Finding]:
        norm = self._knowledge.norm(row.measure, self._position, self._person)
        if norm is None:
            return
        for group in _groups(row, self._measured.named(row.measure)):
            estimate = fuse(group).bare()
            tail = self._together(row, tail_of(estimate, norm, row.direction, either=row.absolute))
            if tail is None:
                continue
            yield Finding(
                distortion=row.key,
                measure=row.measure,
                side=_side(row.side, estimate.value, group),
                severity=tail.severity,
                probability=tail.probability,
                verdict=tail.verdict,
                borderline=tail.borderline,
                certainty=self._certainty(row, tail),
                estimate=estimate,
                absolute=row.absolute,
                judgement=judge(estimate, norm),
                convention=row.convention,
                support=tuple(
                    Support(measure=m.name, view=m.view, side=m.side, photo=m.photo) for m in (*group, *self._beside(row, group))
                ),
                references=row.references,
            )

    def _together(self, row: Distortion, tail: Tail) -> Tail | None:
        """The deciding sign with those that must lie beyond as well; None where one of them was not measured."""
        others = [self._tail(sign) for sign in row.also]
        measured = [other for other in others if other is not None]
        if len(measured) < len(others):
            return None
        if any(self._speaks_against(sign) for sign in row.confirmed_by) and tail.verdict.is_beyond:
            return tail._replace(verdict=PostureVerdict.CANNOT_TELL, severity=Severity.TYPICAL)
        if not measured:
            return tail
        every = (tail, *measured)
        # a sign clearly typical settles the matter, however close to an edge another one lies
        settled = any(one.is_clearly_typical for one in every)
        edge = not settled and any(one.borderline for one in every)
        together = tail._replace(probability=math.prod(one.probability for one in every), borderline=edge)
        if all(one.verdict.is_beyond for one in every):
            return together
        typical = any(one.verdict is PostureVerdict.TYPICAL for one in every)
        verdict = PostureVerdict.TYPICAL if typical else PostureVerdict.CANNOT_TELL
        return together._replace(verdict=verdict, severity=Severity.TYPICAL)

    def _certainty(self, row: Distortion, tail: Tail) -> Certainty:
        if not tail.is_clearly_beyond:
            return Certainty.NOT_DISTINGUISHABLE
        if tail.verdict is PostureVerdict.DIFFERS:
            return Certainty.LIKELY
        confirmed = [self._tail(sign) for sign in row.confirmed_by]
        sure = any(one is not None and one.verdict is PostureVerdict.DIFFERS and not one.borderline for one in confirmed)
        return Certainty.LIKELY if sure else Certainty.POSSIBLE

    def _tail(self, sign: Sign) -> Tail | None:
        taken = self._measured.named(sign.measure)
        norm = self._knowledge.norm(sign.measure, self._position, self._person)
        return None if not taken or norm is None else tail_of(fuse(taken), norm, sign.direction)

    def _speaks_against(self, sign: Sign) -> bool:
        tail = self._tail(sign) if sign.speaks_against and len(self._measured.named(sign.measure)) > 1 else None
        return tail is not None and tail.is_clearly_typical

    def _beside(self, row: Distortion, group: Sequence[Measurement]) -> list[Measurement]:
        """Measurements of the signs that the distortion rests on beside its own measure."""
        photos = {m.photo for m in group}
        names: list[MeasureName] = [sign.measure for sign in row.also]
        return [m for name in names for m in self._measured.named(name) if m.photo in photos]


def _groups(row: Distortion, measurements: tuple[Measurement, ...]) -> Iterator[tuple[Measurement, ...]]:
    if row.side is not SideRule.NEAR:
        if measurements:
            yield measurements
        return
    for _, group in groupby(sorted(measurements, key=lambda m: m.side), key=lambda m: m.side):
        yield tuple(group)


def _side(rule: SideRule, value: float, measurements: Sequence[Measurement]) -> BodySide:
    if rule is SideRule.NEAR:
        return measurements[0].side
    if rule is SideRule.BOTH or value == 0.0:
        return BodySide.MIDLINE
    right_is_lower = value > 0.0
    return BodySide.RIGHT if right_is_lower is (rule is SideRule.LOW) else BodySide.LEFT
