"""Everything that can be measured in one photo, and why the rest cannot."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.estimates import Z_90, Interval, Measurement, MeasureName
from posture_cv.domain.landmarks import LandmarkName, Origin
from posture_cv.domain.measurements import MeasurementSet, NotMeasured
from posture_cv.domain.messages import Quantity, Span, message
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.measures.camera import camera_prior
from posture_cv.measures.projection import build_scene
from posture_cv.measures.propagation import Spread, propagate, scaled
from posture_cv.measures.recipe import Body, recipes
from posture_cv.measures.spine import Back, curve_deg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from posture_cv.domain.landmarks import AnatomicalPose
    from posture_cv.domain.measures import MeasureDefinition, Tangents
    from posture_cv.domain.messages import Message
    from posture_cv.domain.photo import Roll
    from posture_cv.domain.pose import ViewEstimate
    from posture_cv.measures.projection import Scene
    from posture_cv.measures.recipe import Place, Recipe

WIDEST_HALF_INTERVAL_DEG = 30.0
"""An angle whose interval reaches further than this to one side is withheld: it could be anything."""

UNKNOWN_STATURE_LOG_SD = 0.5
"""Where stature is unknown the photo's height stands in for it in the parallax, which hardly depends on it."""

NAPE = 0.1
"""Part of the back, from C7 down, that hair, a hood or a collar covers: a curve with a tangent there cannot do without it bare."""

_ONLY_STANDING = (message("not_measured.standing_only"), message("not_measured.photograph_standing"))
_NO_STATURE = (message("not_measured.height_unknown"), message("not_measured.show_whole_body"))
_NO_BACK = (message("not_measured.back_hidden"), message("not_measured.show_back"))
_NAPE_COVERED = (message("not_measured.nape_covered"), message("not_measured.bare_nape"))
_MARK_CLOSER = message("not_measured.mark_closer")
_CHECK_POINTS = message("not_measured.check_points")
_REMEDY_FOR_WIDE = {
    MeasureName("forward_shoulder_angle_from_vertical"): message("not_measured.mark_shoulder"),
}
_C7: Place = (LandmarkName.C7, BodySide.MIDLINE)


