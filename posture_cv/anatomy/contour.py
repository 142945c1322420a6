"""Landmarks from the detector's points and the silhouette's outline, by published and measured proportions: nothing is learned."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from posture_cv.anatomy.face import face_box
from posture_cv.anatomy.frame import SEEN_FROM, BodyFrame, facing_sign, near_side, settle_sides
from posture_cv.anatomy.nape import locate_c7
from posture_cv.anatomy.offsets import FRONTAL, LATERAL, DefinitionOffset, detector_point
from posture_cv.anatomy.profile import ABOVE_C7, back_profile, rear_outline
from posture_cv.anatomy.silhouette import largest_part
from posture_cv.anatomy.stature import estimate_stature
from posture_cv.domain.errors import PersonCropped, PersonTurned
from posture_cv.domain.landmarks import AnatomicalPose, Covariance, Landmark, LandmarkName, MissingLandmark, Origin
from posture_cv.domain.messages import message
from posture_cv.domain.views import BodySide, Position, View

if TYPE_CHECKING:
    from posture_cv.anatomy.silhouette import Runs
    from posture_cv.domain.landmarks import BackProfile
    from posture_cv.domain.photo import PhotoQuality
    from posture_cv.domain.pose import DetectedPose

_PART = {
    LandmarkName.TRAGUS: "ear",
    LandmarkName.OUTER_CANTHUS: "eye",
    LandmarkName.C7: "nape",
    LandmarkName.ACROMION: "shoulder",
    LandmarkName.TROCHANTER: "hip",
    LandmarkName.HIP_JOINT: "hip",
    LandmarkName.KNEE: "knee",
    LandmarkName.MALLEOLUS: "ankle",
}
_BY_HAND_ONLY = message("landmark.pelvis_by_hand")
_MARK_PELVIS = message("landmark.mark_pelvis")


class ContourEstimator:
    """Detector's points moved by definition offsets; C7 and the skin line of the back from the silhouette's rear outline."""

    name = "contour-1"

    def estimate(
        self, pose: DetectedPose, view: View, position: Position, quality: PhotoQuality, runs: Runs | None = None
    ) -> AnatomicalPose:
        """Landmarks of the person as seen in ``view``.

        Parameters
        ----------
        view
            One of the four views; in a lateral one the near side is the side it names.
        runs
            The silhouette's largest part where it is known already; None to find it.

        Returns
        -------
        AnatomicalPose
            In a lateral view tragus, outer canthus, acromion, trochanter, hip joint, knee and malleolus of the near side, C7 and the skin
            line of the back; in a frontal one tragus, acromion, hip joint, knee and malleolus of both sides, and the outer canthi from the
            front. Each is either given with its error or listed as missing.

        Raises
        ------
        PersonTurned
            If ``view`` is oblique.
        PersonCropped
            If neither head and shoulders nor the whole silhouette give the body's scale.
        """
        if view is View.OBLIQUE:
            raise PersonTurned(message("turned.oblique"), message("turned.photograph_straight"))
        runs = largest_part(pose.silhouette) if runs is None else runs
        points, covariances, visibility = settle_sides(pose, view)
        stature = estimate_stature(points, visibility, runs.rows, position, quality)
        if stature is None:
            raise PersonCropped(message("cropped.no_scale"), message("cropped.show_body"))
        body = BodyFrame(
            view=view,
            facing=facing_sign(view),
            points_px=points,
            covariances_px2=covariances * quality.noise_scale**2,
            visibility=visibility,
            stature_px=stature.stature_px,
        )
        height, width = pose.silhouette.shape
        landmarks, missing = _from_detector(body, width, height)
        back: BackProfile | None = None
        if view.is_lateral and any(p.name is LandmarkName.TRAGUS for p in landmarks):
            outline = rear_outline(pose.silhouette, runs, body)
            c7 = locate_c7(outline, body, near_side(view))
            landmarks.append(c7)
            back = None if outline is None else back_profile(outline, body, c7.y_px - ABOVE_C7 * body.percent_px)
        elif view.is_lateral:
            missing.append(_unseen(LandmarkName.C7, BodySide.MIDLINE))
        missing.extend(_pelvis_by_hand(view))
        return AnatomicalPose(
            view=view,
            facing_sign=body.facing,
            landmarks=tuple(landmarks),
            missing=tuple(missing),
            stature_px=stature.stature_px if stature.publishable else None,
            stature_error_px=stature.error_px if stature.publishable else None,
            face=face_box(points, view, width, height),
            back=back,
        )


def _from_detector(body: BodyFrame, width_px: int, height_px: int) -> tuple[list[Landmark], list[MissingLandmark]]:
    """Every landmark that is a detector's point moved by its definition offset, or the reason why it is not given."""
    table = LATERAL if body.facing else FRONTAL
    sides = (near_side(body.view),) if body.facing else (BodySide.LEFT, BodySide.RIGHT)
    landmarks: list[Landmark] = []
    missing: list[MissingLandmark] = []
    for name, offset in table.items():
        if name is LandmarkName.OUTER_CANTHUS and body.view is View.BACK:
            continue
        for side in sides:
            point = detector_point(name, side)
            x, y = body.points_px[point]
            if body.visibility[point] < SEEN_FROM or not (0.0 <= x < width_px and 0.0 <= y < height_px):
                missing.append(_unseen(name, side))
            else:
                landmarks.append(_moved(body, name, side, offset))
    return landmarks, missing


def _moved(body: BodyFrame, name: LandmarkName, side: BodySide, offset: DefinitionOffset) -> Landmark:
    point = detector_point(name, side)
    outward_sign = body.facing or (1 if (side is BodySide.LEFT) == (body.view is View.FRONT) else -1)
    x, y = body.points_px[point] - np.array([outward_sign * offset.outward, offset.down]) * body.percent_px
    noise = body.covariances_px2[point]
    scale = body.percent_px**2
    return Landmark(
        name=name,
        side=side,
        x_px=float(x),
        y_px=float(y),
        covariance_px2=Covariance(
            xx=float(noise[0, 0] + scale * offset.outward_sd**2), xy=float(noise[0, 1]), yy=float(noise[1, 1] + scale * offset.down_sd**2)
        ),
        origin=Origin.DETECTED,
        scatter_px2=Covariance(xx=float(noise[0, 0]), xy=float(noise[0, 1]), yy=float(noise[1, 1])),
    )


def _unseen(name: LandmarkName, side: BodySide) -> MissingLandmark:
    part = message(f"part.{_PART[name]}")
    return MissingLandmark(
        name=name,
        side=side,
        reason=message("landmark.unseen", part=part),
        remedy=message("landmark.show", part=part),
    )


def _pelvis_by_hand(view: View) -> list[MissingLandmark]:
    if view.is_lateral:
        wanted = [(name, near_side(view)) for name in (LandmarkName.ASIS, LandmarkName.PSIS)]
    else:
        name = LandmarkName.ASIS if view is View.FRONT else LandmarkName.PSIS
        wanted = [(name, BodySide.LEFT), (name, BodySide.RIGHT)]
    return [MissingLandmark(name=n, side=s, reason=_BY_HAND_ONLY, remedy=_MARK_PELVIS) for n, s in wanted]
