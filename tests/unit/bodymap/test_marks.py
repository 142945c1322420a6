"""From hypotheses to marks and numbered lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from posture_cv.bodymap.marks import MapMark, entries, markings
from posture_cv.domain.muscles import MuscleHypothesis, MuscleState
from posture_cv.domain.views import BodySide
from posture_cv.wiring import words_in

SAY = words_in("en").say
Make = Callable[..., MuscleHypothesis]
SHORT, LONG = MuscleState.LIKELY_SHORTENED, MuscleState.LIKELY_LENGTHENED
LEFT, RIGHT, BOTH = BodySide.LEFT, BodySide.RIGHT, BodySide.MIDLINE


def test_midline_hypothesis_marks_both_sides(hypothesis_of: Make) -> None:
    marked = markings([hypothesis_of("scalenes", LONG)])
    assert {key: one.mark for key, one in marked.items()} == {
        ("scalenes", LEFT): MapMark.LENGTHENED,
        ("scalenes", RIGHT): MapMark.LENGTHENED,
    }


def test_one_sided_hypothesis_leaves_the_other_side_alone(hypothesis_of: Make) -> None:
    assert list(markings([hypothesis_of("scalenes", SHORT, RIGHT)])) == [("scalenes", RIGHT)]


def test_opposite_states_on_one_side_are_a_conflict_there_only(hypothesis_of: Make) -> None:
    marked = markings([hypothesis_of("soleus", SHORT, BOTH), hypothesis_of("soleus", LONG, LEFT)])
    assert (marked["soleus", LEFT].mark, marked["soleus", RIGHT].mark) == (MapMark.CONFLICT, MapMark.SHORTENED)


def test_a_hypothesis_that_says_it_conflicts_is_one(hypothesis_of: Make) -> None:
    marked = markings([hypothesis_of("soleus", conflicts=True)])
    assert marked["soleus", LEFT].mark is MapMark.CONFLICT
    assert SAY(marked["soleus", LEFT].wording) == "findings disagree, shortened or lengthened: test first"


def test_left_and_right_share_a_line_only_where_marked_alike(hypothesis_of: Make) -> None:
    lines = entries(markings([hypothesis_of("soleus"), hypothesis_of("scalenes", SHORT, LEFT), hypothesis_of("scalenes", LONG, RIGHT)]))
    assert {(line.muscle, line.sides, line.marking.mark) for line in lines} == {
        ("soleus", (LEFT, RIGHT), MapMark.SHORTENED),
        ("scalenes", (LEFT,), MapMark.SHORTENED),
        ("scalenes", (RIGHT,), MapMark.LENGTHENED),
    }


def test_lines_are_numbered_from_the_weightiest(hypothesis_of: Make) -> None:
    lines = entries(markings([hypothesis_of("soleus", weight=0.2), hypothesis_of("scalenes", weight=0.9)]))
    assert [(line.number, line.muscle) for line in lines] == [(1, "scalenes"), (2, "soleus")]


@pytest.mark.parametrize(
    ("side", "title"), [(BOTH, "Soleus, both sides"), (LEFT, "Soleus, left"), (RIGHT, "Soleus, right")], ids=["both", "left", "right"]
)
def test_line_says_muscle_side_state_test_and_grade(hypothesis_of: Make, side: BodySide, title: str) -> None:
    (line,) = entries(markings([hypothesis_of("soleus", SHORT, side)]))
    assert SAY(line.title) == title
    assert SAY(line.detail) == "possibly shortened: confirm by length test (grade\u00a0B/X)"
