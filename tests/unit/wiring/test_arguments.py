"""Whatever is passed to the Python interface, the answer is the product's own error, before any photo is read."""

from __future__ import annotations

import contextlib
import datetime as dt
import decimal
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

import posture_cv
from posture_cv.corrections import points_typed
from posture_cv.domain.errors import ArgumentError, MarkError, PostureError
from posture_cv.domain.person import Person, Sex
from posture_cv.domain.views import Position, View
from posture_cv.wiring import arguments, words_in

NO_PHOTO = "no photo of that name"
THINGS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.just(10**400),
    st.floats(),
    st.text(max_size=5),
    st.binary(max_size=5),
    st.lists(st.floats() | st.text(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=5) | st.integers(), st.floats() | st.lists(st.floats(), max_size=3), max_size=3),
    st.just(object()),
    st.just(decimal.Decimal("NaN")),
    st.just(dt.date(2026, 1, 1)),
    arrays.arrays(dtype=arrays.scalar_dtypes(), shape=arrays.array_shapes(min_dims=0, max_dims=2, min_side=0, max_side=3)),
    arrays.arrays(dtype=arrays.scalar_dtypes(), shape=()).map(lambda array: array[()]),
)


@settings(max_examples=300)
@given(name=st.sampled_from(["view", "position", "marks", "person", "stature_cm", "sex", "age", "known_length"]), thing=THINGS)
def test_anything_as_an_argument_of_assess(name: str, thing: Any) -> None:
    """What fits goes on to the photo, which is not there."""
    with pytest.raises(PostureError) as caught:
        posture_cv.assess(NO_PHOTO, **{name: thing})
    assert caught.value.what
    assert caught.value.remedy


@settings(max_examples=200)
@given(name=st.sampled_from(["photos", "views", "marks", "persons", "known_lengths"]), thing=THINGS)
def test_anything_as_an_argument_of_assess_visit(name: str, thing: Any) -> None:
    with pytest.raises(PostureError) as caught:
        posture_cv.assess_visit(**({"photos": [NO_PHOTO]} | {name: thing}))
    assert caught.value.remedy


@settings(max_examples=200)
@given(name=st.sampled_from(["start_px", "end_px", "length_cm", "behind_cm"]), thing=THINGS)
def test_anything_as_a_part_of_a_known_length(name: str, thing: Any) -> None:
    whole: dict[str, Any] = {"start_px": (0, 0), "end_px": (0, 9), "length_cm": 100, "behind_cm": 0}
    with contextlib.suppress(ArgumentError):
        made = posture_cv.KnownLength(**(whole | {name: thing}))
        assert all(type(value) is float for value in (*made.start_px, *made.end_px, made.length_cm, made.behind_cm))


def test_numbers_of_numpy_are_as_good_as_python_s() -> None:
    assert arguments.person_from(np.int64(2)) == 2
    assert type(arguments.person_from(np.uint8(2))) is int
    assert arguments.stature_from(np.float32(172.5)) == 172.5
    assert arguments.stature_from(170) == 170.0
    point = np.array([412.0, 630.0])
    assert [typed.final_px for typed in points_typed({"asis": point})] == [(412.0, 630.0)]


def test_words_name_views_and_positions() -> None:
    assert [arguments.declared_view(word) for word in ("auto", "left", View.BACK)] == [None, View.LEFT, View.BACK]
    assert arguments.position_from("sitting") is Position.SITTING


@pytest.mark.parametrize(
    ("call", "kind", "said"),
    [
        (lambda: arguments.declared_view("Left"), ArgumentError, "not a view. Pass one of: auto, left, right, front, back"),
        (lambda: arguments.declared_view("oblique"), ArgumentError, "not a view"),
        (lambda: arguments.position_from("lying"), ArgumentError, "not a position. Pass one of: standing, sitting"),
        (lambda: arguments.person_from(0), ArgumentError, "not a person's number"),
        (lambda: arguments.person_from(True), ArgumentError, "not a person's number"),
        (lambda: arguments.stature_from(1.72), ArgumentError, "no person's height. Pass centimetres, a number from 60 to 250"),
        (lambda: arguments.stature_from(math.nan), ArgumentError, "no person's height"),
        (lambda: arguments.stature_from(np.array(172.0)), ArgumentError, "no person's height"),
        (lambda: arguments.known_length_from((0, 0, 9, 9)), ArgumentError, "not a known length. Pass posture_cv.KnownLength"),
        (lambda: points_typed([("asis", (1, 2))]), MarkError, r"not a mapping of names to points.*dict\(asis="),
        (lambda: points_typed({3: (1, 2)}), MarkError, "name of a mark is not text"),
        (lambda: points_typed({"asis": "12"}), MarkError, "not two numbers"),
        (lambda: points_typed({"asis": (1, math.nan)}), MarkError, "not two numbers"),
        (lambda: arguments.several_photos("left.jpg"), ArgumentError, "photos are not a list.*posture_cv.assess for a single one"),
        (lambda: arguments.several_photos([]), ArgumentError, "no photo in the list"),
        (
            lambda: posture_cv.assess_visit(["a", "b"], views=["left"]),
            ArgumentError,
            "views does not hold one value for each photo. Pass a list of 2",
        ),
    ],
)
def test_what_does_not_fit_is_said_with_what_to_pass(call: Any, kind: type[PostureError], said: str) -> None:
    with pytest.raises(kind, match=said):
        call()


def test_an_argument_error_is_a_value_error_too() -> None:
    with pytest.raises(ValueError, match="not a view"):
        posture_cv.assess(NO_PHOTO, view="above")


@pytest.mark.parametrize(
    ("said", "remedy"),
    [
        ({"sex": "x"}, 'Pass "female" or "male", or leave it out.'),
        ({"age": 4}, "Pass whole years, from 5 to 120, or leave it out."),
        ({"age": 30.5}, "Pass whole years"),
    ],
)
def test_a_sex_or_an_age_that_no_norm_knows_is_refused(said: dict[str, Any], remedy: str) -> None:
    with pytest.raises(ArgumentError) as caught:
        posture_cv.assess(NO_PHOTO, **said)
    assert remedy in words_in("en").say(caught.value.remedy)


def test_sex_and_age_make_a_person() -> None:
    assert arguments.stated_person("female", np.int64(41)) == Person(sex=Sex.FEMALE, age=41)
    assert arguments.stated_person(None, None) == Person()
