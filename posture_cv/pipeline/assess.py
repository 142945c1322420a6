"""The one way from photos to an assessment; every door of the house comes through here.

``observe`` looks at one photo (slow: the detector runs); ``conclude`` reasons about what was observed (fast), so that a corrected
point costs no second look.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from posture_cv.anatomy.marks import apply_marks
from posture_cv.anatomy.port import LandmarkEstimator
from posture_cv.anatomy.views import require_view
from posture_cv.domain.assessment import AssessedPhoto, Assessment, HiddenPoint, PhotoLandmark
from posture_cv.domain.estimates import Unit
from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.known_length import KnownLength
from posture_cv.domain.landmarks import AnatomicalPose, Correction, Landmark, Mark, Origin
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.messages import Quantity, message
from posture_cv.domain.observation import Observation
from posture_cv.domain.photo import Limitation, LimitationKind, Photo, PhotoQuality, Roll, tilt_limitation
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """One photo and what the user said about it: ``view`` None to recognise it, ``roll`` where a vertical was drawn by hand."""

    photo: Photo
    view: View | None = None
    person: int | None = None
    roll: Roll | None = None


def observe(shot: Shot, *, position: Position, instruments: Instruments) -> Observation:
    """Look at one photo.

    Raises
    ------
    DetectionError
        If nobody, or nobody in particular, is in the photo.
    CaptureError
        If the photo is too poor, or shows another view than declared.
    """
    pose = instruments.detector.detect(shot.photo, person=shot.person, declared=shot.view)
    view = require_view(shot.view, pose.view)
    quality = instruments.judge(shot.photo, pose)
    if shot.roll is not None:
        quality = _upright(quality, shot.roll)
    quality = replace(quality, limitations=(*quality.limitations, *_limitations(pose)))
    anatomy = instruments.estimator.estimate(pose, view, position, quality)
    if anatomy.roll is not None and not quality.roll.referenced:
        quality = replace(quality, roll=anatomy.roll)
    return Observation(photo=shot.photo, pose=pose, view=view, position=position, quality=quality, anatomy=anatomy)


def straighten(observation: Observation, roll: Roll) -> Observation:
    """The observation with another camera roll, for a vertical drawn after the photo was looked at; nothing is detected again.

    Landmarks are photo pixels and the detector's own, so only what is measured in them changes.
    """
    return replace(observation, quality=_upright(observation.quality, roll))


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
    *,
    instruments: Instruments,
    created_at: str,
    marks: Mapping[int, Sequence[Mark]] | None = None,
    protocol: CaptureProtocol | None = None,
    stature_cm: float | None = None,
    known_lengths: Mapping[int, KnownLength] | None = None,
) -> Assessment:
    """Measure and reason about photos already looked at.

    Parameters
    ----------
    observations
        At least one, all in the same position.
    created_at
        ISO 8601 time with offset.
    marks
        Points placed by hand and stickers, by index of the photo; those placed by hand are recorded as set at ``created_at``.
    protocol
        The capture protocol that was followed, for the provenance.
    stature_cm
        The person's height, crown to sole, without shoes; gives lengths in millimetres as well.
    known_lengths
        Things of known length marked in the photos, by index of the photo; they give millimetres where no height is stated.

    Raises
    ------
    MarkError
        If a mark names no landmark of its view, or lies outside its photo, or a known length gives no scale.
    ValueError
        If the photos show several positions, or nobody is as tall as ``stature_cm`` says.
    """
    marks, known_lengths = marks or {}, known_lengths or {}
    stature = None if stature_cm is None else stature_from(stature_cm)
    positions = {seen.position for seen in observations}
    if len(positions) != 1:
        raise ValueError(f"expected photos in one position, but got {sorted(positions)}")
    poses = [_marked(seen, marks.get(index, ()), created_at) for index, seen in enumerate(observations)]
    measured = _measure(observations, poses)
    by_lengths = combined([marked_stature(observations[index], known) for index, known in sorted(known_lengths.items())])
    knowledge = instruments.knowledge
    findings = find(measured, knowledge, positions.pop())
    patterns = recognise(findings, knowledge)
    muscles = suggest(findings, knowledge)
    return Assessment(
        photos=tuple(
            _assessed(index, seen, pose, known_lengths.get(index))
            for index, (seen, pose) in enumerate(zip(observations, poses, strict=True))
        ),
        landmarks=tuple(_placed(index, point) for index, pose in enumerate(poses) for point in pose.landmarks),
        measurements=measured.measurements,
        not_measured=measured.not_measured,
        fused=fuse_all(measured),
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
        hidden=tuple(point for index, pose in enumerate(poses) for point in _hidden(index, pose)),
    )


def assess(
    shots: Sequence[Shot],
    *,
    position: Position,
    instruments: Instruments,
    created_at: str,
    marks: Mapping[int, Sequence[Mark]] | None = None,
) -> Assessment:
    """``observe`` each photo of a visit, then ``conclude``."""
    seen = [observe(shot, position=position, instruments=instruments) for shot in shots]
    return conclude(seen, instruments=instruments, created_at=created_at, marks=marks)


def _marked(seen: Observation, marks: Sequence[Mark], at: str) -> AnatomicalPose:
    """The pose with the marks in it, those by hand with a record of where the point was before."""
    pose = apply_marks(seen.anatomy, marks, width_px=seen.photo.width_px, height_px=seen.photo.height_px)
    fresh = [point for point in pose.landmarks if point.origin is Origin.MARKED and point not in seen.anatomy.landmarks]
    if not fresh:
        return pose
    recorded = tuple(_recorded(point, seen.anatomy, at) if point in fresh else point for point in pose.landmarks)
    return replace(pose, landmarks=recorded)


def _recorded(point: Landmark, automatic: AnatomicalPose, at: str) -> Landmark:
    before = automatic.find(point.name, point.side)
    automatic_px = None if before is None else (before.x_px, before.y_px)
    return replace(point, correction=Correction(automatic_px=automatic_px, said="placed" if before is None else "moved", at=at))


def _measure(observations: Sequence[Observation], poses: Sequence[AnatomicalPose]) -> MeasurementSet:
    sets = [
        measure(
            pose,
            seen=observation.pose.view,
            roll=observation.quality.roll,
            position=observation.position,
            photo=index,
            width_px=observation.photo.width_px,
            height_px=observation.photo.height_px,
            focal_length_px=observation.photo.focal_length_px,
        )
        for index, (observation, pose) in enumerate(zip(observations, poses, strict=True))
    ]
    return MeasurementSet(
        measurements=tuple(m for one in sets for m in one.measurements),
        not_measured=tuple(m for one in sets for m in one.not_measured),
    )


def _upright(quality: PhotoQuality, roll: Roll) -> PhotoQuality:
    tilt = tilt_limitation(roll)
    others = tuple(one for one in quality.limitations if one.kind is not LimitationKind.TILTED)
    return replace(quality, roll=roll, limitations=others if tilt is None else (*others, tilt))


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


def _assessed(index: int, seen: Observation, pose: AnatomicalPose, known: KnownLength | None) -> AssessedPhoto:
    back = pose.back
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
