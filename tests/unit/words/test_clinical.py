"""Whatever the clinical rooms may say has its words, with every field, in every language."""

from __future__ import annotations

import dataclasses
import re
from itertools import product

import pytest

from posture_cv.bodymap import ALL_VIEWS
from posture_cv.bodymap.atlas import drawing
from posture_cv.bodymap.legend import KEY
from posture_cv.cards import lookup as cards
from posture_cv.codecs.texts import messages_in
from posture_cv.domain.estimates import Estimate, Interval, MeasureName, Unit
from posture_cv.domain.findings import Certainty, Finding, certainty_term, severity_term
from posture_cv.domain.judgements import Judgement, PostureVerdict, ReferenceRange, Severity
from posture_cv.domain.loads import Load
from posture_cv.domain.messages import Message, message
from posture_cv.domain.muscles import Confidence, MuscleState, state_term
from posture_cv.domain.person import Person, Sex
from posture_cv.domain.screen import ScreenTopic, Tier
from posture_cv.domain.standing import ReadHow, Standing, Strength
from posture_cv.domain.terms import compared_with, muscle_side_term, side_term
from posture_cv.domain.therapy import ExerciseKind
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.domain.worksheet import Approach, BodyPosition, Outcome, position_term
from posture_cv.findings import recognise
from posture_cv.knowledge import load
from posture_cv.muscles import suggest
from posture_cv.wiring import words_in
from posture_cv.words import LANGUAGES, PSEUDO
from posture_cv.worksheet import plan, session_plan

TABLES = load()
BRACKETS_WITHIN_BRACKETS = re.compile(r"\([^()]*\(")
SPOKEN = (*LANGUAGES, PSEUDO)
PROBABILITIES = {Certainty.LIKELY: 0.95, Certainty.POSSIBLE: 0.6, Certainty.NOT_DISTINGUISHABLE: 0.1}
RANGE = ReferenceRange(
    norm="lumbar_lordosis_standing_men",
    lower=-40.0,
    upper=-20.0,
    is_convention=False,
    group=TABLES.norm(MeasureName("lumbar_lordosis"), Position.STANDING, Person(sex=Sex.MALE)).group,
    is_pooled=False,
)
JUDGED = [
    Judgement(
        range=dataclasses.replace(RANGE, is_pooled=pooled),
        below=0.9,
        above=0.0,
        verdict=verdict,
        borderline=borderline,
        severity=Severity.MILD,
        percentile=percentile,
        percentile_interval=None if percentile is None else Interval(lower=percentile / 2.0, upper=percentile),
    )
    for pooled, borderline in product((True, False), repeat=2)
    for verdict in PostureVerdict
    for percentile in (None, 0.1, 3.0, 97.0, 99.9)
]
TILT = Estimate(value=-31.24, standard_error=0.42, interval=Interval(lower=-32.08, upper=-30.4), unit=Unit.DEGREE)


def findings() -> tuple[Finding, ...]:
    """Every distortion on every side it may have, as sure and as marked as it may be."""
    return tuple(
        Finding(
            distortion=row.key,
            measure=row.measure,
            side=side,
            severity=severity,
            probability=PROBABILITIES[certainty],
            certainty=certainty,
            estimate=TILT,
            absolute=row.absolute,
            verdict=PostureVerdict.CANNOT_TELL if certainty is Certainty.NOT_DISTINGUISHABLE else PostureVerdict.DIFFERS,
            judgement=judgement,
            convention=row.convention,
            support=(),
            references=(),
        )
        for row in TABLES.distortions
        for side, severity, certainty, judgement in product(BodySide, Severity, Certainty, (None, JUDGED[1]))
    )


def say(told: Message, language: str) -> str:
    spoken = words_in(language)
    assert spoken.knows(told.id), f"{told.id} has no words of its own in {language}"
    text = spoken.say(told)
    assert not BRACKETS_WITHIN_BRACKETS.search(text), text
    return text


@pytest.mark.parametrize("language", SPOKEN)
def test_every_finding_has_its_sentences(language: str) -> None:
    assert len({say(told, language) for _, told in messages_in(findings())}) > 20 * len(TABLES.distortions)


def test_a_finding_reads_well_in_spanish() -> None:
    told = {say(finding.statement, "es") for finding in findings() if finding.distortion == "shoulder_high"}
    begun = "Hombro alto a la derecha, marcado, probable: 31,2° (intervalo del 90 %: 30,4 a 32,1°)."
    assert any(text.startswith(begun) for text in told)


