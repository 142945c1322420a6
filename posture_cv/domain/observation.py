"""One photo, looked at."""

from __future__ import annotations

from dataclasses import dataclass

from posture_cv.domain.corrections import UNAIMED, Aim
from posture_cv.domain.landmarks import AnatomicalPose
from posture_cv.domain.photo import Photo, PhotoQuality
from posture_cv.domain.pose import DetectedPose
from posture_cv.domain.views import Position, View


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Observation:
    """One photo looked at: the automatic answer, before any point is corrected.

    Attributes
    ----------
    photo
        As it was looked at: turned and mirrored as ``aim`` says, and put upright.
    aim
        What was asked of it.
    righted
        Clockwise quarter turns beyond those of ``aim`` that put the photo upright, 0 to 3; seen by the body in it.
    """

    photo: Photo
    pose: DetectedPose
    view: View
    position: Position
    quality: PhotoQuality
    anatomy: AnatomicalPose
    aim: Aim = UNAIMED
    righted: int = 0
