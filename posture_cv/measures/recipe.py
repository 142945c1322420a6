"""A measure's row applied to one view: which places of the body it is computed from, and how."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from posture_cv.anatomy.frame import near_side
from posture_cv.domain.landmarks import UNPAIRED, LandmarkName
from posture_cv.domain.measures import MeasureDefinition, Plane, Sides
from posture_cv.domain.views import BodySide
from posture_cv.measures.arithmetic import reading

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from posture_cv.domain.views import View
    from posture_cv.measures.arithmetic import Coordinates
    from posture_cv.measures.projection import Scene

Place = tuple[LandmarkName, BodySide]


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """Points of one body for m sets of quantities: outward and upward coordinates, each of shape (m,), pixels; each is computed once."""

    scene: Scene
    quantities: NDArray[np.float64]
    as_photographed: bool = False
    _found: dict[Place, Coordinates] = field(default_factory=dict, init=False, repr=False)

    def at(self, place: Place) -> Coordinates:
        """Outward (forward, or to the person's right in a frontal view) and upward coordinate of a landmark."""
        if place not in self._found:
            read = self.scene.in_photo if self.as_photographed else self.scene.in_body
            self._found[place] = read(self.quantities, *place)
        return self._found[place]

    def percent_of_height(self, length_px: NDArray[np.float64]) -> NDArray[np.float64]:
        """A length in per cent of stature."""
        percent: NDArray[np.float64] = 100.0 * length_px / self.scene.stature_px(self.quantities)
        return percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One measure of one side in one view.

    Attributes
    ----------
    side
        The side its number belongs to: the near one in a lateral view, a leg in a frontal one, else ``MIDLINE``.
    places
        What it is computed from, in the order of its kind.
    away
        -1 where outward, away from the body's middle, is towards the person's left; else 1.
    """

    row: MeasureDefinition
    side: BodySide
    places: tuple[Place, ...]
    away: int

    def value(self, body: Body) -> NDArray[np.float64]:
        """The value for m sets of quantities, in the measure's unit, shape (m,); not for a curve."""
        at = [(self.away * outward, upward) for outward, upward in map(body.at, self.places)]
        value = reading(self.row.kind, at, upward=self.row.upward, turn=self.row.turn)
        return body.percent_of_height(value) if self.row.kind.is_length else value


def recipes(definitions: Iterable[MeasureDefinition], view: View, given: Collection[Place]) -> tuple[Recipe, ...]:
    """Every measure of a view's plane, each side on its own.

    Parameters
    ----------
    given
        Places that were found; they decide where other points stand in (``MeasureDefinition.stand_ins``).

    Returns
    -------
    tuple of Recipe
        In the rows' order; nothing for an oblique view.
    """
    plane = Plane.of(view)
    return tuple(recipe for row in definitions if row.plane is plane for recipe in _of_row(row, view, given))


def _of_row(row: MeasureDefinition, view: View, given: Collection[Place]) -> Iterator[Recipe]:
    if view.is_lateral:
        sides: tuple[BodySide, ...] = (near_side(view),)
    else:
        sides = (BodySide.LEFT, BodySide.RIGHT) if row.sides is Sides.EACH else (BodySide.MIDLINE,)
    for side in sides:
        away = -1 if side is BodySide.LEFT and view.is_frontal else 1
        yield Recipe(row=row, side=side, places=_places(row, view, side, given), away=away)


def _places(row: MeasureDefinition, view: View, side: BodySide, given: Collection[Place]) -> tuple[Place, ...]:
    """The first choice of points that is there as a whole; the row's own where none is."""
    others = [stand_in for stand_in in row.stand_ins if view in stand_in.views]
    choices = [one.points for one in others if one.preferred] + [row.points] + [one.points for one in others if not one.preferred]
    placed = (_on_side(points, side) for points in choices)
    return next((places for places in placed if all(place in given for place in places)), _on_side(row.points, side))


def _on_side(points: Iterable[LandmarkName], side: BodySide) -> tuple[Place, ...]:
    """The points of a side; of both sides, left first, for the midline."""
    sides = (BodySide.LEFT, BodySide.RIGHT) if side is BodySide.MIDLINE else (side,)
    return tuple((name, of) for name in points for of in ((BodySide.MIDLINE,) if name in UNPAIRED else sides))
