"""A photo saved as JPEG once more is the same photo: what is listed does not come and go with it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from posture_cv.assets.samples import samples

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.findings import Finding
    from posture_cv.wiring import Assessor

QUALITIES = (92, 75)
Pair = tuple["Finding", "Finding"]


@pytest.fixture(scope="module")
def pairs(assessor: Assessor) -> list[list[Pair]]:
    """Every sample and its copies: for each copy, what was found in the sample and in the copy."""

    def assessed(source: object) -> Assessment:
        return assessor.conclude([assessor.observe(assessor.read(source))])

    found: list[list[Pair]] = []
    for sample in samples():
        first = {(one.distortion, one.side): one for one in assessed(sample.path).findings}
        for quality in QUALITIES:
            file = io.BytesIO()
            Image.open(sample.path).save(file, "JPEG", quality=quality)
            again = {(one.distortion, one.side): one for one in assessed(file.getvalue()).findings}
            found.append([(first[key], again[key]) for key in first.keys() & again.keys()])
    return found


def test_nothing_enters_or_leaves_a_list_without_being_called_borderline(pairs: list[list[Pair]]) -> None:
    moved = [(one, other) for copy in pairs for one, other in copy if one.is_distinguishable is not other.is_distinguishable]
    assert [(one.distortion, one.probability, other.probability) for one, other in moved if not (one.borderline or other.borderline)] == []


def test_a_verdict_that_changes_changes_no_list(pairs: list[list[Pair]]) -> None:
    crossed = [(one, other) for copy in pairs for one, other in copy if one.verdict.is_beyond is not other.verdict.is_beyond]
    assert [(one.distortion, one.probability, other.probability) for one, other in crossed if one.certainty is not other.certainty] == []


def test_hardly_any_copy_lists_anything_else(pairs: list[list[Pair]]) -> None:
    changed = [copy for copy in pairs if any(one.is_distinguishable is not other.is_distinguishable for one, other in copy)]
    assert len(pairs) >= 40
    assert len(changed) <= 0.05 * len(pairs)
