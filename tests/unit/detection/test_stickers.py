"""Stickers drawn onto the sample people, and everything that is not one."""

from __future__ import annotations

import io
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from posture_cv.assets.samples import Sample, samples
from posture_cv.detection.dots import find_dots
from posture_cv.detection.stickers import SOUGHT, find_stickers
from posture_cv.domain.corrections import Aim
from posture_cv.domain.errors import CaptureError, DetectionError
from posture_cv.domain.landmarks import AnatomicalPose, LandmarkName, Origin
from posture_cv.domain.observation import Observation
from posture_cv.domain.photo import Photo
from posture_cv.domain.stickers import StickerOffer
from posture_cv.domain.views import BodySide, View
from posture_cv.wiring import Assessor

STATURE_MM = 1680.0
SHOWN_NAMES = (
    "client_before_left",
    "client_before_right",
    "client_before_front",
    "client_before_back",
    "forward_head_right",
    "rounded_shoulders_left",
    "head_tilt_front",
    "shoulder_high_back",
)
COLOURS = {
    "red": (200, 30, 40),
    "orange": (245, 130, 20),
    "yellow": (245, 215, 30),
    "green": (30, 160, 70),
    "blue": (30, 80, 190),
    "pink": (240, 80, 160),
}
SHOWN = [s for s in samples() if s.path.name in {f"{name}.jpg" for name in SHOWN_NAMES}]
Key = tuple[LandmarkName, BodySide]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """An ellipse to draw: centre and axes in pixels, in photo coordinates."""

    x: float
    y: float
    diameter: float
    rgb: tuple[int, int, int]
    ratio: float = 1.0
    angle: float = 0.0
    square: bool = False


def paint(picture: np.ndarray, spot: Spot, *, shade: float = 0.0, towards: float = 0.0) -> None:
    """Draw a spot with each pixel's covered share from 64 samples, lighter on one side as a bent surface is."""
    radius, reach = spot.diameter / 2.0, int(spot.diameter + 3)
    left, top, n = int(spot.x) - reach, int(spot.y) - reach, 2 * reach
    grid = (np.arange(8 * n) + 0.5) / 8.0
    dx, dy = np.meshgrid(grid + left - spot.x, grid + top - spot.y)
    along, across = dx * math.cos(spot.angle) + dy * math.sin(spot.angle), dy * math.cos(spot.angle) - dx * math.sin(spot.angle)
    away = np.maximum(abs(along), abs(across)) if spot.square else np.hypot(along / spot.ratio, across)
    share = (away <= radius).reshape(n, 8, n, 8).mean(axis=(1, 3))[..., None]
    middle = (np.arange(n) + 0.5) / radius
    light = np.add.outer((middle + (top - spot.y) / radius) * math.sin(towards), (middle + (left - spot.x) / radius) * math.cos(towards))
    colour = np.array(spot.rgb) * (1.0 + shade * np.clip(light, -1.0, 1.0))[..., None]
    part = picture[top : top + n, left : left + n]
    part[:] = part * (1.0 - share) + colour * share


def photographed(picture: np.ndarray, *, blur_px: float = 0.5, quality: int = 88) -> Photo:
    """The picture through a lens a little out of focus and a JPEG."""
    buffer = io.BytesIO()
    soft = cv2.GaussianBlur(picture, (0, 0), blur_px)
    Image.fromarray(np.clip(soft, 0, 255).astype(np.uint8)).save(buffer, "JPEG", quality=quality)
    return Photo(pixels=np.asarray(Image.open(buffer).convert("RGB")))


@pytest.fixture(scope="module")
def people(assessor: Assessor) -> dict[str, tuple[Sample, Observation]]:
    """Eight sample people without stickers, observed."""
    return {s.path.name: (s, assessor.observe(assessor.read(s.path))) for s in SHOWN}


def places(sample: Sample) -> dict[Key, tuple[float, float]]:
    """True position of every point a sticker is put on in that view."""
    sides = [BodySide(sample.view.value)] if sample.view.is_lateral else [BodySide.LEFT, BodySide.RIGHT]
    keys = [(n, s) for n in SOUGHT[sample.view] for s in ([BodySide.MIDLINE] if n is LandmarkName.C7 else sides)]
    return {(n, s): sample.landmarks[n if s is BodySide.MIDLINE else f"{s}_{n}"] for n, s in keys}


def offered(photo: Photo, seen: Observation, anatomy: AnatomicalPose | None = None) -> dict[Key, StickerOffer]:
    return {(o.name, o.side): o for o in find_stickers(photo, anatomy or seen.anatomy, seen.pose.silhouette)}


