"""Findings in sentences. Decimals follow the error: whole units from a standard error of 1, else one decimal."""

from __future__ import annotations

from posture_cv.domain.estimates import Estimate, Interval, Unit
from posture_cv.domain.findings import Certainty, Severity
from posture_cv.domain.knowledge import Norm
from posture_cv.domain.views import BodySide

INSIDE_TYPICAL_RANGE_PLAIN = "Most people without complaints are in this range too."

_UNITS = {Unit.DEGREE: "°", Unit.PERCENT_HEIGHT: " % of height"}
_CERTAINTIES = {Certainty.LIKELY: "likely", Certainty.POSSIBLE: "possible"}
_PLAIN_CERTAINTIES = {Certainty.LIKELY: "probably", Certainty.POSSIBLE: "perhaps"}


def statement(template: str, estimate: Estimate, side: BodySide, severity: Severity, certainty: Certainty, *, plain: bool = False) -> str:
    """Fill a row's template for a finding that is at least possible."""
    text = template.format(
        value=_value(estimate),
        interval=_interval(estimate),
        side="" if side is BodySide.MIDLINE else side.value,
        severity=severity.value,
        certainty=certainty_word(certainty, plain=plain),
    ).strip()
    return text[0].upper() + text[1:]


def certainty_word(certainty: Certainty, *, plain: bool = False) -> str:
    """Word for a finding that is at least possible, for the clinician or in plain language."""
    return (_PLAIN_CERTAINTIES if plain else _CERTAINTIES)[certainty]


def mirrored(estimate: Estimate) -> Estimate:
    """Turn the sign round, for a sentence whose words name the side."""
    interval = Interval(lower=-estimate.interval.upper, upper=-estimate.interval.lower, level=estimate.interval.level)
    return Estimate(value=-estimate.value, standard_error=estimate.standard_error, interval=interval, unit=estimate.unit)


def not_distinguishable(subject: str, measure_title: str, estimate: Estimate) -> str:
    """Say that a distortion cannot be told from typical posture here.

    Parameters
    ----------
    subject
        Title of the distortion.
    measure_title
        Title of the measure the value belongs to.
    """
    told = f"{subject}: not distinguishable from typical in this photo."
    return f"{told} {measure_title}: {_value(estimate)}, range {_interval(estimate)}."


def inside_typical_range(norm: Norm, estimate: Estimate) -> str:
    """Say that a value beyond a cut-off still lies within the typical range."""
    return f"The value is beyond the cut-off, yet within the typical range of {norm.lower:.0f} to {norm.upper:.0f}{_UNITS[estimate.unit]}."


def _value(estimate: Estimate) -> str:
    return _number(estimate.value, estimate) + _UNITS[estimate.unit]


def _interval(estimate: Estimate) -> str:
    return f"{_number(estimate.interval.lower, estimate)} to {_number(estimate.interval.upper, estimate)}{_UNITS[estimate.unit]}"


def _number(value: float, estimate: Estimate) -> str:
    text = f"{value:.{0 if estimate.standard_error >= 1.0 else 1}f}"
    return text.removeprefix("-") if float(text) == 0.0 else text
