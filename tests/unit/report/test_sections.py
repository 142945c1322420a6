"""Sections beside the measures: stop page, outcomes, patterns, factors, map and plan."""

from __future__ import annotations

import dataclasses
import io
import re
from typing import TYPE_CHECKING

import pypdf
import pytest

from posture_cv.bodymap import render_svg
from posture_cv.domain.errors import ReportError
from posture_cv.domain.estimates import FusedMeasurement, Interval, MeasureName, Unit
from posture_cv.domain.known_length import KnownLength
from posture_cv.domain.messages import message, row_text
from posture_cv.domain.muscles import MuscleState
from posture_cv.domain.views import BodySide, View
from posture_cv.domain.worksheet import Approach, FilledBy, NmtFactor, Outcome
from posture_cv.measures.lengths import as_stature, lengths_of, stature_from
from posture_cv.report import render_pdf
from posture_cv.report.body_map import numbers_of
from posture_cv.wiring import words_in

if TYPE_CHECKING:
    from conftest import Visits

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.muscles import MuscleHypothesis


PLAIN_NAME = "small muscles under the back of the skull"
"""What the heaviest muscle of a full visit is called to the client."""


def pages_of(pdf: bytes) -> list[str]:
    texts = (page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return [re.sub(r"\s+", " ", text.replace("\u200b", "").replace("\u2019", "'")) for text in texts]


def rendered(visits: Visits, assessment: Assessment, knowledge: Knowledge, **wishes: object) -> list[str]:
    return pages_of(render_pdf(assessment, visits.pictures(len(assessment.photos)), knowledge, **wishes))


def answered(assessment: Assessment, yes: str) -> Assessment:
    safety = tuple(dataclasses.replace(asked, answer=asked.key == yes) for asked in assessment.worksheet.safety)
    return dataclasses.replace(assessment, worksheet=dataclasses.replace(assessment.worksheet, safety=safety))


def written(assessment: Assessment, **changes: object) -> Assessment:
    return dataclasses.replace(assessment, worksheet=dataclasses.replace(assessment.worksheet, **changes))


def alternative_texts(pdf: bytes) -> list[str]:
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    found: list[str] = []
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            if "/Alt" in node:
                found.append(str(node["/Alt"]).replace("\u200b", ""))
            if "/K" in node:
                waiting.append(node["/K"])
    return found


def test_a_stop_takes_the_place_of_page_one_and_of_muscles_tests_and_plan(visits: Visits, knowledge: Knowledge) -> None:
    visit = dataclasses.replace(visits.full(), patterns=(visits.pattern("upper_crossed", 0.7),))
    pages = rendered(visits, answered(visit, "tissue_gap"), knowledge)
    for words in (
        "What to do now",
        knowledge.texts["rules/rupture/plain_action"],
        knowledge.texts["rules/rupture/action"],
        knowledge.texts["safety/tissue_gap/question"],
        "Call the doctor's practice today",
        "Write down what was said and done:",
    ):
        assert words in pages[0], words
    # nothing on it praises or judges the posture
    for words in ("Your head sits forward", "What looks typical", "Good to know."):
        assert words not in pages[0], words
    text = " ".join(pages)
    for words in ("Suboccipitals", PLAIN_NAME, "Test by hand", "to consider", "Five factors", "test them", "Muscles to test"):
        assert words not in text, words


def test_a_no_everywhere_stops_nothing(visits: Visits, knowledge: Knowledge) -> None:
    text = " ".join(rendered(visits, answered(visits.full(), "none of them"), knowledge))
    assert "What to do now" not in text
    assert "Suboccipitals" in text


def test_a_yes_in_tier_two_asks_for_a_doctor_until_one_has_agreed(visits: Visits, knowledge: Knowledge) -> None:
    visit = answered(visits.full(1), "anticoagulant")
    pages = rendered(visits, visit, knowledge)
    assert "A doctor's advice first" in " ".join(pages)
    assert "calls for a doctor's advice" in pages[0]
    assert PLAIN_NAME not in pages[0]
    agreed = rendered(visits, written(visit, cleared=("bleeding",)), knowledge)
    assert "doctor's advice first, before" not in " ".join(agreed)
    assert PLAIN_NAME in agreed[0]


def test_outcomes_filled_in_by_hand_are_printed_and_move_the_ideas(visits: Visits, knowledge: Knowledge) -> None:
    visit = visits.full(1)
    items = (
        visits.test_item("suboccipitals", outcome=Outcome.POSITIVE, tenderness=7, referral_felt=True, note="Eased quickly."),
        visits.test_item("levator_scapulae", outcome=Outcome.NEGATIVE),
        visits.test_item("upper_trapezius"),
    )
    visit = dataclasses.replace(visit, worksheet=dataclasses.replace(visit.worksheet, items=items))
    text = " ".join(rendered(visits, visit, knowledge))
    assert "Likely shortened: test positive After Forward head, evidence B/X Suboccipitals" in text
    assert "Dropped, test negative: Levator scapulae." in text
    assert "May be felt: a band from the occiput round the side of the head to the orbit." in text
    assert "Eased quickly." in text
    assert text.index("test positive") < text.index("Possibly shortened: confirm by length test")
    first = rendered(visits, visit, knowledge)[0]
    assert PLAIN_NAME in first
    assert "muscle from the neck to the inner top of the shoulder blade" not in first


def test_patterns_carry_their_probability_and_members(visits: Visits, knowledge: Knowledge) -> None:
    visit = dataclasses.replace(visits.full(1), patterns=(visits.pattern("upper_crossed", 0.66),))
    text = " ".join(rendered(visits, visit, knowledge))
    assert "66 % possible Upper crossed pattern" in text
    assert "Forward head 93 % · Rounded shoulders not assessed" in text


def test_findings_that_disagree_about_a_muscle_are_named(visits: Visits, knowledge: Knowledge) -> None:
    visit = visits.full(1)
    short = dataclasses.replace(visit.muscles[0], because=("forward_head",))
    long = dataclasses.replace(short, state=MuscleState.LIKELY_LENGTHENED, because=("sway_back",), side=BodySide.LEFT)
    text = " ".join(rendered(visits, dataclasses.replace(visit, muscles=(short, long)), knowledge))
    assert text.count("(another finding suggests the opposite)") == 2
    assert "Where findings disagree Suboccipitals, both sides: shortened after Forward head, lengthened after Sway-back." in text


def test_the_five_factors_come_in_the_order_of_the_approach(visits: Visits, knowledge: Knowledge) -> None:
    visit = visits.full(1)
    hint = message("factor.finding", title=row_text("distortions", "forward_head", "title"), certainty=message("certainty.likely"))
    filled = {"present": True, "filled_by": FilledBy.SOFTWARE, "hints": (hint,)}
    factors = tuple(visits.factor(f, **(filled if f is NmtFactor.POSTURAL_DISTORTION else {})) for f in NmtFactor)
    visit = dataclasses.replace(visit, worksheet=dataclasses.replace(visit.worksheet, factors=factors))
    american = " ".join(rendered(visits, visit, knowledge))
    european = " ".join(rendered(visits, written(visit, approach=Approach.EUROPEAN), knowledge))
    assert american.index("1 Postural distortion") < american.index("5 Trigger points")
    assert european.index("1 Trigger points") < european.index("4 Postural distortion")
    assert "From the photos: Forward head (likely)." in american


@pytest.fixture
def drawn(visits: Visits) -> str:
    """A map of two muscles, the weightier first."""
    return render_svg(two_muscles(visits), views=(View.FRONT, View.BACK), legend_shown=False, words=words_in("en"), title="")


def two_muscles(visits: Visits) -> tuple[MuscleHypothesis, ...]:
    return visits.muscle("pectoralis_major", 0.4), visits.muscle("upper_trapezius", 0.9)


def test_numbers_are_those_of_the_map(drawn: str) -> None:
    numbers = numbers_of(drawn)
    assert numbers["upper_trapezius", BodySide.LEFT] == numbers["upper_trapezius", BodySide.RIGHT] == 1
    assert numbers["pectoralis_major", BodySide.LEFT] == 2


def test_the_map_is_told_in_words_and_so_is_every_picture(visits: Visits, knowledge: Knowledge, drawn: str) -> None:
    visit = dataclasses.replace(visits.full(2), muscles=two_muscles(visits))
    pdf = render_pdf(visit, visits.pictures(2), knowledge, body_map=drawn)
    told = alternative_texts(pdf)
    maps = [text for text in told if text.startswith("Body seen from the front and from the back")]
    assert len(maps) == 1
    assert "1 Upper trapezius; 2 Pectoralis major." in maps[0]
    # two photos, each on page one and beside its quality
    assert sum(text.startswith("Photo of the") for text in told) == 4
    assert any(text.startswith("Photo of the left side view") and "Craniovertebral angle 41" in text for text in told)


def test_without_a_map_there_is_no_gap(visits: Visits, knowledge: Knowledge) -> None:
    pdf = render_pdf(visits.full(1), visits.pictures(1), knowledge)
    assert not any(text.startswith("Body seen") for text in alternative_texts(pdf))
    assert "Suboccipitals" in " ".join(pages_of(pdf))


def test_a_map_must_be_an_svg(visits: Visits, knowledge: Knowledge) -> None:
    with pytest.raises(ReportError, match="body map for the report is not an SVG"):
        rendered(visits, visits.full(1), knowledge, body_map="<svg")


def test_photos_together_stand_on_one_line_and_say_when_they_disagree(visits: Visits, knowledge: Knowledge) -> None:
    left = visits.measured(MeasureName("trunk_lean"), 2.0, 2.0, side=BodySide.LEFT)
    right = visits.measured(MeasureName("trunk_lean"), 9.0, 2.0, photo=1, side=BodySide.RIGHT)
    both = FusedMeasurement(
        name=MeasureName("trunk_lean"),
        value=5.5,
        standard_error=2.0,
        interval=Interval(lower=2.0, upper=9.0),
        unit=Unit.DEGREE,
        side=BodySide.MIDLINE,
        photos=(0, 1),
        views=(View.LEFT, View.RIGHT),
        spread=4.9,
    )
    apart = dataclasses.replace(visits.empty(2), measurements=(left, right), fused=(both,))
    text = " ".join(rendered(visits, apart, knowledge))
    assert "left and right side left 2 ± 2°, right 9 ± 2°" in text
    assert "the photos disagree" in text
    near = dataclasses.replace(right, value=4.0, interval=Interval(lower=2.0, upper=6.0))
    assert "the photos disagree" not in " ".join(rendered(visits, dataclasses.replace(apart, measurements=(left, near)), knowledge))


def test_a_marked_length_puts_millimetres_and_says_how_sure_it_is(visits: Visits, knowledge: Knowledge) -> None:
    plain = visits.full(photos=1)
    stature = as_stature(1720.0, 40.0)
    known = KnownLength(start_px=(90.0, 880.0), end_px=(92.0, 212.0), length_cm=200.0, behind_cm=30.0)
    photo = dataclasses.replace(plain.photos[0], known_length=known)
    marked = dataclasses.replace(plain, photos=(photo,), marked_stature=stature, lengths=lengths_of(plain.measurements, stature))
    text = " ".join(rendered(visits, marked, knowledge))
    assert "53 ± 19 mm" in text
    assert "known length marked in the photo" in text
    assert "172 cm tall, right within 4 cm" in text
    assert "200 cm, 30 cm behind the client" in text
    assert "stated height" not in text


@pytest.mark.parametrize(("stated_cm", "said"), [(175.0, "That agrees"), (190.0, "That does not agree with the stated height. Check")])
def test_a_marked_length_beside_a_stated_height_says_whether_they_agree(
    visits: Visits, knowledge: Knowledge, stated_cm: float, said: str
) -> None:
    plain, stated = visits.full(photos=1), stature_from(stated_cm)
    both = dataclasses.replace(
        plain, stature=stated, marked_stature=as_stature(1720.0, 40.0), lengths=lengths_of(plain.measurements, stated)
    )
    text = " ".join(rendered(visits, both, knowledge))
    assert f"stated height of {stated_cm:.0f} cm" in text
    assert "172 cm tall" in text
    assert said in text


def test_a_stated_height_puts_millimetres_beside_lengths_and_says_where_they_come_from(visits: Visits, knowledge: Knowledge) -> None:
    plain = visits.full(photos=1)
    stature = stature_from(172.0)
    whole = dataclasses.replace(plain, stature=stature, lengths=lengths_of(plain.measurements, stature))
    without, known = (" ".join(rendered(visits, one, knowledge)) for one in (plain, whole))
    assert "53 ± 19 mm" in known  # 3.1 ± 1.1 % of 1720 mm
    assert "stated height of 172 cm" in known
    assert "53 ± 19 mm" not in without
    assert "stated height" not in without
