"""Whether a damaged photo says anything surely that the whole upright photo holds for unlikely, or anything impossible."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np

from posture_cv.assets.samples import samples
from posture_cv.domain.assessment import Assessment
from posture_cv.domain.errors import PostureError
from posture_cv.domain.findings import Certainty
from posture_cv.domain.observation import Observation
from posture_cv.domain.photo import Photo
from posture_cv.wiring import Assessor
from tests.fuzz.damages import DAMAGES, Case, damaged

PEOPLE = [sample.path for sample in samples()]
PHOTOS = Path(__file__).resolve().parents[3] / "shared" / "real_photos"
REAL = [path for name in ("front_standing.jpg", "back_standing.png") if (path := PHOTOS / name).is_file()]


class Looker:
    """Looks at people once, and at what became of their photos."""

    def __init__(self, assessor: Assessor, people: list[Path]) -> None:
        self.assessor = assessor
        self.people = people
        self.limits = {row.name: (row.least, row.most) for row in assessor.instruments.knowledge.measures}
        self.whole = cache(self._whole)

    def _whole(self, person: int) -> tuple[np.ndarray, Observation, Assessment]:
        pixels = self.assessor.read(self.people[person]).pixels
        seen = self.assessor.observe(Photo(pixels=pixels))
        return pixels, seen, self.assessor.conclude([seen])

    def case(self, seed: tuple[int, ...], kind: str | None = None) -> tuple[int, Case]:
        """One person and what was done to their photo, the same for the same seed."""
        person = int(np.random.default_rng((*seed, 1)).integers(len(self.people)))
        pixels, seen, _ = self.whole(person)
        return person, damaged(pixels, seen.pose, (*seed, 2), kind)

    def wrong(self, person: int, case: Case) -> list[str]:
        """What the damaged photo should not have said; nothing where it was refused."""
        try:
            found = self.assessor.conclude([self.assessor.observe(Photo(pixels=case.pixels))])
        except PostureError:
            return []
        impossible = [
            f"{measured.name} {measured.value:.1f}"
            for measured in found.measurements
            if not self.limits[measured.name][0] <= measured.value <= self.limits[measured.name][1]
        ]
        likely = {finding.distortion for finding in self.whole(person)[2].findings if finding.probability >= 0.5}
        unheard = [
            f"{finding.distortion} {finding.estimate.value:.1f}"
            for finding in found.findings
            if finding.certainty is Certainty.LIKELY and finding.distortion not in likely
        ]
        return [f"{self.people[person].name} {case.done}: {each}" for each in (*impossible, *unheard)]


KINDS = tuple(DAMAGES)
