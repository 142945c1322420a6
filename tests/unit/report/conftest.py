"""A visit made up by hand: four photos, what was measured in them, and what follows, all values chosen."""

from __future__ import annotations

import dataclasses
import struct
import zlib

import pytest

from posture_cv import knowledge as tables
from posture_cv.domain.assessment import AssessedPhoto, Assessment
from posture_cv.domain.estimates import Estimate, Interval, Measurement, MeasureName, Unit
from posture_cv.domain.findings import Certainty, Finding, PatternMember, PosturePattern, Support
from posture_cv.domain.judgements import PostureVerdict, Severity
from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.measurements import NotMeasured
from posture_cv.domain.messages import message
from posture_cv.domain.muscles import Confidence, EvidenceGrade, MuscleHypothesis, MuscleState
from posture_cv.domain.person import UNSTATED
from posture_cv.domain.photo import Limitation, LimitationKind, PhotoQuality, Roll
from posture_cv.domain.pose import PersonBox, ViewEstimate
from posture_cv.domain.provenance import ModelVersion, Provenance
from posture_cv.domain.screen import SafetyQuestion
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.domain.worksheet import BodyPosition, FactorEntry, NmtFactor, Worksheet, WorksheetItem
from posture_cv.findings import judge_measures
from posture_cv.muscles import Target
from posture_cv.worksheet.factors import screen_factors
from posture_cv.worksheet.plan import blank_item

MUSCLES = (
    "suboccipitals",
    "levator_scapulae",
    "upper_trapezius",
    "scalenes",
    "sternocleidomastoid",
    "splenius_semispinalis_capitis",
    "pectoralis_minor",
    "pectoralis_major",
    "latissimus_dorsi",
    "subscapularis",
)
"""Ten that may be short, the heaviest first."""

VIEWS = (View.LEFT, View.RIGHT, View.FRONT, View.BACK)


