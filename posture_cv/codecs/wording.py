"""Numbers and terms in words: the one place that decides how an estimate, a side or a muscle's state is written.

Decimals follow the error: a standard error of 1 or more is shown in whole units, a smaller one with one decimal.
Only characters of Latin-1 are used, so that every console and every font can show them.
"""

from __future__ import annotations

from datetime import datetime, tzinfo

from posture_cv.domain.estimates import Estimate, Unit
from posture_cv.domain.findings import Certainty
from posture_cv.domain.muscles import Confidence, EvidenceGrade, MuscleState
from posture_cv.domain.views import BodySide, View
from posture_cv.domain.worksheet import BodyPosition

_WHOLE_UNITS_FROM = 1.0

_UNITS = {Unit.DEGREE: "°", Unit.PERCENT_HEIGHT: " % of height", Unit.MILLIMETRE: " mm"}

_VIEWS = {
    View.LEFT: "left side",
    View.RIGHT: "right side",
    View.FRONT: "front",
    View.BACK: "back",
    View.OBLIQUE: "oblique",
}

_STATES = {
    MuscleState.LIKELY_SHORTENED: ("shortened", "confirm by length test"),
    MuscleState.LIKELY_LENGTHENED: ("lengthened", "confirm by strength or length test"),
}

_CERTAINTIES = {
    Certainty.LIKELY: "likely",
    Certainty.POSSIBLE: "possible",
    Certainty.NOT_DISTINGUISHABLE: "not distinguishable from typical in this photo",
}

_POSITIONS = {
    BodyPosition.STANDING: "Standing",
    BodyPosition.SEATED: "Seated",
    BodyPosition.SUPINE: "Lying on the back",
    BodyPosition.SIDE_LYING: "Lying on the side",
    BodyPosition.PRONE: "Lying face down",
}


def decimals_for(standard_error: float) -> int:
    """Count the decimals a value with this standard error may show: 0 or 1.

    Parameters
    ----------
    standard_error
        In the value's unit, positive.
    """
    return 0 if standard_error >= _WHOLE_UNITS_FROM else 1


def format_number(value: float, decimals: int) -> str:
    """Round the value to so many decimals; a rounded zero carries no sign."""
    text = f"{value:.{decimals}f}"
    return text.removeprefix("-") if float(text) == 0.0 else text


def unit_words(unit: Unit) -> str:
    """Give what follows a number of that unit, its leading space included: ``"°"``, ``" % of height"`` or ``" mm"``."""
    return _UNITS[unit]


def format_value(estimate: Estimate) -> str:
    """Write the value alone with its unit, ``"47°"``."""
    return format_number(estimate.value, decimals_for(estimate.standard_error)) + unit_words(estimate.unit)


def format_estimate(estimate: Estimate) -> str:
    """Write the value with half its interval's width, ``"47 ± 5°"``."""
    return _with_half_width(estimate, estimate.value)


def format_size(estimate: Estimate) -> str:
    """Write the value without its sign, where words say the direction: ``"3 ± 2°"`` for -3."""
    return _with_half_width(estimate, abs(estimate.value))


def format_interval(estimate: Estimate) -> str:
    """Write the interval with its unit, ``"42 to 52°"``."""
    decimals = decimals_for(estimate.standard_error)
    lower = format_number(estimate.interval.lower, decimals)
    upper = format_number(estimate.interval.upper, decimals)
    return f"{lower} to {upper}{unit_words(estimate.unit)}"


def format_probability(probability: float) -> str:
    """Write a probability from 0 to 1 in whole per cent, ``"87 %"``; the ends say "under 1 %" and "over 99 %"."""
    percent = round(100.0 * probability)
    if percent < 1:
        return "under 1 %"
    return "over 99 %" if percent > 99 else f"{percent} %"


def certainty_words(certainty: Certainty) -> str:
    """Say how sure a finding is."""
    return _CERTAINTIES[certainty]


def view_words(view: View) -> str:
    """Name the side of the body a photo shows, ``"left side"``."""
    return _VIEWS[view]


def side_words(side: BodySide) -> str:
    """Name the body side, ``"left"``; empty for the midline."""
    return "" if side is BodySide.MIDLINE else side.value


def muscle_side_words(side: BodySide) -> str:
    """Name the side of a muscle to test; the midline stands for both."""
    return side_words(side) or "both sides"


def state_words(state: MuscleState, confidence: Confidence, *, test_positive: bool = False) -> str:
    """Say a muscle hypothesis in words, ``"likely shortened: confirm by length test"``, or ``"likely shortened: test positive"``."""
    length, confirmation = _STATES[state]
    adverb = "likely" if confidence is Confidence.LIKELY else "possibly"
    return f"{adverb} {length}: {'test positive' if test_positive else confirmation}"


def grade_words(grades: tuple[EvidenceGrade, ...]) -> str:
    """Join evidence grades as printed, ``"B/X"``."""
    return "/".join(grades)


def position_words(position: BodyPosition) -> str:
    """Say how the client lies, sits or stands for a test."""
    return _POSITIONS[position]


def moment_words(moment: str, zone: tzinfo | None = None) -> str:
    """An ISO 8601 time as ``"2031-05-04 12:30 UTC+02:00"``, in its own zone or the one given."""
    at = datetime.fromisoformat(moment)
    return f"{at if zone is None else at.astimezone(zone):%Y-%m-%d %H:%M %Z}"


def _with_half_width(estimate: Estimate, value: float) -> str:
    decimals = decimals_for(estimate.standard_error)
    half_width = (estimate.interval.upper - estimate.interval.lower) / 2.0
    return f"{format_number(value, decimals)} ± {format_number(half_width, decimals)}{unit_words(estimate.unit)}"
