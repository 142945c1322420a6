"""A decoded photo and what it is good for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from posture_cv.domain.messages import Message, Quantity, message

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_TILTED_FROM_DEG = 3.0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Photo:
    """A photo, upright and stripped of everything but its pixels, its lens and its day.

    Attributes
    ----------
    pixels : ndarray of shape (height, width, 3), uint8
        RGB, C-contiguous, read-only.
    focal_length_px
        Focal length in pixels where the file stated a 35 mm equivalent, else None: it bounds parallax.
    focal_log_error
        Standard deviation of its logarithm that the file leaves open, as after a digital zoom; 0 where it leaves nothing open.
    taken_on
        The day on which it was taken by the camera's clock, None where the file does not say: a visit is one day.
    """

    pixels: NDArray[np.uint8]
    focal_length_px: float | None = None
    focal_log_error: float = 0.0
    taken_on: dt.date | None = None

    def __post_init__(self) -> None:
        if self.pixels.ndim != 3 or self.pixels.shape[2] != 3 or str(self.pixels.dtype) != "uint8":
            found = f"{self.pixels.shape} {self.pixels.dtype}"
            raise ValueError(f"expected RGB pixels of shape (height, width, 3) and type uint8, but got {found}")

    @property
    def width_px(self) -> int:
        """Width in pixels."""
        return int(self.pixels.shape[1])

    @property
    def height_px(self) -> int:
        """Height in pixels."""
        return int(self.pixels.shape[0])


CAMERA_SHAPES = (4.0 / 3.0, 3.0 / 2.0, 16.0 / 9.0, 19.5 / 9.0, 20.0 / 9.0)
"""Long side over short side of the pictures that phones, cameras and webcams take."""

_SHAPE_TOLERANCE = 0.01
_MOST_OFF_MIDDLE = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class LensAxis:
    """Where the lens pointed, across the photo.

    Attributes
    ----------
    x_px, open_px
        The place and how far it is open to either side, as a standard deviation; 0 where it is the photo's middle.
    known
        Whether it may be taken to be the photo's middle.
    """

    x_px: float
    open_px: float
    known: bool


def lens_axis(width_px: int, height_px: int, focal_length_px: float | None, person_x_px: float) -> LensAxis:
    """Where the lens pointed: the one rule for everything that depends on it.

    A file that states its focal length is the camera's own, and the lens pointed at its middle, a digital zoom included, which cuts the
    frame from its middle. Without one, a picture of no camera's shape, or one with the person further than a quarter of its width off
    the middle, may be a crop, a collage or padded: then the lens pointed somewhere between the middle and the person.
    """
    middle_px = width_px / 2.0
    off_px = person_x_px - middle_px
    shape = max(width_px, height_px) / min(width_px, height_px)
    is_cameras = any(abs(shape / usual - 1.0) <= _SHAPE_TOLERANCE for usual in CAMERA_SHAPES)
    if focal_length_px is not None or (is_cameras and abs(off_px) <= _MOST_OFF_MIDDLE * width_px):
        return LensAxis(x_px=middle_px, open_px=0.0, known=True)
    return LensAxis(x_px=middle_px + off_px / 2.0, open_px=abs(off_px) / 2.0, known=False)


class LimitationKind(StrEnum):
    """What about a photo makes its numbers less sure."""

    BLURRED = "blurred"
    DARK = "dark"
    BRIGHT = "bright"
    LOW_CONTRAST = "low_contrast"
    SMALL_PERSON = "small_person"
    HEAD_CROPPED = "head_cropped"
    FEET_CROPPED = "feet_cropped"
    TILTED = "tilted"
    TURNED = "turned"
    ARM_OVER_TRUNK = "arm_over_trunk"
    OTHER_PEOPLE = "other_people"
    RIGHTED = "righted"
    SLANTED = "slanted"
    STRIDING = "striding"
    BENT = "bent"
    ARM_LIFTED = "arm_lifted"
    ARMS_FORWARD = "arms_forward"
    HIDDEN_PART = "hidden_part"
    DRAWN_OVER = "drawn_over"
    VEILED = "veiled"
    VIEW_DOUBTFUL = "view_doubtful"
    NAPE_COVERED = "nape_covered"
    BACK_UNSURE = "back_unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limitation:
    """One thing about the photo that widens intervals or withholds measures: what, and how to do better next time."""

    kind: LimitationKind
    what: Message
    remedy: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class VerticalLine:
    """A true vertical drawn along a door frame or a plumb line.

    Attributes
    ----------
    top_px, bottom_px
        Its two ends (x, y), photo pixels.
    at
        ISO 8601 time of the last change.
    by
        Who drew it; empty where nobody said.
    """

    top_px: tuple[float, float]
    bottom_px: tuple[float, float]
    at: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roll:
    """Camera roll against the vertical, degrees.

    Positive: the scene's vertical leans to the image's right at its top, i.e. points must be turned counter-clockwise on screen to
    stand upright. ``referenced`` tells a value read off verticals in the scene or given by hand from the prior for hand-held photos;
    ``drawn`` is the line it was read off, where a person drew one in the editor.
    """

    roll_deg: float
    standard_error_deg: float
    referenced: bool
    drawn: VerticalLine | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoQuality:
    """What the photo offers a measurement.

    Attributes
    ----------
    sharpness
        0 (useless) to 1 (sharp), measured on the person.
    exposure
        Mean luminance of the person's box, 0 (black) to 1 (white).
    contrast
        RMS contrast of the person's box, 0 to about 0.5.
    person_height_px
        Height of the person's silhouette inside the frame, pixels.
    head_inside, feet_inside
        Whether the crown and the soles lie inside the frame.
    noise_scale
        Factor, at least 1, by which the detector's landmark error is widened for blur, darkness and small size.
    """

    sharpness: float
    exposure: float
    contrast: float
    person_height_px: float
    head_inside: bool
    feet_inside: bool
    roll: Roll
    noise_scale: float
    limitations: tuple[Limitation, ...] = ()


def tilt_limitation(roll: Roll) -> Limitation | None:
    """The camera was tilted sideways, where a reference shows that it was by more than 3 degrees; None otherwise."""
    if not roll.referenced or abs(roll.roll_deg) <= _TILTED_FROM_DEG:
        return None
    return Limitation(
        kind=LimitationKind.TILTED,
        what=message("photo.tilted", angle=Quantity(value=abs(roll.roll_deg))),
        remedy=message("photo.hold_upright"),
    )
