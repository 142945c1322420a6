"""Every muscle of the tables can be reached: from a finding, or from an area it or its nerve is felt in."""

from __future__ import annotations

from dataclasses import replace

import pytest

from posture_cv.domain.areas import BodyArea
from posture_cv.domain.knowledge import Knowledge
from posture_cv.knowledge import load
from posture_cv.knowledge.therapy_checks import therapy_problems


def without(muscle: str, *, felt: bool = True, nerve: bool = True, linked: bool = True) -> Knowledge:
    """The tables without some of the ways that lead to a muscle."""
    knowledge = load()
    return replace(
        knowledge,
        referrals=tuple(row for row in knowledge.referrals if row.muscle != muscle or not felt),
        entrapments=tuple(
            replace(row, muscles=tuple(key for key in row.muscles if key != muscle or not nerve)) for row in knowledge.entrapments
        ),
        links=tuple(link for link in knowledge.links if link.muscle != muscle or not linked),
    )


def test_a_muscle_that_nothing_leads_to_is_refused() -> None:
    # no finding leads to piriformis: its zone and its nerve do
    found = [problem for problem in therapy_problems(without("piriformis")) if "row piriformis" in problem]
    assert found == ["table muscles, row piriformis: no finding leads to it, and no area"]


@pytest.mark.parametrize(
    ("muscle", "kept"), [("piriformis", {"felt": False}), ("piriformis", {"nerve": False}), ("soleus", {"felt": False, "nerve": False})]
)
def test_one_way_to_a_muscle_is_enough(muscle: str, kept: dict[str, bool]) -> None:
    assert [problem for problem in therapy_problems(without(muscle, **kept)) if f"row {muscle}:" in problem] == []


def test_a_muscle_that_no_test_settles_is_refused() -> None:
    knowledge = load()
    untested = replace(knowledge, tests=tuple(test for test in knowledge.tests if test.muscle != "masseter"))
    assert "table muscles, row masseter: no test in table tests" in list(therapy_problems(untested))


def test_every_area_is_felt_by_some_muscle() -> None:
    felt = {area for row in (*load().referrals, *load().entrapments) for area in row.areas}
    assert set(BodyArea) == felt
