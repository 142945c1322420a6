"""Interval bars: where things lie on the track, and what is said beside them."""

from __future__ import annotations

import re

import pytest

from posture_cv.domain.estimates import Interval, Measurement, MeasureName, Unit
from posture_cv.domain.judgements import Judgement
from posture_cv.domain.knowledge import Knowledge
from posture_cv.domain.norms import Norm
from posture_cv.domain.views import BodySide, Position, View
from posture_cv.findings.classify import judge
from posture_cv.ui.components import measure_bars
from posture_cv.wiring import default_assessor

MEASURE = MeasureName("craniovertebral_angle")


@pytest.fixture(scope="module")
def knowledge() -> Knowledge:
    return default_assessor().instruments.knowledge


@pytest.fixture(scope="module")
def norm(knowledge: Knowledge) -> Norm:
    found = knowledge.norm(MEASURE, Position.STANDING)
    assert found is not None
    return found


def judged(measured: Measurement, knowledge: Knowledge) -> Judgement | None:
    norm = knowledge.norm(measured.name, Position.STANDING)
    return None if norm is None else judge(measured, norm)


def drawn(value: float, half: float, knowledge: Knowledge, monkeypatch: pytest.MonkeyPatch) -> str:
    """Markup of one bar."""
    measured = Measurement(
        name=MEASURE,
        view=View.LEFT,
        side=BodySide.LEFT,
        value=value,
        standard_error=half / 1.645,
        interval=Interval(lower=value - half, upper=value + half),
        unit=Unit.DEGREE,
    )
    shown: list[str] = []
    monkeypatch.setattr(measure_bars.st, "html", shown.append)
    measure_bars.bars([measure_bars.row_of(measured, judged(measured, knowledge), knowledge, among=[measured])])
    return shown[0]


def styles(markup: str, css_class: str) -> list[float]:
    """Left, and width where there is one, in per cent of the track."""
    style = re.search(rf'class="{css_class}[^"]*" style="([^"]*)"', markup)
    assert style is not None
    return [float(number) for number in re.findall(r"(-?[\d.]+)%", style[1])]


def test_the_track_is_three_and_a_half_typical_ranges_wide_with_the_range_in_its_middle(
    knowledge: Knowledge, norm: Norm, monkeypatch: pytest.MonkeyPatch
) -> None:
    middle, quarter = (norm.lower + norm.upper) / 2.0, (norm.upper - norm.lower) / 4.0
    markup = drawn(middle, quarter, knowledge, monkeypatch)
    width = 100.0 / 3.5
    assert styles(markup, "pcv-track-band") == pytest.approx([50.0 - width / 2.0, width], abs=0.06)
    assert styles(markup, "pcv-track-line") == pytest.approx([50.0 - width / 4.0, width / 2.0], abs=0.06)
    assert styles(markup, "pcv-track-mark") == pytest.approx([50.0], abs=0.06)
    assert "is-beyond" not in markup
    assert "is-off" not in markup
    assert f"Typical {norm.lower:.0f} to {norm.upper:.0f}" in markup
    assert "<b>typical</b>, percentile 50" in markup


def test_an_interval_beyond_the_range_changes_its_mark_and_one_off_the_track_ends_in_an_arrow(
    knowledge: Knowledge, norm: Norm, monkeypatch: pytest.MonkeyPatch
) -> None:
    width = norm.upper - norm.lower
    markup = drawn(norm.upper + 1.2 * width, 0.4 * width, knowledge, monkeypatch)
    left, across = styles(markup, "pcv-track-line")
    assert left + across == pytest.approx(100.0, abs=0.11)
    assert "is-off-high" in markup
    assert "is-off-low" not in markup
    assert 'class="pcv-bar is-beyond"' in markup
    assert "<b>differs</b>, percentile 99" in markup


def test_readings_of_one_measure_are_told_apart_by_side_then_view_then_photo(knowledge: Knowledge) -> None:
    def title(measured: Measurement, *among: Measurement) -> str:
        return measure_bars.row_of(measured, judged(measured, knowledge), knowledge, among=among).title

    def level(view: View, photo: int) -> Measurement:
        whole = Interval(lower=-1.0, upper=1.0)
        name, side = MeasureName("shoulder_level"), BodySide.MIDLINE
        return Measurement(name=name, view=view, side=side, photo=photo, value=0.0, standard_error=0.6, interval=whole, unit=Unit.DEGREE)

    front, back, again = level(View.FRONT, 0), level(View.BACK, 1), level(View.FRONT, 2)
    assert title(front, front) == "Shoulder level"
    assert title(front, front, back) == "Shoulder level, front"
    assert [title(each, front, back, again) for each in (front, back, again)] == [
        "Shoulder level, front, photo 1",
        "Shoulder level, back",
        "Shoulder level, front, photo 3",
    ]
