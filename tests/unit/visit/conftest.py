from __future__ import annotations

import pytest

from posture_cv.assets.samples import samples
from posture_cv.capture.protocols import protocols
from posture_cv.domain.protocol import Protocol
from posture_cv.visit import Album, Visit
from posture_cv.wiring import Assessor

SAMPLES = {sample.path.name: sample.path for sample in samples()}


def nothing_to_say(done: int, every: int) -> None:
    """Progress that nobody watches."""


@pytest.fixture(scope="session")
def protocol() -> Protocol:
    return protocols()[0]


@pytest.fixture(scope="module")
def album(assessor: Assessor) -> Album:
    """A front and a side photo of one person, read."""
    taken = Album()
    for name in ("client_before_front.jpg", "client_before_left.jpg"):
        taken.put(name, assessor.read(SAMPLES[name]), name)
    return taken


@pytest.fixture
def visit(album: Album) -> Visit:
    return Visit.of(album.names)
