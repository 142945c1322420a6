"""C7 from two voices: the outline of the nape, and where ear and shoulder say that C7 should be.

The outline is the better voice where it is skin and useless where hair, a hood or a collar stands off the neck, and it cannot be seen which
of the two it is. Both cases are therefore weighed by how far the outline lies behind the place that ear and shoulder suggest, and the
mixture of both is given.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.anatomy.offsets import LATERAL, detector_point
from posture_cv.domain.landmarks import Covariance, Landmark, LandmarkName, Origin
from posture_cv.domain.messages import message
from posture_cv.domain.pose import BlazePose
from posture_cv.domain.views import BodySide

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from posture_cv.anatomy.frame import BodyFrame
    from posture_cv.anatomy.profile import RearOutline

# C7 against a landmark: forward and down, per cent of stature.
FROM_SHOULDERS = np.array([-2.6, -4.2])
FROM_SHOULDERS_SD = np.array([1.4, 1.2])
"""From the shoulders' middle. Forward -1.6 to -3.3 in the lateral renders; the spread between people is that of the acromion forward of C7
in 3,000 renders (1.4). Down -2.8 to -4.3 there, about -5.9 from body measurements remembered (cervicale .864, acromion .821 of stature);
between the two, with an error that holds both."""

FROM_TRAGUS_LENGTH = 8.9
FROM_TRAGUS_LENGTH_SD = 0.8
FROM_TRAGUS_ANGLE_DEG = 51.9
FROM_TRAGUS_ANGLE_SD_DEG = 7.0
"""From the near tragus as photographed. Length 8.9 to 9.7 in the lateral renders, 8.5 from cervicale and tragion of body measurements
remembered. The angle is the mean craniovertebral angle of 160 people without complaints (48.9) plus 3 degrees of parallax at 3 m, the SD
that of published samples (5 to 8)."""

OUTLINE_FORWARD = 0.4
OUTLINE_FORWARD_SD = 0.9
"""C7 lies in front of the outline where the near shoulder or trapezius stands behind it: -0.3, 0.4, 0.8 and 2.2 in the four lateral
renders."""

STEEPEST_DOWN_SD = 1.2
"""C7 lies where the outline turns from the hollow of the nape to the upper back, its flattest row: 0.1, 0.1, 0.5 and 2.2 above it in the
renders."""

COVERED_PRIOR = 0.5
"""Part of photos whose nape is covered: 32 of 63 real ones."""
COVERED_DEPTH = 6.0
"""Hair and hoods stand off the nape by anything up to this (judgement: readings fall 15 to 30 degrees, which is 2.5 to 5 on a lever of
9)."""

NAPE_NOTE = message("landmark.nape_doubtful")
DOUBT_FROM = 0.5
"""Probability of a covered nape from which the landmark says so."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Guess:
    """A position (forward, down) in pixels with its covariance, each of shape (2,) and (2, 2)."""

    mean: NDArray[np.float64]
    covariance: NDArray[np.float64]


def _fuse(a: Guess, b: Guess) -> Guess:
    """Two independent guesses weighted by their precision."""
    gain = a.covariance @ np.linalg.inv(a.covariance + b.covariance)
    return Guess(mean=a.mean + gain @ (b.mean - a.mean), covariance=a.covariance - gain @ a.covariance)


def from_ear_and_shoulder(body: BodyFrame, side: BodySide) -> Guess:
    """Where ear and shoulders alone suggest C7, by typical proportions; drawn towards the typical posture as any regression is."""
    percent, mirror = body.percent_px, np.array([body.facing, 1.0])
    ear = detector_point(LandmarkName.TRAGUS, side)
    bias = LATERAL[LandmarkName.TRAGUS]
    tragus = body.points_px[ear] * mirror - np.array([bias.outward, bias.down]) * percent
    angle = math.radians(FROM_TRAGUS_ANGLE_DEG)
    along = np.array([-math.cos(angle), math.sin(angle)])
    across = np.array([along[1], -along[0]])
    spread = FROM_TRAGUS_LENGTH_SD**2 * np.outer(along, along)
    spread += (FROM_TRAGUS_LENGTH * math.radians(FROM_TRAGUS_ANGLE_SD_DEG)) ** 2 * np.outer(across, across)
    spread += np.diag([bias.outward_sd, bias.down_sd]) ** 2
    by_ear = Guess(
        mean=tragus + FROM_TRAGUS_LENGTH * percent * along,
        covariance=spread * percent**2 + np.outer(mirror, mirror) * body.covariances_px2[ear],
    )
    noise = body.covariances_px2[[BlazePose.LEFT_SHOULDER, BlazePose.RIGHT_SHOULDER]].mean(axis=0)
    by_shoulder = Guess(
        mean=body.middle_px(BlazePose.LEFT_SHOULDER) * mirror + FROM_SHOULDERS * percent,
        covariance=np.diag((FROM_SHOULDERS_SD * percent) ** 2) + np.outer(mirror, mirror) * noise,
    )
    return _fuse(by_ear, by_shoulder)


