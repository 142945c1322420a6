"""The report of people made up from measures: sentences of the tables, length, words, and what screen readers are told."""

from __future__ import annotations

import dataclasses
import io
import re
from typing import TYPE_CHECKING

import numpy as np
import pypdf
import pytest

from posture_cv.bodymap import render_svg
from posture_cv.domain.assessment import Assessment
from posture_cv.domain.estimates import Interval, Measurement, MeasureName, Unit
from posture_cv.domain.measurements import MeasurementSet
from posture_cv.domain.person import UNSTATED
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.domain.worksheet import Outcome
from posture_cv.findings import find, judge_measures, recognise
from posture_cv.knowledge import load
from posture_cv.measures.fusion import fuse_all
from posture_cv.muscles import suggest
from posture_cv.overlay import to_png
from posture_cv.report import render_pdf
from posture_cv.wiring import words_in
from posture_cv.worksheet import apply_outcomes, plan

from .planted import PROVENANCE, photographed

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS = words_in("en")
VIEWS = (View.LEFT, View.RIGHT, View.FRONT, View.BACK)
SIDE_VIEW = {
    MeasureName("craniovertebral_angle"): 55.0,
    MeasureName("forward_shoulder_angle_from_vertical"): 30.0,
    MeasureName("thoracic_kyphosis"): 42.0,
    MeasureName("lumbar_lordosis"): 23.0,
    MeasureName("pelvic_tilt"): 11.0,
    MeasureName("trunk_lean"): 0.0,
    MeasureName("sway_angle"): 2.5,
    MeasureName("knee_angle"): 180.0,
}
FRONT_VIEW = {
    MeasureName("head_tilt_frontal"): 0.5,
    MeasureName("shoulder_level"): 1.0,
    MeasureName("pelvic_obliquity"): -1.0,
}
FORBIDDEN = re.compile(
    r"\b(abnormal\w*|diagnos(?:is|es|ed|tic)|(?:is|are) (?:too )?short|tight\w*|causes?|misalign\w*|collapsed"
    r"|degenerat\w*|short leg|herniated|slipped|you have|correct your posture|prescri(?:be|ption)\w*)\b",
    re.IGNORECASE,
)
ALLOWED = re.compile(r"nothing is prescribed|biomechanical dysfunction", re.IGNORECASE)
STANDARD_ERROR = 2.0
HALF_WIDTH = 1.645 * STANDARD_ERROR


def person(values: Mapping[MeasureName, float], photos: int = 1) -> Assessment:
    """The way from measures, each with a standard error of 2 degrees, to the assessment."""
    tables = load()
    measured = MeasurementSet(
        measurements=tuple(
            Measurement(
                name=name,
                value=values.get(name, usual),
                standard_error=STANDARD_ERROR,
                own_error=STANDARD_ERROR,
                interval=Interval(lower=values.get(name, usual) - HALF_WIDTH, upper=values.get(name, usual) + HALF_WIDTH),
                unit=Unit.DEGREE,
                view=view,
                side=BodySide(view.value) if view.is_lateral else BodySide.MIDLINE,
                photo=photo,
            )
            for photo, view in enumerate(VIEWS[:photos])
            for name, usual in (SIDE_VIEW if view.is_lateral else FRONT_VIEW).items()
        )
    )
    findings = find(measured, tables, Position.STANDING)
    patterns = recognise(findings, tables)
    muscles = suggest(findings, tables)
    return Assessment(
        photos=tuple(photographed(index, VIEWS[index]) for index in range(photos)),
        landmarks=(),
        measurements=measured.measurements,
        not_measured=(),
        findings=findings,
        muscles=muscles,
        worksheet=plan(muscles, tables, findings=findings, patterns=patterns),
        provenance=PROVENANCE,
        fused=fuse_all(measured, load().measures),
        patterns=patterns,
        judgements=judge_measures(measured.measurements, fuse_all(measured, tables.measures), tables, Position.STANDING, UNSTATED),
    )


def printed(assessment: Assessment) -> bytes:
    marked = apply_outcomes(assessment.muscles, assessment.worksheet, load())
    tables = load()
    body_map = render_svg(marked, views=(View.FRONT, View.BACK), legend_shown=False, words=WORDS, title="")
    # a person with margins is about 0.6 as wide as high
    pictures = [to_png(np.full((200, 120, 3), 128, dtype=np.uint8)) for _ in assessment.photos]
    return render_pdf(assessment, pictures, tables, body_map=body_map)


