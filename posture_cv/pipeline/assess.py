"""The one way from photos to an assessment; every door of the house comes through here.

``observe`` looks at one photo (slow: the detector runs); ``conclude`` reasons about what was observed (fast), so that a corrected
point costs no second look.
"""

from __future__ import annotations

from collections.abc import Sequence

from posture_cv.corrections import apply
from posture_cv.domain.assessment import AssessedPhoto, Assessment, HiddenPoint, PhotoLandmark
from posture_cv.domain.corrections import Corrections
from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.known_length import KnownLength
from posture_cv.domain.landmarks import AnatomicalPose, Landmark
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.observation import Observation
from posture_cv.domain.person import UNSTATED, Person
from posture_cv.domain.protocol import Protocol as CaptureProtocol
from posture_cv.domain.provenance import Provenance
from posture_cv.findings import find, judge_measures, recognise
from posture_cv.gate.visit import counted, doubts_about, judged
from posture_cv.measures import measure
from posture_cv.measures.camera import camera_prior
from posture_cv.measures.fusion import fuse_all
from posture_cv.measures.known_length import MarkedStature, combined, stature_by
from posture_cv.measures.lengths import lengths_of, stature_from
from posture_cv.measures.useful import useful, with_useful_together, without_useless
from posture_cv.muscles import suggest
from posture_cv.pipeline.instruments import Instruments
from posture_cv.pipeline.observe import total_turns
from posture_cv.worksheet import plan


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
        camera=camera_prior(
            photo.width_px,
            photo.height_px,
            stature_px or float(photo.height_px),
            photo.focal_length_px,
            anatomy.lens,
            focal_log_error=photo.focal_log_error,
        ),
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
    person: Person = UNSTATED,
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
    person
        Sex and age as stated; they choose the norms, and the age answers the questions of the safety screen that are about it.

    Raises
    ------
    MarkError
        If a point names no landmark of its view, or lies outside its photo, or a known length gives no scale.
    PhotoTilted
        If a drawn vertical leans further than can be corrected.
    ValueError
        If the photos show several positions, nobody is as tall as ``stature_cm`` says, or a photo has to be looked at again first.
    """
    by_hand = tuple(corrections) or tuple(Corrections(aim=observation.aim) for observation in observations)
    if len(by_hand) != len(observations):
        raise ValueError(f"expected corrections for each of {len(observations)} photos, but got {len(by_hand)}")
    stature = None if stature_cm is None else stature_from(stature_cm)
    positions = {observation.position for observation in observations}
    if len(positions) != 1:
        raise ValueError(f"expected photos in one position, but got {sorted(positions)}")
    corrected = [apply(observation, given, at=created_at) for observation, given in zip(observations, by_hand, strict=True)]
    knowledge = instruments.knowledge
    measured = measured_in(corrected, knowledge)
    lengths = [None if given.known is None else given.known.known for given in by_hand]
    marked = [marked_stature(observation, known) for observation, known in zip(observations, lengths, strict=True) if known is not None]
    by_lengths = combined(marked)
    sure = judged(measured, corrected)
    doubts = doubts_about(corrected, sure, knowledge.measures)
    together = counted(sure, doubts, knowledge.measures)
    fused = useful(fuse_all(together, knowledge.measures), knowledge.measures)
    sound = with_useful_together(together, fused, knowledge.measures)
    shown = without_useless(measured, knowledge.measures)
    position = positions.pop()
    findings = find(sound, knowledge, position, person)
    patterns = recognise(findings, knowledge)
    muscles = suggest(findings, knowledge)
    return Assessment(
        photos=tuple(
            _assessed(index, observation, known) for index, (observation, known) in enumerate(zip(corrected, lengths, strict=True))
        ),
        landmarks=tuple(_placed(index, point) for index, observation in enumerate(corrected) for point in observation.anatomy.landmarks),
        measurements=shown.measurements,
        not_measured=shown.not_measured,
        fused=fused,
        findings=findings,
        muscles=muscles,
        worksheet=plan(muscles, knowledge, findings=findings, patterns=patterns, age=person.age),
        provenance=_provenance(instruments, created_at, protocol),
        patterns=patterns,
        stature=stature,
        marked_stature=by_lengths,
        lengths=lengths_of(shown.measurements, by_lengths if stature is None else stature),
        doubts=doubts,
        person=person,
        judgements=judge_measures([m for m in shown.measurements if m in sure.measurements], fused, knowledge, position, person),
        hidden=tuple(point for index, observation in enumerate(corrected) for point in _hidden(index, observation.anatomy)),
    )


def _provenance(instruments: Instruments, created_at: str, protocol: CaptureProtocol | None) -> Provenance:
    return Provenance(
        software=instruments.software,
        knowledge_sha256=instruments.knowledge.sha256,
        pose_model=instruments.pose_model,
        estimator=instruments.estimator.name,
        passes=instruments.detector.passes,
        created_at=created_at,
        protocol="" if protocol is None else protocol.identity,
    )


def measured_in(observations: Sequence[Observation], knowledge: Knowledge) -> MeasurementSet:
    """Everything each photo gives by itself, of use or not; ``photo`` counts the observations."""
    sets = [
        measure(
            observation.anatomy,
            knowledge.measures,
            seen=observation.pose.view,
            roll=observation.quality.roll,
            position=observation.position,
            photo=index,
            width_px=observation.photo.width_px,
            height_px=observation.photo.height_px,
            focal_length_px=observation.photo.focal_length_px,
            focal_log_error=observation.photo.focal_log_error,
        )
        for index, observation in enumerate(observations)
    ]
    return MeasurementSet(
        measurements=tuple(m for of_photo in sets for m in of_photo.measurements),
        not_measured=tuple(m for of_photo in sets for m in of_photo.not_measured),
    )


def _assessed(index: int, observation: Observation, known: KnownLength | None) -> AssessedPhoto:
    pose, back = observation.anatomy, observation.anatomy.back
    return AssessedPhoto(
        index=index,
        view=observation.view,
        recognised=observation.pose.view,
        position=observation.position,
        width_px=observation.photo.width_px,
        height_px=observation.photo.height_px,
        quality=observation.quality,
        body=observation.pose.box,
        face=pose.face,
        facing_sign=pose.facing_sign,
        stature_px=pose.stature_px,
        back_profile_px=() if back is None else tuple(zip(back.x_px, back.y_px, strict=True)),
        known_length=known,
        quarter_turns=total_turns(observation),
        mirrored=observation.aim.mirrored,
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
