"""Coloured round stickers on the skin, offered as landmarks.

A sticker is looked for where its landmark probably lies. What it is not: a mole, a shadow or a button (too little colour), a print or a
stripe (not round, not even, or one of many), a thing on the wall (off the person).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

from posture_cv.detection.dots import Dot, find_dots
from posture_cv.domain.landmarks import Covariance, LandmarkName
from posture_cv.domain.stickers import StickerOffer
from posture_cv.domain.views import BodySide, View

if TYPE_CHECKING:
    from posture_cv.domain.landmarks import AnatomicalPose, Landmark
    from posture_cv.domain.photo import Photo

WORKING_STATURE_PX = 1600.0
"""Height of the person at which dots are looked for: 10 mm are then 9.5 pixels. Smaller photos are enlarged."""

MOST_ENLARGED = 2.5
LEAST_STATURE_PX = 400.0
"""Below it a 15 mm sticker has fewer than four pixels."""

LEAST_CONFIDENCE = 0.35
SEARCHED_SD = 3.0

PLACING_SD = 0.6
"""Of a sticker about the palpated bone, and what the estimate may err on other builds, per cent of stature; added to its error."""

FROM_HIP: dict[tuple[LandmarkName, bool], tuple[float, float, float]] = {
    # (landmark, lateral view): outward (forward, or away from the mid-line), up, and the SD of both, per cent of stature; from the
    # estimated trochanter in a lateral view and the hip joint in a frontal one. Eight rendered people (outward 6.2 to 7.4, -4.3 to -5.8,
    # 0.8 to 1.6, -1.5 to -2.9; up 2.0 to 5.3, 5.8 to 6.7, 2.9 to 4.3, 3.8 to 4.7); the SD is widened for builds they do not have.
    (LandmarkName.ASIS, True): (6.9, 4.1, 1.8),
    (LandmarkName.PSIS, True): (-5.1, 6.1, 1.5),
    (LandmarkName.ASIS, False): (1.3, 3.6, 1.5),
    (LandmarkName.PSIS, False): (-2.3, 4.3, 1.5),
}

SOUGHT = {
    View.LEFT: (LandmarkName.C7, LandmarkName.ACROMION, LandmarkName.ASIS, LandmarkName.PSIS, LandmarkName.TROCHANTER),
    View.RIGHT: (LandmarkName.C7, LandmarkName.ACROMION, LandmarkName.ASIS, LandmarkName.PSIS, LandmarkName.TROCHANTER),
    View.FRONT: (LandmarkName.ACROMION, LandmarkName.ASIS),
    View.BACK: (LandmarkName.ACROMION, LandmarkName.PSIS),
    View.OBLIQUE: (),
}

_READING_SD = 0.03
_LEAST_READING_SD_PX = 0.25
"""Error of a centre per axis: of the dot's diameter, and at least a quarter of a photo pixel (rendered dots: ``tests``)."""

