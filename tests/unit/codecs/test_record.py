"""What a record cannot say, one fault at a time."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest

from posture_cv.assets.samples import samples
from posture_cv.codecs.assessment import from_dict, to_dict
from posture_cv.codecs.record import DEEPEST, LONGEST_TEXT, MOST_VALUES, out_of_bounds, parsed
from posture_cv.codecs.soundness import is_moment
from posture_cv.domain.errors import RecordDamaged
from posture_cv.wiring import Assessor

LEFT, FRONT = (next(s.path for s in samples() if s.path.name == name) for name in ("forward_head_right.jpg", "front_2.jpg"))


@pytest.fixture(scope="module")
def sound(assessor: Assessor) -> dict[str, Any]:
    """Plain data of a real assessment of a side and a front photo."""
    return to_dict(assessor.conclude([assessor.observe(assessor.read(path)) for path in (LEFT, FRONT)], stature_cm=172.0))


def put(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Put a value at a place, ``"measurements.0.value"``."""

    def change(data: Any) -> None:
        *before, last = (int(part) if part.isdigit() else part for part in path.split("."))
        for part in before:
            data = data[part]
        data[last] = value

    return change


def twice(path: str) -> Callable[[dict[str, Any]], None]:
    """Say the first of a list twice."""

    def change(data: Any) -> None:
        for part in path.split("."):
            data = data[part]
        data.append(copy.deepcopy(data[0]))

    return change


def moved(data: dict[str, Any]) -> None:
    data["landmarks"][0]["x_px"] = -0.2 * data["photos"][0]["height_px"]


def outside_its_interval(data: dict[str, Any]) -> None:
    measured = data["measurements"][0]
    measured["value"] = measured["interval"]["upper"] + 0.001


def shared_beyond_the_whole(data: dict[str, Any]) -> None:
    measured = data["measurements"][0]
    measured["own_error"] = 1.01 * measured["standard_error"]


