"""Measures simple enough to be redrawn while a point is being dragged, as data for the browser.

The browser evaluates the same arithmetic (``frontend/geometry.js``); the full measurement, parallax and errors included, follows after the
drop. A value under the finger is the measured one plus what the drawn geometry has changed by since.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.corrections import Point
from posture_cv.domain.messages import decimals_for
from posture_cv.domain.views import Position, View
from posture_cv.measures.arithmetic import reading
from posture_cv.measures.recipe import recipes
from posture_cv.ui.editor.handles import key_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from posture_cv.domain.estimates import Measurement, MeasureName
    from posture_cv.domain.landmarks import AnatomicalPose
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.views import BodySide
    from posture_cv.measures.recipe import Recipe
    from posture_cv.ui.editor.body import EditedBody


@dataclass(frozen=True, slots=True, kw_only=True)
class DragMeasure:
    """One measure as the browser evaluates it.

    Attributes
    ----------
    recipe
        The measure, its signs, and the places it is computed from.
    label
        What it is called on the page.
    outward
        +1 or -1: which image direction counts as outward.
    value
        As measured by Python for the edit the editor is given; None to show the drawn geometry itself.
    automatic
        As measured before any correction; None to take it from the drawn geometry.
    half_width
        Half the interval of ``value``; None where there is none.
    """

    recipe: Recipe
    label: str
    outward: int
    value: float | None = None
    automatic: float | None = None
    half_width: float | None = None
    decimals: int = 1

    @property
    def name(self) -> MeasureName:
        """Which measure it is."""
        return self.recipe.row.name

    @property
    def side(self) -> BodySide:
        """The side its number belongs to."""
        return self.recipe.side

    @property
    def points(self) -> tuple[str, ...]:
        """Keys of its handles, in the order its kind asks for."""
        return tuple(key_of(name, side) for name, side in self.recipe.places)


def drag_measures(
    definitions: Iterable[MeasureDefinition],
    anatomy: AnatomicalPose,
    position: Position,
    label: Callable[[MeasureName, BodySide], str],
    *,
    measurements: Iterable[Measurement] = (),
    automatic: Iterable[Measurement] = (),
) -> tuple[DragMeasure, ...]:
    """Every measure of a view that follows a drag, whether its points are there or not.

    Parameters
    ----------
    anatomy
        The points as they stand, corrections included.
    label
        Names a measure on the page.
    measurements
        What was measured in this photo from those points.
    automatic
        What was measured in it before any correction; with it, changes from automatic are exact.

    Returns
    -------
    tuple of DragMeasure
        Spinal curves are left out, because their outline does not move with a point, and so is what is read as photographed: beside the
        same measure in the body's plane it would only repeat it.
    """
    outward = anatomy.facing_sign or (1 if anatomy.view is View.BACK else -1)
    given = {(point.name, point.side) for point in anatomy.landmarks}
    measured = {(taken.name, taken.side): taken for taken in measurements}
    before = {(taken.name, taken.side): taken.value for taken in automatic}
    return tuple(
        _drag_measure(recipe, label, outward, measured.get((recipe.row.name, recipe.side)), before.get((recipe.row.name, recipe.side)))
        for recipe in recipes(definitions, anatomy.view, given)
        if recipe.row.tangents is None
        and not recipe.row.as_photographed
        and not (recipe.row.standing_only and position is not Position.STANDING)
    )


def dragged_value(
    dragged: DragMeasure, points_px: Mapping[str, Point], *, roll_deg: float, stature_px: float | None, body: EditedBody | None = None
) -> float | None:
    """The value of the drawn geometry; None where a point or the stature is missing.

    Parameters
    ----------
    points_px
        Positions by handle key, photo pixels.
    roll_deg
        Camera roll (``posture_cv.domain.photo.Roll``).
    body
        Takes parallax out where it knows all the measure's points; without it the value is what a protractor on the photo would show.
    """
    row = dragged.recipe.row
    if any(key not in points_px for key in dragged.points) or (row.kind.is_length and not stature_px):
        return None
    known = body if body is not None and all(key in body.places for key in dragged.points) else None
    at = [_outward_and_up(dragged, key, points_px[key], roll_deg, known) for key in dragged.points]
    value = float(reading(row.kind, [(np.asarray(x), np.asarray(y)) for x, y in at], upward=row.upward, turn=row.turn))
    return 100.0 * value / stature_px if row.kind.is_length and stature_px else value


def _outward_and_up(dragged: DragMeasure, key: str, point: Point, roll_deg: float, body: EditedBody | None) -> Point:
    away = dragged.recipe.away
    cos, sin = math.cos(math.radians(roll_deg)), math.sin(math.radians(roll_deg))
    dx, dy = (point[0] - body.centre_px[0], point[1] - body.centre_px[1]) if body is not None else point
    x, y = dx * cos + dy * sin, dy * cos - dx * sin
    if body is None:
        return away * dragged.outward * x, -y
    place = body.places[key]
    (outward_x, up_x), (outward_y, up_y) = place.slope
    step_x, step_y = x - place.upright_px[0], y - place.upright_px[1]
    return away * (place.at_px[0] + outward_x * step_x + outward_y * step_y), place.at_px[1] + up_x * step_x + up_y * step_y


def _drag_measure(
    recipe: Recipe, label: Callable[[MeasureName, BodySide], str], outward: int, taken: Measurement | None, before: float | None
) -> DragMeasure:
    plain = DragMeasure(recipe=recipe, label=label(recipe.row.name, recipe.side), outward=outward, automatic=before)
    if taken is None:
        return plain
    half_width = (taken.interval.upper - taken.interval.lower) / 2.0
    return replace(plain, value=taken.value, half_width=half_width, decimals=decimals_for(taken.standard_error))
