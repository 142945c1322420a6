"""Results in another language: words change; keys, numbers and what a person wrote stay."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

import pytest

from posture_cv import domain, knowledge
from posture_cv.cards import card as cards
from posture_cv.domain import assessment
from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.estimates import Estimate, Interval
from posture_cv.domain.findings import Certainty, Finding, Severity
from posture_cv.domain.muscles import MuscleState
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import Outcome
from posture_cv.findings import recognise
from posture_cv.findings.wording import inside_typical_range, mirrored, not_distinguishable, statement
from posture_cv.muscles import suggest
from posture_cv.translation import phrasebook, translated
from posture_cv.translation.values import WORDED
from posture_cv.visit import guidance
from posture_cv.worksheet import plan, session_plan

TABLES = knowledge.load()
SPANISH = phrasebook("es")
KEPT = frozenset(
    [
        "id",
        "said",
        "at",
        "by",
        "key",
        "measure",
        "muscle",
        "muscles",
        "distortion",
        "references",
        "technique",
        "pattern",
        "because",
        "safety",
        "shortened",
        "lengthened",
        "required",
        "members",
        "excludes",
        "cleared",
        "skipped",
        "related",
        "citation",
        "identifier",
        "sha256",
        "software",
        "estimator",
        "created_at",
        "at",
        "by",
        "said",
        "knowledge_sha256",
        "protocol",
    ]
)
"""Names of the fields that hold keys, sources and versions."""


def estimate(value: float, error: float = 1.4) -> Estimate:
    unit = TABLES.measures[0].unit
    return Estimate(value=value, standard_error=error, interval=Interval(lower=value - 2 * error, upper=value + 2 * error), unit=unit)


def findings() -> tuple[Finding, ...]:
    """Every distortion on every side it may have, as sure and as marked as it may be."""
    found = []
    for row in TABLES.distortions:
        for side in BodySide:
            if ("{side}" in row.statement) is (side is BodySide.MIDLINE):
                continue
            for certainty, probability in ((Certainty.LIKELY, 0.95), (Certainty.POSSIBLE, 0.6)):
                for severity in Severity:
                    words = (side, severity, certainty)
                    shown = mirrored(estimate(-31.24, 0.42))
                    found.append(
                        Finding(
                            distortion=row.key,
                            title=row.title,
                            side=side,
                            severity=severity,
                            probability=probability,
                            certainty=certainty,
                            statement=statement(row.statement, shown, *words),
                            plain_statement=statement(row.plain_statement, estimate(42.0), *words, plain=True),
                            support=(),
                            references=(),
                        )
                    )
    return tuple(found)


def unknown(value: Any) -> Iterator[str]:
    """Worded texts without a translation."""
    if isinstance(value, tuple):
        for each in value:
            yield from unknown(each)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            held = getattr(value, field.name)
            texts = held if isinstance(held, tuple) else (held,)
            if field.name in WORDED:
                yield from (text for text in texts if type(text) is str and not SPANISH.knows(text))
            yield from unknown(held)


def test_every_finding_has_its_sentence() -> None:
    found = findings()
    assert len(found) > 6 * len(TABLES.distortions)
    assert set(unknown(found)) == set()
    told = [not_distinguishable(row.title, TABLES.measure(row.measure).title, estimate(-0.2)) for row in TABLES.distortions]
    told += [not_distinguishable(row.plain_title, TABLES.measure(row.measure).plain_title, estimate(7.3)) for row in TABLES.distortions]
    told += [f"{found[0].statement} {inside_typical_range(norm, estimate(40.0))}" for norm in TABLES.norms]
    assert {text for text in told if not SPANISH.knows(text)} == set()


def test_a_finding_reads_well() -> None:
    said = {SPANISH.say(finding.statement) for finding in findings() if finding.distortion == "shoulder_high"}
    assert any(
        text.startswith("Hombro alto a la derecha, grado marcado, probable: 31,2° (intervalo del 90 %: 30,4 a 32,1°).") for text in said
    )


@pytest.mark.parametrize("members", [1, 2, 9])
def test_every_pattern_has_its_sentence(members: int) -> None:
    patterns = [recognise([one for one in findings() if one.distortion in row.members[:members]], TABLES) for row in TABLES.patterns]
    assert set(unknown(tuple(patterns))) == set()
    assert members == 1 or any(patterns)


@pytest.mark.parametrize("outcome", [Outcome.NOT_TESTED, Outcome.POSITIVE])
@pytest.mark.parametrize("answer", [None, True])
def test_worksheet_and_session_are_translated_whole(outcome: Outcome, answer: bool | None) -> None:
    # one distortion at a time, so that every muscle gets into a session
    texts: set[str] = set()
    for row in TABLES.distortions:
        found = [finding for finding in findings() if finding.distortion == row.key and finding.certainty is Certainty.LIKELY]
        muscles = suggest(found, TABLES)
        sheet = plan(muscles, TABLES, findings=found)
        tested = tuple(dataclasses.replace(item, outcome=outcome, tenderness=6) for item in sheet.items)
        adapted = tuple(dataclasses.replace(asked, answer=answer if asked.tier == 3 else False) for asked in sheet.safety)
        sheet = dataclasses.replace(sheet, items=tested, safety=adapted, minutes=60)
        texts |= {*unknown(muscles), *unknown(sheet), *unknown(session_plan(sheet, muscles, TABLES))}
    assert texts == set()


@pytest.mark.parametrize("kind", cards.CardKind)
def test_every_card_is_translated_whole(kind: cards.CardKind) -> None:
    shown = [cards.card(key, TABLES, kind=kind) for key in cards.titles(TABLES, kind)]
    texts = [text for card in shown for section in card.sections for text in (section.title, *section.lines)]
    assert {text for text in texts if not SPANISH.knows(text)} == set()


def test_keys_numbers_and_notes_by_hand_stay() -> None:
    muscles = suggest(findings()[:1], TABLES)
    sheet = plan(muscles, TABLES)
    item = dataclasses.replace(sheet.items[0], note="Left. Forward head", tenderness=4)
    said = translated(item, SPANISH.say)
    assert (said.muscle, said.state, said.side, said.tenderness, said.note) == (item.muscle, item.state, item.side, 4, item.note)
    assert said.name == SPANISH.say(item.name) != item.name
    tables = translated(TABLES, SPANISH.say)
    assert [row.key for row in tables.muscles] == [row.key for row in TABLES.muscles]
    assert tables.test("iliopsoas", MuscleState.LIKELY_SHORTENED).title.startswith("Prueba de Thomas")
    assert tables.references == TABLES.references


def test_errors_keep_their_two_sentences() -> None:
    with pytest.raises(KnowledgeError, match="not in the tables") as met:
        TABLES.muscle("wings")
    assert SPANISH.say(met.value.what) == "El músculo wings no está en las tablas."
    assert SPANISH.say(met.value.remedy) == "Reinstale posture_cv."


def test_every_field_with_text_is_either_said_or_kept() -> None:
    rooms = [import_module(f"posture_cv.domain.{found.name}") for found in iter_modules(domain.__path__)]
    types = [held for room in (*rooms, assessment, cards, guidance) for held in vars(room).values() if dataclasses.is_dataclass(held)]
    names = {field.name for held in types for field in dataclasses.fields(held) if str(field.type) in ("str", "tuple[str, ...]")}
    assert names - WORDED - KEPT == set()
    assert set() == WORDED & KEPT
    assert WORDED - names == set()
