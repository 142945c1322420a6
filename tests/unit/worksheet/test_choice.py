"""Which tests lead the sheet: at most eight, the complaint's own first, then by yield; what settles nothing comes last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from posture_cv.domain.muscles import MuscleHypothesis, MuscleState
from posture_cv.domain.worksheet import MOST_TESTS
from posture_cv.knowledge import load
from posture_cv.muscles import suggest
from posture_cv.worksheet import plan, provocations_of

Idea = Callable[..., MuscleHypothesis]
SHORT = MuscleState.LIKELY_SHORTENED
TWELVE = (
    "scalenes", "levator_scapulae", "upper_trapezius", "pectoralis_major", "latissimus_dorsi", "subscapularis",
    "iliopsoas", "rectus_femoris", "hamstrings", "adductors", "soleus", "piriformis",
)  # fmt: skip


def test_eight_of_twelve_tests_lead_and_they_are_the_weightiest(idea: Idea) -> None:
    ideas = [idea(muscle, weight=0.9 - 0.05 * number) for number, muscle in enumerate(TWELVE)]
    leading = {item.muscle for item in plan(ideas, load()).items if item.leads}
    assert leading == set(TWELVE[:MOST_TESTS])


def test_a_test_of_poor_validity_comes_after_every_other(idea: Idea) -> None:
    ideas = [idea("pectoralis_minor", weight=0.95), *(idea(muscle, weight=0.1) for muscle in TWELVE[:8])]
    items = {item.muscle: item for item in plan(ideas, load()).items}
    assert items["pectoralis_minor"].priority == 9
    assert not items["pectoralis_minor"].leads


def test_the_complaints_own_tests_come_first_and_its_nerve_tests_take_places(idea: Idea) -> None:
    ideas = [*suggest([], load(), complaint="sciatica"), *(idea(muscle, weight=0.95) for muscle in TWELVE[:8])]
    items = plan(ideas, load(), complaint="sciatica").items
    nerve_tests = len(provocations_of("sciatica", load()))
    # five nerve and joint tests leave three places, two of them for the complaint's own muscle tests
    assert nerve_tests == 5
    assert sum(item.leads for item in items) == MOST_TESTS - nerve_tests
    first = sorted(items, key=lambda item: item.priority)[:2]
    assert {item.test for item in first} == {"gluteus_minimus_length", "gluteus_medius_strength"}


def test_a_line_that_was_begun_stays_in_sight(idea: Idea) -> None:
    ideas = [idea(muscle, weight=0.9 - 0.05 * number) for number, muscle in enumerate(TWELVE)]
    last = max(plan(ideas, load()).items, key=lambda item: item.priority)
    assert not last.leads
    assert replace(last, tenderness=3).leads


@pytest.mark.parametrize("complaint", [row.key for row in load().conditions])
def test_no_complaint_asks_for_more_than_eight_tests(complaint: str) -> None:
    items = plan(suggest([], load(), complaint=complaint), load(), complaint=complaint).items
    assert len(provocations_of(complaint, load())) + sum(item.leads for item in items) <= MOST_TESTS
