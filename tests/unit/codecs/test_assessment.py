"""Plain data of an assessment: schema, damage, newer versions."""

import json
from importlib import resources
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft202012Validator
from PIL import Image

from posture_cv.assets.samples import samples
from posture_cv.codecs.assessment import from_dict, to_dict
from posture_cv.codecs.schema import json_schema
from posture_cv.domain.assessment import SCHEMA_VERSION, Assessment
from posture_cv.domain.errors import RecordDamaged, RecordNewer
from posture_cv.wiring import Assessor


@pytest.fixture(scope="module")
def assessment(assessor: Assessor) -> Assessment:
    """A real one: a side photo that ends at the hips, so that the pelvis is not measured, and a front photo."""
    pictures = {
        s.path.name: np.asarray(Image.open(s.path).convert("RGB")) for s in samples() if s.path.name in ("right_1.jpg", "front_2.jpg")
    }
    shown = (pictures["right_1.jpg"][:540], pictures["front_2.jpg"])
    return assessor.conclude([assessor.observe(assessor.read(np.ascontiguousarray(pixels))) for pixels in shown])


@pytest.fixture
def data(assessment: Assessment) -> dict[str, Any]:
    """Its plain data, free to damage."""
    return to_dict(assessment)


def test_published_schema_is_the_one_the_types_give() -> None:
    published = json.loads(resources.files("posture_cv.codecs").joinpath("assessment.schema.json").read_text(encoding="utf-8"))
    assert published == json_schema(), "run: python -m posture_cv.codecs.schema > posture_cv/codecs/assessment.schema.json"


def test_real_assessment_validates_against_the_published_schema(data: dict[str, Any]) -> None:
    validator = Draft202012Validator(json_schema())
    Draft202012Validator.check_schema(json_schema())
    validator.validate(json.loads(json.dumps(data)))


def test_schema_refuses_a_number_without_its_error(data: dict[str, Any]) -> None:
    del data["measurements"][0]["standard_error"]
    errors = list(Draft202012Validator(json_schema()).iter_errors(data))
    assert ["measurements", 0] in [list(error.absolute_path) for error in errors]


def test_round_trip(assessment: Assessment) -> None:
    assert from_dict(json.loads(json.dumps(to_dict(assessment)))) == assessment


def test_promised_fields_are_there(data: dict[str, Any]) -> None:
    assert {"name", "view", "side", "value", "standard_error", "interval", "unit"} <= data["measurements"][0].keys()
    assert data["measurements"][0]["interval"].keys() == {"lower", "upper", "level"}
    assert {"name", "view", "reason", "remedy"} <= data["not_measured"][0].keys()
    assert {"schema_version", "landmarks", "findings", "muscles", "worksheet", "provenance"} <= data.keys()


def test_newer_schema_asks_for_an_update(data: dict[str, Any]) -> None:
    with pytest.raises(RecordNewer, match="newer version"):
        from_dict({**data, "schema_version": SCHEMA_VERSION + 1})


def test_missing_part_is_named(data: dict[str, Any]) -> None:
    del data["provenance"]
    with pytest.raises(RecordDamaged, match="provenance"):
        from_dict(data)


def test_something_else_is_refused() -> None:
    with pytest.raises(RecordDamaged, match="not a complete assessment"):
        from_dict({"hello": "world"})
