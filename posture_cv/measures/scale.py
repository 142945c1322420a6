"""What millimetres rest on, as messages: a stated height, or known lengths marked in the photos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.messages import Message, Quantity, message
from posture_cv.measures.known_length import disagree

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.estimates import Estimate
    from posture_cv.domain.known_length import KnownLength


def source(assessment: Assessment) -> Message | None:
    """Where the millimetres come from; None where there are none."""
    if not assessment.lengths:
        return None
    if assessment.stature is not None:
        height, error = assessment.stature.value / 10.0, assessment.stature.standard_error / 10.0
        return message("scale.stated", height=height, error=error)
    return None if assessment.marked_stature is None else message("scale.marked", tall=_tall(assessment.marked_stature))


def comparison(assessment: Assessment) -> Message | None:
    """What marked lengths give beside a stated height, and whether the two agree; None where only one is known."""
    if assessment.stature is None or assessment.marked_stature is None:
        return None
    return message("scale.disagrees" if heights_disagree(assessment) else "scale.agrees", tall=_tall(assessment.marked_stature))


def heights_disagree(assessment: Assessment) -> bool:
    """Whether stated and marked height lie further apart than their errors explain."""
    stated, marked = assessment.stature, assessment.marked_stature
    return stated is not None and marked is not None and disagree(stated, marked)


def known_length(known: KnownLength) -> Message:
    """A known length and where it is, ``"200 cm, 30 cm behind the client"``."""
    if known.behind_cm == 0.0:
        return message("known_length.beside", length=known.length_cm)
    place = "known_length.behind" if known.behind_cm > 0.0 else "known_length.in_front"
    return message(place, length=known.length_cm, depth=abs(known.behind_cm))


def _tall(stature: Estimate) -> Message:
    height, error = (Quantity(value=value / 10.0) for value in (stature.value, stature.standard_error))
    return message("scale.tall", height=height, error=error)
