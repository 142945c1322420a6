"""An assessment survives the way to JSON and back, whatever it holds."""

import json
from collections.abc import Iterable
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from posture_cv.codecs.assessment import adapter, to_dict
from posture_cv.codecs.schema import json_schema
from posture_cv.domain.assessment import SCHEMA_VERSION, Assessment
from posture_cv.domain.estimates import Estimate, Interval, Measurement, MeasureName, Unit
from posture_cv.domain.findings import Certainty, Finding, PatternMember, PosturePattern
from posture_cv.domain.judgements import PostureVerdict
from posture_cv.domain.known_length import KnownLength
from posture_cv.domain.landmarks import Covariance
from posture_cv.domain.messages import Message, Quantity, Span, message
from posture_cv.domain.muscles import MuscleHypothesis
from posture_cv.domain.screen import SafetyQuestion, SafetyRule
from posture_cv.domain.worksheet import Worksheet, WorksheetItem
from posture_cv.knowledge import load

MESSAGES = (
    message("photo.dark"),
    message("photo.others", count=3),
    message("photo.turned", angle=Quantity(value=7.25, unit=Unit.DEGREE), view=message("view.straight.left")),
    message("stored.text", sentence="Measured with a ruler."),
    message("figure.span", lower=Quantity(value=-0.5, decimals=1), upper=Span(lower=1.0, upper=2.5, decimals=1, unit=Unit.MILLIMETRE)),
)

TABLES = load()


def keys(rows: Iterable[Any]) -> st.SearchStrategy[str]:
    """Of rows that there are: what an object says stands in the tables."""
    return st.sampled_from([row.key for row in rows])


distortion, muscle, test = keys(TABLES.distortions), keys(TABLES.muscles), keys(TABLES.tests)
measure = st.sampled_from([row.name for row in TABLES.measures])
finite = st.floats(-1e6, 1e6)
positive = st.floats(1e-6, 1e6)
probability = st.floats(0.0, 1.0)

st.register_type_strategy(float, finite)
st.register_type_strategy(MeasureName, st.from_regex("[a-z][a-z0-9_]{0,20}", fullmatch=True).map(MeasureName))
st.register_type_strategy(
    Interval,
    st.tuples(finite, finite, st.floats(0.01, 0.99)).map(lambda t: Interval(lower=min(t[:2]), upper=max(t[:2]), level=t[2])),
)
st.register_type_strategy(
    Covariance,
    st.tuples(positive, st.floats(-0.99, 0.99), positive).map(
        lambda t: Covariance(xx=t[0] ** 2, xy=t[1] * t[0] * t[2], yy=t[2] ** 2),
    ),
)
st.register_type_strategy(KnownLength, st.builds(KnownLength, length_cm=st.floats(10.0, 1000.0), behind_cm=st.floats(-500.0, 500.0)))
st.register_type_strategy(Estimate, st.builds(Estimate, standard_error=positive))
st.register_type_strategy(Measurement, st.builds(Measurement, standard_error=positive))


def findings(
    verdicts: list[PostureVerdict], certainties: list[Certainty], *, borderline: st.SearchStrategy[bool]
) -> st.SearchStrategy[Finding]:
    return st.builds(
        Finding,
        distortion=distortion,
        measure=measure,
        probability=probability,
        verdict=st.sampled_from(verdicts),
        certainty=st.sampled_from(certainties),
        borderline=borderline,
    )


BEYOND = [verdict for verdict in PostureVerdict if verdict.is_beyond]
NOT_BEYOND = [verdict for verdict in PostureVerdict if not verdict.is_beyond]
UNLISTED = [Certainty.NOT_DISTINGUISHABLE]
LISTED = [certainty for certainty in Certainty if certainty not in UNLISTED]
st.register_type_strategy(
    Finding,
    findings(BEYOND, LISTED, borderline=st.just(False))
    | findings(BEYOND, UNLISTED, borderline=st.just(True))
    | findings(NOT_BEYOND, UNLISTED, borderline=st.booleans()),
)
st.register_type_strategy(PatternMember, st.builds(PatternMember, distortion=distortion))
st.register_type_strategy(
    PosturePattern,
    st.builds(PosturePattern, pattern=keys(TABLES.patterns), probability=probability, certainty=st.sampled_from([*Certainty][:2])),
)
st.register_type_strategy(
    MuscleHypothesis,
    st.builds(MuscleHypothesis, muscle=muscle, test=test, link=keys(TABLES.links), because=st.lists(distortion).map(tuple)),
)
st.register_type_strategy(
    WorksheetItem,
    st.builds(
        WorksheetItem,
        muscle=muscle,
        test=test,
        entrapments=st.lists(keys(TABLES.entrapments)).map(tuple),
        endangerments=st.lists(keys(TABLES.endangerments)).map(tuple),
        tenderness=st.none() | st.integers(0, 10),
    ),
)
st.register_type_strategy(SafetyQuestion, st.builds(SafetyQuestion, key=keys(TABLES.safety)))
st.register_type_strategy(SafetyRule, st.builds(SafetyRule, key=keys(TABLES.rules)))
st.register_type_strategy(Worksheet, st.builds(Worksheet, minutes=st.integers(30, 60)))
st.register_type_strategy(Message, st.sampled_from(MESSAGES))
SCHEMA = Draft202012Validator(json_schema())  # made once: making it takes seconds
assessments = st.builds(Assessment, schema_version=st.just(SCHEMA_VERSION))


@settings(max_examples=50)
@given(assessments)
def test_the_types_survive_the_way_through_json_text(assessment: Assessment) -> None:
    """Whatever the types can hold; that it can be said of a person is judged by `from_dict`, on real records in `tests/fuzz`."""
    text = json.dumps(to_dict(assessment), allow_nan=False)
    assert adapter().validate_json(text, strict=True) == assessment


@settings(max_examples=25)
@given(assessments)
def test_every_assessment_validates_against_the_schema(assessment: Assessment) -> None:
    SCHEMA.validate(to_dict(assessment))
