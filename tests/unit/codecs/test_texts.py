"""Messages survive plain data, with their English text beside them for readers."""

from __future__ import annotations

import json

from pydantic import TypeAdapter

from posture_cv.codecs.texts import messages_in, with_texts
from posture_cv.domain.estimates import Unit
from posture_cv.domain.findings import Certainty, PatternMember, PosturePattern
from posture_cv.domain.messages import Message, Quantity, Span, message

TOLD = message(
    "figure.plus_minus",
    value=Quantity(value=2.5, decimals=1, unit=Unit.DEGREE),
    half=message("figure.span", lower="a", upper=3),
)


def test_a_message_comes_back_from_json_with_the_types_of_its_fields() -> None:
    adapter = TypeAdapter(Message)
    for sent in (TOLD, Message("any.id", {"many": ("one", TOLD), "span": Span(lower=1.0, upper=2.0), "share": 0.5})):
        data = json.loads(json.dumps(adapter.dump_python(sent, mode="json")))
        again = adapter.validate_python(data)
        assert again == sent
        assert [type(held) for held in again.fields.values()] == [type(held) for held in sent.fields.values()]


def test_a_reader_finds_the_sentence_once() -> None:
    data = with_texts((TOLD,), [TypeAdapter(Message).dump_python(TOLD, mode="json")])
    assert data[0]["text"] == "2.5° ± a to 3"
    assert json.dumps(data).count('"text"') == 1


def test_a_reader_finds_what_an_object_says_without_storing_it() -> None:
    member = PatternMember(distortion="sway_back", required=True, probability=None)
    pattern = PosturePattern(
        pattern="sway_back_posture", probability=0.7, certainty=Certainty.POSSIBLE, members=(member,), references=("S88",)
    )
    data = with_texts(pattern, TypeAdapter(PosturePattern).dump_python(pattern, mode="json"))
    assert data["text"]["title"] == "Sway-back posture"
    assert data["text"]["statement"].endswith("Not assessed here: sway-back.")
    assert data["members"][0]["text"] == {"title": "Sway-back", "plain_title": "Hips swaying forward"}
    assert TypeAdapter(PosturePattern).validate_python(data) == pattern


def test_every_message_of_an_object_has_its_place() -> None:
    member = PatternMember(distortion="sway_back", required=True, probability=None)
    assert dict(messages_in((member,), "members")) == {"members.0.title": member.title, "members.0.plain_title": member.plain_title}
