"""Skirts, dresses and long coats, under which legs have no shape."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import AnatomicalPose, LandmarkName, MissingLandmark
from posture_cv.domain.messages import message
from posture_cv.domain.pose import BlazePose

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.domain.pose import DetectedPose
    from posture_cv.domain.views import View

WIDEST_FRONTAL_PCT = 19.5
"""Width of both legs at the knee, per cent of the person's height, up to which they may be two legs side by side in wide trousers: 19.2 at
most in 90 rendered and real people from front and back, of whom 4, in field trousers, show no gap there."""

WIDEST_LATERAL_PCT = 14.5
"""The same from the side: 12.2 at most in 180 standing people."""

WIDENED = 1.5
"""Factor on the intervals of hips and pelvis, which the detector places by the legs below them (judgement: nobody in a skirt was trained
on)."""

LEANS_ON_HIPS = ("pelvic_tilt", "pelvic_obliquity", "trunk_lean", "sway_angle", "plumb_offset_trochanter", "lateral_shift")

_KNEE = frozenset({LandmarkName.KNEE})
_BESIDE = 0.2
"""How far beside the legs they are looked for, of the person's height: hands hang there too, but as runs of their own."""

_HIPS, _KNEES, _ANKLES = (
    (BlazePose.LEFT_HIP, BlazePose.RIGHT_HIP),
    (BlazePose.LEFT_KNEE, BlazePose.RIGHT_KNEE),
    (BlazePose.LEFT_ANKLE, BlazePose.RIGHT_ANKLE),
)


def legs_are_veiled(pose: DetectedPose, view: View) -> bool:
    """Whether the silhouette of a standing person is one column at the knees, wider than two legs: no gap from thigh to shin."""
    hips, knees, ankles = (pose.points_px[list(pair)].mean(axis=0) for pair in (_HIPS, _KNEES, _ANKLES))
    widest = WIDEST_LATERAL_PCT if view.is_lateral else WIDEST_FRONTAL_PCT
    places = (hips + 0.7 * (knees - hips), hips + 0.9 * (knees - hips), knees + 0.1 * (ankles - knees))
    widths = [_column_px(pose, place) for place in places]
    return min(widths) > widest / 100.0 * pose.box.height_px


def without_veiled(anatomy: AnatomicalPose) -> AnatomicalPose:
    """The pose without knees, and with wider intervals for what leans on the hips."""
    reason, remedy = message("gate.veiled"), message("gate.veiled.remedy")
    gone = [point for point in anatomy.landmarks if point.name in _KNEE]
    missing = tuple(MissingLandmark(name=point.name, side=point.side, reason=reason, remedy=remedy) for point in gone)
    factors = dict(anatomy.interval_factors)
    widened = {name: WIDENED * factors.get(name, 1.0) for name in map(MeasureName, LEANS_ON_HIPS)}
    return replace(
        anatomy,
        landmarks=tuple(point for point in anatomy.landmarks if point not in gone),
        missing=(*anatomy.missing, *missing),
        interval_factors=tuple((factors | widened).items()),
    )


def _column_px(pose: DetectedPose, place: NDArray[np.float64]) -> float:
    """Width of the one run of person pixels round a place between the legs; 0 where background shows there, or other runs beside it do."""
    height, width = pose.silhouette.shape
    x, y = int(place[0]), int(place[1])
    if not (0 <= x < width and 0 <= y < height):
        return 0.0
    row = pose.silhouette[y] > 127
    if not row[x]:
        return 0.0
    far = int(_BESIDE * pose.box.height_px)
    left, right = max(0, x - far), min(width, x + far + 1)
    before, after = np.flatnonzero(~row[left:x]), np.flatnonzero(~row[x:right])
    first = left if before.size == 0 else left + int(before[-1]) + 1
    last = right if after.size == 0 else x + int(after[0])
    return float(last - first)
