"""Whether the photos of a visit can be of one person on one day: no photo twice, none mirrored, none that contradicts another."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.doubts import Doubt, DoubtKind
from posture_cv.domain.estimates import Z_90
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.measures import Sides
from posture_cv.domain.messages import Day, message, row_text
from posture_cv.domain.photo import LimitationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from posture_cv.domain.estimates import Measurement, MeasureName
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.observation import Observation

SAME_WITHIN = 4.0
"""Mean difference of grey, of 255, up to which two pictures of a person are one: saved again, scaled, compressed to JPEG quality 25."""

REPOSED_DEG = 4.0
"""How far a person's posture may differ between two photos of one visit, standard deviation with room to spare: natural head position
repeats to 2 degrees."""

NOT_JUDGED = frozenset({LimitationKind.STRIDING, LimitationKind.BENT, LimitationKind.ARM_LIFTED, LimitationKind.DRAWN_OVER})
"""What keeps a photo's measures from being held against norms, and out of a mean with those of others."""

_SIDE_PX = 64


def doubts_about(
    observations: Sequence[Observation], measured: MeasurementSet, definitions: Iterable[MeasureDefinition]
) -> tuple[Doubt, ...]:
    """Everything that speaks against one person on one day: several days by the photos' files, then pairs, earlier photos first.

    Two measurements contradict each other where they lie further apart than each photo's own error and re-posing explain.
    Proportions are not compared: within one rendered person leg over trunk varies by 14 % between photos, between people by 4 to 7.
    """
    if len(observations) < 2:
        return ()
    pictures = [_person(seen) for seen in observations]
    found = [doubt for one, other in combinations(range(len(observations)), 2) if (doubt := _copy(pictures, one, other)) is not None]
    again = _counted_already(found)
    rows = {row.name: row for row in definitions}
    for one, other in combinations([index for index in range(len(observations)) if index not in again], 2):
        names = tuple(_contradictions(measured, rows, one, other))
        if names:
            found.append(
                Doubt(
                    kind=DoubtKind.CONTRADICTION,
                    photos=(one, other),
                    what=message(
                        "visit.contradiction",
                        one=one + 1,
                        other=other + 1,
                        measures=tuple(row_text("measures", name, "title") for name in names),
                    ),
                    remedy=message("visit.contradiction.remedy"),
                    measures=names,
                )
            )
    days = _several_days(observations)
    return tuple(found) if days is None else (days, *found)


def counted(measured: MeasurementSet, doubts: Sequence[Doubt], definitions: Iterable[MeasureDefinition]) -> MeasurementSet:
    """What may be joined to one estimate: a photo given twice counts once, contradicting measures and others of their points never."""
    again = _counted_already(doubts)
    points = {row.name: frozenset(row.points) for row in definitions}
    apart = {
        (index, name)
        for doubt in doubts
        for index in doubt.photos
        for one in doubt.measures
        for name in points
        if points[name] == points[one]
    }
    kept = tuple(m for m in measured.measurements if m.photo not in again and (m.photo, m.name) not in apart)
    return replace(measured, measurements=kept)


def judged(measured: MeasurementSet, observations: Sequence[Observation]) -> MeasurementSet:
    """What may be held against norms and enter a mean: nothing of somebody who walks, bends or reaches up, or that was drawn over."""
    barred = {
        index for index, seen in enumerate(observations) if any(limitation.kind in NOT_JUDGED for limitation in seen.quality.limitations)
    }
    return replace(measured, measurements=tuple(m for m in measured.measurements if m.photo not in barred))


def _counted_already(doubts: Iterable[Doubt]) -> set[int]:
    """Photos that are another one again."""
    return {doubt.photos[1] for doubt in doubts if doubt.kind in (DoubtKind.SAME_PHOTO, DoubtKind.MIRRORED_COPY)}


def _several_days(observations: Sequence[Observation]) -> Doubt | None:
    """Photos of several days, by the clocks of their cameras; they may be wrong, so that nothing is kept apart unasked."""
    dated = [(seen.photo.taken_on, index) for index, seen in enumerate(observations) if seen.photo.taken_on is not None]
    days = sorted({day for day, _ in dated})
    if len(days) < 2:
        return None
    named = tuple(
        message(
            "visit.day",
            day=Day(on=day),
            photos=tuple(str(index + 1) for of, index in dated if of == day),
            count=sum(of == day for of, _ in dated),
        )
        for day in days
    )
    return Doubt(
        kind=DoubtKind.SEVERAL_DAYS,
        photos=tuple(index for _, index in dated),
        what=message("visit.several_days", days=named),
        remedy=message("visit.several_days.remedy"),
    )


def _person(seen: Observation) -> NDArray[np.float64]:
    """The person's box in grey, shrunk to a square of ``_SIDE_PX``."""
    box, photo = seen.pose.box, seen.photo
    rows = np.linspace(max(0.0, box.top_px), min(photo.height_px, box.bottom_px), 4 * _SIDE_PX, endpoint=False).astype(int)
    columns = np.linspace(max(0.0, box.left_px), min(photo.width_px, box.right_px), 4 * _SIDE_PX, endpoint=False).astype(int)
    grey = photo.pixels[np.ix_(rows, columns)].astype(np.float64).mean(axis=2)
    shrunk: NDArray[np.float64] = grey.reshape(_SIDE_PX, 4, _SIDE_PX, 4).mean(axis=(1, 3))
    return shrunk


def _copy(pictures: Sequence[NDArray[np.float64]], one: int, other: int) -> Doubt | None:
    for kind, shown in ((DoubtKind.SAME_PHOTO, pictures[other]), (DoubtKind.MIRRORED_COPY, pictures[other][:, ::-1])):
        if float(np.abs(pictures[one] - shown).mean()) <= SAME_WITHIN:
            return Doubt(
                kind=kind,
                photos=(one, other),
                what=message(f"visit.{kind}", one=one + 1, other=other + 1),
                remedy=message(f"visit.{kind}.remedy"),
            )
    return None


def _contradictions(measured: MeasurementSet, rows: dict[MeasureName, MeasureDefinition], one: int, other: int) -> Iterator[MeasureName]:
    for name, row in rows.items():
        taken = measured.named(name)
        pairs = [(a, b) for a in taken if a.photo == one for b in taken if b.photo == other]
        if any(_disagree(a, b) for a, b in pairs if a.side is b.side or row.sides is Sides.TOGETHER):
            yield name


def _disagree(a: Measurement, b: Measurement) -> bool:
    apart = a.interval.lower > b.interval.upper or b.interval.lower > a.interval.upper
    drawn_anew = math.hypot(a.own_error, a.view_error, b.own_error, b.view_error, REPOSED_DEG)
    return apart and abs(a.value - b.value) > Z_90 * drawn_anew
