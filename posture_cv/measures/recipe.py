"""What a measure needs and how it is computed: a recipe, applied to every photo of its plane."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.estimates import MeasureName, Unit
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.measures.projection import Scene

Place = tuple[LandmarkName, BodySide]


@dataclass(frozen=True, slots=True, eq=False)
class Body:
    """Points of one body for m sets of quantities: outward and upward coordinates, each of shape (m,), pixels; each is computed once."""

    scene: Scene
    quantities: NDArray[np.float64]
    as_photographed: bool = False
    _found: dict[Place, tuple[NDArray[np.float64], NDArray[np.float64]]] = field(default_factory=dict, init=False, repr=False)

    def at(self, place: Place) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Outward (forward, or to the person's right in a frontal view) and upward coordinate of a landmark."""
        if place not in self._found:
            read = self.scene.in_photo if self.as_photographed else self.scene.in_body
            self._found[place] = read(self.quantities, *place)
        return self._found[place]

    def between(self, start: Place, end: Place) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Outward and upward step from one landmark to another."""
        (x0, y0), (x1, y1) = self.at(start), self.at(end)
        return x1 - x0, y1 - y0

    def percent_of_height(self, length_px: NDArray[np.float64]) -> NDArray[np.float64]:
        """A length in per cent of stature."""
        percent: NDArray[np.float64] = 100.0 * length_px / self.scene.stature_px(self.quantities)
        return percent


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """One measure of one side.

    Attributes
    ----------
    formula
        From the body's points to the value, for m sets of quantities at once.
    needs
        Landmarks it is computed from.
    standing_only
        True where a sitting person makes it meaningless.
    as_photographed
        True where parallax stays in, as a rater's protractor on the photo would have it.
    """

    name: MeasureName
    side: BodySide
    unit: Unit
    needs: tuple[Place, ...]
    formula: Callable[[Body], NDArray[np.float64]]
    standing_only: bool = False
    as_photographed: bool = False


def inclination_deg(outward: NDArray[np.float64], upward: NDArray[np.float64]) -> NDArray[np.float64]:
    """Angle of an upward step to the vertical, positive outward, degrees in (-180, 180]."""
    angle: NDArray[np.float64] = np.degrees(np.arctan2(outward, upward))
    return angle


def elevation_deg(outward: NDArray[np.float64], upward: NDArray[np.float64]) -> NDArray[np.float64]:
    """Angle of an outward step to the horizontal, positive upward, degrees in (-180, 180]."""
    angle: NDArray[np.float64] = np.degrees(np.arctan2(upward, outward))
    return angle