RUN_TOGETHER = {"id": "text.run", "fields": {"sentences": ["x" * (LONGEST_TEXT // 2)] * 3}}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        *(pytest.param(put("schema_version", version), "schema_version", id=repr(version)) for version in ("2", 0, True, 2.0, None, -1)),
        pytest.param(put("measurements.0.value", "47"), "measurements.0.value", id="a number in quotes"),
        pytest.param(put("photos.0.mirrored", 1), "photos.0.mirrored", id="a number for a truth value"),
        pytest.param(put("photos.0.width_px", 720.0), "photos.0.width_px", id="a float for a whole number"),
        pytest.param(put("photos.0.quality.sharpness", True), "photos.0.quality.sharpness", id="a truth value for a number"),
        pytest.param(put("measurements.0.value", float("nan")), "measurements.0.value", id="no number"),
        pytest.param(put("measurements.0.standard_error", float("inf")), "measurements.0.standard_error", id="infinite"),
        pytest.param(put("landmarks.0.x_px", 1e12), "landmarks.0", id="very far"),
        pytest.param(moved, "landmarks.0", id="outside the photo"),
        pytest.param(outside_its_interval, "measurements.0", id="outside its interval"),
        pytest.param(shared_beyond_the_whole, "measurements.0", id="a part larger than the whole"),
        pytest.param(put("measurements.0.own_error", -0.1), "measurements.0.own_error", id="a negative error"),
        pytest.param(put("measurements.0.photo", 2), "measurements.0", id="no such photo"),
        pytest.param(put("measurements.0.photo", -1), "measurements.0", id="a photo counted from the end"),
        pytest.param(put("measurements.0.unit", "mm"), "measurements.0", id="another unit"),
        pytest.param(put("measurements.0.name", "renamed_angle"), "measurements.0", id="a measure no table has"),
        pytest.param(put("photos.1.index", 0), "photos.1.index", id="an index twice"),
        pytest.param(put("photos.0.facing_sign", 0), "photos.0.facing_sign", id="facing nowhere"),
        pytest.param(put("photos.0.body.right_px", 0.0), "photos.0.body", id="a box inside out"),
        pytest.param(put("findings.0.distortion", "renamed"), "findings.0", id="a finding no table has"),
        pytest.param(put("findings.0.support", []), "findings.0", id="a finding of nothing"),
        pytest.param(put("muscles.0.muscle", "renamed"), "muscles.0", id="a muscle no table has"),
        pytest.param(put("muscles.0.test", "renamed"), "muscles.0", id="a test no table has"),
        pytest.param(put("worksheet.items.0.test", "renamed"), "worksheet.items.0", id="a test no table has, on the sheet"),
        pytest.param(put("worksheet.items.0.endangerments", ["renamed"]), "worksheet.items.0", id="a site no table has"),
        pytest.param(put("worksheet.rules.0.at_least", 0), "worksheet.rules.0", id="a rule that always holds"),
        pytest.param(put("worksheet.minutes", 61), "worksheet", id="too long a session"),
        pytest.param(put("worksheet.items.0.note", "x" * (LONGEST_TEXT + 1)), "worksheet.items.0.note", id="an endless note"),
        pytest.param(put("worksheet.items.0.caution", RUN_TOGETHER), "worksheet.items.0.caution", id="short parts of an endless text"),
        pytest.param(put("provenance.created_at", "2031-05-04T12:30:00"), "provenance.created_at", id="a time without its offset"),
        pytest.param(put("provenance.created_at", ""), "provenance.created_at", id="no time"),
        pytest.param(put("stature.unit", "deg"), "stature", id="a height in degrees"),
        pytest.param(put("lengths", []), None, id="no lengths, which is no fault"),
        pytest.param(
            put("doubts", [{"kind": "same_photo", "photos": [1, 0], "what": 1, "remedy": 1}]), "doubts.0", id="a doubt of nothing"
        ),
        *(
            pytest.param(twice(path), "measurements" if path == "not_measured" else path.split(".")[0], id=f"{path} twice")
            for path in ("photos", "landmarks", "measurements", "not_measured", "findings", "muscles", "lengths", "worksheet.items")
        ),
    ],
)
def test_what_cannot_be_is_refused_and_its_place_named(
    sound: dict[str, Any], change: Callable[[dict[str, Any]], None], place: str | None
) -> None:
    data = copy.deepcopy(sound)
    change(data)
    if place is None:
        from_dict(data)
        return
    with pytest.raises(RecordDamaged, match=rf"first problem at '{place}"):
        from_dict(data)


@pytest.mark.parametrize("data", [None, [], "text", 3, [{"schema_version": 2}]])
def test_what_is_no_object_is_refused(data: Any) -> None:
    with pytest.raises(RecordDamaged, match="not a complete assessment"):
        from_dict(data)


def test_bounds_are_where_they_are_said_to_be() -> None:
    assert list(out_of_bounds({"note": "x" * LONGEST_TEXT})) == []
    assert list(out_of_bounds({"note": "x" * (LONGEST_TEXT + 1)})) == ["note"]
    deep: Any = 1
    for _ in range(DEEPEST):
        deep = [deep]
    assert list(out_of_bounds(deep)) == []
    assert len(list(out_of_bounds([deep]))) == 1
    assert list(out_of_bounds([0] * (MOST_VALUES - 1))) == []
    assert len(list(out_of_bounds([0] * MOST_VALUES))) == 1
    endless: list[Any] = []
    endless.append(endless)
    assert len(list(out_of_bounds(endless))) == 1
    assert list(out_of_bounds({"set": {1}})) == ["set"]


@pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', "NaN", "[Infinity]", "[" * 100_000, "{", "9" * 5000, ""])
def test_text_that_is_no_record(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected|Expecting|limit"):
        parsed(text)


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("2031-05-04T12:30:00+02:00", True),
        ("2031-05-04T10:30:00.123Z", True),
        ("2031-05-04T12:30:00", False),
        ("2031-02-30T12:30:00+00:00", False),
        ("0001-01-01T00:00:00+14:00", False),
        ("9999-12-31T23:59:59-23:59", False),
        ("yesterday", False),
    ],
)
def test_times_carry_their_offset(text: str, *, holds: bool) -> None:
    assert is_moment(text) is holds
