"""An assessment survives the way to JSON and back, whatever it holds."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from posture_cv.codecs.assessment import from_dict, to_dict
from posture_cv.codecs.schema import json_schema
from posture_cv.domain.assessment import SCHEMA_VERSION, Assessment
from posture_cv.domain.estimates import Estimate, Interval, Measurement, MeasureName, Unit
from posture_cv.domain.findings import Finding
from posture_cv.domain.known_length import KnownLength
from posture_cv.domain.landmarks import Covariance
from posture_cv.domain.messages import Message, Quantity, Span, message
from posture_cv.domain.worksheet import Worksheet, WorksheetItem

MESSAGES = (
    message("photo.dark"),
    message("photo.others", count=3),
    message("photo.turned", angle=Quantity(value=7.25, unit=Unit.DEGREE), view=message("view.straight.left")),
    message("stored.text", sentence="Measured with a ruler."),
    message("figure.span", lower=Quantity(value=-0.5, decimals=1), upper=Span(lower=1.0, upper=2.5, decimals=1, unit=Unit.MILLIMETRE)),
)

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
st.register_type_strategy(Finding, st.builds(Finding, probability=probability))
st.register_type_strategy(WorksheetItem, st.builds(WorksheetItem, tenderness=st.none() | st.integers(0, 10)))
st.register_type_strategy(Worksheet, st.builds(Worksheet, minutes=st.integers(30, 60)))
st.register_type_strategy(Message, st.sampled_from(MESSAGES))
assessments = st.builds(Assessment, schema_version=st.just(SCHEMA_VERSION))


@settings(max_examples=50, deadline=None)
@given(assessments)
def test_round_trip_through_json_text(assessment: Assessment) -> None:
    text = json.dumps(to_dict(assessment), allow_nan=False)
    assert from_dict(json.loads(text)) == assessment


@settings(max_examples=25, deadline=None)
@given(assessments)
def test_every_assessment_validates_against_the_schema(assessment: Assessment) -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator(json_schema()).validate(to_dict(assessment))
