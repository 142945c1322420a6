"""When a photo is said to have limits, and when it is refused.

The bounds come from the pose model's answers on eight rendered people in 36 states of blur, light and size. Refused is what leaves it
without an answer in about half of re-framed copies or worse: blur of 1.4 % of height (42 % found; 1.0 %: 93 %), contrast 0.027 (62 %)
and 0.013 (12 %). A limit is named where the head angle's error grows by a sixth or more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.domain.errors import PhotoBlurred, PhotoDark, PhotoTooSmall
from posture_cv.domain.messages import Quantity, message
from posture_cv.domain.photo import Limitation, LimitationKind, tilt_limitation

if TYPE_CHECKING:
    from collections.abc import Iterator

    from posture_cv.capture.framing import PersonInFrame
    from posture_cv.capture.light import Light
    from posture_cv.domain.photo import Roll

HOPELESS_BLUR_PCT_HEIGHT = 1.2
HOPELESS_CONTRAST = 0.02
HOPELESS_EXPOSURE = 0.04
HOPELESS_BURNT_OUT = 0.85
HOPELESS_HEIGHT_PX = 50.0

_BLURRED_FROM_PCT_HEIGHT = 0.5
_DARK_BELOW = 0.2
_BURNT_OUT_FROM = 0.12
_PALE_BELOW = 0.08
_SMALL_BELOW_PX = 240.0

_MORE_LIGHT = message("photo.more_light")
_LESS_LIGHT = message("photo.less_light")
_STEP_CLOSER = message("photo.step_closer")
_HOLD_STILL = message("photo.hold_still")
_WHOLE_BODY = message("photo.whole_body")


def refuse_hopeless(light: Light, blur_pct_height: float | None, height_px: float) -> None:
    """Raise where nothing can be measured; ``blur_pct_height`` None says that the person shows no edge at all."""
    if height_px < HOPELESS_HEIGHT_PX:
        raise PhotoTooSmall(message("hopeless.small"), _STEP_CLOSER)
    if light.exposure < HOPELESS_EXPOSURE:
        raise PhotoDark(message("hopeless.dark"), _MORE_LIGHT)
    if light.burnt_out > HOPELESS_BURNT_OUT:
        raise PhotoDark(message("hopeless.burnt_out"), _LESS_LIGHT)
    if light.contrast < HOPELESS_CONTRAST:
        raise PhotoDark(message("hopeless.low_contrast"), message("hopeless.wipe_lens"))
    if blur_pct_height is None or blur_pct_height > HOPELESS_BLUR_PCT_HEIGHT:
        raise PhotoBlurred(message("hopeless.blurred"), _HOLD_STILL)


def limitations(framing: PersonInFrame, light: Light, blur_pct_height: float, roll: Roll, *, others: int) -> tuple[Limitation, ...]:
    """What about a usable photo makes its numbers less sure, most telling first."""
    tilt = tilt_limitation(roll)
    of_pixels = _of_pixels(light, blur_pct_height, framing.box.height_px)
    return (*_of_framing(framing, others), *of_pixels, *(() if tilt is None else (tilt,)))


def _of_framing(framing: PersonInFrame, others: int) -> Iterator[Limitation]:
    if not framing.head_inside:
        yield Limitation(kind=LimitationKind.HEAD_CROPPED, what=message("photo.head_cropped"), remedy=_WHOLE_BODY)
    if not framing.feet_inside:
        yield Limitation(kind=LimitationKind.FEET_CROPPED, what=message("photo.feet_cropped"), remedy=_WHOLE_BODY)
    if others:
        what = message("photo.others", count=others)
        yield Limitation(kind=LimitationKind.OTHER_PEOPLE, what=what, remedy=message("photo.alone"))


def _of_pixels(light: Light, blur_pct_height: float, height_px: float) -> Iterator[Limitation]:
    if height_px < _SMALL_BELOW_PX:
        what = message("photo.small", height=Quantity(value=height_px))
        yield Limitation(kind=LimitationKind.SMALL_PERSON, what=what, remedy=message("photo.step_closer"))
    elif blur_pct_height > _BLURRED_FROM_PCT_HEIGHT:
        yield Limitation(kind=LimitationKind.BLURRED, what=message("photo.blurred"), remedy=message("photo.hold_still"))
    if light.exposure < _DARK_BELOW:
        yield Limitation(kind=LimitationKind.DARK, what=message("photo.dark"), remedy=message("photo.more_light"))
    elif light.burnt_out > _BURNT_OUT_FROM:
        yield Limitation(kind=LimitationKind.BRIGHT, what=message("photo.burnt_out"), remedy=message("photo.less_light"))
    elif light.contrast < _PALE_BELOW:
        what = message("photo.low_contrast")
        yield Limitation(kind=LimitationKind.LOW_CONTRAST, what=what, remedy=message("photo.plain_background"))
