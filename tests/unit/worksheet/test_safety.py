"""The safety screen stops, holds back, and restricts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from posture_cv.domain.worksheet import Worksheet
from posture_cv.knowledge import load
from posture_cv.worksheet import contraindications, needs_clearance, plan, stopped_by, unanswered

Fill = Callable[..., Worksheet]
TIERS = {row.key: row.tier for row in load().safety}


def test_an_unanswered_screen_stops_nothing_but_says_what_is_open():
    sheet = plan((), load())
    assert stopped_by(sheet) == needs_clearance(sheet) == contraindications(sheet, load()) == ()
    assert {asked.key for asked in unanswered(sheet)} == {key for key, tier in TIERS.items() if tier in (1, 2)}


def test_noes_leave_nothing_open(fill: Fill):
    sheet = fill(plan((), load()))
    assert stopped_by(sheet) == needs_clearance(sheet) == unanswered(sheet) == ()


@pytest.mark.parametrize("key", TIERS)
def test_a_yes_acts_by_its_tier(fill: Fill, key: str):
    sheet = fill(plan((), load()), yes=(key,))
    assert [asked.key for asked in stopped_by(sheet)] == ([key] if TIERS[key] == 1 else [])
    assert [asked.key for asked in needs_clearance(sheet)] == ([key] if TIERS[key] == 2 else [])
    assert {row.safety for row in contraindications(sheet, load())} == {key}


def test_a_doctors_word_clears_its_own_question_only(fill: Fill):
    sheet = fill(plan((), load()), yes=("bleeding", "osteoporosis"))
    assert [asked.key for asked in needs_clearance(replace(sheet, cleared=("bleeding",)))] == ["osteoporosis"]


def test_nobody_clears_a_red_flag(fill: Fill):
    sheet = fill(plan((), load()), yes=("fracture",))
    assert needs_clearance(replace(sheet, cleared=("fracture",))) == ()
    assert [asked.key for asked in stopped_by(sheet)] == ["fracture"]
