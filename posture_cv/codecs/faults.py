"""What an assessment cannot say: references to photos and rows that are not there, points outside their photo, the same thing twice."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from posture_cv.codecs.soundness import is_moment, lies_in, repeats, unsound
from posture_cv.codecs.texts import unsayable
from posture_cv.domain.assessment import PhotoLandmark
from posture_cv.domain.corrections import Point, PointStatus
from posture_cv.domain.estimates import Unit
from posture_cv.domain.landmarks import UNPAIRED
from posture_cv.domain.muscles import NamingTable
from posture_cv.domain.views import BodySide, View

if TYPE_CHECKING:
    from posture_cv.domain.assessment import AssessedPhoto, Assessment, HiddenPoint
    from posture_cv.domain.estimates import FusedMeasurement, Measurement
    from posture_cv.domain.judgements import Judgement
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.landmarks import Correction
    from posture_cv.domain.measurements import NotMeasured
    from posture_cv.domain.muscles import EvidenceGrade
    from posture_cv.domain.pose import PersonBox
    from posture_cv.domain.worksheet import Worksheet

MOST_PHOTOS = 100
"""Of one visit."""

_LONGEST_SIDE_PX = 8192
"""Twice what photos are scaled down to."""

_MARGIN = 0.1
"""Of a photo's longer side: so far outside it a joint may be estimated (up to 0.011 in photos cut at hip, knee, head and side)."""

_TALLEST = 4.0
"""Statures over a photo's height: of a person cut at the hips it is estimated."""

_SIGNS = {View.LEFT: (-1, 1), View.RIGHT: (-1, 1), View.FRONT: (0,), View.BACK: (0,), View.OBLIQUE: ()}
"""Ways the person can face in a photo of each view; nothing is measured in an oblique one."""

_TALLEST_MM = 5000.0
_ROUNDING = 1e-6


def faults(assessment: Assessment) -> Iterator[str]:
    """Places of what the assessment cannot say, in its plain data; none where every output can take it."""
    from posture_cv.knowledge import load

    knowledge = load()
    yield from unsound(assessment)
    if len(assessment.photos) > MOST_PHOTOS:
        yield "photos"
    for index, photo in enumerate(assessment.photos):
        yield from (f"photos.{index}.{fault}" for fault in _of_photo(photo, index))
    yield from _of_points(assessment)
    yield from _of_measures(assessment, knowledge)
    yield from _of_lengths(assessment)
    yield from _of_judgements(assessment)
    yield from _of_findings(assessment, knowledge)
    yield from _of_muscles(assessment, knowledge)
    yield from _of_sheet(assessment.worksheet, knowledge)
    yield from _of_doubts(assessment, knowledge)
    if not is_moment(assessment.provenance.created_at):
        yield "provenance.created_at"
    yield from unsayable(assessment)


def _of_photo(photo: AssessedPhoto, index: int) -> Iterator[str]:
    longer_px = max(photo.width_px, photo.height_px)
    stature_px = photo.stature_px
    sound = {
        "index": photo.index == index,
        "width_px": 1 <= photo.width_px <= _LONGEST_SIDE_PX,
        "height_px": 1 <= photo.height_px <= _LONGEST_SIDE_PX,
        "facing_sign": photo.facing_sign in _SIGNS[photo.view],
        "stature_px": stature_px is None or 0.0 < stature_px <= _TALLEST * longer_px,
        "quarter_turns": 0 <= photo.quarter_turns <= 3,
    } | {name: _is_in(photo, points) for name, points in _positions(photo).items()}
    yield from (name for name, holds in sound.items() if not holds)


def _positions(photo: AssessedPhoto) -> dict[str, tuple[Point, ...]]:
    """Every position in a photo beside its landmarks, by where it stands."""
    known, line = photo.known_length, photo.quality.roll.drawn
    return {
        "body": _corners(photo.body),
        "face": () if photo.face is None else _corners(photo.face),
        "back_profile_px": photo.back_profile_px,
        "known_length": () if known is None else (known.start_px, known.end_px),
        "quality.roll.drawn": () if line is None else (line.top_px, line.bottom_px),
    }


def _corners(box: PersonBox) -> tuple[Point, ...]:
    return (box.left_px, box.top_px), (box.right_px, box.bottom_px)


def _is_in(photo: AssessedPhoto, points: Iterable[Point]) -> bool:
    margin_px = _MARGIN * max(photo.width_px, photo.height_px)
    return all(lies_in(point, photo.width_px, photo.height_px, margin_px=margin_px) for point in points)


