"""Where a dragged point lies in the body's own plane, near enough for a drag: the measures' projection, made straight at each point.

The angle a photo shows and the angle of the body differ by parallax; a correction of three degrees on the photo may be one of four in the
body. With this the value that follows the finger is the one the full measurement gives after the drop.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.corrections import Point
from posture_cv.domain.views import View
from posture_cv.measures.camera import camera_prior
from posture_cv.measures.projection import ROLL, build_scene
from posture_cv.ui.editor.handles import key_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from posture_cv.domain.observation import Observation

_STEP_PX = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyPlace:
    """One landmark in the body's plane and how it follows its point in the photo.

    Attributes
    ----------
    upright_px
        The point in the photo turned upright, x right and y down from the photo's centre.
    at_px
        Outward and upward coordinate in the body's plane.
    slope
        Change of (outward, upward) per pixel of x, then per pixel of y.
    """

    upright_px: Point
    at_px: Point
    slope: tuple[Point, Point]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedBody:
    """All landmarks of one photo in the body's plane; ``centre_px`` is the point the photo is turned about."""

    centre_px: Point
    places: Mapping[str, BodyPlace]


def body_of(observation: Observation) -> EditedBody | None:
    """The body's plane as the measures see it, None in an oblique view.

    Parameters
    ----------
    seen
        With everything done by hand in it (``corrections.apply``).
    """
    pose, photo = observation.anatomy, observation.photo
    if pose.view is View.OBLIQUE or not pose.landmarks:
        return None
    stature_px = pose.stature_px or float(photo.height_px)
    scene = build_scene(
        pose,
        camera_prior(photo.width_px, photo.height_px, stature_px, photo.focal_length_px, pose.lens, person_x_px=pose.middle_x_px),
        stature_px=stature_px,
        stature_log_sd=0.0,
        seen=observation.pose.view,
        roll=observation.quality.roll,
        photo_size=(photo.width_px, photo.height_px),
        extras_sd=(),
    )
    mean = scene.quantities.mean
    sin, cos = np.sin(mean[ROLL]), np.cos(mean[ROLL])
    places = {}
    for i, point in enumerate(pose.landmarks):
        dx, dy = point.x_px - scene.centre_px[0], point.y_px - scene.centre_px[1]
        upright = (float(dx * cos + dy * sin), float(dy * cos - dx * sin))
        column = scene.y_column(i) - 1
        rows = np.tile(mean, (3, 1))
        rows[:, ROLL] = 0.0
        rows[:, column] = upright[0] + scene.centre_px[0] + np.array([0.0, _STEP_PX, 0.0])
        rows[:, column + 1] = upright[1] + scene.centre_px[1] + np.array([0.0, 0.0, _STEP_PX])
        outward, upward = scene.in_body(rows, point.name, point.side)
        at = np.stack([outward, upward], axis=1)
        by_x, by_y = (at[1:] - at[0]) / _STEP_PX
        places[key_of(point.name, point.side)] = BodyPlace(upright_px=upright, at_px=_pair(at[0]), slope=(_pair(by_x), _pair(by_y)))
    return EditedBody(centre_px=scene.centre_px, places=places)


def _pair(values: np.ndarray) -> Point:
    return float(values[0]), float(values[1])