def from_outline(outline: RearOutline, expected: Guess, body: BodyFrame) -> Guess | None:
    """C7 on the rear outline, at the height that landmarks expect and the outline's turn confirms; None where the outline ends short."""
    percent = body.percent_px
    y, forward = outline.y_px, outline.forward_px
    expected_sd = math.sqrt(expected.covariance[1, 1])
    near = np.abs(y - expected.mean[1]) <= 2.5 * expected_sd
    if near.sum() < 5 or y[0] > expected.mean[1] or y[-1] < expected.mean[1]:
        return None
    slope = np.gradient(forward, y)
    turn = y[near][np.argmin(slope[near])]
    turn_sd = STEEPEST_DOWN_SD * percent
    weight = expected_sd**2 / (expected_sd**2 + turn_sd**2)
    height = float(expected.mean[1] + weight * (turn - expected.mean[1]))
    height_sd = expected_sd * math.sqrt(1.0 - weight)
    run = np.abs(y - height) <= max(height_sd, 1.0)
    tangent = np.array([np.polyfit(y[run], forward[run], 1)[0] if run.sum() > 2 else 0.0, 1.0])
    covariance = height_sd**2 * np.outer(tangent, tangent) + np.diag([(OUTLINE_FORWARD_SD * percent) ** 2, (0.2 * percent) ** 2])
    return Guess(mean=np.array([float(forward[run].mean()) + OUTLINE_FORWARD * percent, height]), covariance=covariance)


def probability_covered(outline: Guess, expected: Guess, percent_px: float) -> float:
    """How probably hair or cloth covers the nape, 0 to 1, by how far the outline lies behind the expected place.

    Compares a free nape (outline about where it is expected) with a covered one (outline behind it by anything up to ``COVERED_DEPTH``).
    Only the part of the disagreement across the outline counts: along it the outline says nothing.
    """
    behind = float(expected.mean[0] - outline.mean[0])
    sd = math.sqrt(expected.covariance[0, 0] + (OUTLINE_FORWARD_SD * percent_px) ** 2)
    depth = COVERED_DEPTH * percent_px
    free = math.exp(-0.5 * (behind / sd) ** 2) / (sd * math.sqrt(2.0 * math.pi))
    covered = 0.5 * (math.erf(behind / (sd * math.sqrt(2.0))) - math.erf((behind - depth) / (sd * math.sqrt(2.0)))) / depth
    if behind >= depth:
        return 1.0
    return COVERED_PRIOR * covered / (COVERED_PRIOR * covered + (1.0 - COVERED_PRIOR) * free)


def locate_c7(outline: RearOutline | None, body: BodyFrame, side: BodySide) -> Landmark:
    """C7 as the mixture of the free-nape and the covered-nape case, with the spread between both in its covariance."""
    expected = from_ear_and_shoulder(body, side)
    on_outline = None if outline is None else from_outline(outline, expected, body)
    if on_outline is None:
        mean, covariance, doubtful = expected.mean, expected.covariance, True
    else:
        covered = probability_covered(on_outline, expected, body.percent_px)
        # The outline's height already holds the landmarks' expectation: only their forward position is new to it.
        height_ignored = np.diag([0.0, (COVERED_DEPTH * 100.0 * body.percent_px) ** 2])
        free = _fuse(on_outline, Guess(mean=expected.mean, covariance=expected.covariance + height_ignored))
        mean = (1.0 - covered) * free.mean + covered * expected.mean
        step = expected.mean - free.mean
        covariance = (1.0 - covered) * free.covariance + covered * expected.covariance + covered * (1.0 - covered) * np.outer(step, step)
        doubtful = covered > DOUBT_FROM
    return Landmark(
        name=LandmarkName.C7,
        side=BodySide.MIDLINE,
        x_px=float(mean[0]) * body.facing,
        y_px=float(mean[1]),
        covariance_px2=Covariance(xx=float(covariance[0, 0]), xy=float(covariance[0, 1]) * body.facing, yy=float(covariance[1, 1])),
        origin=Origin.ESTIMATED,
        note=NAPE_NOTE if doubtful else None,
    )
