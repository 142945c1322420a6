"""Every name has a card, every line of it comes from the tables, and a wrong name suggests close ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from posture_cv.cards.card import Card, CardKind
from posture_cv.cards.lookup import card, titles
from posture_cv.domain.errors import KnowledgeError
from posture_cv.knowledge import load
from posture_cv.wiring import words_in

ENGLISH = words_in("en")
EVERY = [(kind, key) for kind in CardKind for key in titles(load(), kind)]


def lines(shown: Card, title: str) -> tuple[str, ...]:
    section = next((section for section in shown.sections if ENGLISH.say(section.title) == title), None)
    assert section is not None, f"no section {title}"
    return section.said(ENGLISH)


@pytest.mark.parametrize(("kind", "key"), EVERY)
def test_every_name_has_a_card_with_sources_and_fit_words(kind: CardKind, key: str, forbidden: Callable[[str], list[str]]):
    shown = card(key, load(), kind=kind)
    assert (shown.kind, shown.key) == (kind, key)
    assert shown.sources != ()
    assert all(section.lines and all(line.strip() for line in section.said(ENGLISH)) for section in shown.sections)
    told = [shown.title, shown.plain_title, *(line for section in shown.sections for line in (section.title, *section.lines))]
    text = " ".join(map(ENGLISH.say, told))
    assert forbidden(text) == []
    assert "{" not in text


def test_a_measure_card_has_definition_norm_reliability_and_cut_offs():
    shown = card("craniovertebral_angle", load())
    assert "spinous process of C7" in lines(shown, "Definition")[0]
    assert [line.partition(".")[0] for line in lines(shown, "Typical range")] == [
        "Standing, adults aged 17 to 83: 40",
        "Standing, adolescents aged 15 to 17: 38",
        "Standing, older adults, mean age 68: 37",
        "Sitting, older adults, mean age 68: 38",
    ]
    assert lines(shown, "Findings judged by it") == ("Forward head: Craniovertebral angle below the typical range.",)
    assert "half of pain-free adults lie below 49" in lines(shown, "Cut-offs in use, by convention")[0]
    assert ".88" in lines(shown, "Reliability")[0]
    assert {"S7", "S15", "diab_moustafa_2012"} <= {source.key for source in shown.sources}
    assert shown.related == ("forward_head",)


def test_a_measure_without_a_norm_says_so():
    assert lines(card("forward_head_distance", load()), "Typical range") == ("No source found.",)


def test_a_finding_card_weighs_the_evidence():
    shown = card("forward_head", load())
    assert "Suboccipitals (grade B/X), overactive in the model" in lines(shown, "Possibly shortened")
    assert "Deep neck flexors (longus colli and capitis) (grade B/X), underactive in the model" in lines(shown, "Possibly lengthened")
    assert any("as thick as in controls" in line for line in lines(shown, "Evidence against"))
    assert not any("Against" in line for line in lines(shown, "Evidence for"))
    assert "Upper crossed pattern" in lines(shown, "Belongs to")


def test_a_pattern_card_states_its_rule():
    shown = card("upper_crossed", load())
    assert lines(shown, "When it is named")[0].startswith("At least 2 of 3, with Forward head among them.")


def test_a_muscle_card_has_everything_for_the_hands():
    shown = card("piriformis", load())
    assert lines(shown, "Where it may be felt") == ("sacroiliac region, buttock, back of the thigh (textbook and teaching)",)
    assert lines(shown, "Techniques to consider")[0].startswith(
        "Ischemic compression, grade B/X: 10 to 30 s of steady pressure, 3 times, here"
    )
    assert any("Sciatic nerve" in line for line in lines(shown, "Nerves nearby"))
    assert lines(shown, "Keep out of")[0].startswith("Sciatic notch")
    assert lines(shown, "At home")[0].startswith("Figure-four stretch (stretch): 30 s each side.")
    assert "ischemic_compression" in shown.related


def test_a_muscle_that_is_not_pressed_says_so():
    assert lines(card("deep_neck_flexors", load()), "Techniques to consider") == ("None in our sources: test and train.",)


def test_a_technique_card_has_dose_and_muscles():
    shown = card("positional_release", load())
    assert lines(shown, "Dose") == ("About 90 s, then a slow return (published source)",)
    assert lines(shown, "Suits") == ("Suboccipitals, Sternocleidomastoid, Scalenes",)


@pytest.mark.parametrize("name", ["Pectoralis minor", "pectoralis-minor", "  PECTORALIS_MINOR ", "pectoralis minor"])
def test_names_are_taken_as_people_write_them(name: str):
    assert card(name, load()).key == "pectoralis_minor"


def test_a_name_of_two_kinds_means_the_measure_unless_said_otherwise():
    assert card("pelvic_obliquity", load()).kind is CardKind.MEASURE
    assert card("pelvic_obliquity", load(), kind=CardKind.DISTORTION).kind is CardKind.DISTORTION


@pytest.mark.parametrize(
    ("wrong", "meant"),
    [
        ("craniovertebal_angle", "craniovertebral_angle"),
        ("psoas", "iliopsoas"),
        ("sternocleido", "sternocleidomastoid"),
        ("forward hed", "forward_head"),
        ("trapezius", "upper_trapezius"),
        ("crossed", "upper_crossed"),
    ],
)
def test_a_wrong_name_suggests_close_ones(wrong: str, meant: str):
    with pytest.raises(KnowledgeError, match="hold nothing of that name") as caught:
        card(wrong, load())
    assert caught.value.remedy.id == "tables.did_you_mean"
    assert meant in caught.value.remedy.fields["names"]


def test_nonsense_suggests_the_list_and_is_not_repeated():
    with pytest.raises(KnowledgeError, match="hold nothing of that name") as caught:
        card("/home/ann/qqqqqq.jpg", load())
    assert caught.value.remedy.id == "tables.ask_for_the_list"
    assert "ann" not in str(caught.value)


def test_a_measure_is_no_muscle():
    with pytest.raises(KnowledgeError, match="hold nothing of that name"):
        card("trunk_lean", load(), kind=CardKind.MUSCLE)


def test_every_related_name_has_a_card():
    named = {key for kind, key in EVERY}
    assert {key for kind, name in EVERY for key in card(name, load(), kind=kind).related} <= named


def test_a_section_is_found_by_its_heading_and_says_a_line_once():
    shown = card("shoulder_high", load())
    against = shown.section("card.title.evidence_against")
    assert against is not None
    assert len(against.said(ENGLISH)) < len(against.lines)
    assert shown.section("card.title.dose") is None
