"""What an answer forbids leaves the sheet with its reason, comes back with the answer, and takes nothing written with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.loads import Load
from posture_cv.domain.muscles import EvidenceGrade, MuscleHypothesis
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import Outcome, WithheldFor, Worksheet
from posture_cv.knowledge import load
from posture_cv.muscles import Target
from posture_cv.worksheet import apply_outcomes, plan, screened
from posture_cv.worksheet.plan import blank_item

Fill = Callable[..., Worksheet]
Idea = Callable[..., MuscleHypothesis]

TABLES = load()
KEYS = [row.key for row in TABLES.safety]
WRITTEN = {"outcome": Outcome.POSITIVE, "outcome_side": BodySide.LEFT, "tenderness": 4, "note": "sore", "referral_felt": True}


@cache
def every_line() -> Worksheet:
    """A sheet with each test of the tables, written on."""
    items = [blank_item(Target(test.muscle, BodySide.MIDLINE, test.state), (EvidenceGrade.C,), TABLES) for test in TABLES.tests]
    once = {(item.muscle, item.state): replace(item, **WRITTEN) for item in items}
    return replace(plan((), TABLES), items=tuple(once.values()))


def answered(sheet: Worksheet, yes: tuple[str, ...], *, cleared: bool = True) -> Worksheet:
    safety = tuple(replace(asked, answer=asked.key in yes) for asked in sheet.safety)
    return replace(sheet, safety=safety, cleared=tuple(rule.key for rule in TABLES.rules) if cleared else ())


def held(sheet: Worksheet, tables: Knowledge) -> set[Load]:
    """What the lines left on the sheet ask of the body, by the tables."""
    tests = {test.key: test for test in tables.tests}
    return {load for item in sheet.items for load in tests[item.test].loads}


@pytest.mark.parametrize("first", KEYS)
def test_no_line_on_the_sheet_asks_for_what_an_answer_forbids(first: str) -> None:
    # every answer alone and with each that comes after it
    for yes in ((first,), *((first, other) for other in KEYS[KEYS.index(first) + 1 :])):
        nothing_forbidden_is_left(yes)


def nothing_forbidden_is_left(yes: tuple[str, ...]) -> None:
    held_rules = {rule.key for rule in TABLES.rules if rule.holds(yes)}
    barred = {load for row in TABLES.contraindications if held_rules & set(row.rules) for load in row.forbids}
    sheet = screened(answered(every_line(), yes), TABLES)
    assert not held(sheet, TABLES) & barred, yes
    assert not (sheet.items and any(rule.tier.stops and rule.holds(yes) for rule in TABLES.rules)), yes
    written = {(line.muscle, line.state): tuple(getattr(line, name) for name in WRITTEN) for line in (*sheet.items, *sheet.withheld)}
    assert written == {(item.muscle, item.state): tuple(WRITTEN.values()) for item in every_line().items}


def test_a_lost_tag_shows() -> None:
    # the same tables, but one test no longer says that it bends the spine: it stays on the sheet, and the true tables tell
    untagged = tuple(
        replace(row, loads=tuple(each for each in row.loads if each is not Load.FLEXION)) if row.key == "lumbar_flexion_schober" else row
        for row in TABLES.tests
    )
    sheet = screened(answered(every_line(), ("osteoporosis",)), replace(TABLES, tests=untagged))
    assert Load.FLEXION in held(sheet, TABLES)


def test_each_withheld_line_says_what_it_asks_for_and_which_answer_forbids_it() -> None:
    sheet = screened(answered(every_line(), ("osteoporosis",)), TABLES)
    line = next(line for line in sheet.withheld if line.test == "lumbar_flexion_schober")
    assert (line.reason, line.loads, line.because) == (WithheldFor.LOAD, (Load.FLEXION,), ("osteoporosis",))
    assert line.told.fields["because"] == (next(rule.why for rule in TABLES.rules if rule.key == "osteoporosis"),)


def test_screening_twice_changes_nothing_and_another_answer_brings_the_lines_back() -> None:
    whole = answered(every_line(), ())
    sheet = screened(answered(whole, ("osteoporosis", "inflammatory_arthritis")), TABLES)
    assert sheet.withheld
    assert screened(sheet, TABLES) == sheet
    back = screened(answered(sheet, ()), TABLES)
    assert back.withheld == ()
    assert set(back.items) == set(whole.items)


@pytest.mark.parametrize(("key", "reason"), [("cauda_equina", WithheldFor.STOP), ("osteoporosis", WithheldFor.DOCTOR)])
def test_nothing_is_tested_where_the_visit_stops_or_waits_for_a_doctor(key: str, reason: WithheldFor) -> None:
    sheet = screened(answered(every_line(), (key,), cleared=False), TABLES)
    assert sheet.items == ()
    assert {line.reason for line in sheet.withheld} == {reason}


@pytest.mark.parametrize("key", ["pregnancy", "under_18", "cannot_stand"])
def test_nothing_is_tested_where_typical_ranges_do_not_apply(key: str) -> None:
    sheet = screened(answered(every_line(), (key,)), TABLES)
    assert sheet.items == ()
    assert {line.reason for line in sheet.withheld} == {WithheldFor.NORMS}
    assert sheet.held_back_told is not None
    assert sheet.held_back == (key,)


def test_other_answers_leave_the_ranges() -> None:
    outside = {key for row in TABLES.contraindications if row.outside_norms for key in row.rules}
    assert outside == {"pregnancy", "under_18", "cannot_stand"}
    assert screened(answered(every_line(), ("bleeding",)), TABLES).held_back_told is None


@pytest.mark.parametrize(
    ("key", "muscle", "expected"),
    [
        (None, "sternocleidomastoid", "palpation.light"),
        ("inflammatory_arthritis", "sternocleidomastoid", "palpation.withheld"),
        ("circulation", "iliopsoas", "palpation.withheld"),
        ("bleeding", "gluteus_medius", "palpation.light"),
        (None, "gluteus_medius", "palpation.usual"),
    ],
)
def test_a_muscle_is_felt_as_far_as_the_answers_allow(key: str | None, muscle: str, expected: str) -> None:
    sheet = screened(answered(every_line(), () if key is None else (key,)), TABLES)
    told = {item.palpation[0].id for item in sheet.items if item.muscle == muscle}
    assert told <= {expected}
    if key in (None, "bleeding"):
        assert told == {expected}


def test_an_outcome_written_before_its_test_was_withheld_still_counts(idea: Idea) -> None:
    ideas = (idea("lumbar_erectors"), idea("hamstrings"))
    sheet = plan(ideas, TABLES)
    negative = tuple(replace(item, outcome=Outcome.NEGATIVE) if item.muscle == "lumbar_erectors" else item for item in sheet.items)
    after = screened(answered(replace(sheet, items=negative), ("osteoporosis",)), TABLES)
    assert "lumbar_erectors" in {line.muscle for line in after.withheld}
    assert [one.muscle for one in apply_outcomes(ideas, after, TABLES)] == ["hamstrings"]
