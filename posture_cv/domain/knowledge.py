"""Rows of the clinical tables. The knowledge room reads them; the pure core reasons with them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from posture_cv.domain.areas import BodyArea
from posture_cv.domain.conditions import Claim, ClinicalCondition, ConditionMuscle, ConditionTest, Differential, Provocation
from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.measures import MeasureDefinition
from posture_cv.domain.messages import Message, RowText, message
from posture_cv.domain.muscle_tests import LengthTest
from posture_cv.domain.muscles import Activity, EvidenceGrade, MuscleState
from posture_cv.domain.norms import Norm
from posture_cv.domain.person import UNSTATED, Person
from posture_cv.domain.regions import Region
from posture_cv.domain.screen import SafetyQuestion, SafetyRule
from posture_cv.domain.standing import ReadHow, Standing, Strength
from posture_cv.domain.story import Chapter, Lesson
from posture_cv.domain.therapy import (
    Advice,
    Contraindication,
    EndangermentSite,
    Entrapment,
    HomeExercise,
    ReferralZone,
    Technique,
    Topic,
    Treatment,
)
from posture_cv.domain.views import Position
from posture_cv.domain.worksheet import NmtFactor


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A source. ``key`` is what rows cite.

    Attributes
    ----------
    standing
        How sure the tables are of what they take from it.
    strength, read
        What kind of source it is and how it was read; stated for every one that a rule about safety rests on.
    """

    key: str
    citation: str
    identifier: str
    standing: Standing
    strength: Strength | None = None
    read: ReadHow | None = None

    @property
    def cited(self) -> str:
        """Citation and identifier, as one line."""
        return " ".join(filter(None, (self.citation, self.identifier)))


class Direction(StrEnum):
    """On which side of the cut-off a distortion lies."""

    BELOW = "below"
    ABOVE = "above"