def pages_of(pdf: bytes) -> list[str]:
    texts = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return [re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\u2019", "'")) for text in texts]


CROSSED = {
    MeasureName("craniovertebral_angle"): 36.0,
    MeasureName("forward_shoulder_angle_from_vertical"): 66.0,
    MeasureName("thoracic_kyphosis"): 70.0,
    MeasureName("pelvic_tilt"): 30.0,
    MeasureName("lumbar_lordosis"): 60.0,
}


@pytest.fixture(scope="module")
def typical() -> list[str]:
    """Pages of somebody whose every measure lies in the middle of its range."""
    return pages_of(printed(person({})))


@pytest.fixture(scope="module")
def crossed() -> bytes:
    """Four photos of somebody with both crossed patterns: the longest report."""
    return printed(person(CROSSED, photos=4))


def test_page_one_of_a_typical_person(typical: list[str]) -> None:
    assert "Worth a closer look Nothing stood out clearly from typical posture in these photos." in typical[0]
    for title in ("Head position, seen from the side", "Curve of the upper back", "Pelvis, seen from the side"):
        assert title in typical[0]
    assert "One shoulder higher" not in typical[0]
    assert "Your therapist will talk with you about what you notice in daily life" in typical[0]


def test_page_one_of_a_forward_head() -> None:
    first = pages_of(printed(person({MeasureName("craniovertebral_angle"): 36.0})))[0]
    # 36 lies 2.2 standard errors below the 5th percentile, 48.9 - 1.645 * 5.2 = 40.3; 36 - 1.645 * 2 = 32.7 and 36 + 1.645 * 2 = 39.3
    assert "1 Your head sits forward of your trunk (probably): 36°, range 33 to 39°." in first
    assert "2 " not in first.partition("Worth a closer look")[2].partition("What happens next")[0]
    assert "Head position, seen from the side" not in first
    assert "A photo cannot show how long or strong a muscle is." in first
    assert "weakly linked" in first


def test_lengths() -> None:
    assert len(pages_of(printed(person({MeasureName("craniovertebral_angle"): 36.0})))) <= 9
    assert len(pages_of(printed(person({MeasureName("lumbar_lordosis"): 60.0, MeasureName("thoracic_kyphosis"): 70.0}, photos=4)))) <= 14


def test_no_page_is_nearly_empty(crossed: bytes) -> None:
    # a full page of the clinician's part holds 3000 to 6000 letters; the last may be short
    pages = pages_of(crossed)
    assert [len(page) for page in pages[2:-1] if len(page) < 1200] == []


def test_patterns_and_their_muscles_are_printed(crossed: bytes) -> None:
    text = " ".join(pages_of(crossed))
    for words in ("Upper crossed pattern", "Lower crossed pattern", "Muscles to test by hand", "Five factors", "A session to consider"):
        assert words in text
    assert re.search(r"(likely|possible) Upper crossed pattern", text)


def test_the_safety_screen_comes_before_anything_done_by_hand(crossed: bytes) -> None:
    text = " ".join(pages_of(crossed))
    order = [
        text.index(words) for words in ("Ask first", "Five factors", "Muscles to test by hand", "Test by hand", "A session to consider")
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("stopped", [False, True], ids=["goes on", "stopped"])
def test_no_page_says_too_much(stopped: bool) -> None:
    assessment = person(CROSSED, photos=4)
    safety = tuple(dataclasses.replace(asked, answer=stopped and asked.key == "saddle_numbness") for asked in assessment.worksheet.safety)
    items = tuple(dataclasses.replace(item, outcome=Outcome.POSITIVE) for item in assessment.worksheet.items)
    sheet = dataclasses.replace(assessment.worksheet, safety=safety, items=items)
    text = ALLOWED.sub("", " ".join(pages_of(printed(dataclasses.replace(assessment, worksheet=sheet)))))
    assert ("What to do now" in text) is stopped
    assert FORBIDDEN.findall(text) == []


@pytest.mark.parametrize("photos", [1, 4])
def test_a_red_flag_stops_whatever_was_measured(photos: int) -> None:
    assessment = person(CROSSED, photos=photos)
    safety = tuple(dataclasses.replace(asked, answer=asked.key == "saddle_numbness") for asked in assessment.worksheet.safety)
    sheet = dataclasses.replace(assessment.worksheet, safety=safety)
    pages = pages_of(printed(dataclasses.replace(assessment, worksheet=sheet)))
    (rule,) = (rule for rule in assessment.worksheet.rules if rule.key == "cauda_equina")
    assert WORDS.say(rule.plain_action) in pages[0]
    assert WORDS.say(rule.action) in pages[0]
    text = " ".join(pages)
    named = {WORDS.say(name) for muscle in assessment.muscles for name in (muscle.name, muscle.plain_name)}
    assert [name for name in named if name in text] == []


def test_the_report_is_made_for_screen_readers(crossed: bytes) -> None:
    reader = pypdf.PdfReader(io.BytesIO(crossed))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert b"pdfuaid:part" in root["/Metadata"].get_object().get_data()
