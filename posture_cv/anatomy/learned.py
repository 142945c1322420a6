"""Landmarks by networks that learned from rendered people whose bones are known, beside the contour's own answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from posture_cv.anatomy.contour import ContourEstimator
from posture_cv.anatomy.frame import near_side, settle_sides
from posture_cv.anatomy.learned_features import HIP, PAIRS, WRIST, appearance
from posture_cv.anatomy.learned_nape import C7, voted
from posture_cv.anatomy.learned_network import Ensemble
from posture_cv.anatomy.learned_outputs import (
    ANGLES,
    FRONTAL_POINTS,
    HIDDEN,
    KYPHOSIS,
    LATERAL_POINTS,
    LENS_Y,
    LOG_DISTANCE,
    LOOSE,
    LORDOSIS,
    NAPE_X,
    NAPE_Y,
    NECK,
    YAW,
    Factors,
)
from posture_cv.anatomy.nape import NAPE_NOTE
from posture_cv.anatomy.silhouette import largest_part
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import (
    AnatomicalPose,
    Covariance,
    JudgedAngle,
    Landmark,
    LandmarkName,
    LensEstimate,
    MissingLandmark,
    NapeShift,
    Origin,
)
from posture_cv.domain.messages import message
from posture_cv.domain.photo import Roll
from posture_cv.domain.views import BodySide, Position, View

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from numpy.typing import NDArray

    from posture_cv.anatomy.learned_features import Appearance, Frame
    from posture_cv.anatomy.silhouette import Runs
    from posture_cv.domain.messages import Message
    from posture_cv.domain.photo import PhotoQuality
    from posture_cv.domain.pose import DetectedPose

ARM_WIDENING = 1.5
"""Factor on the error of trunk and pelvis where a raised forearm lies in front of them (judgement: nobody was trained on so)."""
MOST_STRANGE = 2.0
"""A person this many times as unusual as the limit gets no pelvis and no curves."""
HIPS_IN_FRAME = 0.06
"""The outline must go on below the hips by this much of the frame's unit."""
LIKELY = 0.5