def test_centres_are_found_to_a_third_of_a_pixel(people: dict[str, tuple[Sample, Observation]]) -> None:
    """Every colour, 10 to 20 mm (4 to 10 px here), foreshortened to 0.7, shaded, blurred, JPEG 75 to 95, anywhere between pixels."""
    rng = np.random.default_rng(11)
    errors, drawn, unlike = [], 0, 0
    for sample, seen in people.values():
        assert seen.anatomy.stature_px is not None
        for _ in range(3):
            picture = seen.photo.pixels.astype(np.float64)
            true = {key: np.array(xy) + rng.uniform(-0.5, 0.5, 2) for key, xy in places(sample).items()}
            names = {key: str(rng.choice(list(COLOURS))) for key in true}
            for key, (x, y) in true.items():
                size = rng.uniform(10.0, 20.0) / STATURE_MM * seen.anatomy.stature_px
                spot = Spot(x=x, y=y, diameter=size, rgb=COLOURS[names[key]], ratio=rng.uniform(0.7, 1.0), angle=rng.uniform(0, math.pi))
                paint(picture, spot, shade=0.15, towards=rng.uniform(0, math.tau))
            found = offered(photographed(picture, blur_px=rng.uniform(0.2, 1.0), quality=int(rng.integers(75, 96))), seen)
            drawn += len(true)
            assert set(found) <= set(true), "offered where none was drawn"
            errors += [np.array([o.x_px, o.y_px]) - true[key] for key, o in found.items()]
            unlike += sum(o.colour != names[key] for key, o in found.items())
    assert len(errors) > 0.85 * drawn
    distances = np.linalg.norm(errors, axis=1)
    assert math.sqrt(np.mean(distances**2)) < 0.4
    assert distances.max() < 1.5
    assert unlike <= 0.05 * len(errors), "named by another colour"


def test_the_error_given_is_the_error_made(people: dict[str, tuple[Sample, Observation]]) -> None:
    sample, seen = people["client_before_left.jpg"]
    rng, scores = np.random.default_rng(12), []
    for _ in range(12):
        picture = seen.photo.pixels.astype(np.float64)
        true = {key: np.array(xy) + rng.uniform(-0.5, 0.5, 2) for key, xy in places(sample).items()}
        for x, y in true.values():
            paint(picture, Spot(x=x, y=y, diameter=rng.uniform(6, 9.5), rgb=COLOURS["green"]))
        for key, o in offered(photographed(picture), seen).items():
            scores += list((np.array([o.x_px, o.y_px]) - true[key]) / math.sqrt(o.covariance_px2.xx))
    assert len(scores) > 80
    assert 0.4 < float(np.std(scores)) < 1.3


@pytest.mark.parametrize("sample", SHOWN, ids=lambda sample: sample.path.name)
def test_people_without_stickers_get_no_offer(sample: Sample, people: dict[str, tuple[Sample, Observation]]) -> None:
    _, seen = people[sample.path.name]
    assert find_stickers(seen.photo, seen.anatomy, seen.pose.silhouette) == ()
    assert find_stickers(seen.photo, seen.anatomy) == (), "nor from the background"


def _look(assessor: Assessor, pixels: np.ndarray) -> Iterator[Observation]:
    try:
        yield assessor.observe(Photo(pixels=np.ascontiguousarray(pixels)), aim=Aim(person=1))
    except (CaptureError, DetectionError):
        return


