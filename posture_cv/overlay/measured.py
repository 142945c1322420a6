"""Lines and labels of the measures, each drawn as its kind asks for (`posture_cv.domain.measures.MeasureDefinition`)."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.domain.measures import MeasureKind
from posture_cv.domain.messages import Message, estimate_of, message, row_text, size_of
from posture_cv.domain.views import BodySide, View
from posture_cv.measures.recipe import recipes
from posture_cv.overlay.scene import DrawnLine, Label, Point, Role, Upright, along, arc, midpoint, opposite

if TYPE_CHECKING:
    from collections.abc import Iterable

    from posture_cv.domain.assessment import AssessedPhoto
    from posture_cv.domain.estimates import Measurement
    from posture_cv.domain.judgements import Judgement
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.measures.recipe import Recipe
    from posture_cv.overlay.scene import PhotoMarks

_ARC = 0.62
"""Radius of an angle's arc, per length of the measured line."""


def draw_measures(marks: PhotoMarks, definitions: Iterable[MeasureDefinition], lines: list[DrawnLine], labels: list[Label]) -> None:
    """Add what the picture shows of every measure: its line where its points are there, its label where it was measured."""
    upright = Upright.of(marks.photo)
    given = {(p.name, p.side): (p.x_px, p.y_px) for p in marks.landmarks}
    for recipe in recipes(definitions, marks.photo.view, given):
        row = recipe.row
        points = tuple(given[place] for place in recipe.places if place in given)
        whole = len(points) == len(recipe.places)
        measured = next((m for m in marks.measurements if m.name is row.name and m.side is recipe.side), None)
        drawing = _Drawing(recipe, marks, upright, points, measured, lines, labels)
        if row.from_plumb_line and whole:
            drawing.offset_from_plumb_line()
        elif row.label and row.kind is MeasureKind.CURVE:
            drawing.curve()
        elif row.label and whole:
            drawing.between_points()


def outward(photo: AssessedPhoto, upright: Upright) -> Point:
    """Forward in a side view, towards the person's right else: at the image's left in a front view, at its right in a back view."""
    sign = photo.facing_sign or (1 if photo.view is View.BACK else -1)
    return upright.right[0] * sign, upright.right[1] * sign


def tilt_text(tilt: Measurement, judgement: Judgement | None) -> Message:
    """A frontal tilt by its size, and by its lower side where it clearly lies beyond the range it is compared with."""
    if judgement is None or not judgement.is_clearly_beyond:
        return message("overlay.tilt.none", size=size_of(tilt))
    return message("overlay.tilt.right_lower" if tilt.value > 0.0 else "overlay.tilt.left_lower", size=size_of(tilt))


def judged_text(measured: Measurement, judgement: Judgement | None) -> Message:
    """A value, and the verdict on it where it clearly lies beyond the range it is compared with."""
    if judgement is None or not judgement.is_clearly_beyond:
        return estimate_of(measured)
    return message("overlay.judged", value=estimate_of(measured), verdict=judgement.wording)


@dataclass(frozen=True, slots=True)
class _Drawing:
    """One measure about to be drawn; ``points`` are those of its places that are there."""

    recipe: Recipe
    marks: PhotoMarks
    upright: Upright
    points: tuple[Point, ...]
    measured: Measurement | None
    lines: list[DrawnLine]
    labels: list[Label]

    @property
    def outward(self) -> Point:
        """Outward as the measure counts it."""
        direction = outward(self.marks.photo, self.upright)
        return direction if self.recipe.away > 0 else opposite(direction)

    def between_points(self) -> None:
        match self.recipe.row.kind:
            case MeasureKind.ELEVATION if self.recipe.side is BodySide.MIDLINE:
                self._across_the_body()
            case MeasureKind.ELEVATION:
                self._angle(self.outward)
            case MeasureKind.INCLINATION:
                self._angle(self.upright.up if self.recipe.row.upward > 0 else opposite(self.upright.up))
            case MeasureKind.BEND:
                self._bend()
            case MeasureKind.SHIFT:
                upper_left, upper_right, lower_left, lower_right = self.points
                self._offset(midpoint(lower_left, lower_right), midpoint(upper_left, upper_right))
            case _:
                self._offset(*self.points)

    def offset_from_plumb_line(self) -> None:
        foot, point = self.points
        self.lines.append(DrawnLine(points=(self._beside(foot, point), point), role=Role.REFERENCE))

    def curve(self) -> None:
        back, part = self.marks.photo.back_profile_px, self.recipe.row.label_at
        if len(back) < 2:
            return
        low = min(int(part * (len(back) - 1)), len(back) - 2)
        self._label(midpoint(back[low], back[low + 1]), opposite(self.outward))

    def _angle(self, against: Point) -> None:
        start, end = self.points
        length = math.dist(start, end)
        self.lines.append(DrawnLine(points=(start, end), role=Role.ANGLE))
        if self.measured is not None:
            tip = along(start, against, self.recipe.row.label_at * length)
            self.lines.append(DrawnLine(points=(start, tip), role=Role.REFERENCE))
            self.lines.append(DrawnLine(points=arc(start, tip, end, _ARC * length), role=Role.ANGLE))
            self._label(tip, self.outward)

    def _across_the_body(self) -> None:
        start, end = sorted(self.points)
        if start == end:
            return
        length, overhang_px = math.dist(start, end), self.recipe.row.label_at * self.marks.stature_px
        direction = ((end[0] - start[0]) / length, (end[1] - start[1]) / length)
        tip = along(end, direction, overhang_px)
        self.lines.append(DrawnLine(points=(along(start, direction, -overhang_px), tip), role=Role.ANGLE))
        self._label(tip, direction)

    def _bend(self) -> None:
        if not any(set(self.points) <= set(line.points) for line in self.lines):
            self.lines.append(DrawnLine(points=self.points, role=Role.BODY))
        self._label(self.points[1], opposite(self.outward) if self.marks.photo.view.is_lateral else self.outward)

    def _offset(self, origin: Point, point: Point) -> None:
        level = self._beside(origin, point)
        self.lines.append(DrawnLine(points=(origin, level), role=Role.REFERENCE))
        self.lines.append(DrawnLine(points=(level, point), role=Role.ANGLE))
        self._label(point, self.outward)

    def _beside(self, foot: Point, point: Point) -> Point:
        """Where the vertical through ``foot`` is level with a point."""
        up = self.upright.up
        return along(foot, up, (point[0] - foot[0]) * up[0] + (point[1] - foot[1]) * up[1])

    def _label(self, at: Point, toward: Point) -> None:
        if self.measured is not None:
            self.labels.append(Label(text=self._text(self.measured), at=at, toward=toward, boxed=True))

    def _text(self, measured: Measurement) -> Message:
        label, lateral = row_text("measures", self.recipe.row.name, "label"), self.marks.photo.view.is_lateral
        judgement = self.marks.judgement(measured)
        if not lateral and self.recipe.side is not BodySide.MIDLINE:
            return message(f"overlay.measured.{self.recipe.side}", label=label, value=judged_text(measured, judgement))
        across = not lateral and self.recipe.row.kind is MeasureKind.ELEVATION
        value = tilt_text(measured, judgement) if across else judged_text(measured, judgement)
        return message("overlay.measured", label=label, value=value)
