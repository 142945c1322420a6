"""Anatomical landmarks in a photo, each with its error and where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.messages import Message
from posture_cv.domain.photo import Roll
from posture_cv.domain.pose import PersonBox
from posture_cv.domain.views import BodySide, View


class LandmarkName(StrEnum):
    """Landmarks the anatomy room knows. ``HIP_JOINT`` is a joint centre; the rest are points on the skin or palpable bone."""

    TRAGUS = "tragus"
    OUTER_CANTHUS = "outer_canthus"
    C7 = "c7"
    ACROMION = "acromion"
    ASIS = "asis"
    PSIS = "psis"
    TROCHANTER = "trochanter"
    HIP_JOINT = "hip_joint"
    KNEE = "knee"
    MALLEOLUS = "malleolus"


UNPAIRED = frozenset({LandmarkName.C7})
"""Landmarks on the body's mid-line; every other has a left and a right one."""


class Origin(StrEnum):
    """Where a landmark's position came from, weakest first: a later one replaces an earlier."""

    DETECTED = "detected"
    ESTIMATED = "estimated"
    STICKER = "sticker"
    MARKED = "marked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Covariance:
    """Covariance of a 2-D position, photo pixels squared."""

    xx: float
    xy: float
    yy: float

    def __post_init__(self) -> None:
        if self.xx < 0.0 or self.yy < 0.0 or self.xy * self.xy > self.xx * self.yy * (1.0 + 1e-9):
            raise ValueError(f"expected a positive semi-definite covariance, but got xx={self.xx}, xy={self.xy}, yy={self.yy}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person did to one point, and where it was before.

    Attributes
    ----------
    automatic_px
        Position (x, y) as found, photo pixels; None where nothing had been found.
    said
        What they said of it: moved, placed, confirmed, unsure or hidden.
    at
        ISO 8601 time of the last change.
    by
        Who did it; empty where nobody said.
    """

    automatic_px: tuple[float, float] | None
    said: str
    at: str
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Landmark:
    """One anatomical point in photo pixels, x right and y down.

    Attributes
    ----------
    note
        What makes the point doubtful ("hair or a collar may hide the nape"), None if nothing does.
    scatter_px2
        The part of ``covariance_px2`` that another photo of the same person draws anew, so that it averages out over repeats; the rest is
        the person's build, the estimator's bias or where a sticker was put. None where unknown: then all of it is taken as shared.
    correction
        What a person did to it; None for an automatic point.
    """

    name: LandmarkName
    side: BodySide
    x_px: float
    y_px: float
    covariance_px2: Covariance
    origin: Origin
    note: Message | None = None
    scatter_px2: Covariance | None = None
    correction: Correction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A point placed by hand, or a sticker's centre, photo pixels.

    Attributes
    ----------
    side
        None means the near side in a lateral view and is refused for paired points in a frontal one.
    origin
        ``MARKED`` or ``STICKER``; a mark by hand replaces a sticker of the same point.
    covariance_px2
        Of the centre read in the photo, for a sticker; where it was stuck has its own error (``posture_cv.anatomy.marks.STICKER_SD``).
    """

    name: LandmarkName
    x_px: float
    y_px: float
    side: BodySide | None = None
    origin: Origin = Origin.MARKED
    covariance_px2: Covariance | None = None

    def __post_init__(self) -> None:
        if self.origin not in (Origin.MARKED, Origin.STICKER):
            raise ValueError(f"expected a mark by hand or a sticker, but got {self.origin}")


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingLandmark:
    """A landmark that is not given, why, and what would make it available.

    Attributes
    ----------
    correction
        What a person did, where they said that the point is hidden.
    """

    name: LandmarkName
    side: BodySide
    reason: Message
    remedy: Message
    correction: Correction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BackProfile:
    """The skin line of the back in a lateral view, from the nape down to the fold of the buttock.

    Attributes
    ----------
    x_px, y_px
        Equally long, ordered downwards, y strictly increasing, photo pixels; smoothed.
    error_px
        Standard error of x at each row: silhouette edge, clothing, hair.
    sacral_level_y_px, sacral_level_error_px
        Height of the PSIS level (S2) on the photo and its standard error; with C7 it scales the curve's sampling heights.
    note
        What makes the line doubtful ("an arm forms part of the outline of the back"), None if nothing does.
    """

    x_px: tuple[float, ...]
    y_px: tuple[float, ...]
    error_px: float
    sacral_level_y_px: float
    sacral_level_error_px: float
    note: Message | None = None

    def __post_init__(self) -> None:
        if len(self.x_px) != len(self.y_px) or len(self.x_px) < 2:
            raise ValueError(f"expected two equally long sequences of two points or more, but got {len(self.x_px)} and {len(self.y_px)}")
        if any(b <= a for a, b in zip(self.y_px, self.y_px[1:], strict=False)):
            raise ValueError("expected y_px to increase strictly downwards, but it does not")


@dataclass(frozen=True, slots=True, kw_only=True)
class LensEstimate:
    """Where the lens was, seen from the body, read off the body's own perspective.

    Attributes
    ----------
    axis_y_px, axis_y_error_px
        Photo y at which a level line through the lens meets the photo, and its standard error.
    distance, distance_log_error
        Camera distance over the person's stature, and the standard error of its logarithm.
    yaw_deg, yaw_error_deg
        How far the body is turned from the view, as ``ViewEstimate`` counts it, and its standard error.
    """

    axis_y_px: float
    axis_y_error_px: float
    distance: float
    distance_log_error: float
    yaw_deg: float
    yaw_error_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NapeShift:
    """From where C7 is seen in a side view, on the nape's outline, to the mid-line: a near or low lens shows the near shoulder before it.

    Attributes
    ----------
    x_px, y_px
        To be added to the seen point, photo pixels; 0 where nothing stands before C7.
    x_error_px, y_error_px
        Their standard errors.
    """

    x_px: float
    y_px: float
    x_error_px: float
    y_error_px: float


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedAngle:
    """An angle judged from the whole outline, in the body's own plane, instead of between two points or two tangents.

    Attributes
    ----------
    name
        The measure it stands for; its definition and sign are that measure's.
    angle_deg, standard_error_deg
        Value and error.
    scatter_deg
        The part of the standard error that another photo of the same person draws anew.
    """

    name: MeasureName
    angle_deg: float
    standard_error_deg: float
    scatter_deg: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class WithheldMeasure:
    """A measure that this photo must not give though its points are there, why, and what would make it available."""

    name: MeasureName
    reason: Message
    remedy: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class AnatomicalPose:
    """The person in anatomical terms, as the measures read them.

    Attributes
    ----------
    facing_sign
        +1 if the person's front points to the image's right, -1 to its left, 0 in a frontal view.
    stature_px, stature_error_px
        Crown-to-sole height of the person in pixels, the scale of every ``pct_height``, and its standard error; None where head or feet
        are outside the frame and no estimate could stand in.
    face
        Box around the face, for blurring; None where no face shows.
    back
        Posterior skin line in a lateral view; None in a frontal one or where it is hidden.
    lens
        Where the lens was; None where nothing is known beyond what holds for any photo.
    nape
        Where the mid-line lies behind the C7 that is seen; None where nothing is known, and C7 is taken to be seen where it is.
    roll
        How far the camera was rolled, read off feet that stand on a level floor, for photos without a vertical reference; None where the
        feet do not tell.
    judged
        Angles judged as a whole; each is used as long as nobody corrects its points.
    interval_factors
        By measure, what its interval is to be multiplied by so that nine in ten hold the truth; found on people apart. It holds as long as
        every point of the measure is the estimator's own.
    added_errors
        By measure, a standard error that comes on top of the widened one: how real people differ from those the factors were found on. It
        is the person's own, the same in all their photos, and holds like the factors.
    withheld
        Measures that the photo must not give.
    widening
        What every interval is multiplied by on top: a photo that shows a person cut off, covered or aslant is none of those that the
        errors were found on.
    """

    view: View
    facing_sign: int
    landmarks: tuple[Landmark, ...]
    missing: tuple[MissingLandmark, ...] = ()
    stature_px: float | None = None
    stature_error_px: float | None = None
    face: PersonBox | None = None
    back: BackProfile | None = None
    lens: LensEstimate | None = None
    nape: NapeShift | None = None
    roll: Roll | None = None
    judged: tuple[JudgedAngle, ...] = ()
    interval_factors: tuple[tuple[MeasureName, float], ...] = ()
    added_errors: tuple[tuple[MeasureName, float], ...] = ()
    withheld: tuple[WithheldMeasure, ...] = ()
    widening: float = 1.0

    @property
    def middle_x_px(self) -> float | None:
        """Where the person stands across the photo; None without a landmark."""
        return sum(p.x_px for p in self.landmarks) / len(self.landmarks) if self.landmarks else None

    def find(self, name: LandmarkName, side: BodySide) -> Landmark | None:
        """The landmark of that name and side, or None."""
        return next((p for p in self.landmarks if p.name is name and p.side is side), None)

    def interval_factor(self, name: MeasureName) -> float:
        """What the interval of a measure is multiplied by, 1 where nothing was said."""
        return self.widening * next((factor for measure, factor in self.interval_factors if measure is name), 1.0)

    def added_error(self, name: MeasureName) -> float:
        """The standard error added to a measure, in its unit; 0 where nothing was said."""
        return next((error for measure, error in self.added_errors if measure is name), 0.0)

    def why_missing(self, name: LandmarkName, side: BodySide) -> MissingLandmark | None:
        """Why that landmark is not given, or None if nothing was said."""
        return next((m for m in self.missing if m.name is name and m.side is side), None)
