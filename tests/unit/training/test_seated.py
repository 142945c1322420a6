"""People who sit or cross their arms: where limbs, seat and forearms lie, and that the record says what was drawn.

The record's angles are checked against the landmarks the same record holds, by the definitions written out here; the landmarks against
the picture, by the mask of the person that was drawn.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import pytest

pytest.importorskip("anny", reason="the extra train is not installed", exc_type=ImportError)
pytest.importorskip("torch", reason="the extra train is not installed")
pytest.importorskip("numba", reason="the extra train is not installed")

from training import dataset, sketch
from training.people import body, posture, seat, shade, subject
from training.people.contact import WRIST_M
from training.people.poser import Poser
from training.people.posture import Sitting

if TYPE_CHECKING:
    from collections.abc import Callable

    from training.people.pieces import Posed
    from training.people.posture import Posture
    from training.people.skeleton import Skeleton

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]

SIDES = (("L", 1.0), ("R", -1.0))


@pytest.fixture(scope="module")
def poser() -> Poser:
    model = body.load()
    return Poser(model, model.rest({"gender": 0.9, "age": 0.7}, {}, {}))


@pytest.fixture(scope="module")
def joint() -> Callable[[Skeleton, str], np.ndarray]:
    model = body.load()
    return lambda skeleton, bone: skeleton.heads[model.bone(bone)]


@pytest.fixture(scope="module")
def drawn() -> list[sketch.Sketched]:
    return list(sketch.of_subject(31, 2, postures=1, frontal=True, position="sitting"))


@pytest.fixture(scope="module")
def seated() -> tuple[Posture, Posed]:
    rng = np.random.default_rng(8)
    stance, _ = posture.draw(rng, position="sitting")
    figure = sketch.Sketch(sketch.coarse_model(), subject.sample(np.random.default_rng([31, 4])))
    return stance, figure.posed(stance, seat.sample(rng, narrow=False))


@pytest.mark.parametrize("seed", range(6))
def test_thighs_are_about_level_and_shanks_upright(poser: Poser, joint: Callable[[Skeleton, str], np.ndarray], seed: int) -> None:
    stance, _ = posture.draw(np.random.default_rng(seed), position="sitting")
    assert isinstance(stance, Sitting)
    skeleton = poser.skeleton(stance)
    ankles = [joint(skeleton, f"foot.{side}") for side, _ in SIDES]
    assert ankles[0][2] == pytest.approx(ankles[1][2], abs=0.004)
    for k, (side, _) in enumerate(SIDES):
        hip, knee, ankle = (joint(skeleton, f"{b}.{side}") for b in ("upperleg01", "lowerleg01", "foot"))
        thigh, shank = knee - hip, ankle - knee
        slope = np.degrees(np.arcsin(thigh[2] / np.linalg.norm(thigh)))
        assert slope == pytest.approx(stance.thigh_rise, abs=4.0)
        assert abs(slope) < 13.0
        assert np.degrees(np.arctan2(shank[1], -shank[2])) == pytest.approx(stance.shank_lean[k], abs=1.0)
        knee_bend = np.degrees(np.arccos(thigh @ shank / np.linalg.norm(thigh) / np.linalg.norm(shank)))
        assert knee_bend == pytest.approx(90.0, abs=25.0)
        assert knee[1] < hip[1] - 0.3


@pytest.mark.parametrize("seed", range(6))
def test_hands_lie_on_the_thighs(poser: Poser, joint: Callable[[Skeleton, str], np.ndarray], seed: int) -> None:
    rng = np.random.default_rng(seed)
    stance, where = posture.draw(rng, position="sitting")
    while where != "thighs":
        stance, where = posture.draw(rng, position="sitting")
    skeleton = poser.skeleton(stance)
    for side, _ in SIDES:
        hip, knee, wrist = (joint(skeleton, f"{b}.{side}") for b in ("upperleg01", "lowerleg01", "wrist"))
        share = (wrist - hip) @ (knee - hip) / float((knee - hip) @ (knee - hip))
        assert 0.15 < share < 0.95
        assert 0.05 < wrist[2] - (hip + share * (knee - hip))[2] < 0.17
        assert abs(wrist[0] - (hip + share * (knee - hip))[0]) < 0.08


def test_sitting_tilts_the_pelvis_back_and_rounds_the_back() -> None:
    rng = np.random.default_rng(0)
    sitting = [posture.draw(rng, position="sitting")[0] for _ in range(400)]
    standing = [posture.draw(rng)[0] for _ in range(400)]

    def mean(people: list[Posture], name: str) -> float:
        return float(np.mean([getattr(p, name) for p in people]))

    assert 10.0 < mean(standing, "pelvic_tilt") - mean(sitting, "pelvic_tilt") < 25.0
    assert mean(sitting, "kyphosis_added") > mean(standing, "kyphosis_added") + 3.0
    assert np.std([p.pelvic_tilt for p in sitting]) > np.std([p.pelvic_tilt for p in standing])


def test_feet_stand_on_the_floor_and_the_seat_lies_under_the_thighs(seated: tuple[Posture, Posed]) -> None:
    _, posed = seated
    floor = min(float(p.vertices[:, shade.POSITION][:, 2].min()) for p in posed.pieces)
    assert floor == pytest.approx(0.0, abs=0.004)
    chair = np.concatenate([p.vertices[:, shade.POSITION] for p in posed.furniture])
    top = float(chair[:, 2].max())
    assert chair[:, 2].min() == pytest.approx(0.0, abs=1e-6)
    knees = np.stack([posed.points[f"knee_joint_{side}"] for side in ("left", "right")])
    hips = np.stack([posed.points[f"hip_joint_{side}"] for side in ("left", "right")])
    assert 0.03 < hips[:, 2].mean() - top < 0.16
    assert knees[:, 1].max() < chair[:, 1].min() - 0.04
    assert chair[:, 1].min() < hips[:, 1].mean() - 0.1
    assert posed.points["psis_left"][2] > top + 0.03
    skin = posed.pieces[0].vertices[:, shade.POSITION]
    over = (skin[:, 1] > chair[:, 1].min() + 0.02) & (skin[:, 1] < chair[:, 1].max() - 0.02) & (np.abs(skin[:, 0]) < 0.12)
    assert skin[over & (skin[:, 2] > top - 0.15), 2].min() == pytest.approx(top, abs=0.004)


def test_a_sitting_person_needs_a_seat(seated: tuple[Posture, Posed]) -> None:
    figure = sketch.Sketch(sketch.coarse_model(), subject.sample(np.random.default_rng(1)))
    with pytest.raises(ValueError, match="something to sit on"):
        figure.posed(seated[0])


def test_the_record_says_how_the_person_sits(drawn: list[sketch.Sketched]) -> None:
    lateral, frontal = drawn
    for picture in drawn:
        assert picture.record["position"] == "sitting"
        assert picture.record["appearance"]["arms"] in ("thighs", "hanging")
        assert 0.5 <= picture.record["camera"]["height_m"] <= 1.3
        left, top, right, bottom = picture.record["person_box_px"]
        assert left > 0
        assert top > 0
        assert right < picture.record["width_px"]
        assert bottom < picture.record["height_px"]
    marks, angles = {n: np.array(p) for n, p in lateral.record["landmarks_body_m"].items()}, lateral.record["angles_deg"]

    def middle(name: str) -> np.ndarray:
        return 0.5 * (marks[f"{name}_left"] + marks[f"{name}_right"])

    ear, front, back = middle("tragus") - marks["c7"], middle("asis"), middle("psis")
    assert angles["craniovertebral_angle"] == pytest.approx(np.degrees(np.arctan2(ear[2], -ear[1])), abs=0.01)
    assert angles["pelvic_tilt"] == pytest.approx(np.degrees(np.arctan2(back[2] - front[2], back[1] - front[1])), abs=0.01)
    thigh = marks["knee_left"] - marks["trochanter_left"]
    assert abs(np.degrees(np.arctan2(thigh[2], -thigh[1]))) < 20.0
    assert 60.0 < angles["knee_angle_left"] < 125.0
    assert lateral.record["stature_m"] > 1.15 * max(m[2] for m in marks.values())
    assert {"shoulder_level", "head_tilt_frontal"} <= frontal.record["angles_as_photographed_deg"].keys()


def test_the_mask_holds_the_person_and_not_the_seat(drawn: list[sketch.Sketched]) -> None:
    lateral = drawn[0]
    near = lateral.record["view"]
    for name in ("c7", f"tragus_{near}", f"acromion_{near}", f"knee_{near}"):
        x, y = lateral.record["landmarks_px"][name]
        assert lateral.mask[max(int(y) - 3, 0) : int(y) + 4, max(int(x) - 3, 0) : int(x) + 4].max() > 127, name
    pixels = {name: np.array(p) for name, p in lateral.record["landmarks_px"].items()}
    x, y = 0.5 * (pixels[f"hip_joint_{near}"] + pixels[f"knee_joint_{near}"])
    foot = pixels[f"ankle_joint_{near}"]
    below = lateral.mask[int(y + 0.55 * (foot[1] - y)), :]
    back = int(pixels[f"hip_joint_{near}"][0])
    assert below[back - 2 : back + 3].max() == 0


@pytest.mark.parametrize("seed", range(8))
def test_crossed_wrists_lie_in_front_of_the_trunk_on_the_other_side(
    poser: Poser, joint: Callable[[Skeleton, str], np.ndarray], seed: int
) -> None:
    stance, where = posture.draw(np.random.default_rng(seed), arms="crossed")
    assert where == "crossed"
    skeleton = poser.skeleton(stance)
    model = body.load()
    skin = skeleton.skin(poser._points, poser._weights)
    trunk = skin[model.weight_of("root", "pelvis", "spine", "breast")[model.coarse_skin.sources] > 0.7]
    shoulders = 0.5 * (joint(skeleton, "upperarm01.L") + joint(skeleton, "upperarm01.R"))
    depth = {}
    for side, sign in SIDES:
        wrist, elbow = joint(skeleton, f"wrist.{side}"), joint(skeleton, f"lowerarm01.{side}")
        fingers = joint(skeleton, f"finger3-1.{side}")
        assert sign * (fingers[0] - shoulders[0]) < -0.03
        assert sign * (elbow[0] - shoulders[0]) > 0.10
        near = (np.abs(trunk[:, 2] - wrist[2]) < 0.04) & (np.abs(trunk[:, 0] - wrist[0]) < 0.04)
        assert wrist[1] < trunk[near, 1].min() - 0.5 * WRIST_M
        assert 0.1 < shoulders[2] - wrist[2] < 0.42
        depth[side] = wrist[1]
    other = {"L": "R", "R": "L"}
    over = stance.hands.over  # type: ignore[attr-defined]
    assert depth[over] < depth[other[over]]


@pytest.mark.parametrize("kind", [{"position": "sitting"}, {"arms": "crossed"}])
def test_same_seed_same_bytes(kind: dict[str, str]) -> None:
    first, again, other = (next(iter(sketch.of_subject(17, n, postures=1, frontal=False, **kind))) for n in (1, 1, 3))  # type: ignore[arg-type]
    assert first.pixels.tobytes() == again.pixels.tobytes()
    assert json.dumps(first.record) == json.dumps(again.record)
    assert first.pixels.tobytes() != other.pixels.tobytes()


@pytest.mark.parametrize("kind", [{"position": "lying"}, {"arms": "raised"}])
def test_unknown_kinds_are_refused(kind: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="expected a position of"):
        posture.draw(np.random.default_rng(0), **kind)


def test_the_detector_knows_a_sitting_person(drawn: list[sketch.Sketched]) -> None:
    from posture_cv.detection.photo_detector import PhotoDetector

    with PhotoDetector(dataset.MODEL, passes=1) as detector:
        seen = dataset.look(detector, drawn[0])
    assert seen is not None
    assert seen.view == drawn[0].record["view"]
    nose = seen.pose.points_px[0]
    assert np.linalg.norm(nose - np.array(drawn[0].record["landmarks_px"]["outer_canthus_" + drawn[0].record["view"]])) < 40.0
