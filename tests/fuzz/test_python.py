"""The Python interface given anything: a photo, an answer or an error of ours, in bounded time and memory.

Longer: ``python -m pytest tests/fuzz/test_python.py --fuzz-cases 20000 --fuzz-seed 7``.
"""

from __future__ import annotations

import random
import warnings
from collections import Counter
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from posture_cv import knowledge
from posture_cv.assets.samples import samples
from posture_cv.capture import read_photo
from posture_cv.codecs.assessment import from_dict, to_dict
from posture_cv.domain.assessment import Assessment
from posture_cv.domain.errors import PostureError
from posture_cv.domain.landmarks import Correction
from posture_cv.domain.photo import Photo
from posture_cv.domain.written import one_line, written
from posture_cv.wiring import Assessor
from posture_cv.wiring import arguments as given
from tests.fuzz.arrays import hostile_arguments, hostile_pictures
from tests.fuzz.outputs import in_time, put_out
from tests.fuzz.texts import CONTROLS, MARKUP, NO_TEXT, SCRIPTS, SPACES, hostile_text

CASES_PER_TEXT = 30
"""Fuzz cases that one report costs as much as."""


def test_whatever_is_given_for_a_photo(request: pytest.FixtureRequest) -> None:
    cases, seed = request.config.getoption("--fuzz-cases"), request.config.getoption("--fuzz-seed")
    answers: Counter[str] = Counter()
    for done, thing in hostile_pictures(cases, seed):
        try:
            with in_time(), warnings.catch_warnings():
                warnings.simplefilter("error")
                answers[type(read_photo(thing)).__name__] += 1
        except PostureError as error:
            answers["refused"] += bool(str(error))
        except Exception as error:  # noqa: BLE001  # whatever else it is, the test is to name the thing
            pytest.fail(f"seed {seed}, {done}: {error!r}")
    assert answers[Photo.__name__] > cases // 50
    assert answers["refused"] > cases // 3


def test_whatever_is_given_beside_a_photo(request: pytest.FixtureRequest) -> None:
    cases, seed = request.config.getoption("--fuzz-cases"), request.config.getoption("--fuzz-seed")
    names = ("views", "marks", "persons", "known_lengths")
    for place, thing in enumerate(hostile_arguments(cases, seed)):
        name = names[place % len(names)]
        arguments: dict[str, Any] = dict.fromkeys(names) | {name: thing}
        asked = {name: partial(given.corrections_of_each, 1, **arguments), "stature_cm": partial(given.stature_from, thing)}
        for argument, ask in {**asked, "photos": partial(given.several_photos, thing)}.items():
            try:
                ask()
            except PostureError:
                continue
            except Exception as error:  # noqa: BLE001  # whatever else it is, the test is to name the thing
                pytest.fail(f"seed {seed}, {place}, {argument}={thing!r}: {error!r}")


@pytest.fixture(scope="module")
def assessment(assessor: Assessor) -> Assessment:
    photo = next(sample.path for sample in samples() if sample.path.name == "forward_head_right.jpg")
    return assessor.conclude([assessor.observe(assessor.read(photo))])


def with_text(assessment: Assessment, text: str) -> Assessment:
    """The text as note of a test and of a factor, and as who corrected a point."""
    sheet = assessment.worksheet
    point = assessment.landmarks[0]
    by_hand = replace(point, correction=Correction(automatic_px=None, said="confirmed", at="", by=text))
    return replace(
        assessment,
        landmarks=(by_hand, *assessment.landmarks[1:]),
        worksheet=replace(
            sheet,
            items=(replace(sheet.items[0], note=text), *sheet.items[1:]),
            factors=(replace(sheet.factors[0], note=text), *sheet.factors[1:]),
        ),
    )


def test_any_text_prints_and_is_kept(assessment: Assessment, request: pytest.FixtureRequest) -> None:
    draw = random.Random(request.config.getoption("--fuzz-seed"))  # noqa: S311  # repeatable, not secret
    kinds = (MARKUP, CONTROLS, SCRIPTS, NO_TEXT, SPACES)
    texts = [draw.choice(kind) for kind in kinds] + ["".join(kind) for kind in kinds]
    texts += [hostile_text(draw)[:9000] for _ in range(request.config.getoption("--fuzz-cases") // CASES_PER_TEXT)]
    for number, text in enumerate(texts):
        try:
            with in_time():
                told = from_dict(to_dict(with_text(assessment, text)))
                put_out(told, client=text, language=("en", "es")[number % 2])
        except Exception as error:  # noqa: BLE001  # whatever else it is, the test is to name the text
            pytest.fail(f"{text[:100]!a}: {error!r}")
        shown = written(text)
        assert shown.encode().decode() == shown
        assert not any(letter in shown for letter in "\x00\x07\x1b\x7f\x9b\u202e\ud800")
        assert one_line(text) == " ".join(shown.split())


def test_the_same_seed_gives_the_same_things() -> None:
    first, second, other = ([done for done, _ in hostile_pictures(60, seed)] for seed in (1, 1, 2))
    assert first == second
    assert first != other
    assert knowledge.load().sha256  # nothing that was given has harmed the tables
