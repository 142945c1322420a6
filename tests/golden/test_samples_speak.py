"""A sample's title names what is found in it: truth, photo and words agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from posture_cv.assets.samples import Sample, samples
from posture_cv.domain.knowledge import Direction, Distortion, Knowledge
from posture_cv.domain.views import BodySide, Position

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.wiring import Assessor

TITLED = {
    "forward_head_right.jpg": {"forward_head"},
    "rounded_shoulders_left.jpg": {"rounded_shoulders"},
    "kyphosis_right.jpg": {"hyperkyphosis"},
    "anterior_pelvic_tilt_left.jpg": {"anterior_pelvic_tilt", "lumbar_hyperlordosis"},
    "sway_back_right.jpg": {"sway_back"},
    "head_tilt_front.jpg": {"head_tilt"},
    "shoulder_high_back.jpg": {"shoulder_high"},
    "knee_recurvatum_left.jpg": {"genu_recurvatum"},
}
"""What each title says, by distortion."""

LEVEL = {"left_2.jpg", "front_0.jpg", "front_2.jpg", "back_0.jpg", "back_2.jpg"}
"""Titles that say that nothing stands out in what they name."""

NAMED_BY_LEVEL = {"left_2.jpg": "forward_head"}
TITLES = [sample for sample in samples() if sample.path.name in TITLED]


@pytest.fixture(scope="module")
def assessed(assessor: Assessor) -> dict[str, Assessment]:
    return {s.path.name: assessor.conclude([assessor.observe(assessor.read(s.path))]) for s in samples()}


def truth_of(sample: Sample, measure: str) -> float | None:
    """The true value of a measure; of the near side where it belongs to one."""
    return sample.truth.get(measure, sample.truth.get(f"{measure}_{sample.view}"))


def beyond(row: Distortion, measure: str, direction: Direction, truth: float, tables: Knowledge) -> float:
    """How far the truth lies beyond the typical range, in the measure's unit; negative inside."""
    norm = next(norm for norm in tables.norms if norm.measure == measure and norm.position is Position.STANDING and norm.is_general)
    size = abs(truth) if row.absolute else truth
    return size - norm.upper if direction is Direction.ABOVE else norm.lower - size


@pytest.mark.parametrize("sample", TITLES, ids=lambda sample: sample.path.name)
def test_a_title_is_what_is_found_and_nothing_else(sample: Sample, assessed: dict[str, Assessment]) -> None:
    found = {finding.distortion for finding in assessed[sample.path.name].findings if finding.is_distinguishable}
    assert found == TITLED[sample.path.name]


@pytest.mark.parametrize("sample", TITLES, ids=lambda sample: sample.path.name)
def test_a_titled_truth_lies_clearly_beyond_and_every_other_one_is_typical(
    sample: Sample, assessed: dict[str, Assessment], assessor: Assessor
) -> None:
    tables, measured = assessor.instruments.knowledge, assessed[sample.path.name].measurements
    for row in tables.distortions:
        signs = [(row.measure, row.direction), *((sign.measure, sign.direction) for sign in row.also)]
        for measure, direction in signs:
            truth = truth_of(sample, measure)
            found = next((m for m in measured if m.name is measure and m.side in (sample.view.value, BodySide.MIDLINE)), None)
            if truth is None or found is None:
                continue
            half_width = (found.interval.upper - found.interval.lower) / 2.0
            if row.key in TITLED[sample.path.name]:
                assert beyond(row, measure, direction, truth, tables) >= 1.5 * half_width, (row.key, measure, truth)
            elif not row.also:
                assert beyond(row, measure, direction, truth, tables) <= 0.0, (row.key, measure, truth)


@pytest.mark.parametrize("name", sorted(LEVEL))
def test_a_level_title_is_not_contradicted(name: str, assessed: dict[str, Assessment]) -> None:
    about = NAMED_BY_LEVEL.get(name, "shoulder_high")
    assert not any(finding.is_distinguishable for finding in assessed[name].findings if finding.distortion == about)


@pytest.mark.parametrize("view", ["left", "right"])
def test_the_client_has_a_forward_head_before_and_none_after(view: str, assessed: dict[str, Assessment]) -> None:
    found = {
        when: {finding.distortion for finding in assessed[f"client_{when}_{view}.jpg"].findings if finding.is_distinguishable}
        for when in ("before", "after")
    }
    assert found == {"before": {"forward_head"}, "after": set()}
