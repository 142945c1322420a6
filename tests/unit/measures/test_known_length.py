"""A stick of known length and a person before one pinhole camera: the stature comes back, and its interval holds it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
import pytest

from posture_cv.domain.errors import MarkError
from posture_cv.domain.estimates import Unit
from posture_cv.domain.known_length import KnownLength
from posture_cv.measures.camera import camera_prior
from posture_cv.measures.known_length import (
    DEPTH_RELATIVE_SD,
    DEPTH_SD_MM,
    END_SD_PX,
    LENGTH_RELATIVE_SD,
    MarkedStature,
    combined,
    disagree,
    stature_by,
)
from posture_cv.measures.lengths import as_stature, stature_from

WIDTH, HEIGHT, FOCAL_PX = 720, 960, 900.0
Point = tuple[float, float]


@dataclass(frozen=True)
class Pinhole:
    """A camera 1.15 m above the floor, looking along y; turned up by ``pitch`` and to the right by ``yaw`` radians."""

    pitch: float = 0.0
    yaw: float = 0.0

    def draw(self, x_m: float, depth_m: float, z_m: float) -> Point:
        right, ahead, up = x_m, depth_m, z_m - 1.15
        right, ahead = right * math.cos(self.yaw) - ahead * math.sin(self.yaw), right * math.sin(self.yaw) + ahead * math.cos(self.yaw)
        up, ahead = up * math.cos(self.pitch) - ahead * math.sin(self.pitch), up * math.sin(self.pitch) + ahead * math.cos(self.pitch)
        return WIDTH / 2.0 + FOCAL_PX * right / ahead, HEIGHT / 2.0 - FOCAL_PX * up / ahead


LEVEL = Pinhole()


def stick(
    camera: Pinhole, depth_m: float, *, x_m: float = -0.6, length_m: float = 2.0, typed_cm: float = 200.0, behind_cm: float = 0.0
) -> KnownLength:
    """An upright stick on the floor, at that distance from the camera."""
    ends = [camera.draw(x_m, depth_m, z) for z in (0.0, length_m)]
    return KnownLength(start_px=ends[0], end_px=ends[1], length_cm=typed_cm, behind_cm=behind_cm)


def read(
    known: KnownLength,
    person: tuple[Point, Point],
    *,
    focal_px: float | None = FOCAL_PX,
    in_statures: float | None = None,
    misread: float = 1.0,
) -> MarkedStature:
    """The stature, where head and feet of the person are drawn at ``person``."""
    (_, head), (_, foot) = person
    stature_px = (foot - head) * misread
    prior = camera_prior(WIDTH, HEIGHT, stature_px, focal_px)
    return stature_by(
        known,
        stature_px=stature_px,
        stature_error_px=0.02 * stature_px,
        person_px=((person[0][0] + person[1][0]) / 2.0, (head + foot) / 2.0),
        camera=prior if in_statures is None else replace(prior, distance=in_statures),
        photo_size=(WIDTH, HEIGHT),
    )


def standing(camera: Pinhole, stature_m: float, depth_m: float) -> tuple[Point, Point]:
    return camera.draw(0.0, depth_m, stature_m), camera.draw(0.0, depth_m, 0.0)


@pytest.mark.parametrize("stature_m", [1.52, 1.72, 1.95])
@pytest.mark.parametrize("behind_m", [-0.5, 0.0, 0.3, 1.0])
def test_a_two_metre_stick_gives_back_the_stature(stature_m: float, behind_m: float) -> None:
    known = stick(LEVEL, 3.4 + behind_m, behind_cm=100.0 * behind_m)
    assert read(known, standing(LEVEL, stature_m, 3.4)).value == pytest.approx(1000.0 * stature_m, rel=1e-6)


def test_a_distance_in_statures_serves_where_the_focal_length_is_unknown() -> None:
    known = stick(LEVEL, 4.0, behind_cm=60.0)
    found = read(known, standing(LEVEL, 1.7, 3.4), focal_px=None, in_statures=2.0)
    assert found.value == pytest.approx(1700.0)


def test_a_stick_behind_the_person_taken_for_one_beside_them_makes_them_taller_by_its_depth() -> None:
    found = read(stick(LEVEL, 4.0), standing(LEVEL, 1.7, 3.4))
    assert found.value == pytest.approx(1700.0 * 4.0 / 3.4)


def test_a_level_stick_does_as_well() -> None:
    ends = [LEVEL.draw(x, 3.4, 0.9) for x in (-0.7, 0.3)]
    known = KnownLength(start_px=ends[1], end_px=ends[0], length_cm=100.0)
    assert read(known, standing(LEVEL, 1.7, 3.4)).value == pytest.approx(1700.0)


def test_the_interval_holds_the_stature_over_the_depth_s_own_error() -> None:
    for off_mm in (-DEPTH_SD_MM, DEPTH_SD_MM):
        found = read(stick(LEVEL, 3.4 + off_mm / 1000.0), standing(LEVEL, 1.7, 3.4)).as_estimate()
        assert found.unit is Unit.MILLIMETRE
        assert found.interval.lower < 1700.0 < found.interval.upper


@pytest.mark.parametrize(("pitch_deg", "yaw_deg"), [(-5.0, 0.0), (5.0, 0.0), (0.0, 4.0), (3.0, -3.0)])
def test_a_camera_not_aimed_square_stays_within_a_few_per_cent(pitch_deg: float, yaw_deg: float) -> None:
    camera = Pinhole(pitch=math.radians(pitch_deg), yaw=math.radians(yaw_deg))
    found = read(stick(camera, 3.4), standing(camera, 1.7, 3.4))
    assert found.value == pytest.approx(1700.0, rel=0.03)
    assert abs(found.value - 1700.0) < 1.645 * found.standard_error


def test_every_error_has_its_share() -> None:
    known = stick(LEVEL, 3.4)
    person = standing(LEVEL, 1.7, 3.4)
    found = read(known, person)
    length_px = FOCAL_PX * 2.0 / 3.4
    assert found.own_error == pytest.approx(1700.0 * math.sqrt(2.0) * END_SD_PX / length_px)
    # the stick stands 0.6 m aside and its middle 0.15 m above the person's, upright
    aim = math.tan(math.radians(3.0)) * math.hypot(0.6 / 3.4, 2.0 * 0.15 / 3.4)
    shares = (1700.0 * LENGTH_RELATIVE_SD, 1700.0 * 0.02, DEPTH_SD_MM / 2.0, 1700.0 * aim)
    assert found.shared_error == pytest.approx(math.hypot(*shares))


def test_what_stands_far_behind_is_less_sure_for_its_depth_and_for_the_camera_s_distance() -> None:
    near, far = (
        read(stick(LEVEL, 3.4 + behind, behind_cm=100.0 * behind), standing(LEVEL, 1.7, 3.4), focal_px=None, in_statures=2.0)
        for behind in (0.0, 1.0)
    )
    assert far.value == pytest.approx(near.value)
    grown = far.shared_error**2 - near.shared_error**2
    # at 1 m and two statures: 15 cm of depth over 2, and a quarter of 500 mm; the rest grows with the scale at the stick
    assert grown > (150.0 / 2.0) ** 2 + (0.25 * 500.0) ** 2


def test_a_photo_of_more_pixels_has_a_click_of_more_pixels() -> None:
    known = KnownLength(start_px=(400.0, 3800.0), end_px=(400.0, 300.0), length_cm=200.0)
    found = stature_by(
        known,
        stature_px=3000.0,
        stature_error_px=None,
        person_px=(1500.0, 2000.0),
        camera=camera_prior(3000, 4000, 3000.0, 6000.0),
        photo_size=(3000, 4000),
    )
    assert found.own_error == pytest.approx(3000.0 * 2000.0 / 3500.0 * math.sqrt(2.0) * 8.0 / 3500.0)


@pytest.mark.parametrize("behind_m", [0.0, 0.3, 0.8])
@pytest.mark.parametrize("focal_known", [True, False])
def test_the_interval_holds_the_stature_nine_times_in_ten(behind_m: float, focal_known: bool) -> None:
    rng = np.random.default_rng(23)
    held, refused, tries = 0, 0, 6000
    for _ in range(tries):
        stature_m, depth_m, aside_m = rng.normal(1.70, 0.09), rng.uniform(2.6, 4.0), rng.uniform(0.3, 0.6)
        camera = Pinhole(*np.radians(rng.normal(0.0, 3.0, 2)))
        person = standing(camera, stature_m, depth_m)
        off_m = math.hypot(DEPTH_SD_MM / 1000.0, DEPTH_RELATIVE_SD * behind_m) * rng.standard_normal()
        length_m = 2.0 * (1.0 + LENGTH_RELATIVE_SD * rng.standard_normal())
        true = stick(camera, depth_m + behind_m + off_m, x_m=-aside_m, length_m=length_m, behind_cm=100.0 * behind_m)
        clicked = [tuple(np.add(end, rng.normal(0.0, END_SD_PX, 2))) for end in (true.start_px, true.end_px)]
        known = replace(true, start_px=np.clip(clicked[0], 0.0, (WIDTH, HEIGHT)), end_px=np.clip(clicked[1], 0.0, (WIDTH, HEIGHT)))
        log_sd = 0.05 if focal_known else 0.25
        distance = depth_m / stature_m * math.exp(log_sd * rng.standard_normal())
        focal_px = FOCAL_PX if focal_known else None
        try:
            found = read(known, person, focal_px=focal_px, in_statures=distance, misread=1.0 + 0.02 * rng.standard_normal()).as_estimate()
        except MarkError:
            refused += 1
            continue
        held += found.interval.lower <= 1000.0 * stature_m <= found.interval.upper
    assert refused < 0.02 * tries
    assert 0.87 <= held / (tries - refused) <= 0.94


def test_two_photos_are_surer_only_of_what_each_draws_anew() -> None:
    one, other = (MarkedStature(value=value, own_error=30.0, shared_error=40.0) for value in (1690.0, 1710.0))
    both = combined([one, other])
    assert both is not None
    assert both.value == pytest.approx(1700.0)
    assert both.standard_error == pytest.approx(math.hypot(30.0 / math.sqrt(2.0), 40.0))
    assert combined([one]) == one.as_estimate()
    assert combined([]) is None


def test_the_surer_photo_weighs_more() -> None:
    near = MarkedStature(value=1700.0, own_error=0.0, shared_error=40.0)
    far = MarkedStature(value=1750.0, own_error=0.0, shared_error=80.0)
    both = combined([near, far])
    assert both is not None
    assert both.value == pytest.approx((4.0 * 1700.0 + 1750.0) / 5.0)
    assert both.standard_error == pytest.approx(0.8 * 40.0 + 0.2 * 80.0)


def test_photos_that_contradict_each_other_make_it_less_sure() -> None:
    photos = [MarkedStature(value=value, own_error=3.0, shared_error=40.0) for value in (1600.0, 1900.0)]
    both = combined(photos)
    assert both is not None
    assert both.value == pytest.approx(1750.0)
    # 150 mm from the mean each, with an error of some 40 mm: together 5.3 times as far apart as one photo's error
    assert both.standard_error == pytest.approx(math.hypot(3.0 / math.sqrt(2.0), 40.0) * math.sqrt(2.0) * 150.0 / math.hypot(3.0, 40.0))


def test_statures_disagree_beyond_their_errors_together() -> None:
    stated, reach = stature_from(170.0), 1.6448536 * math.hypot(10.0, 40.0)
    assert not disagree(stated, as_stature(1700.0 + 0.99 * reach, 40.0))
    assert disagree(stated, as_stature(1700.0 - 1.01 * reach, 40.0))


PERSON = standing(LEVEL, 1.7, 3.4)


@pytest.mark.parametrize(
    ("start", "end", "length_cm", "behind_cm", "said"),
    [
        pytest.param((100.0, 100.0), (100.0, 140.0), 20.0, 0.0, "only 40 pixels apart", id="short in the picture"),
        pytest.param((100.0, -1.0), (100.0, 900.0), 200.0, 0.0, "between 0,0 and 720,960", id="above the photo"),
        pytest.param((100.0, 100.0), (721.0, 100.0), 200.0, 0.0, "outside the photo", id="right of the photo"),
        pytest.param((100.0, 900.0), (100.0, 100.0), 20.0, 0.0, "would be 11 cm tall", id="millimetres for centimetres"),
        pytest.param((100.0, 900.0), (100.0, 800.0), 200.0, 0.0, "would be 900 cm tall", id="a handle for a door"),
        pytest.param((100.0, 900.0), (100.0, 643.0), 200.0, 300.0, "too far from the person", id="a street away"),
    ],
)
def test_what_gives_no_scale_is_refused_in_plain_words(start: Point, end: Point, length_cm: float, behind_cm: float, said: str) -> None:
    known = KnownLength(start_px=start, end_px=end, length_cm=length_cm, behind_cm=behind_cm)
    with pytest.raises(MarkError, match=said):
        read(known, PERSON, focal_px=None)


def test_without_the_person_s_height_in_pixels_there_is_no_scale() -> None:
    with pytest.raises(MarkError, match="height in this photo is unknown"):
        stature_by(
            stick(LEVEL, 3.4),
            stature_px=None,
            stature_error_px=None,
            person_px=(360.0, 480.0),
            camera=camera_prior(WIDTH, HEIGHT, 700.0, None),
            photo_size=(WIDTH, HEIGHT),
        )


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"length_cm": 0.0}, "length from 10 to 1000 cm"),
        ({"length_cm": math.nan}, "length from 10 to 1000 cm"),
        ({"length_cm": 2000.0}, "length from 10 to 1000 cm"),
        ({"behind_cm": -501.0}, "within 500 cm"),
        ({"behind_cm": math.nan}, "within 500 cm"),
        ({"start_px": (math.inf, 0.0)}, "finite pixels"),
    ],
)
def test_a_length_that_cannot_be_is_no_known_length(changed: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        replace(stick(LEVEL, 3.4), **changed)
