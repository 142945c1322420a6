"""What to do about a photo just taken: the one thing that matters most."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.messages import Message, Quantity, message
from posture_cv.domain.photo import LimitationKind
from posture_cv.domain.views import BodySide, Position

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
"""Yaw at which forward shoulder angles are refused: ten degrees of it move them by 13 to 25. Below one standard error beyond it the turn
is only likely."""


class Verdict(StrEnum):
    """What a photo is good for."""

    GOOD = "good"
    USABLE = "usable"
    RETAKE = "retake"


class Concern(StrEnum):
    """What the advice is about, most telling first within a verdict."""

    WRONG_VIEW = "wrong_view"
    STRIDING = "striding"
    DRAWN_OVER = "drawn_over"
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
class PhotoAdvice:
    """One sentence on the photo and one on what to do.

    Attributes
    ----------
    remedy
        In the imperative; None where nothing need be done. For a good photo it is an offer.
    """

    verdict: Verdict
    concern: Concern
    sentence: Message
    remedy: Message | None


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
    LimitationKind.RIGHTED: Concern.TILTED,
    LimitationKind.SLANTED: Concern.TILTED,
    LimitationKind.STRIDING: Concern.STRIDING,
    LimitationKind.BENT: Concern.STRIDING,
    LimitationKind.ARM_LIFTED: Concern.STRIDING,
    LimitationKind.ARMS_FORWARD: Concern.ARM_OVER_TRUNK,
    LimitationKind.HIDDEN_PART: Concern.HIDDEN_POINT,
    LimitationKind.DRAWN_OVER: Concern.DRAWN_OVER,
    LimitationKind.VEILED: Concern.HIDDEN_POINT,
    LimitationKind.VIEW_DOUBTFUL: Concern.WRONG_VIEW,
    LimitationKind.NAPE_COVERED: Concern.NAPE_COVERED,
    LimitationKind.BACK_UNSURE: Concern.ARM_OVER_TRUNK,
}
_RETAKEN = frozenset(
    {
        LimitationKind.HEAD_CROPPED,
        LimitationKind.TURNED,
        LimitationKind.STRIDING,
        LimitationKind.BENT,
        LimitationKind.ARM_LIFTED,
        LimitationKind.HIDDEN_PART,
        LimitationKind.DRAWN_OVER,
    }
)
_VERDICTS = (Verdict.RETAKE, Verdict.USABLE, Verdict.GOOD)


def advise(observation: Observation, step: Step | None = None) -> PhotoAdvice:
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


def _concerns(observation: Observation, step: Step | None) -> Iterator[PhotoAdvice]:
    if step is not None and step.view is not observation.view:
        yield PhotoAdvice(
            verdict=Verdict.RETAKE,
            concern=Concern.WRONG_VIEW,
            sentence=message("guidance.wrong_view", seen=message(f"view.seen.{observation.view}"), asked=message(f"view.seen.{step.view}")),
            remedy=step.cue,
        )
    for limitation in observation.quality.limitations:
        yield PhotoAdvice(
            verdict=_verdict(limitation, observation), concern=_CONCERN[limitation.kind], sentence=limitation.what, remedy=limitation.remedy
        )
    yield from _maybe_turned(observation)
    yield from _of_landmarks(observation)
    remedy = None if observation.quality.roll.referenced else message("guidance.draw_vertical")
    concern = Concern.NOTHING if remedy is None else Concern.NO_VERTICAL
    yield PhotoAdvice(verdict=Verdict.GOOD, concern=concern, sentence=message("guidance.good"), remedy=remedy)


def _verdict(limitation: Limitation, observation: Observation) -> Verdict:
    kind = limitation.kind
    retake = (
        kind in _RETAKEN
        or (kind is LimitationKind.FEET_CROPPED and observation.position is Position.STANDING)
        or (kind is LimitationKind.BLURRED and observation.quality.sharpness < BLURRED_BELOW)
        or (_CONCERN[kind] is Concern.LIGHT and observation.quality.noise_scale >= POOR_LIGHT_FROM)
    )
    return Verdict.RETAKE if retake else Verdict.USABLE


def _maybe_turned(observation: Observation) -> Iterator[PhotoAdvice]:
    yaw_deg = abs(observation.pose.view.yaw_deg)
    surely = any(limitation.kind is LimitationKind.TURNED for limitation in observation.quality.limitations)
    if yaw_deg > MAYBE_TURNED_FROM_DEG and not surely:
        yield PhotoAdvice(
            verdict=Verdict.USABLE,
            concern=Concern.TURNED,
            sentence=message("guidance.maybe_turned", angle=Quantity(value=yaw_deg)),
            remedy=message("guidance.check_feet"),
        )


def _of_landmarks(observation: Observation) -> Iterator[PhotoAdvice]:
    if not observation.view.is_lateral:
        yield from _hidden(observation)
        return
    if observation.anatomy.back is None and observation.anatomy.find(LandmarkName.C7, BodySide.MIDLINE) is not None:
        sentence, remedy = message("guidance.back_hidden"), message("guidance.arm_forward")
        yield PhotoAdvice(verdict=Verdict.USABLE, concern=Concern.ARM_OVER_TRUNK, sentence=sentence, remedy=remedy)
    yield from _hidden(observation)


def _hidden(observation: Observation) -> Iterator[PhotoAdvice]:
    """Points of the body that do not show; ASIS and PSIS never do. Legs are not asked of a sitting person."""
    passed_over = {LandmarkName.ASIS, LandmarkName.PSIS}
    if observation.position is Position.SITTING:
        passed_over |= {LandmarkName.KNEE, LandmarkName.MALLEOLUS}
    for missing in observation.anatomy.missing:
        if missing.name not in passed_over:
            yield PhotoAdvice(verdict=Verdict.USABLE, concern=Concern.HIDDEN_POINT, sentence=missing.reason, remedy=missing.remedy)
