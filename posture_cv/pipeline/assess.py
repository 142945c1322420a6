"""The one way from photos to an assessment; every door of the house comes through here.

``observe`` looks at one photo (slow: the detector runs); ``conclude`` reasons about what was observed (fast), so that a corrected
point costs no second look.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from posture_cv.anatomy.port import LandmarkEstimator
from posture_cv.anatomy.views import require_view
from posture_cv.corrections import apply, reframed
from posture_cv.domain.assessment import AssessedPhoto, Assessment, HiddenPoint, PhotoLandmark
from posture_cv.domain.corrections import UNAIMED, Aim, Corrections
from posture_cv.domain.estimates import Unit
from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.known_length import KnownLength
from posture_cv.domain.landmarks import AnatomicalPose, Landmark
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.messages import Quantity, message
from posture_cv.domain.observation import Observation
from posture_cv.domain.photo import Limitation, LimitationKind, Photo, PhotoQuality
from posture_cv.domain.pose import DetectedPose
from posture_cv.domain.protocol import Protocol as CaptureProtocol
from posture_cv.domain.provenance import ModelVersion, Provenance
from posture_cv.domain.views import Position, View
from posture_cv.findings import find, recognise
from posture_cv.measures import measure
from posture_cv.measures.camera import camera_prior
from posture_cv.measures.fusion import fuse_all
from posture_cv.measures.known_length import MarkedStature, combined, stature_by
from posture_cv.measures.lengths import lengths_of, stature_from
from posture_cv.muscles import suggest
from posture_cv.worksheet import plan

TURNED_BEYOND_DEG = 5.0
"""Yaw beyond which the reader is told (CLINICAL.md 3.1: refuse forward shoulder angles beyond 5 degrees)."""


class PoseDetector(Protocol):
    """Finds one person in a photo."""

    @property
    def passes(self) -> int:
        """Detector passes per photo."""
        ...

    def detect(self, photo: Photo, *, person: int | None = None, declared: View | None = None) -> DetectedPose:
        """Find the main person, or the one numbered ``person`` from 1, given the view it is said to show; raises DetectionError."""
        ...


class QualityJudge(Protocol):
    """Judges what a photo is good for; raises CaptureError where nothing can be measured."""

    def __call__(self, photo: Photo, pose: DetectedPose) -> PhotoQuality:
        """Judge the photo given the person found in it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Instruments:
    """What an assessment is made with; built by the wiring room."""

    detector: PoseDetector
    judge: QualityJudge
    estimator: LandmarkEstimator
    knowledge: Knowledge
    pose_model: ModelVersion
    software: str


def observe(photo: Photo, *, position: Position, instruments: Instruments, aim: Aim = UNAIMED) -> Observation:
    """Look at one photo, turned and mirrored as ``aim`` says.

    Raises
    ------
    DetectionError
        If nobody, or nobody in particular, is in the photo.
    CaptureError
        If the photo is too poor, or shows another view than declared.
    """
    shown = reframed(photo, aim)
    pose = instruments.detector.detect(shown, person=aim.person, declared=aim.view)
    view = require_view(aim.view, pose.view)
    quality = instruments.judge(shown, pose)
    quality = replace(quality, limitations=(*quality.limitations, *_limitations(pose)))
    anatomy = instruments.estimator.estimate(pose, view, position, quality)
    if anatomy.roll is not None and not quality.roll.referenced:
        quality = replace(quality, roll=anatomy.roll)
    return Observation(photo=shown, pose=pose, view=view, position=position, quality=quality, anatomy=anatomy, aim=aim)


def marked_stature(observation: Observation, known: KnownLength) -> MarkedStature:
    """The person's stature by a thing of known length in the photo.

    Raises
    ------
    MarkError
        If it gives no scale: outside the photo, too short in it, too far off, or the stature would be nobody's.
    """
    photo, anatomy, box = observation.photo, observation.anatomy, observation.pose.box
    stature_px = anatomy.stature_px
    return stature_by(
        known,
        stature_px=stature_px,
        stature_error_px=anatomy.stature_error_px,
        person_px=((box.left_px + box.right_px) / 2.0, (box.top_px + box.bottom_px) / 2.0),
        camera=camera_prior(photo.width_px, photo.height_px, stature_px or float(photo.height_px), photo.focal_length_px, anatomy.lens),
        photo_size=(photo.width_px, photo.height_px),
    )