def _of_points(assessment: Assessment) -> Iterator[str]:
    points: tuple[PhotoLandmark | HiddenPoint, ...] = (*assessment.landmarks, *assessment.hidden)
    for index, point in enumerate(points):
        photo = _photo(assessment, point.photo)
        at = ((point.x_px, point.y_px),) if isinstance(point, PhotoLandmark) else ()
        if photo is None or not _is_in(photo, at) or not _is_sound(point.correction, photo):
            yield f"landmarks.{index}" if at else "hidden"
        elif (point.side is BodySide.MIDLINE) is not (point.name in UNPAIRED):
            yield f"landmarks.{index}.side" if at else "hidden"
    if repeats((point.photo, point.name, point.side) for point in points):
        yield "landmarks"


def _is_sound(correction: Correction | None, photo: AssessedPhoto) -> bool:
    if correction is None:
        return True
    before = () if correction.automatic_px is None else (correction.automatic_px,)
    return correction.said in list(PointStatus) and _is_in(photo, before)


def _photo(assessment: Assessment, index: int) -> AssessedPhoto | None:
    return assessment.photos[index] if 0 <= index < len(assessment.photos) else None


def _of_measures(assessment: Assessment, knowledge: Knowledge) -> Iterator[str]:
    units = {row.name: row.unit for row in knowledge.measures}
    for index, measured in enumerate(assessment.measurements):
        shared = measured.own_error**2 + measured.view_error**2
        sound = measured.unit is units.get(measured.name) and shared <= measured.standard_error**2 * (1.0 + _ROUNDING)
        if not sound or not _is_of_photo(measured, assessment):
            yield f"measurements.{index}"
    for index, missing in enumerate(assessment.not_measured):
        if missing.name not in units or not _is_of_photo(missing, assessment):
            yield f"not_measured.{index}"
    rows: tuple[Measurement | NotMeasured, ...] = (*assessment.measurements, *assessment.not_measured)
    if repeats((row.photo, row.name, row.side) for row in rows):
        yield "measurements"
    for index, fused in enumerate(assessment.fused):
        if fused.unit is not units.get(fused.name) or not _rests_on_photos(fused, assessment):
            yield f"fused.{index}"
    if repeats((fused.name, fused.side) for fused in assessment.fused):
        yield "fused"


def _is_of_photo(row: Measurement | NotMeasured, assessment: Assessment) -> bool:
    photo = _photo(assessment, row.photo)
    return photo is not None and row.view is photo.view


def _rests_on_photos(fused: FusedMeasurement, assessment: Assessment) -> bool:
    """Whether each photo it names has that measure, and each view is of one of them."""
    parts = [
        m for m in assessment.measurements if m.name is fused.name and m.photo in fused.photos and fused.side in (BodySide.MIDLINE, m.side)
    ]
    once = not repeats(fused.photos) and not repeats(fused.views)
    return once and {m.photo for m in parts} == set(fused.photos) and {m.view for m in parts} == set(fused.views) and fused.n > 1


def _of_lengths(assessment: Assessment) -> Iterator[str]:
    for name in ("stature", "marked_stature"):
        height = getattr(assessment, name)
        if height is not None and not (height.unit is Unit.MILLIMETRE and 0.0 < height.value <= _TALLEST_MM):
            yield name
    if not assessment.lengths:
        return
    in_percent = [m for m in assessment.measurements if m.unit is Unit.PERCENT_HEIGHT]
    same = [(m.name, m.view, m.side, m.photo) for m in assessment.lengths] == [(m.name, m.view, m.side, m.photo) for m in in_percent]
    if not same or assessment.known_stature is None or any(m.unit is not Unit.MILLIMETRE for m in assessment.lengths):
        yield "lengths"


def _of_findings(assessment: Assessment, knowledge: Knowledge) -> Iterator[str]:
    rows = {row.key: row for row in knowledge.distortions}
    taken = {(m.name, m.view, m.side, m.photo) for m in assessment.measurements}
    for index, found in enumerate(assessment.findings):
        row = rows.get(found.distortion)
        rests_on = [(s.measure, s.view, s.side, s.photo) for s in found.support]
        if row is None or found.measure not in row.measures or not rests_on or repeats(rests_on) or not taken.issuperset(rests_on):
            yield f"findings.{index}"
        elif found.estimate.unit is not knowledge.measure(found.measure).unit:
            yield f"findings.{index}.estimate"
        elif found.judgement is not None and not _is_judged(found.judgement):
            yield f"findings.{index}.judgement"
    if repeats((found.distortion, found.side) for found in assessment.findings):
        yield "findings"
    for index, pattern in enumerate(assessment.patterns):
        if repeats(member.distortion for member in pattern.members):
            yield f"patterns.{index}.members"
    if repeats(pattern.pattern for pattern in assessment.patterns):
        yield "patterns"