class Visits:
    """Builder of assessments and of what a report needs beside them."""

    def measured(
        self,
        name: MeasureName,
        value: float,
        half_width: float,
        *,
        photo: int = 0,
        side: BodySide = BodySide.MIDLINE,
        unit: Unit = Unit.DEGREE,
    ) -> Measurement:
        return Measurement(
            name=name,
            value=value,
            standard_error=half_width / 1.645,
            interval=Interval(lower=value - half_width, upper=value + half_width),
            unit=unit,
            view=VIEWS[photo],
            side=side,
            photo=photo,
        )

    def finding(
        self,
        distortion: str,
        probability: float,
        *,
        measure: str = "craniovertebral_angle",
        severity: Severity = Severity.MILD,
        side: BodySide = BodySide.MIDLINE,
    ) -> Finding:
        likely, possible = probability >= 0.8, probability >= 0.5
        return Finding(
            distortion=distortion,
            measure=measure,
            side=side,
            severity=severity,
            probability=probability,
            certainty=Certainty.LIKELY if likely else Certainty.POSSIBLE if possible else Certainty.NOT_DISTINGUISHABLE,
            estimate=Estimate(value=41.3, standard_error=3.0, interval=Interval(lower=36.4, upper=46.2), unit=Unit.DEGREE),
            absolute=side is not BodySide.MIDLINE,
            verdict=PostureVerdict.DIFFERS if possible else PostureVerdict.CANNOT_TELL,
            support=(Support(measure=measure, view=View.LEFT, side=side, photo=0),),
            references=("S7", "S14"),
        )

    def muscle(self, key: str, weight: float, *, conflicts: bool = False) -> MuscleHypothesis:
        state = MuscleState.LIKELY_SHORTENED
        return MuscleHypothesis(
            muscle=key,
            side=BodySide.MIDLINE,
            state=state,
            grades=(EvidenceGrade.B, EvidenceGrade.X),
            confidence=Confidence.POSSIBLE,
            because=("forward_head",),
            weight=weight,
            conflicts=conflicts,
            test=tables.load().test(key, state).key,
            link=next(link.key for link in tables.load().links if (link.muscle, link.state) == (key, state)),
            references=("S90",),
        )

    def pattern(self, key: str, probability: float) -> PosturePattern:
        return PosturePattern(
            pattern=key,
            probability=probability,
            certainty=Certainty.LIKELY if probability >= 0.8 else Certainty.POSSIBLE,
            members=(
                PatternMember(distortion="forward_head", required=True, probability=0.93),
                PatternMember(distortion="rounded_shoulders", required=False, probability=None),
            ),
            references=("S88",),
        )

    def factor(self, factor: NmtFactor, **changes: object) -> FactorEntry:
        entry = next(one for one in screen_factors(tables.load()) if one.factor is factor)
        return dataclasses.replace(entry, **changes)

    def test_item(self, key: str, position: BodyPosition = BodyPosition.SUPINE, **changes: object) -> WorksheetItem:
        target = Target(key, BodySide.MIDLINE, MuscleState.LIKELY_SHORTENED)
        item = blank_item(target, (EvidenceGrade.B, EvidenceGrade.X), tables.load())
        return dataclasses.replace(item, position=position, **changes)

    def question(self, key: str) -> SafetyQuestion:
        return next(question for question in tables.load().safety if question.key == key)

    def empty(self, photos: int = 1) -> Assessment:
        """Nothing measured, nothing found."""
        return Assessment(
            photos=tuple(self._photo(i) for i in range(photos)),
            landmarks=(),
            measurements=(),
            not_measured=(),
            findings=(),
            muscles=(),
            worksheet=Worksheet(safety=(), items=()),
            provenance=Provenance(
                software="posture_cv 0.1.0",
                knowledge_sha256="a1b2c3d4e5f6" + "0" * 52,
                pose_model=ModelVersion(name="pose_landmarker_heavy", sha256="cafe0123beef" + "1" * 52),
                estimator="contour 1",
                passes=8,
                created_at="2026-03-04T10:00:00+00:00",
            ),
        )

    def full(self, photos: int = 4) -> Assessment:
        """Five distinguishable findings and one that is not, ten muscles, a worksheet with three questions."""
        measurements = [
            self.measured(MeasureName("craniovertebral_angle"), 41.3, 4.9, side=BodySide.LEFT),
            self.measured(MeasureName("thoracic_kyphosis"), 42.0, 9.0, side=BodySide.LEFT),
            self.measured(MeasureName("forward_head_distance"), 3.1, 1.1, side=BodySide.LEFT, unit=Unit.PERCENT_HEIGHT),
            self.measured(MeasureName("trunk_lean"), -9.2, 2.6, side=BodySide.LEFT),
        ]
        if photos > 1:
            measurements.append(self.measured(MeasureName("craniovertebral_angle"), 43.0, 5.0, photo=1, side=BodySide.RIGHT))
        if photos > 2:
            measurements.append(self.measured(MeasureName("shoulder_level"), 1.0, 1.5, photo=2))
            measurements.extend(
                self.measured(MeasureName("hip_knee_ankle"), 177.0, 3.0, photo=2, side=side) for side in (BodySide.LEFT, BodySide.RIGHT)
            )
        return dataclasses.replace(
            self.empty(photos),
            measurements=tuple(measurements),
            judgements=judge_measures(measurements, (), tables.load(), Position.STANDING, UNSTATED),
            not_measured=(
                NotMeasured(
                    name=MeasureName("pelvic_tilt"),
                    view=View.LEFT,
                    side=BodySide.LEFT,
                    reason=message("landmark.unseen", part=message("part.hip")),
                    remedy=message("landmark.show", part=message("part.hip")),
                ),
            ),
            findings=(
                self.finding("forward_head", 0.93, severity=Severity.MILD),
                self.finding("sway_back", 0.99, severity=Severity.MARKED, measure=MeasureName("trunk_lean")),
                self.finding("shoulder_high", 0.62, measure=MeasureName("forward_head_distance"), side=BodySide.LEFT),
                self.finding("rounded_shoulders", 0.55, measure=MeasureName("sway_angle")),
                self.finding("flat_back", 0.51, measure=MeasureName("lumbar_lordosis")),
                self.finding("hyperkyphosis", 0.12, severity=Severity.TYPICAL, measure=MeasureName("thoracic_kyphosis")),
            ),
            muscles=tuple(self.muscle(key, 1.0 - 0.05 * i, conflicts=i == 1) for i, key in enumerate(MUSCLES)),
            worksheet=Worksheet(
                safety=tuple(map(self.question, ("growing_curve", "tissue_gap", "anticoagulant"))),
                rules=tables.load().rules,
                items=(
                    self.test_item(MUSCLES[0], BodyPosition.STANDING),
                    self.test_item(MUSCLES[1], BodyPosition.SUPINE),
                    self.test_item(MUSCLES[2], BodyPosition.SUPINE),
                ),
            ),
        )

    def pictures(self, photos: int) -> list[bytes]:
        return [self.png(120, 200, text=b"Comment\0private words") for _ in range(photos)]

    @staticmethod
    def png(width: int, height: int, *, text: bytes = b"") -> bytes:
        """A grey PNG, with a text chunk if wished."""

        def chunk(kind: bytes, body: bytes) -> bytes:
            return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

        header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        rows = (b"\0" + b"\x80" * (3 * width)) * height
        extra = chunk(b"tEXt", text) if text else b""
        return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")

    def _photo(self, index: int) -> AssessedPhoto:
        view = VIEWS[index]
        limitation = Limitation(kind=LimitationKind.BLURRED, what=message("photo.blurred"), remedy=message("photo.hold_still"))
        return AssessedPhoto(
            index=index,
            view=view,
            recognised=ViewEstimate(view=view, yaw_deg=-3.0, yaw_standard_error_deg=4.0, probability=0.97),
            position=Position.STANDING,
            width_px=720,
            height_px=960,
            quality=PhotoQuality(
                sharpness=0.8,
                exposure=0.5,
                contrast=0.2,
                person_height_px=812.0,
                head_inside=True,
                feet_inside=index != 1,
                roll=Roll(roll_deg=0.4, standard_error_deg=1.0, referenced=False),
                noise_scale=1.0,
                limitations=(limitation,) if index == 0 else (),
            ),
            body=PersonBox(left_px=250.0, top_px=70.0, right_px=470.0, bottom_px=900.0),
            face=None,
            facing_sign=-1 if view is View.LEFT else int(view is View.RIGHT),
            stature_px=812.0,
            back_profile_px=(),
        )


@pytest.fixture
def visits() -> Visits:
    """Builder of visits; their values are chosen, nothing is measured."""
    return Visits()


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """The clinical tables of the package, and a test for each muscle that the visits make up."""
    known = tables.load()
    made_up = [
        dataclasses.replace(known.tests[0], key=muscle, muscle=muscle, state=MuscleState.LIKELY_SHORTENED, loads=())
        for muscle in ("muscle_a", "muscle_b", "muscle_c")
    ]
    return dataclasses.replace(known, tests=(*known.tests, *made_up))
