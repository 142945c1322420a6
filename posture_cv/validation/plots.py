"""Bland-Altman plots as plain numbers: points, lines and ticks for the template to draw."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.validation.readings import Reading
    from posture_cv.validation.summary import Agreement
    from posture_cv.words import Words

_MOST_TICKS = 6
_STEPS = (1.0, 2.0, 5.0, 10.0)


def bland_altman(readings: Sequence[Reading], line: Agreement, words: Words) -> dict[str, Any] | None:
    """Difference over mean of measured and true value, one point a picture.

    Parameters
    ----------
    readings
        Of one measure; those without a value are skipped.
    line
        The software's agreement over all of them: its bias and limits are drawn.

    Returns
    -------
    ``points`` as (mean, difference, loose clothes), ``x`` and ``y`` ticks with ends, and the ``bias`` and ``limits``, each with
    its label; None without limits.
    """
    if line.limits is None or line.bias is None:
        return None
    points = [((r.value + r.truth) / 2.0, r.value - r.truth, r.picture.clothing == "loose") for r in readings if r.value is not None]
    differences = [point[1] for point in points]
    return {
        "points": [[round(x, 3), round(y, 3), loose] for x, y, loose in points],
        "x": axis(min(p[0] for p in points), max(p[0] for p in points), words),
        "y": axis(min(*differences, line.limits.lower, 0.0), max(*differences, line.limits.upper, 0.0), words),
        "bias": [line.bias, words.number(line.bias, 1)],
        "limits": [[value, words.number(value, 1)] for value in (line.limits.lower, line.limits.upper)],
    }


def axis(lowest: float, highest: float, words: Words) -> dict[str, Any]:
    """Ends and ticks of an axis that holds both values, ticks at round numbers, ends a little beyond the data."""
    span = highest - lowest or 1.0
    low, high = lowest - 0.06 * span, highest + 0.06 * span
    raw = (high - low) / _MOST_TICKS
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(power * factor for factor in _STEPS if power * factor >= raw)
    first, last = math.ceil(low / step), math.floor(high / step)
    decimals = max(0, -math.floor(math.log10(step) + 1e-9))
    ticks = [[k * step, words.number(k * step, decimals)] for k in range(first, last + 1)]
    return {"low": low, "high": high, "ticks": ticks}
