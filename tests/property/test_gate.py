"""Whatever is done to a photo, rotated, cropped, covered, mirrored: no impossible value, and no confident finding that the whole upright
photo does not have. Seeded, with the real detector on rendered people."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from posture_cv.assets.samples import samples
from posture_cv.domain.assessment import Assessment
from posture_cv.domain.errors import PostureError
from posture_cv.domain.findings import Certainty
from posture_cv.domain.observation import Observation
from posture_cv.domain.photo import Photo
from posture_cv.wiring import Assessor

Pixels = NDArray[np.uint8]
PEOPLE = [sample.path for sample in samples()]
TIMES = 12
"""Of each kind; a few hundred were tried by hand."""


class Looker:
    """Looks at samples once, and at what became of them."""

    def __init__(self, assessor: Assessor) -> None:
        self.assessor = assessor
        self.limits = {row.name: (row.least, row.most) for row in assessor.instruments.knowledge.measures}
        self.whole = cache(self._whole)

    def _whole(self, person: int) -> tuple[Pixels, Observation, Assessment]:
        pixels = self.assessor.read(PEOPLE[person]).pixels
        seen = self.assessor.observe(Photo(pixels=pixels))
        return pixels, seen, self.assessor.conclude([seen])

    def require_nothing_new(self, pixels: Pixels, person: int) -> None:
        """Either refused, or all of it possible and nothing of it surer than in the whole photo."""
        try:
            found = self.assessor.conclude([self.assessor.observe(Photo(pixels=np.ascontiguousarray(pixels)))])
        except PostureError:
            return
        for measured in found.measurements:
            least, most = self.limits[measured.name]
            assert least <= measured.value <= most, measured
        known = {finding.distortion for finding in self.whole(person)[2].findings if finding.certainty is not Certainty.NOT_DISTINGUISHABLE}
        surely = {finding.distortion for finding in found.findings if finding.certainty is Certainty.LIKELY}
        assert surely <= known


@pytest.fixture(scope="module")
def looker() -> Iterator[Looker]:
    with Assessor(passes=1) as assessor:
        yield Looker(assessor)


@pytest.fixture
def chance(request: pytest.FixtureRequest) -> np.random.Generator:
    return np.random.default_rng([request.node.callspec.params["seed"], 2026])


@pytest.mark.parametrize("seed", range(TIMES))
def test_rotated(looker: Looker, chance: np.random.Generator, seed: int) -> None:
    person = int(chance.integers(len(PEOPLE)))
    pixels = looker.whole(person)[0]
    height, width = pixels.shape[:2]
    turn = chance.uniform(-180.0, 180.0) if seed % 2 else chance.uniform(-20.0, 20.0)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), turn, 1.0)
    cos, sin = abs(matrix[0, 0]), abs(matrix[0, 1])
    size = int(height * sin + width * cos), int(height * cos + width * sin)
    matrix[:, 2] += (size[0] / 2 - width / 2, size[1] / 2 - height / 2)
    looker.require_nothing_new(np.asarray(cv2.warpAffine(pixels, matrix, size, borderValue=(128, 128, 128)), dtype=np.uint8), person)


@pytest.mark.parametrize("seed", range(TIMES))
def test_cropped(looker: Looker, chance: np.random.Generator, seed: int) -> None:
    person = int(chance.integers(len(PEOPLE)))
    pixels, seen, _ = looker.whole(person)
    box, tall = seen.pose.box, seen.pose.box.height_px
    left, right = box.left_px + chance.uniform(-0.4, 0.15) * tall, box.right_px + chance.uniform(-0.15, 0.4) * tall
    top, bottom = box.top_px + chance.uniform(-0.2, 0.3) * tall, box.bottom_px + chance.uniform(-0.6, 0.15) * tall
    looker.require_nothing_new(pixels[max(0, int(top)) : int(bottom), max(0, int(left)) : int(right)], person)


@pytest.mark.parametrize("seed", range(TIMES))
def test_covered(looker: Looker, chance: np.random.Generator, seed: int) -> None:
    person = int(chance.integers(len(PEOPLE)))
    pixels, seen, _ = looker.whole(person)
    tall = seen.pose.box.height_px
    (x, y), (across, down) = seen.pose.points_px[chance.integers(33)], chance.uniform(0.04, 0.14, 2) * tall
    area = (slice(max(0, int(y - down)), int(y + down)), slice(max(0, int(x - across)), int(x + across)))
    covered = pixels.copy()
    covered[area] = chance.integers(0, 256, covered[area].shape if seed % 4 == 0 else 3)
    looker.require_nothing_new(covered, person)


@pytest.mark.parametrize("seed", range(TIMES))
def test_mirrored(looker: Looker, chance: np.random.Generator, seed: int) -> None:
    person = int(chance.integers(len(PEOPLE)))
    looker.require_nothing_new(looker.whole(person)[0][:, ::-1], person)
