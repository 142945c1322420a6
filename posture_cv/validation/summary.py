"""From readings to one line per measure, condition and method."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.messages import Quantity, message
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.validation import agreement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from posture_cv.domain.estimates import MeasureName
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.messages import Message
    from posture_cv.validation.agreement import FittedLine, Limits, Numbers
    from posture_cv.validation.readings import Reading

TURNED_FROM_DEG = 7.5
"""Yaw from which a picture counts as turned; people asked to stand square stay below it in 19 of 20 rendered pictures."""

FEWEST = 5
"""Pictures below which spread, correlation and change say nothing and are left out."""


class Condition(StrEnum):
    """Which pictures a line is about, of standing people save in ``SITTING``; ``TOGETHER``: left and right of one moment, averaged."""

    ALL = "all"
    FITTED = "fitted clothes"
    LOOSE = "loose clothes"
    NAPE_CLEAR = "nape clear"
    NAPE_HIDDEN = "nape hidden"
    TURNED = "turned"
    TOGETHER = "left + right"
    SITTING = "sitting"

    @property
    def meaning(self) -> Message:
        """Which pictures it holds, in full."""
        if self is Condition.TURNED:
            return message("validation.meaning.turned", turned=Quantity(value=TURNED_FROM_DEG, decimals=None))
        return message(f"validation.meaning.{self.name.lower()}")


class Method(StrEnum):
    """Whose numbers a line is about."""

    SOFTWARE = "posture_cv"
    NAIVE = "naive proxy"
    NAIVE_CALIBRATED = "naive, calibrated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Errors of the change between two photos of one person in two postures.

    Attributes
    ----------
    pairs
        How many.
    mae
        Mean size of the error of the change.
    sem
        Error of a single measurement within one person: the changes' error SD over the root of two.
    mdc95
        1.96 x root of 2 x ``sem``.
    """

    pairs: int
    mae: float
    sem: float
    mdc95: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Fifth:
    """Agreement in the fifth of the pictures whose truth is lowest, or highest: the people a therapist looks for.

    Attributes
    ----------
    coverage
        Of the 90 % interval, 0 to 1; None for a method that gives none.
    """

    measured: int
    bias: float
    coverage: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Agreement of one method with the truth in one measure under one condition; in the measure's unit.

    Attributes
    ----------
    pictures
        How many show the measure; ``measured`` of them gave a number, and all statistics are over those.
    r2, limits, icc, slope
        None for fewer than ``FEWEST`` pictures; ``slope`` is that of the measured values over the true ones.
    lowest, highest
        None where either holds fewer than ``FEWEST`` pictures.
    coverage, mean_width
        Of the 90 % interval; None for a method that gives none.
    change
        None for fewer than ``FEWEST`` pairs.
    """

    measure: MeasureName
    condition: Condition
    method: Method
    pictures: int
    measured: int
    bias: float | None = None
    mae: float | None = None
    rmse: float | None = None
    r2: float | None = None
    limits: Limits | None = None
    icc: float | None = None
    slope: float | None = None
    lowest: Fifth | None = None
    highest: Fifth | None = None
    coverage: float | None = None
    mean_width: float | None = None
    change: Change | None = None

    @property
    def not_measured(self) -> int:
        """Pictures in which the method gave no number."""
        return self.pictures - self.measured


def summarise(
    readings: Sequence[Reading], calibration: Mapping[MeasureName, FittedLine], definitions: Iterable[MeasureDefinition]
) -> tuple[Agreement, ...]:
    """One line per measure, condition and method, in the order of the definitions; conditions no picture is in are left out.

    The naive proxies are judged on the pictures in which the software gave a number, so that leaving out hard ones is no advantage; where
    it gave none at all, on all of them.
    """
    lines = []
    for row in definitions:
        mine = [reading for reading in readings if reading.name is row.name]
        for condition in Condition:
            chosen = [reading for reading in mine if holds(condition, reading)]
            chosen = together(chosen) if condition is Condition.TOGETHER else chosen
            if chosen:
                lines += [_line(row.name, condition, method, chosen, calibration) for method in Method]
    return tuple(lines)


def together(readings: Sequence[Reading]) -> list[Reading]:
    """Mean of the left and the right photo of one person in one posture, wherever both were taken.

    Yaw and parallax push the two sides apart and cancel in the mean. The value is None where either side gave none; no interval.
    """
    both: dict[tuple[int, int], dict[View, Reading]] = defaultdict(dict)
    for reading in readings:
        if reading.picture.view.is_lateral:
            both[reading.picture.subject, reading.picture.posture][reading.picture.view] = reading
    pairs = [(sides[View.LEFT], sides[View.RIGHT]) for sides in both.values() if len(sides) > 1]
    return [
        replace(
            left,
            side=BodySide.MIDLINE,
            truth=(left.truth + right.truth) / 2.0,
            value=_mean(left.value, right.value),
            lower=None,
            upper=None,
            naive=_mean(left.naive, right.naive),
        )
        for left, right in pairs
    ]


def _mean(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else (one + other) / 2.0


_NAPE = {Condition.NAPE_CLEAR: "clear", Condition.NAPE_HIDDEN: "hidden"}
_CLOTHING = {Condition.FITTED: "fitted", Condition.LOOSE: "loose"}


def holds(condition: Condition, reading: Reading) -> bool:
    """Whether a condition is about the picture of a reading."""
    picture = reading.picture
    if (picture.position is Position.SITTING) is not (condition is Condition.SITTING):
        return False
    if condition in _NAPE:
        return LandmarkName.C7 in reading.measure.points and picture.nape == _NAPE[condition]
    if condition in _CLOTHING:
        return picture.clothing == _CLOTHING[condition]
    return condition is not Condition.TURNED or abs(picture.yaw_deg) >= TURNED_FROM_DEG


def value_of(method: Method, reading: Reading, calibration: Mapping[MeasureName, FittedLine]) -> float | None:
    """What a method says in a reading; None where it says nothing."""
    if method is Method.SOFTWARE:
        return reading.value
    if reading.naive is None or method is Method.NAIVE:
        return reading.naive
    line = calibration.get(reading.name)
    return None if line is None else line(reading.naive)


def _line(
    name: MeasureName, condition: Condition, method: Method, readings: Sequence[Reading], calibration: Mapping[MeasureName, FittedLine]
) -> Agreement:
    considered = [r for r in readings if r.value is not None] if method is not Method.SOFTWARE else list(readings)
    considered = considered or list(readings)
    given = [(r, v) for r in considered if (v := value_of(method, r, calibration)) is not None]
    if not given:
        return Agreement(measure=name, condition=condition, method=method, pictures=len(considered), measured=0)
    truth, values = np.array([r.truth for r, _ in given]), np.array([v for _, v in given])
    errors = values - truth
    bounds = [(r.lower, r.upper) for r, _ in given if method is Method.SOFTWARE and r.lower is not None and r.upper is not None]
    lower, upper = np.array([b[0] for b in bounds]), np.array([b[1] for b in bounds])
    enough = len(given) >= FEWEST
    lowest, highest = _fifths(truth, errors, (lower, upper) if bounds else None)
    return Agreement(
        measure=name,
        condition=condition,
        method=method,
        pictures=len(considered),
        measured=len(given),
        bias=agreement.bias(errors),
        mae=agreement.mean_absolute_error(errors),
        rmse=agreement.root_mean_square(errors),
        r2=agreement.r_squared(truth, values) if enough else None,
        limits=agreement.limits_of_agreement(errors) if enough else None,
        icc=agreement.icc_2_1(np.stack([truth, values], axis=1)) if enough else None,
        slope=agreement.slope(truth, values) if enough else None,
        lowest=lowest,
        highest=highest,
        coverage=agreement.coverage(truth, lower, upper) if bounds else None,
        mean_width=float(np.mean(upper - lower)) if bounds else None,
        change=change_between(given),
    )


def _fifths(truth: Numbers, errors: Numbers, bounds: tuple[Numbers, Numbers] | None) -> tuple[Fifth | None, Fifth | None]:
    chosen = agreement.extreme_fifths(truth)
    if any(int(each.sum()) < FEWEST for each in chosen) or float(np.ptp(truth)) <= 0.0:
        return None, None
    lowest, highest = (
        Fifth(
            measured=int(each.sum()),
            bias=agreement.bias(errors[each]),
            coverage=None if bounds is None else agreement.coverage(truth[each], bounds[0][each], bounds[1][each]),
        )
        for each in chosen
    )
    return lowest, highest


def change_between(given: Sequence[tuple[Reading, float]]) -> Change | None:
    """Error of the change between two postures of one person, seen from the same view and side; None for fewer than ``FEWEST`` pairs."""
    groups: dict[tuple[object, ...], dict[int, float]] = defaultdict(dict)
    for reading, value in given:
        picture = reading.picture
        groups[picture.subject, picture.view, reading.name, reading.side][picture.posture] = value - reading.truth
    errors = [np.diff([group[p] for p in sorted(group)[:2]])[0] for group in groups.values() if len(group) > 1]
    if len(errors) < FEWEST:
        return None
    changes = np.array(errors)
    sem = agreement.standard_error_of_measurement(changes) or 0.0
    return Change(pairs=len(errors), mae=agreement.mean_absolute_error(changes), sem=sem, mdc95=agreement.minimal_detectable_change(sem))
