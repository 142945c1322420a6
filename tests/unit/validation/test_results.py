"""What a laboratory shares: numbers that another can join with its own, and nothing that tells a person."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from posture_cv.domain.errors import RecordDamaged, RecordNewer, TruthTableError
from posture_cv.knowledge import load
from posture_cv.validation.readings import Reading
from posture_cv.validation.results import joined, read_results, to_share, to_stored
from posture_cv.validation.run import Validation, Whose
from posture_cv.validation.summary import summarise

MEASURES = load().measures


@pytest.fixture
def lab(reading: Callable[..., Reading]) -> Validation:
    readings = tuple(reading(n, 0, truth=40.0 + n, error=(-1.0) ** n, naive=None) for n in range(6))
    return Validation(
        whose=Whose.OWN,
        made_at="2026-01-02T10:00:00+00:00",
        software="posture_cv 0.0.0",
        estimator="drawn-1",
        pose_model_sha256="ab" * 32,
        knowledge_sha256="cd" * 32,
        passes=6,
        seconds=12.0,
        measures=MEASURES,
        readings=readings,
        agreement=summarise(readings, {}, MEASURES),
    )


def shared(lab: Validation) -> bytes:
    return json.dumps(to_share(lab), allow_nan=False).encode()


def test_results_come_back_as_they_were_shared(lab: Validation) -> None:
    assert read_results(shared(lab)) == to_stored(lab)


def test_what_is_shared_names_no_file(lab: Validation) -> None:
    assert b".jpg" not in shared(lab)


def test_two_laboratories_are_one_validation_of_different_people(lab: Validation) -> None:
    both = joined([to_stored(lab), to_stored(lab)], MEASURES)
    assert (both.labs, both.subjects, len(both.pictures)) == (2, 12, 12)
    ours = both.agreement[0]
    assert (ours.measured, ours.bias, ours.mae) == (12, pytest.approx(0.0), pytest.approx(1.0))


def test_results_of_another_estimator_are_not_joined(lab: Validation) -> None:
    with pytest.raises(TruthTableError, match="same landmark estimator"):
        joined([to_stored(lab), replace(to_stored(lab), estimator="drawn-2")], MEASURES)


def test_results_of_a_measure_nobody_knows_are_not_joined(lab: Validation) -> None:
    stored = to_stored(lab)
    unknown = replace(stored, readings=(replace(stored.readings[0], measure="tail_length"),))
    with pytest.raises(TruthTableError, match="same landmark estimator"):
        joined([unknown], MEASURES)


def test_a_newer_record_is_refused(lab: Validation) -> None:
    data = to_share(lab)
    data["results"]["schema_version"] = 99
    with pytest.raises(RecordNewer, match="newer version"):
        read_results(json.dumps(data).encode())


def _without_readings(results: dict[str, Any]) -> None:
    results["readings"] = []


def _outside_its_interval(results: dict[str, Any]) -> None:
    results["readings"][0]["lower"] = 90.0


def _half_an_interval(results: dict[str, Any]) -> None:
    results["readings"][0]["upper"] = None


def _a_person_before_the_first(results: dict[str, Any]) -> None:
    results["readings"][0]["person"] = -1


@pytest.mark.parametrize("damage", [_without_readings, _outside_its_interval, _half_an_interval, _a_person_before_the_first])
def test_a_damaged_record_is_refused(lab: Validation, damage: Callable[[dict[str, Any]], None]) -> None:
    data = to_share(lab)
    damage(data["results"])
    with pytest.raises(RecordDamaged, match="first problem at 'readings"):
        read_results(json.dumps(data).encode())


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"results": 3}'])
def test_what_is_no_record_is_refused(content: bytes) -> None:
    with pytest.raises(RecordDamaged, match="no results of a validation"):
        read_results(content)
