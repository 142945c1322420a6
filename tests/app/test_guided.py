"""Guided capture, step by step."""

from __future__ import annotations

import io

import cv2
import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from posture_cv.assets.samples import samples
from posture_cv.capture.protocols import protocols
from posture_cv.domain.landmarks import LandmarkName, Origin
from posture_cv.domain.views import Position, View

from .conftest import SAMPLES, concluded_in, labels, visit_of, words

SIDE = next(sample for sample in samples() if sample.path.name == "left_2.jpg")


def press(at: AppTest, label: str) -> None:
    next(button for button in at.button if button.label == label).click().run()
    assert not at.exception


def put_in(at: AppTest, *names: str) -> None:
    at.file_uploader[0].set_value([(name, SAMPLES[name].read_bytes(), "image/jpeg") for name in names])
    at.run()
    assert not at.exception


@pytest.fixture
def standing(app: AppTest) -> AppTest:
    press(app, "Start: Full standing assessment")
    return app


@pytest.mark.parametrize("protocol", protocols(), ids=lambda protocol: protocol.key)
def test_every_protocol_says_its_cues_and_shows_a_figure(app: AppTest, protocol: object) -> None:
    press(app, next(label for label in labels(app.button) if label == f"Start: {app_title(protocol.key)}"))
    for place, step in enumerate(protocol.steps):
        said = words(app)
        texts = (step.cue, step.stance, step.gaze, step.arms, step.clothing, step.breath)
        assert all(protocol.texts[told.id] in said for told in texts)
        assert f"lens {step.lens_height_m:g} m above the floor" in said
        assert 'class="pcv-silhouette"' in said
        if place < len(protocol.steps) - 1:
            press(app, "Skip for now")
    assert visit_of(app).visit.position is protocol.position


def app_title(key: str) -> str:
    return {"full_standing": "Full standing assessment", "sitting": "Sitting assessment", "quick_side": "Quick side view"}[key]


def test_a_photo_of_another_view_is_said_at_once_and_can_be_retaken(standing: AppTest) -> None:
    put_in(standing, "left_2.jpg")
    assert "this step asks for the front" in words(standing)
    press(standing, "Retake")
    assert not visit_of(standing).visit.photos


def test_photos_put_in_at_once_fill_the_steps_they_show(standing: AppTest) -> None:
    put_in(standing, "back_2.jpg", "left_2.jpg", "front_2.jpg")
    assert [entry.name for entry in visit_of(standing).visit.photos] == ["front_2.jpg", "left_2.jpg", "back_2.jpg"]
    press(standing, "Show results")
    assert standing.tabs
    assert concluded_in(standing).provenance.protocol.startswith("full_standing")
    press(standing, "Guide")
    assert "Face the camera" in words(standing)


def test_a_step_can_be_skipped_and_come_back_to(standing: AppTest) -> None:
    press(standing, "Skip for now")
    put_in(standing, "left_2.jpg")
    assert "this step asks for" not in words(standing)
    press(standing, "Back")
    assert "Face the camera" in words(standing)
    assert [entry.name for entry in visit_of(standing).visit.photos] == ["left_2.jpg"]


def test_a_sitting_protocol_assesses_as_sitting(app: AppTest) -> None:
    press(app, "Start: Sitting assessment")
    assert visit_of(app).visit.position is Position.SITTING
    assert all(step.view is not View.OBLIQUE for step in protocols()[1].steps)


def test_the_guide_can_be_left_without_a_photo(standing: AppTest) -> None:
    press(standing, "Leave the guide")
    assert standing.title[0].value == "Posture, measured from a photo"


def test_stickers_are_offered_and_their_points_snap_to_them(app: AppTest) -> None:
    """A green dot is painted on the true C7 and trochanter of a rendered person."""
    pixels = np.asarray(Image.open(SIDE.path).convert("RGB")).copy()
    for point in ("c7", "left_trochanter"):
        at_px = tuple(round(each) for each in SIDE.landmarks[point])
        cv2.circle(pixels, at_px, 3, (20, 170, 60), -1, cv2.LINE_AA)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="PNG")
    app.file_uploader[0].set_value([("dots.png", buffer.getvalue(), "image/png")])
    app.run()
    assert not app.exception
    (offered,) = visit_of(app).album.offers.values()
    assert offered
    press(app, "Use all stickers")
    landmarks = concluded_in(app).landmarks
    snapped = {(point.name, point.side) for point in landmarks if point.origin is Origin.STICKER}
    assert snapped == {(offer.name, offer.side) for offer in offered}
    assert (LandmarkName.TROCHANTER, offered[0].side) in snapped or LandmarkName.C7 in {name for name, _ in snapped}