def measure(
    pose: AnatomicalPose,
    definitions: Sequence[MeasureDefinition],
    *,
    seen: ViewEstimate,
    roll: Roll,
    position: Position,
    photo: int,
    width_px: int,
    height_px: int,
    focal_length_px: float | None,
    focal_log_error: float = 0.0,
) -> MeasurementSet:
    """Every measure of the view's plane, measured or with the reason why not.

    Parameters
    ----------
    definitions
        What can be measured (``Knowledge.measures``).
    seen
        How far the body is turned from the view, with its error; the estimator's own answer is preferred where it gave one.
    photo
        Number of the photo in the visit, from 0.
    width_px, height_px
        Size of the photo.
    focal_length_px
        From the photo's file, None where unknown: a prior on the distance stands in.
    focal_log_error
        As in ``Photo``.

    Returns
    -------
    MeasurementSet
        Sagittal measures for a lateral view, frontal ones for front and back, nothing for an oblique one; in the definitions' order.
    """
    if pose.view is View.OBLIQUE:
        return MeasurementSet()
    stature = pose.stature_px if pose.stature_px is not None else float(height_px)
    stature_log_sd = (pose.stature_error_px or 0.0) / stature if pose.stature_px is not None else UNKNOWN_STATURE_LOG_SD
    back = None if pose.back is None else Back.of(pose.back, pose.facing_sign, stature)
    scene = build_scene(
        pose,
        camera_prior(
            width_px, height_px, stature, focal_length_px, pose.lens, person_x_px=pose.middle_x_px, focal_log_error=focal_log_error
        ),
        stature_px=stature,
        stature_log_sd=stature_log_sd,
        seen=seen,
        roll=roll,
        photo_size=(width_px, height_px),
        extras_sd=() if back is None else back.sd,
    )
    sheet = _Sheet(pose=pose, scene=scene, back=back, position=position, photo=photo, bodies={})
    given = {(point.name, point.side) for point in pose.landmarks}
    results = [sheet.apply(recipe) for recipe in recipes(definitions, pose.view, given)]
    return MeasurementSet(
        measurements=tuple(r for r in results if isinstance(r, Measurement)),
        not_measured=tuple(r for r in results if isinstance(r, NotMeasured)),
    )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Sheet:
    """Fills in one photo's results."""

    pose: AnatomicalPose
    scene: Scene
    back: Back | None
    position: Position
    photo: int
    bodies: dict[bool, Body]

    def apply(self, recipe: Recipe) -> Measurement | NotMeasured:
        row = recipe.row
        why = self._why_withheld(recipe)
        if why is not None:
            return self._withheld(recipe, why)
        if row.tangents is not None:
            return self._curve(recipe, row.tangents)
        judged = self._judged(recipe)
        if judged is not None:
            return self._given(recipe, judged)

        def value(q: NDArray[np.float64]) -> NDArray[np.float64]:
            return recipe.value(self._body(q, as_photographed=row.as_photographed))

        spread = propagate(value, self.scene.quantities, period=None if row.kind.is_length else 360.0)
        if self._untouched(recipe.places):
            spread = scaled(spread, self.pose.interval_factor(row.name), added=self.pose.added_error(row.name))
        return self._given(recipe, spread)

    def _why_withheld(self, recipe: Recipe) -> tuple[Message, Message] | None:
        """Why position, photo or a missing point rule a measure out; what a hand placed is measured whatever the photo shows."""
        row = recipe.row
        if row.standing_only and self.position is not Position.STANDING:
            return _ONLY_STANDING
        barred = next((one for one in self.pose.withheld if one.name is row.name), None)
        if barred is not None and self._untouched(recipe.places):
            return barred.reason, barred.remedy
        if row.tangents is not None:
            return None
        absent = next((place for place in recipe.places if self.pose.find(*place) is None), None)
        if absent is not None:
            return _why_absent(self.pose, absent)
        return _NO_STATURE if row.kind.is_length and self.pose.stature_px is None else None

    def _body(self, q: NDArray[np.float64], *, as_photographed: bool) -> Body:
        """The body for those quantities; the one that every measure's gradient is taken of is kept."""
        if q is not self.scene.quantities.around:
            return Body(self.scene, q, as_photographed)
        return self.bodies.setdefault(as_photographed, Body(self.scene, q, as_photographed))

    def _curve(self, recipe: Recipe, tangents: Tangents) -> Measurement | NotMeasured:
        """A curve of the mid-line, listed under the side it was seen from."""
        judged = self._judged(recipe)
        if judged is not None:
            return self._given(recipe, judged)
        c7, back = self.pose.find(*_C7), self.back
        if c7 is None:
            return self._withheld(recipe, _why_absent(self.pose, _C7))
        if back is None or back.sacral_level_px <= c7.y_px:
            return self._withheld(recipe, _NO_BACK)
        if c7.note is not None and min(tangents.first[0], tangents.second[0]) < NAPE:
            return self._withheld(recipe, _NAPE_COVERED)
        spread = propagate(lambda q: curve_deg(tangents, self.scene, back, q), self.scene.quantities, extra_sd=tangents.outline_sd_deg)
        return self._given(recipe, spread)

    def _judged(self, recipe: Recipe) -> Spread | None:
        """The estimator's own judgement of an angle; None where there is none, or somebody placed a point of it."""
        name = recipe.row.name
        angle = next((angle for angle in self.pose.judged if angle.name is name), None)
        if angle is None or not self._untouched(recipe.places):
            return None
        reach = Z_90 * angle.standard_error_deg
        whole = Spread(
            value=angle.angle_deg,
            standard_error=angle.standard_error_deg,
            lower=angle.angle_deg - reach,
            upper=angle.angle_deg + reach,
            own_error=angle.scatter_deg,
        )
        return scaled(whole, self.pose.interval_factor(name), added=self.pose.added_error(name))

    def _untouched(self, places: tuple[Place, ...]) -> bool:
        """Whether nobody placed any of these points."""
        found = (self.pose.find(*place) for place in places)
        return not any(p is not None and p.origin in (Origin.MARKED, Origin.STICKER) for p in found)

    def _given(self, recipe: Recipe, spread: Spread) -> Measurement | NotMeasured:
        row = recipe.row
        why = _why_useless(row, spread)
        if why is not None:
            return self._withheld(recipe, why)
        return Measurement(
            name=row.name,
            view=self.pose.view,
            side=recipe.side,
            photo=self.photo,
            value=spread.value,
            standard_error=spread.standard_error,
            interval=Interval(lower=spread.lower, upper=spread.upper),
            unit=row.unit,
            own_error=spread.own_error,
            view_error=spread.view_error,
        )

    def _withheld(self, recipe: Recipe, why: tuple[Message, Message]) -> NotMeasured:
        return NotMeasured(name=recipe.row.name, view=self.pose.view, side=recipe.side, photo=self.photo, reason=why[0], remedy=why[1])


def _why_useless(row: MeasureDefinition, spread: Spread) -> tuple[Message, Message] | None:
    """Reason and remedy for a value that says nothing or that no body can have; None for a good one."""
    reach = max(spread.value - spread.lower, spread.upper - spread.value)
    if not row.kind.is_length and reach > WIDEST_HALF_INTERVAL_DEG:
        remedy = _NO_BACK[1] if row.tangents is not None else _REMEDY_FOR_WIDE.get(row.name, _MARK_CLOSER)
        return message("not_measured.too_wide", reach=Quantity(value=reach)), remedy
    if not row.least <= spread.value <= row.most:
        value, range_ = Quantity(value=spread.value, unit=row.unit), Span(lower=row.least, upper=row.most, unit=row.unit)
        return message("not_measured.impossible", value=value, range=range_), _CHECK_POINTS
    return None


def _why_absent(pose: AnatomicalPose, place: Place) -> tuple[Message, Message]:
    """Reason and remedy for a landmark that is not there."""
    missing = pose.why_missing(*place)
    if missing is not None:
        return missing.reason, missing.remedy
    point = message(f"point.{place[0]}")
    return message("not_measured.point_not_found", point=point), message("not_measured.mark_point", point=point)
