"""Whatever a detector may say, the way from pose to measures gives finite numbers with errors, or says why not."""

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from posture_cv.anatomy.contour import ContourEstimator
from posture_cv.domain.errors import PersonCropped
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.photo import PhotoQuality, Roll
from posture_cv.domain.pose import DetectedPose, PersonBox, ViewEstimate
from posture_cv.domain.views import Position, View
from posture_cv.knowledge import load
from posture_cv.measures import measure
from posture_cv.wiring import words_in

MEASURES = load().measures
WIDTH, HEIGHT = 60, 90
VIEWS = [View.LEFT, View.RIGHT, View.FRONT, View.BACK]


@st.composite
def anybody(draw: st.DrawFn) -> tuple[DetectedPose, PhotoQuality]:
    """Points anywhere or roughly upright, silhouettes of noise, blocks or nothing, any visibility."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    points = rng.uniform(-40.0, 130.0, (33, 2))
    if draw(st.booleans()):
        points[:, 1] = np.sort(points[:, 1])
    silhouette = np.zeros((HEIGHT, WIDTH), dtype=np.uint8)
    kind = draw(st.sampled_from(["empty", "noise", "block", "full"]))
    if kind == "noise":
        silhouette = rng.integers(0, 256, silhouette.shape, dtype=np.uint8)
    elif kind == "block":
        silhouette[10:80, 15:45] = 255
    elif kind == "full":
        silhouette[:] = 255
    scatter = draw(st.floats(0.5, 30.0))
    pose = DetectedPose(
        points_px=points,
        covariances_px2=np.tile(np.eye(2) * scatter**2, (33, 1, 1)),
        visibility=rng.uniform(draw(st.sampled_from([0.0, 0.6])), 1.0, 33),
        silhouette=silhouette,
        box=PersonBox(left_px=0.0, top_px=0.0, right_px=60.0, bottom_px=90.0),
        view=ViewEstimate(view=View.RIGHT, yaw_deg=draw(st.floats(-25.0, 25.0)), yaw_standard_error_deg=5.0, probability=0.5),
        passes=1,
    )
    quality = PhotoQuality(
        sharpness=0.5,
        exposure=0.5,
        contrast=0.2,
        person_height_px=80.0,
        head_inside=draw(st.booleans()),
        feet_inside=draw(st.booleans()),
        roll=Roll(roll_deg=draw(st.floats(-10.0, 10.0)), standard_error_deg=1.0, referenced=False),
        noise_scale=draw(st.floats(1.0, 5.0)),
    )
    return pose, quality


@settings(max_examples=150)
@given(anybody(), st.sampled_from(VIEWS), st.sampled_from(list(Position)))
def test_every_measure_of_the_plane_is_given_with_its_error_or_withheld_with_its_reason(
    person: tuple[DetectedPose, PhotoQuality], view: View, position: Position
) -> None:
    pose, quality = person
    try:
        anatomy = ContourEstimator().estimate(pose, view, position, quality)
    except PersonCropped:
        return
    for point in anatomy.landmarks:
        assert math.isfinite(point.x_px)
        assert math.isfinite(point.y_px)
    words = words_in("en")
    found = measure(
        anatomy,
        MEASURES,
        seen=pose.view,
        roll=quality.roll,
        position=position,
        photo=0,
        width_px=60,
        height_px=90,
        focal_length_px=None,
    )
    for m in found.measurements:
        assert all(map(math.isfinite, (m.value, m.standard_error, m.interval.lower, m.interval.upper)))
        assert m.interval.lower <= m.value <= m.interval.upper
    assert all(words.say(told) for m in found.not_measured for told in (m.reason, m.remedy))
    frontal = {MeasureName("head_tilt_frontal"), MeasureName("shoulder_level"), MeasureName("pelvic_obliquity")}
    frontal |= {MeasureName("hip_knee_ankle"), MeasureName("lateral_shift")}
    listed = {m.name for m in (*found.measurements, *found.not_measured)}
    assert listed == (frontal if view.is_frontal else {row.name for row in MEASURES} - frontal)
