"""What changed between two assessments, and what cannot be told from error.

A difference counts as a change where it is greater than the limit of its measure: the minimal detectable change (95 %, one photo each;
``posture_cv.repeatability``), widened by how many measures are looked at together, so that a client in whom nothing changed has any measure
called changed in one comparison of ten at most (Bonferroni's bound, which holds however the errors hang together).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from statistics import NormalDist, fmean
from typing import TYPE_CHECKING

from posture_cv.domain.landmarks import LandmarkName, Origin
from posture_cv.domain.messages import message
from posture_cv.domain.photo import LimitationKind
from posture_cv.domain.views import BodySide, Position, View

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from posture_cv.domain.assessment import AssessedPhoto, Assessment
    from posture_cv.domain.estimates import Measurement, MeasureName, Unit
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.messages import Message
    from posture_cv.domain.repeatability import MinimalDetectableChange

ANY_FALSE = 0.10
"""Chance that any measure at all is called changed where none did."""

Z_95 = NormalDist().inv_cdf(0.975)
"""Of the minimal detectable change."""

_BY_HAND = frozenset({Origin.MARKED, Origin.STICKER})

Key = tuple["MeasureName", BodySide, View]


class ChangeVerdict(StrEnum):
    """What is said of one measure."""

    CHANGED = "changed"
    NO_DETECTABLE_CHANGE = "no_detectable_change"
    NOT_COMPARABLE = "not_comparable"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureChange:
    """One measure at two visits; values, difference and limits in ``unit``.

    Attributes
    ----------
    before, after
        Mean of the photos of that view; None where it was not measured.
    difference
        After less before; None where either is missing.
    detectable
        The minimal detectable change of this measure looked at alone; None where none is known.
    limit
        What the difference had to exceed; None where it is not comparable.
    reason
        Why it is not comparable; None where it is.
    """

    name: MeasureName
    side: BodySide
    view: View
    unit: Unit
    before: float | None
    after: float | None
    difference: float | None
    detectable: float | None
    limit: float | None
    verdict: ChangeVerdict
    reason: Message | None = None


@dataclass(frozen=True, slots=True)
class _Side:
    """What one visit says of a measure."""

    taken: tuple[Measurement, ...]
    photos: tuple[AssessedPhoto, ...]
    by_hand: bool


def compare(
    before: Assessment,
    after: Assessment,
    *,
    detectable: Mapping[MeasureName, MinimalDetectableChange],
    measures: Sequence[MeasureDefinition],
) -> list[MeasureChange]:
    """Compare two visits of one person, both concluded by the same version of this software.

    Parameters
    ----------
    detectable
        Minimal detectable changes by measure (``posture_cv.repeatability.load_table``).
    measures
        All there are; the changes come in their order.
    """
    known = {each.name: each for each in measures}
    pairs = {key: tuple(_of(one, key, known[key[0]]) for one in (before, after)) for key in _keys(before, after, known)}
    why = {key: _why_not(key, pair, (before, after), detectable, known[key[0]]) for key, pair in pairs.items()}
    limits = {key: _own_limit(pairs[key], detectable[key[0]].mdc95) for key, reason in why.items() if reason is None}
    widened = widening(len(limits))
    return [
        _change(key, pair, reason=why[key], known=detectable.get(key[0]), own_limit=limits.get(key), widened=widened)
        for key, pair in pairs.items()
    ]


def widening(compared: int) -> float:
    """By how much limits grow where so many measures are looked at together; 1 where few are."""
    return max(1.0, NormalDist().inv_cdf(1.0 - ANY_FALSE / (2.0 * max(compared, 1))) / Z_95)


def _keys(before: Assessment, after: Assessment, known: Mapping[MeasureName, MeasureDefinition]) -> Iterator[Key]:
    found = {(taken.name, taken.side, taken.view) for one in (before, after) for taken in one.measurements}
    order = list(known)
    yield from sorted(found & {key for key in found if key[0] in known}, key=lambda key: (order.index(key[0]), key[2], key[1]))


def _of(assessment: Assessment, key: Key, measure: MeasureDefinition) -> _Side:
    taken = tuple(one for one in assessment.measurements if (one.name, one.side, one.view) == key)
    places = {one.photo for one in taken}
    marked = any(one.photo in places and one.name in measure.points and one.origin in _BY_HAND for one in assessment.landmarks)
    return _Side(taken, tuple(photo for photo in assessment.photos if photo.index in places), marked)


def _why_not(
    key: Key,
    pair: tuple[_Side, ...],
    visits: tuple[Assessment, Assessment],
    detectable: Mapping[MeasureName, MinimalDetectableChange],
    measure: MeasureDefinition,
) -> Message | None:
    """Why a measure cannot be compared; None where it can."""
    for side, visit, when in zip(pair, visits, ("before", "after"), strict=True):
        if not side.taken:
            missing = next((one.reason for one in visit.not_measured if (one.name, one.side, one.view) == key), None)
            return message(f"compare.missing.{when}") if missing is None else message(f"compare.missing.{when}.why", why=missing)
    limit = detectable.get(key[0])
    if limit is None:
        return message("compare.no_limit")
    if any(visit.provenance.estimator != limit.estimator for visit in visits):
        return message("compare.other_estimator")
    protocols = {visit.provenance.protocol.partition(" ")[0] for visit in visits} - {""}
    if len(protocols) > 1:
        return message("compare.other_protocol")
    return _of_the_photos(pair, measure)


def _of_the_photos(pair: tuple[_Side, ...], measure: MeasureDefinition) -> Message | None:
    positions = {photo.position for side in pair for photo in side.photos}
    if len(positions) > 1:
        return message("compare.other_position")
    if positions != {Position.STANDING}:
        return message("compare.standing_only")
    covered = {any(_nape_covered(photo) for photo in side.photos) for side in pair}
    if LandmarkName.C7 in measure.points and len(covered) > 1:
        return message("compare.nape_covered")
    return None


def _nape_covered(photo: AssessedPhoto) -> bool:
    return any(limitation.kind is LimitationKind.NAPE_COVERED for limitation in photo.limitations)


def _own_limit(pair: tuple[_Side, ...], mdc95: float) -> float:
    """Of one measure alone: as found from pairs of automatic photos; where a hand set points by the errors of both, if these are wider."""
    if not any(side.by_hand for side in pair):
        return mdc95
    errors = (max(taken.standard_error for taken in side.taken) for side in pair)
    return max(mdc95, Z_95 * math.hypot(*errors))


def _change(
    key: Key,
    pair: tuple[_Side, ...],
    *,
    reason: Message | None,
    known: MinimalDetectableChange | None,
    own_limit: float | None,
    widened: float,
) -> MeasureChange:
    before, after = (fmean(taken.value for taken in side.taken) if side.taken else None for side in pair)
    difference = None if before is None or after is None else after - before
    limit = None if own_limit is None else own_limit * widened
    verdict = ChangeVerdict.NOT_COMPARABLE
    if limit is not None and difference is not None:
        verdict = ChangeVerdict.CHANGED if abs(difference) > limit else ChangeVerdict.NO_DETECTABLE_CHANGE
    name, side, view = key
    unit = next(taken.unit for one in pair for taken in one.taken)
    return MeasureChange(
        name=name,
        side=side,
        view=view,
        unit=unit,
        before=before,
        after=after,
        difference=difference,
        detectable=None if known is None else known.mdc95,
        limit=limit,
        verdict=verdict,
        reason=reason,
    )