_PELVIS = (LandmarkName.ASIS, LandmarkName.PSIS)
_CROPPED = (message("landmark.cut_at_hips"), message("landmark.show_to_knees"))
_STRANGE = (message("landmark.strange_outline"), message("landmark.show_plainly"))
_STRANGE_NOTE = message("landmark.unusual_outline")
_ARM_NOTE = message("landmark.arm_raised")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Prediction:
    """What the networks predict about one person, and how unusual the person is (1 at the limit).

    ``mean`` and ``sd`` are in the person's frame and in the outputs' order.
    """

    appearance: Appearance
    mean: NDArray[np.float64]
    sd: NDArray[np.float64]
    strangeness: float
    roll: Roll | None = None

    @property
    def loose(self) -> bool:
        """Whether the person looks loosely dressed to the networks."""
        return bool(self.mean[LOOSE] > LIKELY)

    def point(self, k: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Position (2,) and variances (2,) of the k-th point in photo pixels."""
        at = self.appearance.frame.back(self.mean[2 * k : 2 * k + 2][None])[0]
        return at, (self.sd[2 * k : 2 * k + 2] * self.appearance.frame.unit_px) ** 2


class LearnedEstimator:
    """Networks' landmarks where they proved better than the contour's, the contour's elsewhere.

    Parameters
    ----------
    arrays
        Content of a model file, see ``training.fit``.
    """

    name = "learned-2"

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self._contour = ContourEstimator()
        self._lateral = Ensemble.read(arrays, "lateral")
        self._neck = Ensemble.read(arrays, "neck")
        self._frontal = Ensemble.read(arrays, "frontal")
        self._floor = Ensemble.read(arrays, "floor")
        self._lateral_used = frozenset(LandmarkName(str(name)) for name in arrays["lateral_used"])
        self._frontal_used = frozenset(LandmarkName(str(name)) for name in arrays["frontal_used"])
        self._judged = frozenset(MeasureName(str(name)) for name in arrays["judged"])
        self._limits = {"lateral": float(arrays["lateral_limit"]), "frontal": float(arrays["frontal_limit"])}
        self._highest_wrist = float(arrays["highest_wrist"])
        self._own_share = float(arrays["own_share"])
        self._hair_widening = float(arrays["hair_widening"])
        self._factors = Factors.read(arrays)
        self._added = tuple(
            (MeasureName(str(name)), float(error)) for name, error in zip(arrays["added_names"], arrays["added_errors"], strict=True)
        )

    def estimate(self, pose: DetectedPose, view: View, position: Position, quality: PhotoQuality) -> AnatomicalPose:
        """Landmarks of the person as seen in ``view``; see ``ContourEstimator.estimate`` for what it raises.

        Returns
        -------
        AnatomicalPose
            As the contour's, with ASIS, PSIS, judged angles, lens and interval factors added in a lateral view, with ASIS or PSIS of both
            sides in a frontal one. A sitting person seen from front or back gets the contour's answer: everybody learned from stood there.
        """
        person = largest_part(pose.silhouette)
        base = self._contour.estimate(pose, view, position, quality, person)
        if position is not Position.STANDING and not view.is_lateral:
            return base
        prediction = self._predict(pose, view, person)
        if prediction is None:
            return base
        extra = _added_variance(pose, quality)
        if not view.is_lateral:
            return self._frontal_pose(base, prediction, extra)
        return replace(
            self._lateral_pose(base, prediction, pose, extra), interval_factors=self._factors.of(position, loose=prediction.loose)
        )

    def _predict(self, pose: DetectedPose, view: View, person: Runs) -> _Prediction | None:
        points, _, _ = settle_sides(pose, view)
        seen = appearance(points, pose.silhouette, person, pose.view, view)
        if seen is None:
            return None
        vector = seen.vector()
        ensemble = self._lateral if view.is_lateral else self._frontal
        mean, sd = ensemble.say(vector)
        if view.is_lateral:
            mean[list(NECK)], sd[list(NECK)] = self._neck.say(vector)
            mean = voted(mean, seen)
            if mean[HIDDEN] > LIKELY:
                sd[C7] *= self._hair_widening
        unusual = strangeness(ensemble.standardised(vector)) / self._limits["lateral" if view.is_lateral else "frontal"]
        wider = max(1.0, unusual)
        return _Prediction(
            appearance=seen,
            mean=mean,
            sd=sd * wider,
            strangeness=unusual,
            roll=self._roll(vector, seen.frame, wider) if view.is_frontal else None,
        )

    def _roll(self, vector: NDArray[np.float64], frame: Frame, wider: float) -> Roll:
        """The camera's roll from the whole person's stance."""
        roll, error = self._floor.say(vector)
        return Roll(roll_deg=float(frame.mirror * roll[0]), standard_error_deg=float(error[0] * wider), referenced=False)

    def _lateral_pose(self, base: AnatomicalPose, prediction: _Prediction, pose: DetectedPose, extra: float) -> AnatomicalPose:
        side = near_side(base.view)
        raised = _arm_raised(prediction.appearance, self._highest_wrist)
        withheld = self._pelvis_withheld(base, prediction, pose, side)
        note = _ARM_NOTE if raised else _STRANGE_NOTE if prediction.strangeness > 1.0 else None
        landmarks = []
        for k, name in enumerate(LATERAL_POINTS):
            of = BodySide.MIDLINE if name is LandmarkName.C7 else side
            known = base.find(name, of)
            if name not in self._lateral_used or (known is None and (name not in _PELVIS or withheld is not None)):
                landmarks.extend([known] if known is not None else [])
                continue
            widened = ARM_WIDENING**2 if raised and name in (*_PELVIS, LandmarkName.ACROMION, LandmarkName.TROCHANTER) else 1.0
            point = self._landmark((name, of), prediction, k, extra=extra, widened=widened)
            if name is LandmarkName.C7:
                point = replace(point, note=NAPE_NOTE if prediction.mean[HIDDEN] > LIKELY else None)
            elif note is not None and name in _PELVIS:
                point = replace(point, note=note)
            landmarks.append(point)
        given = {(p.name, p.side) for p in landmarks}
        kept = [p for p in base.landmarks if (p.name, p.side) not in given]
        missing = [m for m in base.missing if (m.name, m.side) not in given and (withheld is None or m.name not in _PELVIS)]
        if withheld is not None:
            missing += [MissingLandmark(name=name, side=side, reason=withheld[0], remedy=withheld[1]) for name in _PELVIS]
        return replace(
            base,
            landmarks=(*kept, *landmarks),
            missing=tuple(missing),
            back=base.back if withheld is None else None,
            lens=_lens(prediction),
            nape=_nape(prediction),
            judged=self._angles(prediction, raised=raised, pelvis=withheld is None, back=base.back is not None),
            added_errors=self._added,
        )

    def _pelvis_withheld(
        self, base: AnatomicalPose, prediction: _Prediction, pose: DetectedPose, side: BodySide
    ) -> tuple[Message, Message] | None:
        """Why the pelvis is not given, with the remedy; None if it is."""
        frame = prediction.appearance.frame
        if base.find(LandmarkName.TROCHANTER, side) is None:
            return _CROPPED
        hips = 0.5 * (prediction.appearance.points[HIP] + prediction.appearance.points[HIP + PAIRS]) + np.array([0.0, HIPS_IN_FRAME])
        if frame.back(hips[None])[0, 1] >= pose.silhouette.shape[0]:
            return _CROPPED
        return _STRANGE if prediction.strangeness > MOST_STRANGE else None

    def _landmark(
        self, place: tuple[LandmarkName, BodySide], prediction: _Prediction, k: int, *, extra: float, widened: float = 1.0
    ) -> Landmark:
        at, variance = prediction.point(k)
        own = self._own_share * variance + extra
        whole = widened * variance + extra
        return Landmark(
            name=place[0],
            side=place[1],
            x_px=float(at[0]),
            y_px=float(at[1]),
            covariance_px2=Covariance(xx=float(whole[0]), xy=0.0, yy=float(whole[1])),
            origin=Origin.ESTIMATED,
            scatter_px2=Covariance(xx=float(own[0]), xy=0.0, yy=float(own[1])),
        )

    def _angles(self, prediction: _Prediction, *, raised: bool, pelvis: bool, back: bool) -> tuple[JudgedAngle, ...]:
        """Angles predicted directly, all of them of the trunk; only where it is seen."""
        share = float(np.sqrt(self._own_share))
        given = []
        for name, k in ANGLES.items():
            if name not in self._judged or not pelvis or (k in (KYPHOSIS, LORDOSIS) and not back):
                continue
            sd = float(prediction.sd[k]) * (ARM_WIDENING if raised else 1.0)
            given.append(
                JudgedAngle(
                    name=name, angle_deg=float(prediction.mean[k]), standard_error_deg=sd, scatter_deg=share * float(prediction.sd[k])
                )
            )
        return tuple(given)

    def _frontal_pose(self, base: AnatomicalPose, prediction: _Prediction, extra: float) -> AnatomicalPose:
        pelvic = LandmarkName.PSIS if base.view is View.BACK else LandmarkName.ASIS
        unwanted = LandmarkName.ASIS if base.view is View.BACK else LandmarkName.PSIS
        landmarks, given = [], set()
        for side, first in ((BodySide.LEFT, 0), (BodySide.RIGHT, len(FRONTAL_POINTS))):
            for k, name in enumerate(FRONTAL_POINTS):
                needed = LandmarkName.HIP_JOINT if name is pelvic else name
                if name not in self._frontal_used or name is unwanted or base.find(needed, side) is None:
                    continue
                landmarks.append(self._landmark((name, side), prediction, first + k, extra=extra))
                given.add((name, side))
        kept = [p for p in base.landmarks if (p.name, p.side) not in given]
        missing = tuple(m for m in base.missing if (m.name, m.side) not in given)
        factors = self._factors.of(Position.STANDING, loose=False)
        roll = (
            prediction.roll
            if base.find(LandmarkName.MALLEOLUS, BodySide.LEFT) and base.find(LandmarkName.MALLEOLUS, BodySide.RIGHT)
            else None
        )
        return replace(base, landmarks=(*kept, *landmarks), missing=missing, interval_factors=factors, roll=roll)


def strangeness(standardised: NDArray[np.float64]) -> float:
    """How far a person lies outside what was learned from: the 90th percentile of the inputs' distances from the mean, in SD."""
    return float(np.quantile(np.abs(standardised), 0.9))


def _lens(prediction: _Prediction) -> LensEstimate:
    frame = prediction.appearance.frame
    return LensEstimate(
        axis_y_px=float(frame.origin_px[1] + prediction.mean[LENS_Y] * frame.unit_px),
        axis_y_error_px=float(prediction.sd[LENS_Y] * frame.unit_px),
        distance=float(np.exp(prediction.mean[LOG_DISTANCE])),
        distance_log_error=float(prediction.sd[LOG_DISTANCE]),
        yaw_deg=float(prediction.mean[YAW]),
        yaw_error_deg=float(prediction.sd[YAW]),
    )


def _nape(prediction: _Prediction) -> NapeShift:
    frame = prediction.appearance.frame
    return NapeShift(
        x_px=float(frame.mirror * prediction.mean[NAPE_X] * frame.unit_px),
        y_px=float(prediction.mean[NAPE_Y] * frame.unit_px),
        x_error_px=float(prediction.sd[NAPE_X] * frame.unit_px),
        y_error_px=float(prediction.sd[NAPE_Y] * frame.unit_px),
    )


def _arm_raised(seen: Appearance, highest_wrist: float) -> bool:
    """Whether the near wrist is higher than anybody's who was learned from."""
    return bool(seen.points[WRIST, 1] < highest_wrist)


def _added_variance(pose: DetectedPose, quality: PhotoQuality) -> float:
    """Variance that a poor photo adds to every point, pixels squared."""
    usual = float(np.median(pose.covariances_px2[[7, 8, 11, 12, 23, 24]][:, (0, 1), (0, 1)]))
    return (quality.noise_scale**2 - 1.0) * usual
