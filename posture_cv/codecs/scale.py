"""What millimetres rest on, in words: a stated height, or known lengths marked in the photos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.measures.known_length import disagree

if TYPE_CHECKING:
    from posture_cv.domain.assessment import AssessedPhoto, Assessment
    from posture_cv.domain.estimates import Estimate


def scale_words(assessment: Assessment) -> str:
    """Say where the millimetres come from; empty where there are none."""
    if not assessment.lengths:
        return ""
    if assessment.stature is not None:
        height, error = (f"{value / 10.0:g}" for value in (assessment.stature.value, assessment.stature.standard_error))
        return f"Millimetres come from a stated height of {height} cm, taken to be right within {error} cm (standard error)."
    if assessment.marked_stature is None:
        return ""
    return " ".join(("Millimetres come from a known length marked in the photo.", _marked(assessment.marked_stature)))


def marked_words(assessment: Assessment) -> str:
    """Say what marked lengths give beside a stated height, and whether the two agree; empty where only one is known."""
    if assessment.stature is None or assessment.marked_stature is None:
        return ""
    said = _marked(assessment.marked_stature)
    if not heights_disagree(assessment):
        return " ".join((said, "That agrees with the stated height."))
    remedy = "Check the length typed, or how far behind the client it is."
    return " ".join((said, "That does not agree with the stated height.", remedy))


def heights_disagree(assessment: Assessment) -> bool:
    """Whether stated and marked height lie further apart than their errors explain."""
    stated, marked = assessment.stature, assessment.marked_stature
    return stated is not None and marked is not None and disagree(stated, marked)


def known_length_words(photo: AssessedPhoto) -> str:
    """Name the known length marked in a photo, ``"200 cm, 30 cm behind the client"``; empty where none was."""
    known = photo.known_length
    if known is None:
        return ""
    if known.behind_cm == 0.0:
        return f"{known.length_cm:g} cm, beside the client"
    if known.behind_cm > 0.0:
        return f"{known.length_cm:g} cm, {known.behind_cm:g} cm behind the client"
    return f"{known.length_cm:g} cm, {-known.behind_cm:g} cm in front of the client"


def _marked(stature: Estimate) -> str:
    height, error = (f"{value / 10.0:.0f}" for value in (stature.value, stature.standard_error))
    return f"By the marked known length the client is {height} cm tall, right within {error} cm (standard error)."
