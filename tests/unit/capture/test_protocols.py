"""The packaged protocols ask for what the clinical brief asks for, and damaged ones are refused."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from posture_cv.capture import protocols as module
from posture_cv.capture.protocols import NAMES, protocols, read_protocol
from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.protocol import Protocol, Step
from posture_cv.domain.views import Position, View
from posture_cv.wiring import words_in

FOLDER = Path(module.__file__).parent / "protocols"
STEPS = [pytest.param(step, id=f"{one.key}-{step.view}") for one in protocols() for step in one.steps]
TEXTS = ("stance", "gaze", "arms", "clothing", "breath", "cue")


def test_views_and_positions() -> None:
    assert {one.key: (one.position, [step.view for step in one.steps]) for one in protocols()} == {
        "full_standing": (Position.STANDING, [View.FRONT, View.LEFT, View.BACK, View.RIGHT]),
        "sitting": (Position.SITTING, [View.LEFT, View.RIGHT, View.FRONT]),
        "quick_side": (Position.STANDING, [View.LEFT]),
    }


@pytest.mark.parametrize("step", STEPS)
def test_camera_stands_as_the_brief_says(step: Step) -> None:
    assert (step.distance_m, step.least_distance_m) == (4.0, 3.0), "4 m, at least 3"
    if step.position is Position.STANDING:
        assert 1.0 <= step.lens_height_m <= 1.1
    assert step.repeats == 3


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("name", TEXTS)
def test_each_text_is_one_plain_sentence(step: Step, name: str) -> None:
    text = words_in("en").say(getattr(step, name))
    assert text[0].isupper()
    assert text.endswith(".")
    assert text.count(".") == 1
    assert len(text) < 160


@pytest.mark.parametrize("step", STEPS)
def test_the_person_breathes_out_and_looks_at_a_mark(step: Step) -> None:
    say = words_in("en").say
    assert "breathe out" in say(step.breath)
    assert "eye level" in say(step.gaze)
    assert say(step.cue).endswith("breathe in, and out.")
    assert "hair" in say(step.clothing)
    if step.view.is_lateral:
        assert "nape" in say(step.clothing)
        assert "forward" in say(step.arms)


def test_every_text_stands_by_its_row() -> None:
    (full, *_) = protocols()
    step = full.step(View.BACK)
    assert step is not None
    assert (full.title.id, step.cue.id) == ("protocols/full_standing/title", "protocols/full_standing/back/cue")
    assert len(full.texts) == 1 + len(TEXTS) * len(full.steps)
    assert words_in("es").say(full.title) == "Evaluación completa de pie"


def test_identity_names_version_and_the_file_itself() -> None:
    (full, *_) = protocols()
    digest = hashlib.sha256((FOLDER / "full_standing.toml").read_bytes()).hexdigest()
    assert full.identity == f"full_standing 1 sha256:{digest}"


def test_read_once() -> None:
    assert protocols() is protocols()
    assert tuple(one.key for one in protocols()) == NAMES


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        pytest.param('view = "left"', 'view = "oblique"', "steps.0: .*got oblique", id="oblique"),
        pytest.param('view = "left"', 'view = "above"', "steps.0.view", id="no-view"),
        pytest.param("distance_m = 4.0", "distance_m = 2.0", "steps.0: .*least distance", id="too-near"),
        pytest.param("repeats = 3", "repeats = 0", "steps.0: .*at least one photo", id="no-photo"),
        pytest.param("repeats = 3", 'repeats = "3"', "steps.0.repeats", id="word-for-number"),
        pytest.param("version = 1", "", "version", id="no-version"),
        pytest.param("version = 1", "version = 1\nauthor = 2", "author", id="unknown-field"),
        pytest.param("version = 1", "version =", "damaged", id="not-toml"),
        pytest.param("gaze =", "gazes =", "steps.0.gaze: expected a text", id="no-text"),
        pytest.param("steps", "step", "steps", id="no-steps"),
    ],
)
def test_damaged_protocol_is_refused_by_the_field(tmp_path: Path, old: str, new: str, message: str) -> None:
    text = (FOLDER / "quick_side.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "quick_side.toml").write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=message):
        read_protocol(tmp_path, "quick_side")


def test_missing_protocol_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="quick_side is missing"):
        read_protocol(tmp_path, "quick_side")


def test_a_view_comes_once_and_positions_are_not_mixed() -> None:
    full, sitting, _ = protocols()
    with pytest.raises(ValueError, match="another view"):
        Protocol(key="k", version=1, steps=(full.steps[0], full.steps[0]))
    with pytest.raises(ValueError, match="one position"):
        Protocol(key="k", version=1, steps=(full.steps[0], sitting.steps[0]))