def test_real_people_without_stickers_get_no_offer(assessor: Assessor, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("posture_cv.detection.stickers.LEAST_STATURE_PX", 200.0)
    looked = 0
    for path in sorted((shared / "real_photos").glob("*.[jp][pn]g")):
        for seen in _look(assessor, np.asarray(Image.open(path).convert("RGB"))):
            looked += 1
            assert find_stickers(seen.photo, seen.anatomy) == (), path.name
    assert looked >= 4


ACROMION = (LandmarkName.ACROMION, BodySide.LEFT)


@pytest.mark.parametrize(
    ("spots", "why"),
    [
        pytest.param([Spot(x=0, y=0, diameter=8, rgb=(95, 60, 45))], "a mole is brown", id="mole"),
        pytest.param([Spot(x=0, y=0, diameter=8, rgb=(245, 245, 240))], "a button is white", id="white-button"),
        pytest.param([Spot(x=0, y=0, diameter=8, rgb=(20, 20, 22))], "or black", id="black-button"),
        pytest.param([Spot(x=0, y=0, diameter=40, rgb=COLOURS["red"])], "a pocket is larger", id="patch"),
        pytest.param([Spot(x=0, y=0, diameter=14, ratio=0.2, rgb=COLOURS["blue"])], "a strap is long", id="strap"),
        pytest.param([Spot(x=0, y=14 * i, diameter=8, rgb=COLOURS["red"]) for i in range(-3, 4)], "buttons come in rows", id="row"),
        pytest.param(
            [Spot(x=12 * i, y=12 * j, diameter=7, rgb=COLOURS["pink"]) for i in range(-3, 4) for j in range(-3, 4)],
            "dots of a cloth are many",
            id="polka-dots",
        ),
    ],
)
def test_what_is_no_sticker_is_not_offered(people: dict[str, tuple[Sample, Observation]], spots: list[Spot], why: str) -> None:
    sample, seen = people["client_before_left.jpg"]
    picture = seen.photo.pixels.astype(np.float64)
    x, y = places(sample)[ACROMION]
    for s in spots:
        paint(picture, Spot(x=x + s.x, y=y + s.y, diameter=s.diameter, rgb=s.rgb, ratio=s.ratio))
    assert offered(photographed(picture), seen) == {}, why


def test_the_same_spot_in_a_stickers_colour_is_offered(people: dict[str, tuple[Sample, Observation]]) -> None:
    """The control of the test above."""
    sample, seen = people["client_before_left.jpg"]
    picture = seen.photo.pixels.astype(np.float64)
    x, y = places(sample)[ACROMION]
    paint(picture, Spot(x=x, y=y, diameter=8, rgb=COLOURS["red"]))
    (offer,) = offered(photographed(picture), seen).values()
    assert (offer.name, offer.side, offer.colour) == (*ACROMION, "red")
    assert offer.confidence > 0.5
    mark = offer.as_mark()
    assert (mark.origin, mark.x_px, mark.covariance_px2) == (Origin.STICKER, offer.x_px, offer.covariance_px2)


def test_a_dot_on_the_wall_is_not_offered(people: dict[str, tuple[Sample, Observation]]) -> None:
    sample, seen = people["client_before_left.jpg"]
    picture = seen.photo.pixels.astype(np.float64)
    c7_x, c7_y = places(sample)[LandmarkName.C7, BodySide.MIDLINE]
    row = np.flatnonzero(seen.pose.silhouette[int(c7_y)] > 127)
    spot = Spot(x=row.max() + 22.0, y=c7_y, diameter=8, rgb=COLOURS["green"])
    paint(picture, spot)
    assert abs(spot.x - c7_x) < 60, "near enough to be taken for C7"
    assert offered(photographed(picture), seen) == {}


def test_sides_are_told_apart_from_the_front(people: dict[str, tuple[Sample, Observation]]) -> None:
    sample, seen = people["client_before_front.jpg"]
    picture = seen.photo.pixels.astype(np.float64)
    true = places(sample)
    for key, (x, y) in true.items():
        paint(picture, Spot(x=x, y=y, diameter=9, rgb=COLOURS["green" if key[1] is BodySide.LEFT else "yellow"]))
    found = offered(photographed(picture), seen)
    assert {key: o.colour for key, o in found.items()} == {key: "green" if key[1] is BodySide.LEFT else "yellow" for key in true}


def test_an_oblique_or_tiny_person_gets_none(people: dict[str, tuple[Sample, Observation]]) -> None:
    from dataclasses import replace

    _, seen = people["client_before_left.jpg"]
    assert find_stickers(seen.photo, replace(seen.anatomy, view=View.OBLIQUE)) == ()
    assert find_stickers(seen.photo, replace(seen.anatomy, stature_px=None)) == ()
    assert find_stickers(seen.photo, replace(seen.anatomy, stature_px=300.0)) == ()


@pytest.mark.parametrize("step", [0.0, 0.25, 0.5, 0.75])
@pytest.mark.parametrize("colour", COLOURS)
def test_a_clean_dot_is_read_to_a_twentieth_of_a_pixel(colour: str, step: float) -> None:
    picture = np.full((120, 120, 3), (205.0, 160.0, 135.0))
    paint(picture, Spot(x=60.0 + step, y=58.0 - step, diameter=13.0, rgb=COLOURS[colour]))
    (dot,) = find_dots(np.clip(picture, 0, 255).astype(np.uint8))
    assert (dot.x_px, dot.y_px) == pytest.approx((60.0 + step, 58.0 - step), abs=0.05)
    assert dot.diameter_px == pytest.approx(13.0, abs=0.8)
    assert dot.colour == colour
    assert dot.quality > 0.9


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: np.full((90, 90, 3), 128, np.uint8), id="grey"),
        pytest.param(lambda: np.random.default_rng(0).integers(0, 256, (90, 90, 3), dtype=np.uint8), id="noise"),
        pytest.param(lambda: np.zeros((2, 3, 3), np.uint8), id="three-pixels"),
    ],
)
def test_nothing_is_found_in_nothing(make: Callable[[], np.ndarray]) -> None:
    assert find_dots(make()) == []
