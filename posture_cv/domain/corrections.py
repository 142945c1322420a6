"""What a hand said about one photo: everything that a person can add to, or change in, the automatic answer."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from enum import StrEnum

from posture_cv.domain.known_length import KnownLength
from posture_cv.domain.landmarks import LandmarkName, Mark, Origin
from posture_cv.domain.photo import VerticalLine
from posture_cv.domain.views import BodySide, View

Point = tuple[float, float]


class PointStatus(StrEnum):
    """What a person said about one point; a point nobody touched has no correction at all."""

    MOVED = "moved"
    PLACED = "placed"
    CONFIRMED = "confirmed"
    UNSURE = "unsure"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True, kw_only=True)
class PointCorrection:
    """One point somebody touched.

    Attributes
    ----------
    side
        None for the near side in a lateral view, or for a point on the mid-line: coordinates typed before the view is known.
    automatic_px, final_px
        Position (x, y) before and after, photo pixels. ``automatic_px`` is None where nothing had been found, or where the point was given
        without looking at what was found; ``final_px`` None for a hidden point that never had a position.
    at
        ISO 8601 time of the last change; empty for the time at which the photo is concluded.
    by
        Who did it; empty where nobody said.
    """

    name: LandmarkName
    side: BodySide | None
    automatic_px: Point | None
    final_px: Point | None
    status: PointStatus
    at: str
    by: str = ""

    @property
    def distance_px(self) -> float:
        """How far the point lies from its automatic place, photo pixels; 0 where it had none."""
        if self.automatic_px is None or self.final_px is None:
            return 0.0
        return math.dist(self.automatic_px, self.final_px)


@dataclass(frozen=True, slots=True, kw_only=True)
class LengthLine:
    """A thing of known length: its two ends in photo pixels, its length once somebody typed it, and how far it is behind the person.

    Attributes
    ----------
    at
        ISO 8601 time of the last change; empty where nobody kept it.
    """

    start_px: Point
    end_px: Point
    at: str = ""
    length_cm: float | None = None
    behind_cm: float = 0.0

    @classmethod
    def of(cls, known: KnownLength) -> LengthLine:
        """A known length as the line it was marked by."""
        return cls(start_px=known.start_px, end_px=known.end_px, length_cm=known.length_cm, behind_cm=known.behind_cm)

    @property
    def known(self) -> KnownLength | None:
        """What can be measured with; None while its length is not typed."""
        if self.length_cm is None:
            return None
        return KnownLength(start_px=self.start_px, end_px=self.end_px, length_cm=self.length_cm, behind_cm=self.behind_cm)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aim:
    """What decides the automatic answer about a photo: change it, and the photo has to be looked at again.

    Attributes
    ----------
    view
        Side of the body the photo shows; None to recognise it.
    person
        Which person is meant, counted from 1 by size; None for the main one.
    quarter_turns
        Clockwise quarter turns that put the photo upright, 0 to 3.
    mirrored
        Whether the photo was mirrored, as selfies are; it is turned first and mirrored back then.
    position_confirmed
        Whether the person holds themselves as said, whatever the photo looks like.
    """

    view: View | None = None
    person: int | None = None
    quarter_turns: int = 0
    mirrored: bool = False
    position_confirmed: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.quarter_turns <= 3:
            raise ValueError(f"expected 0 to 3 quarter turns, but got {self.quarter_turns}")
        if self.person is not None and self.person < 1:
            raise ValueError(f"expected a person counted from 1, but got {self.person}")


UNAIMED = Aim()
"""The photo as it is, its view and its person recognised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Corrections:
    """Everything a hand said about one photo.

    Attributes
    ----------
    aim
        View, person, turned and mirrored.
    points
        Points that were touched, each once; positions refer to the photo as aimed at, turned and mirrored.
    vertical
        A true vertical drawn in it.
    known
        A thing of known length marked in it.
    stickers
        Stickers accepted as points.

    Raises
    ------
    ValueError
        If a point or a sticker occurs twice, or a sticker is none.
    """

    aim: Aim = UNAIMED
    points: tuple[PointCorrection, ...] = ()
    vertical: VerticalLine | None = None
    known: LengthLine | None = None
    stickers: tuple[Mark, ...] = ()

    def __post_init__(self) -> None:
        for places in ([(p.name, p.side) for p in self.points], [(s.name, s.side) for s in self.stickers]):
            if len(set(places)) < len(places):
                raise ValueError(f"expected each point once, but got {', '.join(name for name, _ in places)}")
        if any(sticker.origin is not Origin.STICKER for sticker in self.stickers):
            raise ValueError("expected stickers, but got a mark by hand")

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was set by hand in the photo: no point, no line. Aim and stickers do not count."""
        return not self.points and self.vertical is None and self.known is None

    def find(self, name: LandmarkName, side: BodySide | None) -> PointCorrection | None:
        """What was done to that point, or None."""
        return next((point for point in self.points if point.name is name and point.side is side), None)

    def with_point(self, point: PointCorrection) -> Corrections:
        """With that point in place of what was known of it."""
        return replace(self, points=(*self._others(point.name, point.side), point))

    def without_point(self, name: LandmarkName, side: BodySide | None) -> Corrections:
        """With that point back to automatic."""
        return replace(self, points=self._others(name, side))

    def untouched(self) -> Corrections:
        """With nothing set by hand in the photo; aim and stickers stay."""
        return Corrections(aim=self.aim, stickers=self.stickers)

    def aimed(self, aim: Aim) -> Corrections:
        """With another aim; where it is another, all else goes: it belonged to another view, person or frame."""
        return self if aim == self.aim else Corrections(aim=aim)

    def signed(self, by: str) -> Corrections:
        """With ``by`` on every point, and on the vertical, that nobody has signed yet."""
        points = tuple(point if point.by else replace(point, by=by) for point in self.points)
        line = self.vertical
        return replace(self, points=points, vertical=line if line is None or line.by else replace(line, by=by))

    def dated(self, at: str) -> Corrections:
        """With ``at``, an ISO 8601 time, on every point and known length that has no time yet."""
        points = tuple(point if point.at else replace(point, at=at) for point in self.points)
        return replace(self, points=points, known=self.known if self.known is None or self.known.at else replace(self.known, at=at))

    def _others(self, name: LandmarkName, side: BodySide | None) -> tuple[PointCorrection, ...]:
        return tuple(point for point in self.points if (point.name, point.side) != (name, side))