def _of_judgements(assessment: Assessment) -> Iterator[str]:
    taken: set[tuple[str, BodySide, int | None]] = {(m.name, m.side, m.photo) for m in assessment.measurements}
    taken |= {(m.name, m.side, None) for m in assessment.fused}
    about = [(one.measure, one.side, one.photo) for one in assessment.judgements]
    for index, (one, place) in enumerate(zip(assessment.judgements, about, strict=True)):
        if place not in taken or not _is_judged(one.judgement):
            yield f"judgements.{index}"
    if repeats(about):
        yield "judgements"


def _is_judged(judgement: Judgement) -> bool:
    """Whether range, probabilities and percentile can be ones."""
    percentiles = [0.0 if judgement.percentile is None else judgement.percentile]
    if judgement.percentile_interval is not None:
        percentiles += [judgement.percentile_interval.lower, judgement.percentile_interval.upper]
    sure = (judgement.below, judgement.above)
    bounds = judgement.range
    return bounds.lower <= bounds.upper and all(0.0 <= one <= 1.0 for one in sure) and all(0.0 <= one <= 100.0 for one in percentiles)


def _of_muscles(assessment: Assessment, knowledge: Knowledge) -> Iterator[str]:
    distortions, links = {row.key for row in knowledge.distortions}, {row.key for row in knowledge.links}
    naming = {
        NamingTable.MUSCLES: {(row.condition, row.key) for row in knowledge.condition_muscles},
        NamingTable.TESTS: {(row.condition, row.key) for row in knowledge.condition_tests},
    }
    tested = {(row.muscle, row.state) for row in knowledge.tests}
    for index, idea in enumerate(assessment.muscles):
        named = idea.named
        known = (idea.muscle, idea.state) in tested and distortions.issuperset(idea.because)
        known &= named is None or (named.condition, named.row) in naming[named.table]
        founded = idea.link in links if idea.because else named is not None and not idea.link
        if not known or not founded or repeats(idea.because) or not _are_grades(idea.grades) or idea.rank not in (0, index + 1):
            yield f"muscles.{index}"
    if repeats((idea.muscle, idea.side, idea.state) for idea in assessment.muscles):
        yield "muscles"


def _are_grades(grades: tuple[EvidenceGrade, ...]) -> bool:
    return bool(grades) and not repeats(grades)


def _of_sheet(sheet: Worksheet, knowledge: Knowledge) -> Iterator[str]:
    questions = {row.key for row in knowledge.safety}
    for index, asked in enumerate(sheet.safety):
        if asked.key not in questions:
            yield f"worksheet.safety.{index}"
    for index, rule in enumerate(sheet.rules):
        if not questions.issuperset(rule.members) or not rule.together or not 1 <= rule.at_least <= len(rule.members):
            yield f"worksheet.rules.{index}"
    if sheet.safety and not sheet.rules:
        # nothing would be heard of the answers
        yield "worksheet.rules"
    if sheet.complaint and sheet.complaint not in {row.key for row in knowledge.conditions}:
        yield "worksheet.complaint"
    tested = {(row.muscle, row.state) for row in knowledge.tests}
    for index, item in enumerate(sheet.items):
        if (item.muscle, item.state) not in tested or not _are_grades(item.grades):
            yield f"worksheet.items.{index}"
    if not {rule.key for rule in sheet.rules}.issuperset(sheet.cleared):
        yield "worksheet.cleared"
    once: dict[str, bool] = {
        "safety": repeats(asked.key for asked in sheet.safety),
        "rules": repeats(rule.key for rule in sheet.rules),
        "items": repeats((item.muscle, item.side, item.state) for item in sheet.items),
        "factors": repeats(entry.factor for entry in sheet.factors),
        "cleared": repeats(sheet.cleared),
        "skipped": repeats(sheet.skipped),
    }
    yield from (f"worksheet.{name}" for name, twice in once.items() if twice)


def _of_doubts(assessment: Assessment, knowledge: Knowledge) -> Iterator[str]:
    names = {row.name for row in knowledge.measures}
    for index, doubt in enumerate(assessment.doubts):
        earlier, later = doubt.photos
        if not 0 <= earlier < later < len(assessment.photos) or not names.issuperset(doubt.measures):
            yield f"doubts.{index}"
