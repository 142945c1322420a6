"""What to do about a photo just taken: one sentence, on the one thing that matters most."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from posture_cv.codecs.wording import view_words
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.photo import LimitationKind
from posture_cv.domain.views import Position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_cv.domain.observation import Observation
    from posture_cv.domain.photo import Limitation
    from posture_cv.domain.protocol import Step

BLURRED_BELOW = 0.5
"""Sharpness at which the head angle's error has more than doubled (``capture.judging``)."""

POOR_LIGHT_FROM = 2.0
"""Noise scale from which light is worth a second photo: the detector's error has doubled."""

MAYBE_TURNED_FROM_DEG = 5.0
"""Yaw at which forward shoulder angles are refused (CLINICAL.md 3.1); below one standard error beyond it the turn is only likely."""


class Verdict(StrEnum):
    """What a photo is good for."""

    GOOD = "good"
    USABLE = "usable"
    RETAKE = "retake"


class Concern(StrEnum):
    """What the advice is about, most telling first within a verdict."""

    WRONG_VIEW = "wrong_view"
    HEAD_CROPPED = "head_cropped"
    TURNED = "turned"
    BLURRED = "blurred"
    LIGHT = "light"
    FEET_CROPPED = "feet_cropped"
    NAPE_COVERED = "nape_covered"
    ARM_OVER_TRUNK = "arm_over_trunk"
    HIDDEN_POINT = "hidden_point"
    SMALL_PERSON = "small_person"
    OTHER_PEOPLE = "other_people"
    TILTED = "tilted"
    NO_VERTICAL = "no_vertical"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Advice:
    """One sentence on the photo and one on what to do.

    Attributes
    ----------
    remedy
        In the imperative; empty where nothing need be done. For a good photo it is an offer.
    """

    verdict: Verdict
    concern: Concern
    sentence: str
    remedy: str


_CONCERN = {
    LimitationKind.HEAD_CROPPED: Concern.HEAD_CROPPED,
    LimitationKind.FEET_CROPPED: Concern.FEET_CROPPED,
    LimitationKind.TURNED: Concern.TURNED,
    LimitationKind.BLURRED: Concern.BLURRED,
    LimitationKind.DARK: Concern.LIGHT,
    LimitationKind.BRIGHT: Concern.LIGHT,
    LimitationKind.LOW_CONTRAST: Concern.LIGHT,
    LimitationKind.SMALL_PERSON: Concern.SMALL_PERSON,
    LimitationKind.TILTED: Concern.TILTED,
    LimitationKind.ARM_OVER_TRUNK: Concern.ARM_OVER_TRUNK,
    LimitationKind.OTHER_PEOPLE: Concern.OTHER_PEOPLE,
}
_GOOD = "This photo is good to measure in."
_BARE_NAPE = "Pin the hair up and bare the nape, or put a sticker on C7 or mark it by hand."
_ARM_FORWARD = "Ask for the near arm a little forward so that the line of the back shows, and photograph again."
_DRAW_VERTICAL = "To narrow the angles, draw along a door frame or plumb line in the photo."
_VERDICTS = (Verdict.RETAKE, Verdict.USABLE, Verdict.GOOD)


def advise(observation: Observation, step: Step | None = None) -> Advice:
    """Judge a photo at once and say the one thing that matters most.

    A photo is to be retaken where a second one would give measures this one cannot (wrong view, head or feet cut off, body surely turned)
    or where the detector's error has doubled (blur, light). It is usable where intervals are wider or a point can still be set by hand.

    Parameters
    ----------
    step
        What the photo was meant to show; None where no protocol is followed.

    Returns
    -------
    Advice
        Its concern is the first of the gravest verdict, in the order of ``Concern``.
    """
    order = list(Concern)
    return min(_concerns(observation, step), key=lambda a: (_VERDICTS.index(a.verdict), order.index(a.concern)))


def _concerns(seen: Observation, step: Step | None) -> Iterator[Advice]:
    if step is not None and step.view is not seen.view:
        yield Advice(
            verdict=Verdict.RETAKE,
            concern=Concern.WRONG_VIEW,
            sentence=f"This photo shows the {view_words(seen.view)}, but this step asks for the {view_words(step.view)}.",
            remedy=step.cue,
        )
    for limitation in seen.quality.limitations:
        yield Advice(
            verdict=_verdict(limitation, seen), concern=_CONCERN[limitation.kind], sentence=limitation.what, remedy=limitation.remedy
        )
    yield from _maybe_turned(seen)
    yield from _of_landmarks(seen)
    remedy = "" if seen.quality.roll.referenced else _DRAW_VERTICAL
    concern = Concern.NO_VERTICAL if remedy else Concern.NOTHING
    yield Advice(verdict=Verdict.GOOD, concern=concern, sentence=_GOOD, remedy=remedy)


def _verdict(limitation: Limitation, seen: Observation) -> Verdict:
    kind = limitation.kind
    retake = (
        kind in (LimitationKind.HEAD_CROPPED, LimitationKind.TURNED)
        or (kind is LimitationKind.FEET_CROPPED and seen.position is Position.STANDING)
        or (kind is LimitationKind.BLURRED and seen.quality.sharpness < BLURRED_BELOW)
        or (_CONCERN[kind] is Concern.LIGHT and seen.quality.noise_scale >= POOR_LIGHT_FROM)
    )
    return Verdict.RETAKE if retake else Verdict.USABLE


def _maybe_turned(seen: Observation) -> Iterator[Advice]:
    yaw_deg = abs(seen.pose.view.yaw_deg)
    surely = any(limitation.kind is LimitationKind.TURNED for limitation in seen.quality.limitations)
    if yaw_deg > MAYBE_TURNED_FROM_DEG and not surely:
        yield Advice(
            verdict=Verdict.USABLE,
            concern=Concern.TURNED,
            sentence=f"The body may be turned by about {yaw_deg:.0f} degrees.",
            remedy="Check that the feet stand square to the camera, and photograph again if they do not.",
        )


def _of_landmarks(seen: Observation) -> Iterator[Advice]:
    if not seen.view.is_lateral:
        yield from _hidden(seen)
        return
    c7 = next((p for p in seen.anatomy.landmarks if p.name is LandmarkName.C7), None)
    if c7 is not None and c7.note:
        yield Advice(verdict=Verdict.USABLE, concern=Concern.NAPE_COVERED, sentence=c7.note, remedy=_BARE_NAPE)
    back = seen.anatomy.back
    if c7 is not None and (back is None or back.note):
        sentence = "The outline of the back is hidden, most likely by an arm." if back is None else back.note
        yield Advice(verdict=Verdict.USABLE, concern=Concern.ARM_OVER_TRUNK, sentence=sentence, remedy=_ARM_FORWARD)
    yield from _hidden(seen)


def _hidden(seen: Observation) -> Iterator[Advice]:
    """Points of the body that do not show; ASIS and PSIS never do. Legs are not asked of a sitting person."""
    passed_over = {LandmarkName.ASIS, LandmarkName.PSIS}
    if seen.position is Position.SITTING:
        passed_over |= {LandmarkName.KNEE, LandmarkName.MALLEOLUS}
    for missing in seen.anatomy.missing:
        if missing.name not in passed_over:
            yield Advice(verdict=Verdict.USABLE, concern=Concern.HIDDEN_POINT, sentence=missing.reason, remedy=missing.remedy)