def conclude(
    observations: Sequence[Observation],
    corrections: Sequence[Corrections] = (),
    *,
    instruments: Instruments,
    created_at: str,
    protocol: CaptureProtocol | None = None,
    stature_cm: float | None = None,
) -> Assessment:
    """Measure and reason about photos already looked at, with everything a hand said about them.

    Parameters
    ----------
    observations
        At least one, all in the same position.
    corrections
        One for each observation, in the same order, or none at all.
    created_at
        ISO 8601 time with offset; points set by hand without a time are recorded as set then.
    protocol
        The capture protocol that was followed, for the provenance.
    stature_cm
        The person's height, crown to sole, without shoes; gives lengths in millimetres as well. Known lengths marked in the photos give
        them where no height is stated.

    Raises
    ------
    MarkError
        If a point names no landmark of its view, or lies outside its photo, or a known length gives no scale.
    PhotoTilted
        If a drawn vertical leans further than can be corrected.
    ValueError
        If the photos show several positions, nobody is as tall as ``stature_cm`` says, or a photo has to be looked at again first.
    """
    said = tuple(corrections) or tuple(Corrections(aim=seen.aim) for seen in observations)
    if len(said) != len(observations):
        raise ValueError(f"expected corrections for each of {len(observations)} photos, but got {len(said)}")
    stature = None if stature_cm is None else stature_from(stature_cm)
    positions = {seen.position for seen in observations}
    if len(positions) != 1:
        raise ValueError(f"expected photos in one position, but got {sorted(positions)}")
    corrected = [apply(seen, one, at=created_at) for seen, one in zip(observations, said, strict=True)]
    knowledge = instruments.knowledge
    measured = _measure(corrected, knowledge)
    lengths = [None if one.known is None else one.known.known for one in said]
    marked = [marked_stature(seen, known) for seen, known in zip(observations, lengths, strict=True) if known is not None]
    by_lengths = combined(marked)
    findings = find(measured, knowledge, positions.pop())
    patterns = recognise(findings, knowledge)
    muscles = suggest(findings, knowledge)
    return Assessment(
        photos=tuple(_assessed(index, seen, known) for index, (seen, known) in enumerate(zip(corrected, lengths, strict=True))),
        landmarks=tuple(_placed(index, point) for index, seen in enumerate(corrected) for point in seen.anatomy.landmarks),
        measurements=measured.measurements,
        not_measured=measured.not_measured,
        fused=fuse_all(measured, knowledge.measures),
        findings=findings,
        muscles=muscles,
        worksheet=plan(muscles, knowledge, findings=findings, patterns=patterns),
        provenance=Provenance(
            software=instruments.software,
            knowledge_sha256=knowledge.sha256,
            pose_model=instruments.pose_model,
            estimator=instruments.estimator.name,
            passes=instruments.detector.passes,
            created_at=created_at,
            protocol="" if protocol is None else protocol.identity,
        ),
        patterns=patterns,
        stature=stature,
        marked_stature=by_lengths,
        lengths=lengths_of(measured.measurements, by_lengths if stature is None else stature),
        hidden=tuple(point for index, seen in enumerate(corrected) for point in _hidden(index, seen.anatomy)),
    )


def _measure(observations: Sequence[Observation], knowledge: Knowledge) -> MeasurementSet:
    sets = [
        measure(
            seen.anatomy,
            knowledge.measures,
            seen=seen.pose.view,
            roll=seen.quality.roll,
            position=seen.position,
            photo=index,
            width_px=seen.photo.width_px,
            height_px=seen.photo.height_px,
            focal_length_px=seen.photo.focal_length_px,
        )
        for index, seen in enumerate(observations)
    ]
    return MeasurementSet(
        measurements=tuple(m for one in sets for m in one.measurements),
        not_measured=tuple(m for one in sets for m in one.not_measured),
    )


def _limitations(pose: DetectedPose) -> tuple[Limitation, ...]:
    found = []
    if abs(pose.view.yaw_deg) - pose.view.yaw_standard_error_deg > TURNED_BEYOND_DEG:
        found.append(
            Limitation(
                kind=LimitationKind.TURNED,
                what=message(
                    "photo.turned",
                    angle=Quantity(value=abs(pose.view.yaw_deg), unit=Unit.DEGREE),
                    view=message(f"view.straight.{pose.view.view}"),
                ),
                remedy=message("photo.feet_square"),
            )
        )
    return tuple(found)


def _assessed(index: int, seen: Observation, known: KnownLength | None) -> AssessedPhoto:
    pose, back = seen.anatomy, seen.anatomy.back
    return AssessedPhoto(
        index=index,
        view=seen.view,
        recognised=seen.pose.view,
        position=seen.position,
        width_px=seen.photo.width_px,
        height_px=seen.photo.height_px,
        quality=seen.quality,
        body=seen.pose.box,
        face=pose.face,
        facing_sign=pose.facing_sign,
        stature_px=pose.stature_px,
        back_profile_px=() if back is None else tuple(zip(back.x_px, back.y_px, strict=True)),
        known_length=known,
        quarter_turns=seen.aim.quarter_turns,
        mirrored=seen.aim.mirrored,
    )


def _placed(photo: int, point: Landmark) -> PhotoLandmark:
    return PhotoLandmark(
        name=point.name,
        side=point.side,
        x_px=point.x_px,
        y_px=point.y_px,
        covariance_px2=point.covariance_px2,
        origin=point.origin,
        note=point.note,
        scatter_px2=point.scatter_px2,
        correction=point.correction,
        photo=photo,
    )


def _hidden(photo: int, pose: AnatomicalPose) -> list[HiddenPoint]:
    return [
        HiddenPoint(photo=photo, name=gap.name, side=gap.side, correction=gap.correction)
        for gap in pose.missing
        if gap.correction is not None
    ]
