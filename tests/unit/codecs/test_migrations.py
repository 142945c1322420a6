"""Assessments stored by older versions are read, and say what they said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from posture_cv.codecs.assessment import from_dict, to_dict
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
