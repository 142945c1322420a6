"""The editor for one photo that was looked at: everything it needs, taken from the observation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.corrections import apply, without_unusable_vertical
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.ui.editor.body import body_of
from posture_cv.ui.editor.component import landmark_editor
from posture_cv.ui.editor.drag import drag_measures
from posture_cv.ui.editor.handles import handles_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from posture_cv.domain.corrections import Corrections
    from posture_cv.domain.estimates import Measurement, MeasureName
    from posture_cv.domain.measures import MeasureDefinition
    from posture_cv.domain.observation import Observation
    from posture_cv.domain.views import BodySide
    from posture_cv.ui.editor.component import Frame, Picture
    from posture_cv.ui.editor.edit import Edit
    from posture_cv.ui.editor.handles import Handle

_MARGIN = 0.05
"""Room around the person at first, per height of their box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What points and measures are called on the page; ``short`` stands on the photo, where there is little room."""

    point: Callable[[LandmarkName, BodySide], str]
    short: Callable[[LandmarkName, BodySide], str]
    measure: Callable[[MeasureName, BodySide], str]


def edit_photo(
    observation: Observation,
    picture: Picture,
    edit: Edit,
    *,
    key: str,
    names: Names,
    definitions: Sequence[MeasureDefinition],
    measured: Iterable[Measurement],
    automatic: Iterable[Measurement] = (),
    height: int = 640,
    examiner: str = "",
    disabled: bool = False,
    on_change: Callable[[Edit], None] | None = None,
) -> Edit:
    """Show ``landmark_editor`` for a photo.

    Parameters
    ----------
    seen
        The automatic answer, before any correction.
    picture
        The photo as bytes or pixels, whole, at any size.
    edit
        What was done so far; stickers accepted count as found.
    definitions
        The measures to follow while dragging (``Knowledge.measures``).
    measured
        What was measured in this photo with ``edit`` applied.
    automatic
        What was measured in it without; makes "from automatic" exact.
    examiner
        Who is at work, shown beside what is set.

    Returns
    -------
    Edit
        The newest edit known. ``on_change`` gets it before the page runs again.
    """
    now = apply(observation, without_unusable_vertical(edit.corrections))
    anatomy = with_stickers(observation, edit.corrections).anatomy
    return landmark_editor(
        picture,
        handles_of(observation, edit.corrections, names),
        edit,
        key=key,
        measures=drag_measures(definitions, now.anatomy, observation.position, names.measure, measurements=measured, automatic=automatic),
        body=body_of(now),
        size_px=(observation.photo.width_px, observation.photo.height_px),
        frame=_frame(observation),
        plumb=[f"{point.name}-{point.side}" for point in anatomy.landmarks if point.name is LandmarkName.MALLEOLUS],
        roll_deg=observation.quality.roll.roll_deg,
        stature_px=anatomy.stature_px,
        height=height,
        examiner=examiner,
        disabled=disabled,
        on_change=on_change,
    )


def handles_of(observation: Observation, corrections: Corrections, names: Names) -> tuple[Handle, ...]:
    """The handles of a photo before anything is set in it, for the picture and the number table alike."""
    anatomy = with_stickers(observation, corrections).anatomy
    return handles_for(anatomy, names.point, short=names.short, height_px=observation.photo.height_px)


def with_stickers(observation: Observation, corrections: Corrections) -> Observation:
    """The photo as found, with the stickers that were accepted."""
    return apply(observation, corrections.untouched())


def _frame(observation: Observation) -> Frame:
    """The person with a little room."""
    box, margin = observation.pose.box, _MARGIN * observation.pose.box.height_px
    return (
        max(box.left_px - 3.0 * margin, 0.0),
        max(box.top_px - margin, 0.0),
        min(box.right_px + 3.0 * margin, float(observation.photo.width_px)),
        min(box.bottom_px + margin, float(observation.photo.height_px)),
    )
