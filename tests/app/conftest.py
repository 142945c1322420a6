"""The app run by Streamlit's own test driver, from its entry script, with the real pose model."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from posture_cv.assets.samples import samples
from posture_cv.domain.assessment import Assessment
from posture_cv.ui import serving, state

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = {sample.path.name: sample.path for sample in samples()}


@pytest.fixture
def app() -> Iterator[AppTest]:
    """A fresh visitor on the first page."""
    at = AppTest.from_file(str(ROOT / "posture_cv" / "ui" / "app.py"), default_timeout=120)
    yield at.run()
    serving.close()


def visit_of(at: AppTest) -> state.OpenVisit:
    """What is kept for the visitor."""
    return held_for(at)[0]


def concluded_in(at: AppTest) -> Assessment | None:
    """The assessment of what is on the page; None where there is none."""
    known = visit_of(at).album.conclusions.get("by_hand")
    return None if known is None else known[1].assessment


def preferences_of(at: AppTest) -> state.Preferences:
    """How the visitor wants the app to be."""
    return held_for(at)[1]


def held_for(at: AppTest) -> state.Held:
    held = serving.VISITS.held(at.session_state["posture_cv_ticket"])
    assert held is not None
    return held


@pytest.fixture
def upload(app: AppTest) -> Callable[..., AppTest]:
    """Drops files into the app: names of samples, or (name, bytes)."""

    def drop(*files: str | tuple[str, bytes]) -> AppTest:
        given = [(file, SAMPLES[file].read_bytes()) if isinstance(file, str) else file for file in files]
        app.file_uploader[0].set_value([(name, content, "image/jpeg") for name, content in given])
        app.run()
        return app

    return drop


@pytest.fixture
def landscape() -> bytes:
    """A sky over a meadow, nobody in it."""
    pixels = np.zeros((600, 800, 3), dtype=np.uint8)
    pixels[:300] = (150, 190, 235)
    pixels[300:] = (90, 140, 70)
    return _png(pixels)


@pytest.fixture
def two_people() -> bytes:
    """Two sample people side by side, nearly alike in size."""
    halves = [np.asarray(Image.open(SAMPLES[name]).convert("RGB"))[:, 100:620] for name in ("front_0.jpg", "front_2.jpg")]
    return _png(np.concatenate(halves, axis=1))


@pytest.fixture
def person_and_bystander() -> bytes:
    """A sample person, and at their side another at less than half the size."""
    near = Image.open(SAMPLES["front_0.jpg"]).convert("RGB")
    far = Image.open(SAMPLES["front_2.jpg"]).convert("RGB").resize((324, 432))
    street = Image.new("RGB", (1044, 960), (150, 150, 150))
    street.paste(near, (0, 0))
    street.paste(far, (720, 400))
    return _png(np.asarray(street))


def words(at: AppTest) -> str:
    """Everything the page says in text and markup."""
    elements = [*at.markdown, *at.caption, *at.subheader, *at.title, *at.error, *at.warning, *at.info]
    return "\n".join([*(str(element.value) for element in elements), *(element.proto.body for element in at.get("html"))])


def labels(elements: object) -> list[str]:
    """Labels of widgets."""
    return [element.label for element in elements]  # type: ignore[attr-defined]


def downloads(at: AppTest) -> list[str]:
    """Labels of the buttons that hand over a file."""
    return labels([button for button in at.button if (button.key or "").startswith("download-")])


def _png(pixels: np.ndarray) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, format="PNG")
    return buffer.getvalue()