@pytest.mark.parametrize("language", SPOKEN)
def test_every_judgement_has_its_words(language: str) -> None:
    told = {say(told, language) for _, told in messages_in(tuple(JUDGED))}
    assert len(told) >= len(PostureVerdict) + 1 + 2 * 4 + 1


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("members", [1, 2, 9])
def test_every_pattern_has_its_sentences(language: str, members: int) -> None:
    sure = [one for one in findings() if one.certainty is not Certainty.NOT_DISTINGUISHABLE]
    patterns = [recognise([one for one in sure if one.distortion in row.members[:members]], TABLES) for row in TABLES.patterns]
    assert members == 1 or any(patterns)
    for _, told in messages_in(tuple(patterns)):
        say(told, language)


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("outcome", [Outcome.NOT_TESTED, Outcome.POSITIVE])
@pytest.mark.parametrize("answer", [None, True])
def test_worksheet_and_session_have_their_words(language: str, outcome: Outcome, answer: bool | None) -> None:
    # one distortion at a time, so that every muscle gets into a session
    for row in TABLES.distortions:
        found = [one for one in findings() if one.distortion == row.key and one.certainty is Certainty.LIKELY and one.judgement is None]
        muscles = suggest(found, TABLES)
        sheet = plan(muscles, TABLES, findings=found)
        tested = tuple(dataclasses.replace(item, outcome=outcome, tenderness=6) for item in sheet.items)
        adapted = tuple(
            dataclasses.replace(asked, answer=answer if asked.key in ("hernia", "joint_replacement") else False) for asked in sheet.safety
        )
        sheet = dataclasses.replace(sheet, items=tested, safety=adapted, minutes=60)
        for part in (muscles, sheet, session_plan(sheet, muscles, TABLES)):
            for _, told in messages_in(part):
                say(told, language)


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("kind", cards.CardKind)
def test_every_card_has_its_words(language: str, kind: cards.CardKind) -> None:
    for key, title in cards.titles(TABLES, kind).items():
        say(title, language)
        for _, told in messages_in(cards.card(key, TABLES, kind=kind)):
            say(told, language)


def terms() -> list[Message]:
    """Terms whose ids are put together from what they name."""
    found = [*map(side_term, BodySide), *map(muscle_side_term, BodySide), *map(severity_term, Severity), *map(certainty_term, Certainty)]
    found += [certainty_term(certainty, plain=True) for certainty in (Certainty.LIKELY, Certainty.POSSIBLE)]
    found += [state_term(state, confidence) for state, confidence in product(MuscleState, Confidence)]
    people = [Person(sex=sex, age=age) for sex in (None, *Sex) for age in (None, 40)]
    found += [*map(compared_with, people), message("verdict.not_judged")]
    found += [*map(position_term, BodyPosition), *(message(f"confirm.{state}") for state in MuscleState)]
    found += [message(f"exercise.{kind}") for kind in ExerciseKind] + [message(f"outcome.{outcome}") for outcome in Outcome]
    found += [message(f"standing.{standing}") for standing in Standing] + [message(f"approach.{approach}") for approach in Approach]
    found += [message(f"tier.{tier}{part}") for tier in Tier for part in ("", ".brief")] + [message(f"load.{load}") for load in Load]
    found += [message(f"stop.call.{tier}") for tier in Tier if tier.stops] + [message(f"screen.topic.{topic}") for topic in ScreenTopic]
    found += [message(f"strength.{strength}") for strength in Strength] + [message(f"reading.{reading}") for reading in ReadHow]
    found += [message(f"position.{position}") for position in Position] + [message(f"card.position.{position}") for position in Position]
    found += [message(f"view.{family}.{view}") for view in View for family in ("whole", "short")]
    found += [message(f"views.{pair}") for pair in ("left.right", "right.left", "front.back", "back.front")]
    found += [message(f"report.cut.{cut}") for cut in ("inside", "head", "feet", "both")]
    found += [message(f"bodymap.key.{sort}") for sort in KEY]
    return found + [message(f"zone.{zone.zone}") for view in ALL_VIEWS for zone in drawing(view).zones]


@pytest.mark.parametrize("language", SPOKEN)
def test_every_term_has_a_word(language: str) -> None:
    assert [told.id for told in terms() if not words_in(language).say(told) or not words_in(language).knows(told.id)] == []
