"""What an overlay shows, in photo pixels, before any of it is painted."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from posture_cv.domain.messages import message
from posture_cv.domain.views import BodySide

if TYPE_CHECKING:
    from posture_cv.domain.assessment import AssessedPhoto, Assessment, PhotoLandmark
    from posture_cv.domain.estimates import Measurement
    from posture_cv.domain.judgements import JudgedMeasure, Judgement
    from posture_cv.domain.landmarks import LandmarkName, Origin
    from posture_cv.domain.messages import Message

Point = tuple[float, float]

CHI_SQUARE_90_2D = 4.605
"""90 % quantile of chi-square with two degrees of freedom: squared radius, in standard deviations, of a 90 % error ellipse."""


class Role(Enum):
    """What a line stands for; decides colour, width and dashes together, so that colour is never the only sign."""

    PLUMB = "plumb"
    BODY = "body"
    ANGLE = "angle"
    REFERENCE = "reference"
    CONTOUR = "contour"


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLine:
    """A polyline."""

    points: tuple[Point, ...]
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnPoint:
    """A landmark with its 90 % error ellipse: semi-axes in photo pixels, the first turned by ``angle_deg`` clockwise on screen."""

    at: Point
    origin: Origin
    semi_axes_px: tuple[float, float]
    angle_deg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text that belongs to ``at`` and would best stand in the direction ``toward``. Only measures get a box (``boxed``)."""

    text: Message
    at: Point
    toward: Point
    boxed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoScene:
    """All marks of one photo. ``stature_px`` scales widths and letters."""

    lines: tuple[DrawnLine, ...]
    dots: tuple[DrawnPoint, ...]
    labels: tuple[Label, ...]
    stature_px: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Upright:
    """The scene's own up and right in the picture, unit vectors, from the roll estimate (`posture_cv.domain.photo.Roll`)."""

    up: Point
    right: Point

    @classmethod
    def of(cls, photo: AssessedPhoto) -> Upright:
        """Give the directions in that photo."""
        roll_rad = math.radians(photo.quality.roll.roll_deg)
        return cls(up=(math.sin(roll_rad), -math.cos(roll_rad)), right=(math.cos(roll_rad), math.sin(roll_rad)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoMarks:
    """What an assessment says about one of its photos."""

    photo: AssessedPhoto
    landmarks: tuple[PhotoLandmark, ...]
    measurements: tuple[Measurement, ...]
    judgements: tuple[JudgedMeasure, ...] = ()

    @classmethod
    def of(cls, assessment: Assessment, photo: int) -> PhotoMarks:
        """Pick what belongs to the photo counted from 0.

        Raises
        ------
        ValueError
            If the assessment has no such photo.
        """
        chosen = next((p for p in assessment.photos if p.index == photo), None)
        if chosen is None:
            raise ValueError(f"expected a photo of the assessment, 0 to {len(assessment.photos) - 1}, but got {photo}")
        return cls(
            photo=chosen,
            landmarks=tuple(p for p in assessment.landmarks if p.photo == photo),
            measurements=tuple(m for m in assessment.measurements if m.photo == photo),
            judgements=tuple(one for one in assessment.judgements if one.photo == photo),
        )

    @property
    def stature_px(self) -> float:
        """Stature, or the height of the person's box where the stature is unknown."""
        return self.photo.stature_px or max(self.photo.body.height_px, 1.0)

    def judgement(self, measured: Measurement) -> Judgement | None:
        """What is to be said of a measurement in this photo; None where it is not judged."""
        about = (measured.name, measured.side)
        return next((one.judgement for one in self.judgements if (one.measure, one.side) == about), None)

    def point(self, name: LandmarkName, side: BodySide = BodySide.MIDLINE) -> Point | None:
        """Position of a landmark; without a side, the first of that name."""
        for p in self.landmarks:
            if p.name is name and side in (p.side, BodySide.MIDLINE):
                return p.x_px, p.y_px
        return None


def dot(landmark: PhotoLandmark) -> DrawnPoint:
    """Turn a landmark into a dot with its 90 % ellipse."""
    c = landmark.covariance_px2
    mean, difference = (c.xx + c.yy) / 2.0, (c.xx - c.yy) / 2.0
    spread = math.hypot(difference, c.xy)
    major, minor = (math.sqrt(max(v, 0.0) * CHI_SQUARE_90_2D) for v in (mean + spread, mean - spread))
    angle_deg = math.degrees(0.5 * math.atan2(c.xy, difference))
    return DrawnPoint(at=(landmark.x_px, landmark.y_px), origin=landmark.origin, semi_axes_px=(major, minor), angle_deg=angle_deg)


def along(start: Point, direction: Point, length: float) -> Point:
    """Go ``length`` from ``start`` in a unit direction."""
    return start[0] + direction[0] * length, start[1] + direction[1] * length


def opposite(direction: Point) -> Point:
    """The other way."""
    return -direction[0], -direction[1]


def midpoint(a: Point, b: Point) -> Point:
    """Point halfway between two points."""
    return (a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0


def arc(centre: Point, start: Point, end: Point, radius: float, steps: int = 24) -> tuple[Point, ...]:
    """Points of the shorter arc about ``centre`` from the direction of ``start`` to that of ``end``."""
    first = math.atan2(start[1] - centre[1], start[0] - centre[0])
    turn = math.atan2(end[1] - centre[1], end[0] - centre[0]) - first
    turn = math.remainder(turn, 2.0 * math.pi)
    angles = (first + turn * i / steps for i in range(steps + 1))
    return tuple((centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a)) for a in angles)


def plumb_line(base: Point, upright: Upright, photo: AssessedPhoto) -> DrawnLine:
    """Draw the vertical through ``base`` from just below it to just above the person."""
    rise = (base[1] - photo.body.top_px) + 0.03 * photo.body.height_px
    return DrawnLine(
        points=(along(base, upright.up, -0.03 * photo.body.height_px), along(base, upright.up, max(rise, 1.0))), role=Role.PLUMB
    )


def short_name(name: LandmarkName) -> Message:
    """A landmark's name as short as a picture has room for."""
    return message(f"overlay.point.{name}")
