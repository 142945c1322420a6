"""True angles between points that somebody marked in a photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.measures import MeasureKind
from posture_cv.domain.views import BodySide, View
from posture_cv.measures.arithmetic import reading
from posture_cv.measures.recipe import recipes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.measures.arithmetic import Coordinates
    from posture_cv.measures.recipe import Place


def angles_between(points_px: Mapping[Place, tuple[float, float]], view: View, measures: tuple[MeasureDefinition, ...]) -> dict[str, float]:
    """Every angle whose points are all marked, as photographed: nothing of roll, turn or perspective is taken out.

    Parameters
    ----------
    points_px
        (x, y) from the photo's top left corner by landmark and body side.

    Returns
    -------
    dict
        Degrees by measure; sided ones of a frontal view with ``_left`` or ``_right`` added. Lengths and curves are not read off points.
    """
    found = {}
    for recipe in recipes(measures, view, points_px.keys()):
        kind = recipe.row.kind
        if kind.is_length or kind is MeasureKind.CURVE or not all(place in points_px for place in recipe.places):
            continue
        at = [outward_and_upward(points_px[place], view, recipe.away) for place in recipe.places]
        sided = view.is_frontal and recipe.side is not BodySide.MIDLINE
        name = f"{recipe.row.name}_{recipe.side}" if sided else str(recipe.row.name)
        found[name] = float(reading(kind, at, upward=recipe.row.upward, turn=recipe.row.turn))
    return found


def outward_and_upward(point_px: Iterable[float], view: View, away: int) -> Coordinates:
    """A point by the photo's own axes: outward as the view has it, times ``away``, and upward; pixels."""
    x, y = point_px
    to_image_right = view in (View.RIGHT, View.BACK)
    return np.asarray(away * (x if to_image_right else -x)), np.asarray(-y)