class SideRule(StrEnum):
    """How a finding or link gets its body side.

    ``NEAR``: the side of the measurement, photographed or, in a frontal view, the leg. ``HIGH`` and ``LOW``: the higher or lower side of a
    frontal tilt. ``BOTH``: neither in particular.
    """

    BOTH = "both"
    NEAR = "near"
    HIGH = "high"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One measure lying beyond its typical range on one side.

    ``speaks_against``: a value that is clearly typical in more than one photo takes the distortion back to "cannot tell".
    """

    measure: MeasureName
    direction: Direction
    speaks_against: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Distortion:
    """A measure, or several together, beyond the typical range on one side.

    Attributes
    ----------
    measure, direction
        What decides. ``absolute``: to either side of a range about zero.
    also
        What must lie beyond as well.
    confirmed_by
        What makes it likely where ``measure`` has but a convention: any of these that differs from people without complaints.
    statement, plain_statement
        Templates with ``{value}``, ``{interval}``, ``{side}``, ``{severity}``, ``{certainty}``.
    rule
        In words, what has to be beyond.
    convention
        Cut-offs that the literature uses, beside the percentile and never in its place; None where there are none.
    """

    key: str
    measure: MeasureName
    direction: Direction
    absolute: bool
    positions: tuple[Position, ...]
    side: SideRule
    standing: Standing
    references: tuple[str, ...]
    also: tuple[Sign, ...] = ()
    confirmed_by: tuple[Sign, ...] = ()
    convention: Message | None = None

    title = RowText("distortions")
    plain_title = RowText("distortions")
    statement = RowText("distortions")
    plain_statement = RowText("distortions")
    rule = RowText("distortions")
    evidence = RowText("distortions")

    @property
    def measures(self) -> tuple[MeasureName, ...]:
        """Every measure it may rest on, the deciding one first."""
        return (self.measure, *(sign.measure for sign in (*self.also, *self.confirmed_by)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Muscle:
    """A muscle or muscle group of the map; ``lies_in`` names the areas that its belly lies in."""

    key: str
    actions: tuple[Message, ...]
    caution: Message | None
    lies_in: tuple[BodyArea, ...]
    references: tuple[str, ...]

    name = RowText("muscles")
    plain_name = RowText("muscles")
    region = RowText("muscles")


@dataclass(frozen=True, slots=True, kw_only=True)
class MuscleLink:
    """A distortion suggests a state of a muscle; ``key`` is that of the table's row, which several muscles may share.

    ``activity`` is what its model says of the muscle's activity, None where it says nothing or tells parts of the muscle apart.
    """

    key: str
    distortion: str
    muscle: str
    state: MuscleState
    side: SideRule
    grades: tuple[EvidenceGrade, ...]
    standing: Standing
    references: tuple[str, ...]
    activity: Activity | None = None

    evidence_for = RowText("links")
    evidence_against = RowText("links")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A posture pattern: the ``required`` distortions together with enough others, ``at_least`` of ``members`` in all.

    ``excludes`` are distortions that speak against it. ``statement`` and ``plain_statement`` are templates with ``{certainty}``.
    """

    key: str
    members: tuple[str, ...]
    required: tuple[str, ...]
    at_least: int
    excludes: tuple[str, ...]
    grades: tuple[EvidenceGrade, ...]
    standing: Standing
    references: tuple[str, ...]

    title = RowText("patterns")
    plain_title = RowText("patterns")
    statement = RowText("patterns")
    plain_statement = RowText("patterns")
    evidence_for = RowText("patterns")
    evidence_against = RowText("patterns")


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorDefinition:
    """One of the five factors of neuromuscular therapy, with what to ask and look for."""

    factor: NmtFactor
    look_for: tuple[Message, ...]
    standing: Standing
    references: tuple[str, ...]

    title = RowText("factors", of="factor")
    plain_title = RowText("factors", of="factor")
    question = RowText("factors", of="factor")
    plain_question = RowText("factors", of="factor")
    evidence = RowText("factors", of="factor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All tables, checked against each other by the knowledge room.

    ``texts`` holds the rows' English by ``table/row/column``, a list's lines by ``table/row/column/number``.
    """

    sha256: str
    references: tuple[Reference, ...]
    measures: tuple[MeasureDefinition, ...]
    norms: tuple[Norm, ...]
    distortions: tuple[Distortion, ...]
    muscles: tuple[Muscle, ...]
    links: tuple[MuscleLink, ...]
    tests: tuple[LengthTest, ...]
    safety: tuple[SafetyQuestion, ...]
    rules: tuple[SafetyRule, ...] = ()
    patterns: tuple[Pattern, ...] = ()
    factors: tuple[FactorDefinition, ...] = ()
    referrals: tuple[ReferralZone, ...] = ()
    entrapments: tuple[Entrapment, ...] = ()
    techniques: tuple[Technique, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    endangerments: tuple[EndangermentSite, ...] = ()
    exercises: tuple[HomeExercise, ...] = ()
    contraindications: tuple[Contraindication, ...] = ()
    advice: tuple[Advice, ...] = ()
    conditions: tuple[ClinicalCondition, ...] = ()
    differentials: tuple[Differential, ...] = ()
    condition_muscles: tuple[ConditionMuscle, ...] = ()
    condition_tests: tuple[ConditionTest, ...] = ()
    provocations: tuple[Provocation, ...] = ()
    claims: tuple[Claim, ...] = ()
    chapters: tuple[Chapter, ...] = ()
    lessons: tuple[Lesson, ...] = ()
    texts: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    def measure(self, name: MeasureName) -> MeasureDefinition:
        """The definition of a measure.

        Raises
        ------
        KnowledgeError
            If the tables define no such measure.
        """
        found = next((m for m in self.measures if m.name is name), None)
        if found is None:
            raise KnowledgeError(message("tables.no_measure", key=name), message("installed.reinstall"))
        return found

    def measures_of(self, region: Region) -> tuple[MeasureDefinition, ...]:
        """The measures of a part of the body, in reading order."""
        return tuple(row for row in self.measures if row.region is region)

    def muscle(self, key: str) -> Muscle:
        """The muscle of that key.

        Raises
        ------
        KnowledgeError
            If the tables hold no such muscle.
        """
        found = next((m for m in self.muscles if m.key == key), None)
        if found is None:
            raise KnowledgeError(message("tables.no_muscle", key=key), message("installed.reinstall"))
        return found

    def test(self, muscle: str, state: MuscleState) -> LengthTest:
        """The test that confirms or drops a hypothesis about a muscle: the first row of that muscle and state.

        Raises
        ------
        KnowledgeError
            If the tables hold no such test.
        """
        found = next((t for t in self.tests if t.muscle == muscle and t.state is state), None)
        if found is None:
            raise KnowledgeError(message("tables.no_test", muscle=muscle, state=state), message("installed.reinstall"))
        return found

    def test_of(self, key: str) -> LengthTest | None:
        """The test of that key, or None where the tables no longer hold it."""
        return next((test for test in self.tests if test.key == key), None)

    def norm(self, name: MeasureName, position: Position, person: Person = UNSTATED) -> Norm | None:
        """The typical range of a measure in a position, or None where no source gives one.

        The first row that is for people of the stated sex or age; where there is none, the row for people in general. Rows by age or by sex
        that a source does not cross stand in the order of how much they differ.
        """
        rows = [row for row in self.norms if row.measure is name and row.position is position]
        special = next((row for row in rows if not row.is_general and row.suits(person)), None)
        return special or next((row for row in rows if row.is_general), None)

    def technique(self, key: str) -> Technique:
        """The technique of that key.

        Raises
        ------
        KnowledgeError
            If the tables hold no such technique.
        """
        found = next((t for t in self.techniques if t.key == key), None)
        if found is None:
            raise KnowledgeError(message("tables.no_technique", key=key), message("installed.reinstall"))
        return found

    def referral(self, muscle: str) -> ReferralZone | None:
        """Where tender spots of a muscle are typically felt, or None where no source says."""
        return next((zone for zone in self.referrals if zone.muscle == muscle), None)

    def entrapments_at(self, muscle: str) -> tuple[Entrapment, ...]:
        """Nerve sites a muscle takes part in."""
        return tuple(site for site in self.entrapments if muscle in site.muscles)

    def treatments_for(self, muscle: str) -> tuple[Treatment, ...]:
        """Techniques that suit a muscle, the preferred first."""
        return tuple(row for row in self.treatments if muscle in row.muscles)

    def endangerments_at(self, muscle: str) -> tuple[EndangermentSite, ...]:
        """Places beside a muscle to keep out of."""
        return tuple(site for site in self.endangerments if muscle in site.muscles)

    def exercises_for(self, muscle: str, state: MuscleState) -> tuple[HomeExercise, ...]:
        """Exercises for a muscle in that state."""
        return tuple(row for row in self.exercises if row.suits(muscle, state))

    def advice_on(self, topic: Topic) -> tuple[Advice, ...]:
        """Advice of one topic, in table order."""
        return tuple(row for row in self.advice if row.topic is topic)

    def muscles_with(self, condition: str) -> tuple[str, ...]:
        """Muscles worth examining with a complaint, the first to examine first."""
        return tuple(row.muscle for row in self.condition_muscles if row.condition == condition)
