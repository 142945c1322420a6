"""Assessments stored by older versions are read, and say what they said."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from posture_cv.codecs.assessment import from_dict, to_dict
from posture_cv.codecs.texts import messages_in
from posture_cv.domain.assessment import SCHEMA_VERSION
from posture_cv.domain.errors import RecordDamaged
from posture_cv.domain.messages import message
from posture_cv.wiring import words_in
from posture_cv.worksheet import stopped_by

OLD = Path(__file__).parent / "assessment_1.json"


@pytest.fixture
def data() -> dict[str, Any]:
    """An assessment as version 1 wrote it: a side photo cut at the knees and a small front one."""
    stored: dict[str, Any] = json.loads(OLD.read_text(encoding="utf-8"))
    return stored


def test_an_assessment_of_version_1_says_what_it_said_and_is_stored_anew(data: dict[str, Any]) -> None:
    read = from_dict(data)
    say = words_in("en").say
    told = [{"kind": limit.kind, "what": say(limit.what), "remedy": say(limit.remedy)} for p in read.photos for limit in p.limitations]
    assert told == [limit for photo in data["photos"] for limit in photo["quality"]["limitations"]] != []
    reasons = [(say(missing.reason), say(missing.remedy)) for missing in read.not_measured]
    assert reasons == [(missing["reason"], missing["remedy"]) for missing in data["not_measured"]] != []
    assert read.schema_version == SCHEMA_VERSION
    assert from_dict(json.loads(json.dumps(to_dict(read)))) == read


def test_a_sentence_without_numbers_becomes_its_message_and_another_stays_as_it_is(data: dict[str, Any]) -> None:
    data["landmarks"][0]["note"] = "An arm forms part of the outline of the back."
    data["landmarks"][1]["note"] = "Measured with a ruler."
    cut, small = (photo.limitations[0].what for photo in from_dict(data).photos)
    assert cut == message("photo.feet_cropped")
    assert small == message("stored.text", sentence="The person is only 213 pixels tall.")
    known, unknown, without, *_ = (point.note for point in from_dict(data).landmarks)
    assert (known, unknown) == (message("landmark.arm_in_outline"), message("stored.text", sentence="Measured with a ruler."))
    assert without is None


@pytest.mark.parametrize("strange", [{"id": "photo.eclipsed"}, {"fields": {"part": 3, "parts": 4}, "id": "photo.small"}, {"fields": 7}])
def test_a_message_of_another_version_stays_the_text_it_came_with(data: dict[str, Any], strange: dict[str, Any]) -> None:
    now = to_dict(from_dict(data))
    limit = now["photos"][0]["quality"]["limitations"][0]
    limit["what"] = {**limit["what"], **strange, "text": "The moon stood before the sun."}
    what = from_dict(now).photos[0].limitations[0].what
    assert words_in("en").say(what) == "The moon stood before the sun."
    assert from_dict(now).photos[0].limitations[0].remedy == message("photo.whole_body")


@pytest.mark.parametrize("part", ["photos", "landmarks", "not_measured"])
def test_damage_in_an_old_one_is_refused(data: dict[str, Any], part: str) -> None:
    with pytest.raises(RecordDamaged, match=part):
        from_dict({**data, part: [3]})


def test_answers_to_questions_that_asked_several_things_still_count(data: dict[str, Any]) -> None:
    for asked in data["worksheet"]["safety"]:
        asked["answer"] = {"thrombosis": True, "bleeding": False}.get(asked["key"])
    sheet = from_dict(data).worksheet
    given = {asked.key: (asked.answer, asked.asked_together) for asked in sheet.safety}
    # the yes stays in its own words and stops the visit; the no is one to each thing asked, and says that they were asked together
    assert given["thrombosis"] == (True, False)
    assert [rule.key for rule in stopped_by(sheet)] == ["thrombosis_before"]
    assert given["anticoagulant"] == given["easy_bruising"] == (False, True)
    assert given["calf_swollen"] == given["fever"] == (None, False)


def test_the_facts_of_version_1_are_kept_and_its_figures_said(data: dict[str, Any]) -> None:
    """Its sentences may be worded otherwise by now; what they were about, and the figures in them, may not be others."""
    read, say = from_dict(data), words_in("en").say
    for old, now in zip(data["findings"], read.findings, strict=True):
        assert (now.distortion, now.side, now.severity, now.probability) == (
            old["distortion"],
            old["side"],
            old["severity"],
            old["probability"],
        )
        # what was added where a value beyond a cut-off was typical yet goes with the cut-offs; the interval's level is named everywhere now
        before, today = old["statement"].partition(" The value is beyond the cut-off")[0], say(now.statement)
        assert figures(today.replace("90 %", "")) == figures(before.replace("90 %", "")) != []
    for old, now in zip(data["muscles"], read.muscles, strict=True):
        assert (now.muscle, now.side, now.state, list(now.because)) == (old["muscle"], old["side"], old["state"], old["because"])
    for old, now in zip(data["patterns"], read.patterns, strict=True):
        assert (now.pattern, now.probability) == (old["pattern"], old["probability"])
    for old, now in zip(data["worksheet"]["items"], read.worksheet.items, strict=True):
        assert (now.muscle, now.outcome, now.note) == (old["muscle"], old["outcome"], old["note"])


def figures(sentence: str) -> list[str]:
    return re.findall(r"\d+(?:\.\d+)?", sentence)


def test_the_english_beside_a_migrated_assessment_is_what_the_words_say(data: dict[str, Any]) -> None:
    """Every text that is written for readers, against the words of a Words that knows nothing of the file."""
    read, say = from_dict(data), words_in("en").say
    written = to_dict(read)
    places = list(messages_in(read))
    assert len(places) > 200
    for place, told in places:
        assert text_at(written, place) == say(told), place


def text_at(data: Any, place: str) -> str:
    """The English at a message's place: under ``text`` of the message, or among the texts that its object gives."""
    held = data
    *above, last = place.split(".")
    for step in above:
        if isinstance(held, dict) and step not in held:
            held = held["text"]
        held = held[int(step)] if isinstance(held, list) else held[step]
    inside = held if isinstance(held, list) or last in held else held["text"]
    found = inside[int(last)] if isinstance(inside, list) else inside[last]
    return str(found["text"]) if isinstance(found, dict) else str(found)


GONE = [
    ("measurements", 0, "name"),
    ("not_measured", 0, "name"),
    ("findings", 0, "distortion"),
    ("muscles", 0, "muscle"),
    ("muscles", 0, "because", 0),
    ("muscles", 0, "test"),
    ("patterns", 0, "pattern"),
    ("worksheet", "safety", 0, "key"),
    ("worksheet", "items", 0, "endangerments", 0),
    ("worksheet", "items", 0, "test"),
]


@pytest.mark.parametrize("place", GONE, ids=lambda place: "-".join(map(str, place)))
def test_a_row_that_the_tables_no_longer_have_is_damage_at_its_place(data: dict[str, Any], place: tuple[str | int, ...]) -> None:
    now = to_dict(from_dict(data))
    held: Any = now
    for step in place[:-1]:
        held = held[step]
    held[place[-1]] = "flagpole"
    about = ".".join(map(str, place[: 2 if place[0] != "worksheet" else 3]))
    with pytest.raises(RecordDamaged, match=rf"not a complete assessment \(first problem at '{about}"):
        from_dict(now)


def test_a_row_of_version_1_that_is_gone_is_damage_and_no_crash(data: dict[str, Any]) -> None:
    data["findings"][0]["distortion"] = "flagpole"
    with pytest.raises(RecordDamaged, match="not a complete assessment"):
        from_dict(data)