_PATTERN_REACH = 6.0
_PATTERN_FROM = 3
"""So many dots of one colour within that distance, per cent of stature, are a print: no two sought points but the PSIS lie closer."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Place:
    """Where a sticker may be: mean (2,) and covariance (2, 2), photo pixels."""

    name: LandmarkName
    side: BodySide
    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]

    def distance(self, dot: Dot) -> float:
        """Of a dot, in standard deviations."""
        step = np.array([dot.x_px, dot.y_px]) - self.mean
        return float(np.sqrt(step @ np.linalg.inv(self.covariance) @ step))


def find_stickers(photo: Photo, pose: AnatomicalPose, silhouette: NDArray[np.uint8] | None = None) -> tuple[StickerOffer, ...]:
    """Stickers near the landmarks where they are put: C7, acromion, ASIS, PSIS and trochanter.

    Parameters
    ----------
    pose
        The person's estimated landmarks; places of ASIS and PSIS follow from the hip where no estimate is given.
    silhouette : ndarray of shape (height, width), uint8
        The person's; dots off it are passed over. None to take dots anywhere.

    Returns
    -------
    tuple of StickerOffer
        At most one for each point the view uses, the surest first; empty where the person is too small in the photo or of unknown size.
    """
    stature = pose.stature_px
    places = [] if stature is None else _places(pose, stature)
    if stature is None or stature < LEAST_STATURE_PX or not places:
        return ()
    dots = _without_patterns(_dots_near(photo, places, stature, silhouette), stature)
    offers = []
    for dot, place, confidence in _matched(dots, places):
        error = max(_LEAST_READING_SD_PX, _READING_SD * dot.diameter_px) ** 2
        offers.append(
            StickerOffer(
                name=place.name,
                side=place.side,
                x_px=dot.x_px,
                y_px=dot.y_px,
                covariance_px2=Covariance(xx=error, xy=0.0, yy=error),
                colour=dot.colour,
                confidence=confidence,
            )
        )
    return tuple(sorted(offers, key=lambda offer: -offer.confidence))


def _places(pose: AnatomicalPose, stature_px: float) -> list[_Place]:
    percent = stature_px / 100.0
    places = []
    sides = {View.LEFT: (BodySide.LEFT,), View.RIGHT: (BodySide.RIGHT,)}.get(pose.view, (BodySide.LEFT, BodySide.RIGHT))
    for name in SOUGHT[pose.view]:
        for side in (BodySide.MIDLINE,) if name is LandmarkName.C7 else sides:
            given = pose.find(name, side)
            guess = _from_hip(pose, name, side, percent) if given is None else _about(given, np.zeros(2), PLACING_SD * percent)
            if guess is not None:
                places.append(_Place(name=name, side=side, mean=guess[0], covariance=guess[1]))
    return places


_Guess = tuple[NDArray[np.float64], NDArray[np.float64]]


def _from_hip(pose: AnatomicalPose, name: LandmarkName, side: BodySide, percent_px: float) -> _Guess | None:
    lateral = pose.view.is_lateral
    hip = pose.find(LandmarkName.TROCHANTER if lateral else LandmarkName.HIP_JOINT, side)
    if hip is None or (name, lateral) not in FROM_HIP:
        return None
    outward, up, sd = FROM_HIP[name, lateral]
    sign = pose.facing_sign or (1 if (side is BodySide.LEFT) is (pose.view is View.FRONT) else -1)
    return _about(hip, np.array([sign * outward, -up]) * percent_px, math.hypot(sd, PLACING_SD) * percent_px)


def _about(landmark: Landmark, step_px: NDArray[np.float64], added_sd_px: float) -> _Guess:
    c = landmark.covariance_px2
    mean = np.array([landmark.x_px, landmark.y_px]) + step_px
    return mean, np.array([[c.xx, c.xy], [c.xy, c.yy]]) + np.eye(2) * added_sd_px**2


def _dots_near(photo: Photo, places: list[_Place], stature_px: float, silhouette: NDArray[np.uint8] | None) -> list[Dot]:
    """Dots in the part of the photo that holds all places and what a pattern around them needs, photo pixels."""
    reach = np.array([SEARCHED_SD * np.sqrt(np.diag(p.covariance)) + _PATTERN_REACH * stature_px / 100.0 for p in places])
    means = np.array([p.mean for p in places])
    left, top = np.maximum(np.floor((means - reach).min(axis=0)), 0).astype(int)
    right, bottom = np.minimum(np.ceil((means + reach).max(axis=0)), (photo.width_px, photo.height_px)).astype(int)
    if right - left < 2 or bottom - top < 2:
        return []
    scale = min(WORKING_STATURE_PX / stature_px, MOST_ENLARGED)
    crop = photo.pixels[top:bottom, left:right]
    size = (max(1, round((right - left) * scale)), max(1, round((bottom - top) * scale)))
    across, down = size[0] / (right - left), size[1] / (bottom - top)
    resized = cv2.resize(crop, size, interpolation=cv2.INTER_AREA if scale < 1.0 else cv2.INTER_CUBIC)
    person = None if silhouette is None else _widened(silhouette, stature_px)
    found = []
    for dot in find_dots(np.asarray(resized, dtype=np.uint8)):
        x, y = left + dot.x_px / across, top + dot.y_px / down
        if person is None or person[min(int(y), photo.height_px - 1), min(int(x), photo.width_px - 1)]:
            found.append(Dot(x_px=x, y_px=y, diameter_px=dot.diameter_px / scale, colour=dot.colour, quality=dot.quality))
    return found


def _widened(silhouette: NDArray[np.uint8], stature_px: float) -> NDArray[np.bool_]:
    """The person and 1 % of stature around: the silhouette's edge is that coarse, and stickers sit on it."""
    reach = 2 * max(1, round(0.01 * stature_px)) + 1
    return np.asarray(cv2.dilate((silhouette >= 100).astype(np.uint8), np.ones((reach, reach), np.uint8)) > 0)


def _without_patterns(dots: list[Dot], stature_px: float) -> list[Dot]:
    reach = _PATTERN_REACH * stature_px / 100.0

    def alike(dot: Dot) -> int:
        near = (d for d in dots if math.hypot(d.x_px - dot.x_px, d.y_px - dot.y_px) <= reach)
        return sum(d.colour is dot.colour for d in near)

    return [dot for dot in dots if alike(dot) < _PATTERN_FROM]


def _matched(dots: list[Dot], places: list[_Place]) -> list[tuple[Dot, _Place, float]]:
    """Pairs of dot and place, each used once, the surest pair first."""
    pairs = []
    for dot, place in product(dots, places):
        distance = place.distance(dot)
        if distance <= SEARCHED_SD:
            pairs.append((dot, place, dot.quality * math.exp(-0.5 * (distance / SEARCHED_SD) ** 2)))
    taken: list[tuple[Dot, _Place, float]] = []
    for dot, place, confidence in sorted(pairs, key=lambda pair: -pair[2]):
        free = all(dot is not other and place is not there for other, there, _ in taken)
        if free and confidence >= LEAST_CONFIDENCE:
            taken.append((dot, place, confidence))
    return taken
