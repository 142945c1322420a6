"""A visit made up by hand: four photos, what was measured in them, and what follows, all values chosen."""

from __future__ import annotations

import dataclasses
import struct
import zlib

import pytest

from posture_cv import knowledge as tables
from posture_cv.domain.assessment import AssessedPhoto, Assessment
from posture_cv.domain.estimates import Interval, Measurement, MeasureName, Unit
from posture_cv.domain.findings import Certainty, Finding, PatternMember, PosturePattern, Severity, Support
from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.measurements import NotMeasured
from posture_cv.domain.messages import message
from posture_cv.domain.muscles import Confidence, EvidenceGrade, MuscleHypothesis, MuscleState
from posture_cv.domain.photo import Limitation, LimitationKind, PhotoQuality, Roll
from posture_cv.domain.pose import PersonBox, ViewEstimate
from posture_cv.domain.provenance import ModelVersion, Provenance
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.domain.worksheet import BodyPosition, FactorEntry, NmtFactor, SafetyQuestion, Worksheet, WorksheetItem

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
        title: str,
        probability: float,
        *,
        measure: str = "craniovertebral_angle",
        severity: Severity = Severity.MILD,
        side: BodySide = BodySide.MIDLINE,
        plain: str | None = None,
    ) -> Finding:
        likely, possible = probability >= 0.8, probability >= 0.5
        certainty = Certainty.LIKELY if likely else Certainty.POSSIBLE if possible else Certainty.NOT_DISTINGUISHABLE
        return Finding(
            distortion=title.lower().replace(" ", "_"),
            title=title,
            side=side,
            severity=severity,
            probability=probability,
            certainty=certainty,
            statement=f"{title}: clinician's sentence.",
            plain_statement=plain or f"{title}: client's sentence.",
            support=(Support(measure=MeasureName(measure), view=View.LEFT, side=side, photo=0),),
            references=("S7", "S14"),
        )

    def muscle(self, name: str, weight: float, *, plain: str = "", conflicts: bool = False) -> MuscleHypothesis:
        return MuscleHypothesis(
            muscle=name.lower().replace(" ", "_"),
            name=name,
            plain_name=plain or f"plain {name.lower()}",
            side=BodySide.MIDLINE,
            state=MuscleState.LIKELY_SHORTENED,
            grades=(EvidenceGrade.B, EvidenceGrade.X),
            confidence=Confidence.POSSIBLE,
            because=("forward_head",),
            weight=weight,
            conflicts=conflicts,
            confirm_by=f"{name} length",
            evidence="For: a model. Against: a study.",
            references=("S90",),
        )

    def pattern(self, title: str, probability: float) -> PosturePattern:
        return PosturePattern(
            pattern=title.lower().replace(" ", "_"),
            title=title,
            plain_title=f"plain {title.lower()}",
            probability=probability,
            certainty=Certainty.LIKELY if probability >= 0.8 else Certainty.POSSIBLE,
            members=(
                PatternMember(distortion="forward_head", title="Forward head", plain_title="head", required=True, probability=0.93),
                PatternMember(distortion="rounded", title="Rounded shoulders", plain_title="shoulders", required=False, probability=None),
            ),
            statement=f"{title}: the model expects muscles, test them.",
            plain_statement=f"{title}: client's sentence.",
            evidence="For: a model. Against: few studies.",
            references=("S88",),
        )

    def factor(self, factor: NmtFactor, **changes: object) -> FactorEntry:
        entry = FactorEntry(
            factor=factor,
            title=f"Factor {factor.value.split('_')[0]}",
            plain_title="plain",
            question="Is it there?",
            plain_question="Is it?",
            look_for=("a sign",),
            references=("S109",),
        )
        return dataclasses.replace(entry, **changes)

    def test_item(self, name: str, position: BodyPosition = BodyPosition.SUPINE, **changes: object) -> WorksheetItem:
        item = WorksheetItem(
            muscle=name.lower().replace(" ", "_"),
            name=name,
            side=BodySide.MIDLINE,
            state=MuscleState.LIKELY_SHORTENED,
            grades=(EvidenceGrade.B, EvidenceGrade.X),
            test=f"{name} length",
            how="Hold the shoulder down and bend the neck away.",
            normal="About 45° to each side.",
            position=position,
            reliability="No figure found.",
            caution="Move off when it tingles.",
            references=("S90",),
        )
        return dataclasses.replace(item, **changes)

    def question(self, text: str, tier: int) -> SafetyQuestion:
        return SafetyQuestion(key=text.lower(), tier=tier, question=text, why="why", action="Send on.", references=("S125",))

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
        """Five distinguishable findings and one that is not, ten muscles, a worksheet."""
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
                self.finding("Forward head", 0.93, severity=Severity.MILD),
                self.finding("Trunk lean back", 0.99, severity=Severity.MARKED, measure=MeasureName("trunk_lean")),
                self.finding("Shoulder high", 0.62, measure=MeasureName("forward_head_distance"), side=BodySide.LEFT),
                self.finding("Sway back", 0.55, measure=MeasureName("sway_angle")),
                self.finding("Flat back", 0.51, measure=MeasureName("lumbar_lordosis")),
                self.finding("Hyperkyphosis", 0.12, severity=Severity.TYPICAL, measure=MeasureName("thoracic_kyphosis")),
            ),
            muscles=tuple(self.muscle(f"Muscle {letter}", 1.0 - 0.05 * i, conflicts=i == 1) for i, letter in enumerate("ABCDEFGHIJ")),
            worksheet=Worksheet(
                safety=(
                    self.question("A tier two question?", 2),
                    self.question("A tier one question?", 1),
                    self.question("A tier three question?", 3),
                ),
                items=(
                    self.test_item("Muscle A", BodyPosition.STANDING),
                    self.test_item("Muscle B", BodyPosition.SUPINE),
                    self.test_item("Muscle C", BodyPosition.SUPINE),
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
